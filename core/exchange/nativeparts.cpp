#include "core/exchange/nativeparts.h"

#include "core/exchange/datadocument.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace burin::native {

namespace {

constexpr qsizetype Base64Line = 76;

QString wrappedBase64(const QByteArray &data)
{
    const QString all = QString::fromLatin1(data.toBase64());
    QString lines;
    for (qsizetype at = 0; at < all.size(); at += Base64Line)
        lines += QStringView(all).sliced(at, std::min(Base64Line, all.size() - at)).toString() + u'\n';
    return lines;
}

bool isReadableText(const Attachment &attachment)
{
    return attachment.mimeType.startsWith(QLatin1StringView("text/")) && attachment.data.isValidUtf8() &&
           QString::fromUtf8(attachment.data).toUtf8() == attachment.data;
}

} // namespace

QString caseName(size_t index)
{
    return QString::number(index + 1);
}

DataNode attachmentNode(const Attachment &attachment)
{
    DataNode node = DataNode::map();
    node.set(QStringLiteral("name"), DataNode::ofText(attachment.name));
    node.setText(QStringLiteral("type"), attachment.mimeType);
    if (isReadableText(attachment))
        node.set(QStringLiteral("text"), DataNode::ofText(QString::fromUtf8(attachment.data)));
    else
        node.set(QStringLiteral("data"), DataNode::ofText(wrappedBase64(attachment.data)));
    return node;
}

std::optional<Attachment> attachmentFrom(const DataNode &node)
{
    const auto textAt = [&node](const char *key) {
        const DataNode *member = node.find(QString::fromLatin1(key));
        return member && member->isText() ? std::optional(member->text) : std::nullopt;
    };
    const std::optional<QString> name = textAt("name");
    const std::optional<QString> text = textAt("text");
    const std::optional<QString> data = textAt("data");
    if (!name || !(text || data)) return std::nullopt;
    Attachment attachment{*name, textAt("type").value_or(QString()), {}};
    if (text) {
        attachment.data = text->toUtf8();
        return attachment;
    }
    QByteArray base64 = data->toLatin1();
    base64.removeIf([](char c) { return c == '\n' || c == ' ' || c == '\r' || c == '\t'; });
    const auto decoded = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded) return std::nullopt;
    attachment.data = *decoded;
    return attachment;
}

QString jsonSchemaText(const ResponseFormat &format)
{
    const QJsonArray name{format.name};
    const QString quoted = QString::fromUtf8(QJsonDocument(name).toJson(QJsonDocument::Compact)).sliced(1).chopped(1);
    return QStringLiteral("{\n  \"name\": ") + quoted + QStringLiteral(",\n  \"schema\": ") + format.schema +
           QStringLiteral("\n}\n");
}

std::optional<ResponseFormat> formatFromJsonSchema(const QString &text)
{
    const Result<DataNode> root = readJson(text);
    if (!root || !root->isMap()) return std::nullopt;
    const DataNode *schema = root->find(QStringLiteral("schema"));
    const DataNode *name = root->find(QStringLiteral("name"));
    if (!schema || !schema->isMap() || (name && !name->isText())) return std::nullopt;
    return ResponseFormat{ResponseFormat::Kind::JsonSchema, name ? name->text : QString(),
                          text.sliced(schema->begin, schema->end - schema->begin)};
}

bool isListedMessage(const PromptMessage &message)
{
    return message.enabled && message.role != Role::Tool && message.role != Role::Developer;
}

bool isPlainMessage(const PromptMessage &message)
{
    return isListedMessage(message) && message == PromptMessage{.role = message.role, .text = message.text};
}

DataNode messageNode(const PromptMessage &message)
{
    DataNode node = DataNode::map();
    node.set(QStringLiteral("role"), DataNode::ofText(toString(message.role)));
    if (!message.enabled) node.set(QStringLiteral("off"), DataNode::ofBoolean(true));
    if (message.folded) node.set(QStringLiteral("folded"), DataNode::ofBoolean(true));
    node.setText(QStringLiteral("toolCallId"), message.toolCallId);
    node.set(QStringLiteral("content"), DataNode::ofText(message.text));
    if (!message.toolCalls.empty())
        node.set(QStringLiteral("toolCalls"), dataFrom(QJsonValue(toJson(message.toolCalls))));
    if (message.attachments.empty()) return node;
    DataNode attachments = DataNode::list();
    for (const Attachment &attachment : message.attachments)
        attachments.items.push_back(attachmentNode(attachment));
    node.set(QStringLiteral("attachments"), attachments);
    return node;
}

} // namespace burin::native
