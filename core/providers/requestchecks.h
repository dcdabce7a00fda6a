#pragma once

#include "core/domain/chat.h"
#include "core/domain/error.h"

#include <QStringList>

#include <optional>

namespace burin {

/// What a wire format can carry beside text.
struct FormatAbilities {
    QStringList imageTypes;       ///< MIME types.
    bool documents = false;       ///< PDF files.
    bool jsonObject = true;       ///< Can be asked for any JSON object, without a schema.
    bool callsByName = false;     ///< A tool's answer names the tool, so its call must be in the conversation.
    bool objectArguments = false; ///< The arguments of a call are JSON, not a text.
};

/// Why @p request cannot be put into such a format, before anything is sent: tools or schemas that are no JSON, files
/// that it has no place for, a tool's answer without its call. Pure.
std::optional<Error> checkRequest(const ChatRequest &request, const FormatAbilities &abilities);

} // namespace burin
