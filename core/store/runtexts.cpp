#include "core/store/runtexts.h"

#include "core/store/sqlquery.h"
#include "core/store/storedvalues.h"

#include <QDataStream>
#include <QIODevice>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace burin {

namespace {

using Column = QLatin1StringView;

constexpr char Mark = '\x01'; // never in JSON

/// The message's text as it stands within a JSON string.
QByteArray escaped(const Message &message)
{
    return QJsonDocument(QJsonArray{message.text}).toJson(QJsonDocument::Compact).mid(2).chopped(2);
}

/// @p json with the texts of messages replaced by their number between two marks: they are stored already.
QByteArray folded(QByteArray json, const std::vector<Message> &messages)
{
    constexpr qsizetype Shortest = 32;
    for (size_t i = 0; i < messages.size(); ++i) {
        const QByteArray text = escaped(messages[i]);
        if (text.size() >= Shortest) json.replace(text, Mark + QByteArray::number(qulonglong(i)) + Mark);
    }
    return json;
}

QByteArray unfolded(const QByteArray &json, const std::vector<Message> &messages)
{
    const QList<QByteArray> parts = json.split(Mark); // every second one is a number
    QByteArray result;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const size_t number = i % 2 ? parts.at(i).toULongLong() : 0;
        if (i % 2 == 0)
            result += parts.at(i);
        else if (number < messages.size())
            result += escaped(messages[number]);
    }
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

QString messageLayout(const std::vector<Message> &messages)
{
    QJsonArray layout;
    for (const Message &message : messages)
        layout += QJsonArray{toString(message.role), message.text.size()};
    return QString::fromUtf8(compactJson(QJsonDocument(layout)));
}

} // namespace

std::vector<Message> messagesFrom(const QString &text, const QString &layout)
{
    std::vector<Message> messages;
    qsizetype position = 0;
    const QJsonArray entries = QJsonDocument::fromJson(layout.toUtf8()).array();
    for (const QJsonValue &value : entries) {
        const QJsonArray entry = value.toArray();
        const qsizetype length = entry.at(1).toInteger();
        messages.push_back({roleFrom(entry.at(0).toString()).value_or(Role::User), text.mid(position, length)});
        position += length + 1;
    }
    return messages;
}

void appendTexts(const RunRecord &record, SqlRow &row)
{
    const QString prompt = promptText(record.messages);
    const QByteArray draft = compactJson(QJsonDocument(toJson(record.draft)));
    const bool exact = prompt.isValidUtf16() && record.text.isValidUtf16() && record.reasoning.isValidUtf16() &&
                       record.refusal.isValidUtf16();
    row.push_back({Column("message_layout"), messageLayout(record.messages)});
    const bool fold = !record.requestJson.contains(Mark);
    row.push_back({Column("request"),
                   fold ? packed(fold, folded(draft, record.messages), folded(record.requestJson, record.messages))
                        : packed(fold, draft, record.requestJson)});
    row.push_back({Column("prompt"), stored(prompt)});
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
        prompt = row.value(Column("prompt")).toString();
        record.text = row.value(Column("answer")).toString();
        record.reasoning = row.value(Column("reasoning")).toString();
        record.refusal = row.value(Column("refusal")).toString();
    }
    record.messages = messagesFrom(prompt, row.value(Column("message_layout")).toString());
    bool fold = false;
    QByteArray draft;
    QByteArray request;
    unpack(row.value(Column("request")).toByteArray(), fold, draft, request);
    record.requestJson = fold ? unfolded(request, record.messages) : request;
    record.draft = draftFrom(QJsonDocument::fromJson(fold ? unfolded(draft, record.messages) : draft).object());
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
