#include "core/store/median.h"

#include "core/store/sqlquery.h"

#include <limits>

namespace burin {

namespace {

struct Bucket {
    int number;
    int runs;
};

Result<std::vector<Bucket>> histogram(const QSqlDatabase &db, const DayRange &range)
{
    std::vector<Bucket> buckets;
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT bucket, sum(runs) FROM first_content_histogram WHERE day BETWEEN ? AND ? "
                             "GROUP BY bucket ORDER BY bucket"),
              dayBounds(range));
    while (query.next())
        buckets.push_back({query.value(0).toInt(), query.value(1).toInt()});
    if (query.error()) return *query.error();
    return buckets;
}

/// The value at @p index (from 0) of all, in ascending order.
Result<qint64> valueAt(const QSqlDatabase &db, const DayRange &range, const std::vector<Bucket> &buckets, int index)
{
    for (const Bucket &bucket : buckets) {
        if (index >= bucket.runs) {
            index -= bucket.runs;
            continue;
        }
        SqlQuery query(db);
        query.run(QStringLiteral("SELECT first_content_ms FROM runs INDEXED BY runs_by_first_content "
                                 "WHERE first_content_bucket = ? AND day BETWEEN ? AND ? "
                                 "ORDER BY first_content_ms LIMIT 1 OFFSET ?"),
                  QVariantList{bucket.number} + dayBounds(range) + QVariantList{index});
        if (query.next()) return query.value(0).toLongLong();
        if (query.error()) return *query.error();
        break;
    }
    return makeError(ErrorCode::Corrupt, {}, QStringLiteral("first_content_histogram"));
}

} // namespace

Result<Median> medianFirstContent(const QSqlDatabase &db, const DayRange &range)
{
    const Result<std::vector<Bucket>> buckets = histogram(db, range);
    if (!buckets) return buckets.error();
    Median median;
    for (const Bucket &bucket : *buckets)
        median.runs += bucket.runs;
    if (median.runs == 0) return median;
    const Result<qint64> low = valueAt(db, range, *buckets, (median.runs - 1) / 2);
    if (!low) return low.error();
    const Result<qint64> high = valueAt(db, range, *buckets, median.runs / 2);
    if (!high) return high.error();
    median.value = std::chrono::milliseconds((*low + *high) / 2);
    return median;
}

QVariantList dayBounds(const DayRange &range)
{
    return {range.from.isValid() ? range.from.toJulianDay() : std::numeric_limits<qint64>::min(),
            range.to.isValid() ? range.to.toJulianDay() : std::numeric_limits<qint64>::max()};
}

} // namespace burin
