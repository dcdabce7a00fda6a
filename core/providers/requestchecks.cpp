#include "core/providers/requestchecks.h"

#include "core/domain/attachment.h"
#include "core/providers/requestparts.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QStringDecoder>

namespace burin {

namespace {

QString place(const char *text)
{
    return QCoreApplication::translate("Errors", text);
}

/// Why @p json is no JSON object, with the place of the mistake; @p what names it. Nothing at all passes.
std::optional<Error> notAnObject(const QString &json, const QString &what)
{
    if (json.trimmed().isEmpty()) return std::nullopt;
    QJsonParseError problem;
    const QByteArray bytes = json.toUtf8();
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
    if (document.isObject()) return std::nullopt;
    if (problem.error == QJsonParseError::NoError) return makeError(ErrorCode::BadJson, what);
    const QByteArray before = bytes.first(qBound(0, problem.offset, int(bytes.size())));
    const QString where = QCoreApplication::translate("Errors", "line %1, column %2: %3")
                              .arg(before.count('\n') + 1)
                              .arg(QString::fromUtf8(before.mid(before.lastIndexOf('\n') + 1)).size() + 1)
                              .arg(problem.errorString());
    return makeError(ErrorCode::BadJson, what + QLatin1StringView(", ") + where);
}

std::optional<Error> checkFile(const Message &message, const Attachment &file, const FormatAbilities &abilities)
{
    bool taken = false;
    switch (attachmentKind(file)) {
    case AttachmentKind::Image:
        taken = message.role == Role::User && abilities.imageTypes.contains(file.mimeType);
        break;
    case AttachmentKind::Document:
        taken = message.role == Role::User && abilities.documents;
        break;
    case AttachmentKind::Text: {
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString text = decoder(file.data);
        taken = !decoder.hasError() && !text.contains(QChar::Null);
        break;
    }
    case AttachmentKind::Other:
        break;
    }
    if (taken) return std::nullopt;
    //: A file of a message, such as "plan.pdf (application/pdf) in a system message".
    return makeError(ErrorCode::NotTaken, QCoreApplication::translate("Errors", "%1 (%2) in a message of the role %3")
                                              .arg(file.name, file.mimeType, toString(message.role)));
}

std::optional<Error> checkToolAnswer(const ChatRequest &request, size_t place, const FormatAbilities &abilities)
{
    const Message &message = request.messages[place];
    if (message.role != Role::Tool) return std::nullopt;
    const bool known = abilities.callsByName ? nameOfCall(request.messages, place).has_value()
                                             : !message.toolCallId.trimmed().isEmpty();
    if (known) return std::nullopt;
    return makeError(ErrorCode::UnmatchedToolAnswer, message.toolCallId);
}

std::optional<Error> checkMessage(const ChatRequest &request, size_t place, const FormatAbilities &abilities)
{
    const Message &message = request.messages[place];
    for (const Attachment &file : message.attachments) {
        if (std::optional<Error> error = checkFile(message, file, abilities)) return error;
    }
    for (const ToolCall &call : message.toolCalls) {
        if (!abilities.objectArguments) break;
        const QString what = QCoreApplication::translate("Errors", "The arguments of the call of %1").arg(call.name);
        if (std::optional<Error> error = notAnObject(call.arguments, what)) return error;
    }
    return checkToolAnswer(request, place, abilities);
}

std::optional<Error> checkFormat(const ResponseFormat &format, const FormatAbilities &abilities)
{
    if (format.kind == ResponseFormat::Kind::JsonObject && !abilities.jsonObject)
        return makeError(ErrorCode::NotTaken, place(QT_TRANSLATE_NOOP("Errors", "The wish for JSON without a schema")));
    if (format.kind != ResponseFormat::Kind::JsonSchema) return std::nullopt;
    const QString what = place(QT_TRANSLATE_NOOP("Errors", "The answer's schema"));
    if (format.schema.trimmed().isEmpty()) return makeError(ErrorCode::BadJson, what);
    return notAnObject(format.schema, what);
}

} // namespace

std::optional<Error> checkRequest(const ChatRequest &request, const FormatAbilities &abilities)
{
    for (const ToolDefinition &tool : request.tools) {
        if (tool.name.trimmed().isEmpty())
            return makeError(ErrorCode::NotTaken, place(QT_TRANSLATE_NOOP("Errors", "A tool without a name")));
        const QString what = QCoreApplication::translate("Errors", "The parameters of the tool %1").arg(tool.name);
        if (std::optional<Error> error = notAnObject(tool.parameters, what)) return error;
    }
    if (std::optional<Error> error = checkFormat(request.format, abilities)) return error;
    for (size_t i = 0; i < request.messages.size(); ++i) {
        if (std::optional<Error> error = checkMessage(request, i, abilities)) return error;
    }
    return std::nullopt;
}

} // namespace burin
