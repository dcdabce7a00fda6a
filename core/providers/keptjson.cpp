#include "core/providers/keptjson.h"

#include <QCryptographicHash>
#include <QJsonObject>

namespace burin {

namespace {

/// The hash keeps two apart, and a mark from everything that anybody might have written by chance.
QByteArray markOf(const QString &text)
{
    return "burin-kept-json-" + QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex();
}

void writeKept(QByteArray &body, const QString &text)
{
    if (!text.trimmed().isEmpty()) body.replace('"' + markOf(text) + '"', compactText(text.toUtf8()));
}

} // namespace

QJsonValue keptJson(const QString &text)
{
    if (text.trimmed().isEmpty()) return QJsonObject();
    return QString::fromLatin1(markOf(text));
}

void writeKeptJson(HttpRequest &http, const ChatRequest &request)
{
    for (const ToolDefinition &tool : request.tools)
        writeKept(http.body, tool.parameters);
    writeKept(http.body, request.format.schema);
    for (const Message &message : request.messages)
        for (const ToolCall &call : message.toolCalls)
            writeKept(http.body, call.arguments);
}

QByteArray compactText(const QByteArray &json)
{
    QByteArray text;
    text.reserve(json.size());
    bool inString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json.at(i);
        const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (space && !inString) continue;
        text += c;
        if (c == '"') inString = !inString;
        if (c == '\\' && inString && i + 1 < json.size()) text += json.at(++i);
    }
    return text;
}

} // namespace burin
