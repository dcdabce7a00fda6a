#include "core/store/chargedattempts.h"

#include "core/store/median.h"
#include "core/store/runrows.h"
#include "core/store/sqlquery.h"
#include "core/store/storedvalues.h"

namespace burin {

namespace {

/// Ids of the runs of the chosen days.
struct IdRange {
    qint64 first = 0;
    qint64 last = -1;
};

IdRange idsOf(SqlQuery &query, const DayRange &days)
{
    query.run(QStringLiteral("SELECT min(first_run), max(last_run) FROM days WHERE day BETWEEN ? AND ?"),
              dayBounds(days));
    if (!query.next() || query.value(0).isNull()) return {};
    return {query.value(0).toLongLong(), query.value(1).toLongLong()};
}

/// The last of the next runs in line, so that gaps in the ids cost no steps.
qint64 endOfStretch(SqlQuery &query, const Stretch &from, qint64 last)
{
    query.run(QStringLiteral("SELECT max(id) FROM (SELECT id FROM runs WHERE id > ? AND id <= ? ORDER BY id LIMIT ?)"),
              {from.after.value, last, from.runs});
    return query.next() && !query.value(0).isNull() ? query.value(0).toLongLong() : last;
}

} // namespace

Result<ChargedStretch> nextStretch(const QSqlDatabase &db, const RunChoice &choice, Charged which, const Stretch &from)
{
    SqlQuery query(db);
    const IdRange ids = idsOf(query, choice.days);
    const qint64 begin = std::max(from.after.value, ids.first - 1);
    if (begin >= ids.last) return ChargedStretch{.attempts = {}, .last = from.after, .share = 1, .done = true};
    const qint64 end = endOfStretch(query, {RunId{begin}, from.runs}, ids.last);
    ChargedStretch stretch{.attempts = {}, .last = RunId{end}, .share = 1, .done = end >= ids.last};
    if (!stretch.done) stretch.share = double(end - ids.first + 1) / double(ids.last - ids.first + 1);
    query.run(
        QStringLiteral("SELECT a.*, sent.name AS sent_to, asked.name AS asked_for, "
                       "  (SELECT name FROM providers WHERE id = a.provider_id) AS provider, "
                       "  (SELECT name FROM models WHERE id = a.model_id) AS model "
                       "FROM runs AS r JOIN attempts AS a ON a.run_id = r.id "
                       "JOIN providers AS sent ON sent.id = coalesce(a.provider_id, r.provider_id) "
                       "JOIN models AS asked ON asked.id = coalesce(a.model_id, r.model_id) "
                       "WHERE r.id > ? AND r.id <= ? AND r.status <> 0 AND r.simulated = 0 AND r.day BETWEEN ? AND ? "
                       "  AND a.billing <> 'none' "
                       "  AND (? = 0 OR (a.billing <> 'unknown' AND a.usage_source <> 0 "
                       "       AND a.provenance IN ('unpriced', 'estimated'))) "
                       "  AND (? = '' OR sent.name = ?) AND (? = '' OR asked.name = ?) "
                       "  AND (? = '' OR r.prompt_id = (SELECT id FROM prompts WHERE name = ?)) "
                       "ORDER BY r.id, a.number"),
        QVariantList{begin, end} + dayBounds(choice.days) +
            QVariantList{which == Charged::WithoutCertain ? 1 : 0, stored(choice.provider), stored(choice.provider),
                         stored(choice.model), stored(choice.model), stored(choice.prompt), stored(choice.prompt)});
    while (query.next())
        stretch.attempts.push_back({.id = query.value(QLatin1StringView("id")).toLongLong(),
                                    .run = RunId{query.value(QLatin1StringView("run_id")).toLongLong()},
                                    .provider = query.value(QLatin1StringView("sent_to")).toString(),
                                    .model = query.value(QLatin1StringView("asked_for")).toString(),
                                    .attempt = attemptFrom(query)});
    if (query.error()) return *query.error();
    return stretch;
}

} // namespace burin
