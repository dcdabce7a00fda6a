#pragma once

#include "core/domain/chat.h"
#include "core/net/httprequest.h"

#include <QJsonValue>

namespace burin {

// JSON that the user wrote (schemas, arguments) is sent with its keys in their order, which models follow and
// QJsonObject would sort, and with its numbers as they stand. A body is made with marks in its place, which are then
// replaced in the text.

/// What stands for @p text in a body. @p text must be a JSON object; an empty one is {}.
QJsonValue keptJson(const QString &text);

/// Replaces the marks of everything that @p request may have kept. Space outside of strings is left out.
void writeKeptJson(HttpRequest &http, const ChatRequest &request);

/// @p json without space between its tokens. Must be valid JSON.
QByteArray compactText(const QByteArray &json);

} // namespace burin
