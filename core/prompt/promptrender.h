#pragma once

#include "core/base/result.h"
#include "core/domain/prompt.h"
#include "core/prompt/template.h"

#include <vector>

namespace burin {

/// Why a prompt cannot be sent as it is, and where to mend it.
struct PromptError {
    enum class Kind {
        Template, ///< A message's text is wrong, at @c place.
        Missing,  ///< A variable has no value.
        Value,    ///< A variable's value is not what its declaration asks for.
    };
    Kind kind = Kind::Template;
    int message = 0;          ///< Index into PromptDraft::messages; where a variable is used first.
    QString variable = {};    ///< The variable in the form; empty for Template.
    TemplateError place = {}; ///< In the message's text: the error, or the variable's first place.
    QString sentence = {};    ///< For the user, translated.
    bool operator==(const PromptError &) const = default;
};

/// The messages that are sent: the enabled ones, their variables filled in with the typed values of the draft, without
/// those that have nothing in them (blanks only, no attachment, no call, no answer to one). Everything that is wrong,
/// in order of the messages, a variable once. Variables that no enabled message uses are not looked at. Any thread.
Result<std::vector<Message>, std::vector<PromptError>> renderPrompt(const PromptDraft &draft,
                                                                    const Fragments &fragments = {});

/// The names of the fragments that the enabled messages of @p draft include themselves, each once.
QStringList fragmentsOf(const PromptDraft &draft);

/// For estimates while the prompt is being written: as renderPrompt(), but a message that cannot be rendered yet goes
/// in as it is written.
std::vector<Message> renderRoughly(const PromptDraft &draft, const Fragments &fragments = {});

} // namespace burin
