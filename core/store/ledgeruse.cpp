#include "core/store/ledgeruse.h"

#include "core/store/median.h"
#include "core/store/sqlquery.h"
#include "core/store/storedvalues.h"

namespace burin {

Result<std::vector<LedgerUse>> ledgerUse(const QSqlDatabase &db, const QString &provider, QDate from, QDate to)
{
    std::vector<LedgerUse> uses;
    SqlQuery query(db);
    // Runs are found by their local day, which is at most one beside the UTC day. Purged ones were charged too.
    query.run(
        QStringLiteral("SELECT a.run_id, coalesce(a.started_at, r.created_at), coalesce(a.model_served, m.name), "
                       "  CASE WHEN a.number = (SELECT max(number) FROM attempts WHERE run_id = r.id) "
                       "    THEN c.response_id END, a.input_tokens, a.output_tokens, a.cost_pico_usd "
                       "FROM runs AS r JOIN attempts AS a ON a.run_id = r.id "
                       "LEFT JOIN run_contents AS c ON c.run_id = r.id "
                       "JOIN models AS m ON m.id = coalesce(a.model_id, r.model_id) "
                       "WHERE r.id BETWEEN (SELECT min(first_run) FROM days WHERE day >= ?) "
                       "    AND (SELECT max(last_run) FROM days WHERE day <= ?) "
                       "  AND r.day BETWEEN ? AND ? AND r.status <> 0 AND r.simulated = 0 AND a.billing <> 'none' "
                       "  AND coalesce(a.provider_id, r.provider_id) = (SELECT id FROM providers WHERE name = ?) "
                       "ORDER BY a.run_id, a.number"),
        {from.toJulianDay() - 1, to.toJulianDay() + 1, from.toJulianDay() - 1, to.toJulianDay() + 1, stored(provider)});
    while (query.next()) {
        const QDate day = timeFrom(query.value(1)).toUTC().date();
        if (day < from || day > to) continue;
        uses.push_back({.run = RunId{query.value(0).toLongLong()},
                        .day = day,
                        .model = query.value(2).toString(),
                        .responseId = query.value(3).toString(),
                        .input = numberFrom(query.value(4)),
                        .output = numberFrom(query.value(5)),
                        .cost = moneyFrom(query.value(6))});
    }
    if (query.error()) return *query.error();
    return uses;
}

Result<std::vector<OpenCharge>> openCharges(const QSqlDatabase &db, const QString &provider)
{
    std::vector<OpenCharge> charges;
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT a.run_id, a.number, c.response_id FROM runs AS r "
                             "JOIN attempts AS a ON a.run_id = r.id "
                             "  AND a.number = (SELECT max(number) FROM attempts WHERE run_id = r.id) "
                             "JOIN run_contents AS c ON c.run_id = r.id "
                             "WHERE r.status <> 0 AND r.simulated = 0 AND a.billing IN ('unknown', 'estimated') "
                             "  AND a.provenance <> 'reported' AND c.response_id IS NOT NULL "
                             "  AND coalesce(a.provider_id, r.provider_id) = (SELECT id FROM providers WHERE name = ?) "
                             "ORDER BY a.run_id DESC"),
              {stored(provider)});
    while (query.next())
        charges.push_back({RunId{query.value(0).toLongLong()}, query.value(1).toInt(), query.value(2).toString()});
    if (query.error()) return *query.error();
    return charges;
}

} // namespace burin
