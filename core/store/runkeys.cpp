#include "core/store/runkeys.h"

#include "core/store/sqlquery.h"
#include "core/store/sqltransaction.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <array>
#include <vector>

namespace burin {

namespace {

enum class UuidVersion : quint8 { Time = 7, Own = 8 };

/// 48 bits of time, then @p rest with the version and the variant put in.
QUuid timed(qint64 milliseconds, QByteArray rest, UuidVersion version)
{
    constexpr int TimeBytes = 6;
    Q_ASSERT(rest.size() >= 16 - TimeBytes);
    QByteArray bytes;
    for (int i = TimeBytes - 1; i >= 0; --i)
        bytes += char(quint64(milliseconds) >> (8 * i));
    bytes += rest.left(16 - TimeBytes);
    bytes[6] = char((quint8(bytes[6]) & 0x0f) | (quint8(version) << 4));
    bytes[8] = char((quint8(bytes[8]) & 0x3f) | 0x80);
    return QUuid::fromRfc4122(bytes);
}

QByteArray digestOf(const QStringList &facts)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &fact : facts) {
        const QByteArray text = fact.toUtf8();
        hash.addData(QByteArray::number(text.size()) + ':' + text); // two facts cannot run into each other
    }
    return hash.result();
}

constexpr char Facts[] = "SELECT r.key, r.id, r.created_at, (SELECT name FROM providers WHERE id = r.provider_id), "
                         "  (SELECT name FROM models WHERE id = r.model_id), "
                         "  (SELECT name FROM prompts WHERE id = r.prompt_id) FROM runs AS r ";

/// Of a row of Facts.
QUuid keyFrom(const SqlQuery &row)
{
    if (!row.value(0).isNull()) return QUuid::fromRfc4122(row.value(0).toByteArray());
    QStringList facts;
    for (int column = 1; column <= 5; ++column)
        facts += row.value(column).toString();
    return timed(row.value(2).toLongLong(), digestOf(facts), UuidVersion::Own);
}

struct KeyedRun {
    qint64 id;
    QUuid key;
};
Result<std::vector<KeyedRun>> runsWithoutKey(const QSqlDatabase &db, int most)
{
    std::vector<KeyedRun> runs;
    SqlQuery query(db);
    query.run(QLatin1StringView(Facts) +
                  QStringLiteral("INDEXED BY runs_without_key WHERE r.key IS NULL ORDER BY r.id LIMIT ?"),
              {most});
    while (query.next())
        runs.push_back({query.value(1).toLongLong(), keyFrom(query)});
    if (query.error()) return *query.error();
    return runs;
}

} // namespace

QUuid newRunKey(const QDateTime &createdAt)
{
    std::array<quint32, 3> random{};
    QRandomGenerator::system()->fillRange(random.data(), qsizetype(random.size()));
    const QByteArray rest(reinterpret_cast<const char *>(random.data()), sizeof random);
    return timed(createdAt.toMSecsSinceEpoch(), rest, UuidVersion::Time);
}

QUuid runKey(SqlQuery &query, RunId run)
{
    query.run(QLatin1StringView(Facts) + QStringLiteral("WHERE r.id = ?"), {run.value});
    return query.next() ? keyFrom(query) : QUuid();
}

QUuid namedRunKey(const QDateTime &createdAt, const QString &name)
{
    return timed(createdAt.toMSecsSinceEpoch(), digestOf({name}), UuidVersion::Own);
}

Result<int> fillRunKeys(const QSqlDatabase &db, int most)
{
    const Result<std::vector<KeyedRun>> runs = runsWithoutKey(db, most);
    if (!runs) return runs.error();
    if (runs->empty()) return 0;
    SqlTransaction transaction(db);
    if (transaction.error()) return *transaction.error();
    SqlQuery query(db);
    for (const KeyedRun &run : *runs)
        query.run(QStringLiteral("UPDATE runs SET key = ? WHERE id = ? AND key IS NULL"),
                  {run.key.toRfc4122(), run.id});
    if (query.error()) return *query.error();
    if (const Outcome committed = transaction.commit(); !committed) return committed.error();
    return int(runs->size());
}

} // namespace burin
