#pragma once

#include "core/domain/chat.h"

#include <QJsonArray>
#include <QJsonObject>

#include <vector>

namespace burin {

/// Sets "systemInstruction" and "contents" for @p model, whose family decides what a call needs.
void setGeminiContents(QJsonObject &body, const std::vector<Message> &messages, const QString &model);

/// One entry for "tools" with all functions; empty for none.
QJsonArray geminiTools(const std::vector<ToolDefinition> &tools);

/// Sets what "generationConfig" says of the answer's form.
void setGeminiFormat(QJsonObject &config, const ResponseFormat &format);

} // namespace burin
