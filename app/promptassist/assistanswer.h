#pragma once

#include "core/base/result.h"
#include "core/domain/assist.h"

namespace burin {

/// What a model answered to assistDraft(), for @p subject. Accepts JSON alone, in a Markdown fence, or with words
/// around it; for Improve also plain text when the prompt has a single message. The error is a sentence for the user:
/// what is wrong with the answer, and what to do.
///
/// The answer is hostile input: a proposal changes the texts of messages and nothing else (no model, no tools, no
/// attachments), and a case has values for variables that the prompt has and for no others.
Result<AssistResult, QString> readAssistAnswer(AssistKind kind, const QString &answer, const PromptDraft &subject);

} // namespace burin
