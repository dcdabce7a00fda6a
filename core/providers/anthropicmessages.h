#pragma once

#include "core/domain/chat.h"

#include <QJsonArray>
#include <QJsonObject>

#include <vector>

namespace burin {

/// Sets "system" and "messages". The answers of tools that follow each other make one message of the user, as the API
/// wants those of one turn.
void setAnthropicMessages(QJsonObject &body, const std::vector<Message> &messages);

QJsonArray anthropicTools(const std::vector<ToolDefinition> &tools);

/// Sets "output_config.format" for a schema; what else stands there stays.
void setAnthropicFormat(QJsonObject &body, const ResponseFormat &format);

} // namespace burin
