#pragma once

#include "core/domain/chat.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <vector>

namespace burin {

/// The messages as Chat Completions takes them: text alone as a string, with files as a list of parts.
QJsonArray openAiMessages(const std::vector<Message> &messages);

/// A "response_format" for a format that is not text. A schema that can be obeyed strictly is asked for so.
QJsonObject openAiFormat(const ResponseFormat &format);

/// The images that OpenAI's documentation names.
QStringList openAiImageTypes();

} // namespace burin
