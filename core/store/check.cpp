#include "core/store/figures.h"
#include "core/store/keyvalue.h"
#include "core/store/rollups.h"
#include "core/store/sqlquery.h"

#include <QCoreApplication>

namespace burin {

namespace {

/// A fact that must hold: the query's first column names each row for which it does not.
struct Fact {
    const char *problem; ///< %1 = that name.
    const char *sql;
};
constexpr Fact facts[] = {
    {QT_TRANSLATE_NOOP("Store", "Integrity: %1"),
     "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'"},
    {QT_TRANSLATE_NOOP("Store", "A row of table %1 refers to one that does not exist."),
     "SELECT DISTINCT \"table\" FROM pragma_foreign_key_check"},
    {QT_TRANSLATE_NOOP("Store", "Run %1 has no contents."),
     "SELECT id FROM runs WHERE deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM run_contents WHERE run_id = runs.id)"},
    {QT_TRANSLATE_NOOP("Store", "Run %1 has an answer but no attempt."),
     "SELECT id FROM runs WHERE status IN (1, 2, 3) AND NOT EXISTS (SELECT 1 FROM attempts WHERE run_id = runs.id)"},
    {QT_TRANSLATE_NOOP("Store", "Run %1 has ended but still has checkpoints."),
     "SELECT DISTINCT r.id FROM runs AS r JOIN run_chunks AS c ON c.run_id = r.id WHERE r.status <> 0"},
    {QT_TRANSLATE_NOOP("Store", "The ledger does not say what the attempts of run %1 cost."),
     "SELECT DISTINCT r.id FROM runs AS r JOIN attempts AS a ON a.run_id = r.id "
     "LEFT JOIN ledger AS l ON l.attempt_id = a.id AND l.correction = 0 "
     "LEFT JOIN ledger AS c ON c.attempt_id = a.id AND c.correction = 1 "
     "WHERE (r.status <> 0) <> (l.id IS NOT NULL) OR (c.id IS NOT NULL AND l.id IS NULL) "
     "OR (l.id IS NOT NULL AND (coalesce(c.billing, l.billing) <> a.billing OR a.cost_pico_usd IS NOT "
     "  CASE WHEN c.id IS NULL THEN l.amount_pico_usd ELSE coalesce(l.amount_pico_usd, 0) + c.amount_pico_usd END))"},
    {QT_TRANSLATE_NOOP("Store", "The cost of run %1 is not the sum of its attempts."),
     "SELECT id FROM runs WHERE status <> 0 AND cost_pico_usd IS NOT NULL AND cost_pico_usd <> "
     "(SELECT coalesce(sum(amount_pico_usd), 0) FROM ledger WHERE run_id = runs.id)"},
    {QT_TRANSLATE_NOOP("Store", "Run %1 cannot be found by its text."),
     "SELECT id FROM runs WHERE (status <> 0 AND EXISTS (SELECT 1 FROM run_contents WHERE run_id = runs.id)) "
     "<> EXISTS (SELECT 1 FROM run_search_docsize WHERE id = runs.id) AND NOT EXISTS (SELECT 1 FROM backlog "
     "WHERE task = 'search' AND runs.id BETWEEN first_run AND last_run)"},
    {QT_TRANSLATE_NOOP("Store", "Run %1 cannot be found by its day."),
     "SELECT r.id FROM runs AS r LEFT JOIN days AS d ON d.day = r.day "
     "WHERE d.day IS NULL OR r.id NOT BETWEEN d.first_run AND d.last_run"},
    {QT_TRANSLATE_NOOP("Store", "Run %1 has ended but still has a reservation."),
     "SELECT r.id FROM runs AS r JOIN reservations AS v ON v.run_id = r.id WHERE r.status <> 0"},
    {QT_TRANSLATE_NOOP("Store", "The attempts of day %1 are not counted rightly."),
     "SELECT DISTINCT date(day) FROM ("
     "  SELECT day, provider_id, cause, first_attempts, failures, retries, recoveries, given_up, waited_ms "
     "  FROM attempt_outcomes UNION ALL "
     "  SELECT day, provider_id, cause, -first_attempts, -failures, -retries, -recoveries, -given_up, -waited_ms "
     "  FROM daily_attempts) GROUP BY day, provider_id, cause "
     "HAVING sum(first_attempts) <> 0 OR sum(failures) <> 0 OR sum(retries) <> 0 OR sum(recoveries) <> 0 "
     "OR sum(given_up) <> 0 OR sum(waited_ms) <> 0"},
    {QT_TRANSLATE_NOOP("Store", "The times to first content of day %1 are not counted rightly."),
     "SELECT DISTINCT date(day) FROM ("
     "  SELECT day, first_content_bucket, count(*) AS runs FROM run_costs "
     "  WHERE first_content_bucket IS NOT NULL GROUP BY 1, 2 "
     "  UNION ALL SELECT day, bucket, -runs FROM first_content_histogram) "
     "GROUP BY day, first_content_bucket HAVING sum(runs) <> 0"},
};

void collect(SqlQuery &query, const char *problem, QStringList &problems)
{
    while (query.next())
        problems += QCoreApplication::translate("Store", problem).arg(query.value(0).toString());
}

/// Every sum of the rollup against the runs and the ledger.
void checkRollup(SqlQuery &query, const Rollup &rollup, QStringList &problems)
{
    query.run(QStringLiteral("SELECT DISTINCT date(day) FROM ("
                             "  SELECT %2, runs, unpriced_runs, cost_pico_usd, input_tokens, output_tokens "
                             "  FROM run_costs UNION ALL "
                             "  SELECT %2, -runs, -unpriced_runs, -cost_pico_usd, -input_tokens, -output_tokens "
                             "  FROM %1) GROUP BY %2 HAVING sum(runs) <> 0 OR sum(unpriced_runs) <> 0 "
                             "OR sum(cost_pico_usd) <> 0 OR sum(input_tokens) <> 0 OR sum(output_tokens) <> 0")
                  .arg(QLatin1StringView(rollup.table), QLatin1StringView(rollup.keys)));
    collect(query, QT_TRANSLATE_NOOP("Store", "The costs of day %1 are not the sum of the ledger."), problems);
}

} // namespace

Result<QStringList> checkDatabase(const QSqlDatabase &db)
{
    QStringList problems;
    SqlQuery query(db);
    for (const Fact &fact : facts) {
        query.run(QString::fromUtf8(fact.sql));
        collect(query, fact.problem, problems);
    }
    for (const Rollup &rollup : rollups())
        checkRollup(query, rollup, problems);
    for (const QString &day : wrongFigures(query))
        problems += QCoreApplication::translate("Store", "The figures of day %1 are not those of its runs.").arg(day);
    if (!query.error()) {
        SqlQuery index(db); // finds damage by failing
        if (!index.run(QStringLiteral("INSERT INTO run_search (run_search, rank) VALUES ('integrity-check', 1)")))
            problems += QCoreApplication::translate("Store", "The search index is damaged.");
    }
    if (query.error() && query.error()->code == ErrorCode::Corrupt)
        problems += QCoreApplication::translate("Store", "Integrity: %1").arg(query.error()->detail);
    else if (query.error())
        return *query.error();
    problems.removeDuplicates();
    return problems;
}

} // namespace burin
