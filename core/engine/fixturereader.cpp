#include "core/engine/fixturereader.h"

#include <QJsonArray>

namespace burin {

namespace {

constexpr qint64 AWeek = qint64(7) * 24 * 3600 * 1'000'000;

std::optional<qint64> wholeNumber(const QJsonValue &value, qint64 least, qint64 most)
{
    const double number = value.toDouble(-1);
    if (!value.isDouble() || number < double(least) || number > double(most)) return std::nullopt;
    const qint64 whole = qint64(number);
    return double(whole) == number ? std::optional(whole) : std::nullopt;
}

} // namespace

void FixtureReader::fail(const QString &path)
{
    if (!m_error) m_error = makeError(ErrorCode::BadParameter, m_path + path);
}

void FixtureReader::enter(const char *name)
{
    m_path.clear();
    const QJsonValue inner = m_document.value(QLatin1StringView(name));
    if (!inner.isObject()) fail(QString::fromLatin1(name));
    m_object = inner.toObject();
    m_path = QString::fromLatin1(name) + u'.';
}

QJsonValue FixtureReader::value(const char *name)
{
    return m_object.value(QLatin1StringView(name));
}

QString FixtureReader::text(const char *name)
{
    const QJsonValue member = value(name);
    if (!member.isString()) fail(QString::fromLatin1(name));
    return member.toString();
}

qint64 FixtureReader::number(const char *name, qint64 least, qint64 most)
{
    const std::optional<qint64> whole = wholeNumber(value(name), least, most);
    if (!whole) fail(QString::fromLatin1(name));
    return whole.value_or(0);
}

std::chrono::microseconds FixtureReader::time(const char *name)
{
    return std::chrono::microseconds(number(name, 0, AWeek));
}

WireRecording::Headers FixtureReader::headers()
{
    WireRecording::Headers list;
    const QJsonValue member = value("headers");
    if (!member.isArray()) fail(QStringLiteral("headers"));
    const QJsonArray rows = member.toArray();
    for (const QJsonValue &row : rows) {
        const QJsonArray pair = row.toArray();
        if (pair.size() != 2 || !pair.at(0).isString() || !pair.at(1).isString()) fail(QStringLiteral("headers"));
        list.emplace_back(pair.at(0).toString().toLatin1(), pair.at(1).toString().toLatin1());
    }
    return list;
}

std::vector<WirePiece> FixtureReader::pieces()
{
    std::vector<WirePiece> list;
    const QJsonValue member = value("pieces");
    if (!member.isArray()) fail(QStringLiteral("pieces"));
    const QJsonArray rows = member.toArray();
    qint64 earliest = 0;
    for (const QJsonValue &row : rows) {
        const QString path = QStringLiteral("pieces[%1]").arg(list.size());
        const std::optional<qint64> at = wholeNumber(row.toObject().value(u"us"), earliest, AWeek);
        if (!at) fail(path + QStringLiteral(".us"));
        earliest = at.value_or(earliest);
        list.push_back({std::chrono::microseconds(earliest), bytes(row.toObject(), path)});
        if (m_error) return {};
    }
    return list;
}

QByteArray FixtureReader::bytesOf(const char *name)
{
    const QJsonValue member = value(name);
    if (!member.isObject()) fail(QString::fromLatin1(name));
    return bytes(member.toObject(), QString::fromLatin1(name));
}

QByteArray FixtureReader::bytes(const QJsonObject &object, const QString &path)
{
    const QJsonValue text = object.value(u"text");
    if (text.isString()) return text.toString().toUtf8();
    const QByteArray coded = object.value(u"base64").toString().toLatin1();
    const auto decoded = QByteArray::fromBase64Encoding(coded, QByteArray::AbortOnBase64DecodingErrors);
    if (!object.value(u"base64").isString() || !decoded) fail(path);
    return decoded.decoded;
}

} // namespace burin
