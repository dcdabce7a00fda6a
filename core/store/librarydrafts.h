#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"
#include "core/domain/library.h"

#include <QSqlDatabase>

#include <vector>

namespace burin {

// What is written and not yet a version, and the value sets of a prompt. Each function is one transaction.

/// Keeps @p draft: of its prompt, whose title it changes, or else as the unnamed draft @p id (an invalid one makes a
/// new one). What needs no draft leaves none: one that is the prompt's newest version, or an unnamed one without a
/// text. The draft of a prompt that is gone for good becomes an unnamed one. The id under which it is kept; invalid =
/// none.
Result<DraftId> saveDraft(const QSqlDatabase &db, DraftId id, const PromptDraft &draft);
/// PromptNotFound if there is none.
Result<PromptDraft> loadDraft(const QSqlDatabase &db, DraftId id);
Outcome discardDraft(const QSqlDatabase &db, DraftId id);
/// What is to be written on: the prompt's draft, or its newest version. Marks the prompt as used now.
Result<PromptDraft> openPrompt(const QSqlDatabase &db, PromptId id);

/// Writes on @p draft from elsewhere, such as an earlier run. It becomes its prompt's draft; one that no version holds
/// is kept as a version before, with @p noteForUnsaved. Without a prompt, or with one that is deleted, it is unnamed
/// and not kept yet.
Result<PromptDraft> replaceDraft(const QSqlDatabase &db, const PromptDraft &draft, const QString &noteForUnsaved);

/// Replaces all value sets of a prompt.
Outcome saveCases(const QSqlDatabase &db, PromptId id, const std::vector<ValueSet> &cases);
Result<std::vector<ValueSet>> casesOf(const QSqlDatabase &db, PromptId id);

} // namespace burin
