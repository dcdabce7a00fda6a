#include "core/store/runtexts.h"

#include "core/store/sqlquery.h"
#include "core/store/storedvalues.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QIODevice>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace burin {

namespace {

using Column = QLatin1StringView;

constexpr char Mark = '\x01'; // never in JSON

/// @p text as it stands within a JSON string.
QByteArray escaped(const QString &text)
{
    return QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact).mid(2).chopped(2);
}

/// The files of a run, each once, however often it is attached.
QList<QByteArray> filesOf(const RunRecord &record)
{
    QList<QByteArray> files;
    const auto add = [&files](const std::vector<Attachment> &attachments) {
        for (const Attachment &attachment : attachments)
            if (!files.contains(attachment.data)) files += attachment.data;
    };
    for (const Message &message : record.messages)
        add(message.attachments);
    for (const PromptMessage &message : record.draft.messages) // may have more: some are switched off
        add(message.attachments);
    return files;
}

/// What documents repeat: texts of messages, files as base64, text files as they stand within a JSON string.
struct Repeated {
    const std::vector<Message> &messages;
    const QList<QByteArray> &files;

    /// Its @p key is "0" for the first message, "f0" for the first file, "t0" for the same as text.
    QByteArray at(const QByteArray &key) const
    {
        const bool isFile = key.startsWith('f') || key.startsWith('t');
        bool ok = false;
        const qsizetype number = key.mid(isFile ? 1 : 0).toLongLong(&ok);
        const qsizetype count = isFile ? files.size() : qsizetype(messages.size());
        if (!ok || number < 0 || number >= count) return {};
        if (!isFile) return escaped(messages[size_t(number)].text);
        return key.startsWith('f') ? files.at(number).toBase64() : escaped(QString::fromUtf8(files.at(number)));
    }
};

/// @p json with what is repeated replaced by its key between two marks: it is stored already.
QByteArray folded(QByteArray json, const Repeated &repeated)
{
    constexpr qsizetype Shortest = 32;
    const auto fold = [&](const QByteArray &key) {
        const QByteArray text = repeated.at(key);
        if (text.size() >= Shortest) json.replace(text, Mark + key + Mark);
    };
    for (qsizetype i = 0; i < repeated.files.size(); ++i) {
        fold('f' + QByteArray::number(i));
        if (QUtf8StringView(repeated.files.at(i)).isValidUtf8()) fold('t' + QByteArray::number(i));
    }
    for (size_t i = 0; i < repeated.messages.size(); ++i)
        fold(QByteArray::number(qulonglong(i)));
    return json;
}

QByteArray unfolded(const QByteArray &json, const Repeated &repeated)
{
    const QList<QByteArray> parts = json.split(Mark); // every second one is a key
    QByteArray result;
    for (qsizetype i = 0; i < parts.size(); ++i)
        result += i % 2 ? repeated.at(parts.at(i)) : parts.at(i);
    return result;
}

template <class... Values> QByteArray packed(const Values &...values)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_0);
    (stream << ... << values);
    return qCompress(bytes);
}

template <class... Values> bool unpack(const QByteArray &blob, Values &...values)
{
    const QByteArray bytes = qUncompress(blob);
    QDataStream stream(bytes);
    stream.setVersion(QDataStream::Qt_6_0);
    (stream >> ... >> values);
    return stream.status() == QDataStream::Ok;
}

QString promptText(const std::vector<Message> &messages)
{
    QString text;
    for (const Message &message : messages)
        text += message.text + u'\n'; // words of two messages do not grow together
    return text;
}

/// What a message has beside its text; empty for most.
QJsonObject extrasOf(const Message &message, const QList<QByteArray> &files)
{
    QJsonObject extras;
    QJsonArray attached;
    for (const Attachment &file : message.attachments)
        attached += QJsonArray{file.name, file.mimeType, files.indexOf(file.data)};
    if (!attached.isEmpty()) extras.insert(Column("files"), attached);
    if (!message.toolCallId.isEmpty()) extras.insert(Column("answers"), message.toolCallId);
    if (!message.toolCalls.empty()) extras.insert(Column("calls"), toJson(message.toolCalls));
    return extras;
}

/// For each message its role, the length of its text, and what else it has.
QString messageLayout(const std::vector<Message> &messages, const QList<QByteArray> &files)
{
    QJsonArray layout;
    for (const Message &message : messages) {
        QJsonArray entry{toString(message.role), message.text.size()};
        if (const QJsonObject extras = extrasOf(message, files); !extras.isEmpty()) entry += extras;
        layout += entry;
    }
    return QString::fromUtf8(compactJson(QJsonDocument(layout)));
}

void readExtras(Message &message, const QJsonObject &extras, const QList<QByteArray> &files)
{
    for (const QJsonArray attached = extras.value(Column("files")).toArray(); const QJsonValue &value : attached) {
        const QJsonArray file = value.toArray();
        message.attachments.push_back(
            {file.at(0).toString(), file.at(1).toString(), files.value(file.at(2).toInteger())});
    }
    message.toolCallId = extras.value(Column("answers")).toString();
    message.toolCalls = toolCallsFrom(extras.value(Column("calls")).toArray());
}

} // namespace

std::vector<Message> messagesFrom(const QString &text, const QString &layout, const QList<QByteArray> &files)
{
    std::vector<Message> messages;
    qsizetype position = 0;
    const QJsonArray entries = QJsonDocument::fromJson(layout.toUtf8()).array();
    for (const QJsonValue &value : entries) {
        const QJsonArray entry = value.toArray();
        const qsizetype length = entry.at(1).toInteger();
        messages.push_back({roleFrom(entry.at(0).toString()).value_or(Role::User), text.mid(position, length)});
        readExtras(messages.back(), entry.at(2).toObject(), files);
        position += length + 1;
    }
    return messages;
}

namespace {

/// The column "request": whether the documents are folded, the draft, the request, and, since files can be attached,
/// these. A row from before has none.
struct RequestColumn {
    bool fold = false;
    QByteArray draft;
    QByteArray request;
    QList<QByteArray> files;
};

RequestColumn requestColumnFrom(const QByteArray &blob)
{
    RequestColumn column;
    if (!unpack(blob, column.fold, column.draft, column.request, column.files)) column.files.clear();
    return column;
}

/// How much of @p prompt is its system message, when that is worth a row of its own; else 0.
qsizetype sharedLength(const std::vector<Message> &messages)
{
    constexpr qsizetype Shortest = 64; // a row with its hash and the reference to it cost about as much
    if (messages.empty() || messages.front().role != Role::System) return 0;
    const QString &text = messages.front().text;
    return text.size() >= Shortest && text.isValidUtf16() ? text.size() + 1 : 0;
}

/// The id of @p text among the beginnings; a new one is added.
QVariant beginningId(SqlQuery &query, const QString &text)
{
    if (text.isEmpty()) return {};
    const QByteArray hash = QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
    query.run(QStringLiteral("SELECT id FROM beginnings WHERE hash = ?"), {hash});
    if (query.next()) return query.value(0);
    query.run(QStringLiteral("INSERT INTO beginnings (hash, text) VALUES (?, ?)"), {hash, stored(text)});
    return query.error() ? QVariant() : QVariant(query.insertedId());
}

} // namespace

void appendTexts(SqlQuery &query, const RunRecord &record, SqlRow &row)
{
    const QString prompt = promptText(record.messages);
    const QByteArray draft = compactJson(QJsonDocument(toJson(record.draft)));
    const bool exact = prompt.isValidUtf16() && record.text.isValidUtf16() && record.reasoning.isValidUtf16() &&
                       record.refusal.isValidUtf16();
    const QList<QByteArray> files = filesOf(record);
    const Repeated repeated{record.messages, files};
    row.push_back({Column("message_layout"), messageLayout(record.messages, files)});
    const bool fold = !record.requestJson.contains(Mark);
    row.push_back(
        {Column("request"), fold ? packed(fold, folded(draft, repeated), folded(record.requestJson, repeated), files)
                                 : packed(fold, draft, record.requestJson, files)});
    const qsizetype shared = sharedLength(record.messages);
    row.push_back({Column("beginning_id"), beginningId(query, prompt.left(shared))});
    row.push_back({Column("prompt"), stored(prompt.mid(shared))});
    row.push_back({Column("answer"), stored(record.text)});
    row.push_back({Column("reasoning"), storedOrNull(record.reasoning)});
    row.push_back({Column("refusal"), storedOrNull(record.refusal)});
    row.push_back(
        {Column("exact"), exact ? QVariant() : packed(prompt, record.text, record.reasoning, record.refusal)});
}

void readTexts(const SqlQuery &row, RunRecord &record)
{
    QString prompt;
    const QVariant exact = row.value(Column("exact"));
    if (exact.isNull() || !unpack(exact.toByteArray(), prompt, record.text, record.reasoning, record.refusal)) {
        prompt = row.value(Column("beginning")).toString() + row.value(Column("prompt")).toString();
        record.text = row.value(Column("answer")).toString();
        record.reasoning = row.value(Column("reasoning")).toString();
        record.refusal = row.value(Column("refusal")).toString();
    }
    const RequestColumn column = requestColumnFrom(row.value(Column("request")).toByteArray());
    record.messages = messagesFrom(prompt, row.value(Column("message_layout")).toString(), column.files);
    const Repeated repeated{record.messages, column.files};
    const auto plain = [&](const QByteArray &json) { return column.fold ? unfolded(json, repeated) : json; };
    record.requestJson = plain(column.request);
    record.draft = draftFrom(QJsonDocument::fromJson(plain(column.draft)).object());
}

QVariant storedChunk(const QString &text)
{
    if (text.isValidUtf16()) return stored(text);
    return QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * qsizetype(sizeof(char16_t)));
}

QString chunkFrom(const QVariant &value)
{
    if (value.metaType().id() != QMetaType::QByteArray) return value.toString();
    const QByteArray bytes = value.toByteArray();
    QString text(bytes.size() / qsizetype(sizeof(char16_t)), Qt::Uninitialized);
    std::memcpy(text.data(), bytes.constData(), size_t(bytes.size()));
    return text;
}

} // namespace burin
