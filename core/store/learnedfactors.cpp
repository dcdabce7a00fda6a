#include "core/store/learnedfactors.h"

#include "core/store/runtexts.h"
#include "core/store/sqlquery.h"

#include <algorithm>
#include <vector>

namespace burin {

namespace {

struct Observation {
    ModelRef model;
    qint64 reported;
    qint64 estimated;
};

} // namespace

Result<LearnedFactors> readLearnedFactors(const QSqlDatabase &db)
{
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT p.name, m.name, r.input_tokens, "
                             "  coalesce((SELECT text FROM beginnings WHERE id = c.beginning_id), '') || c.prompt, "
                             "  c.message_layout FROM runs AS r "
                             "JOIN run_contents AS c ON c.run_id = r.id JOIN providers AS p ON p.id = r.provider_id "
                             "JOIN models AS m ON m.id = r.model_id "
                             "WHERE r.id > (SELECT max(id) FROM runs) - 5000 AND r.simulated = 0 "
                             "  AND r.input_tokens > 0 AND c.usage_source = ? "
                             "  AND (SELECT count(*) FROM attempts AS a WHERE a.run_id = r.id) = 1 "
                             "ORDER BY r.id DESC LIMIT 500"),
              {int(Usage::Source::Reported)});
    std::vector<Observation> newestFirst;
    while (query.next())
        newestFirst.push_back({{query.value(0).toString(), query.value(1).toString()},
                               query.value(2).toLongLong(),
                               estimateTokens(messagesFrom(query.value(3).toString(), query.value(4).toString()))});
    if (query.error()) return *query.error();
    LearnedFactors factors;
    std::for_each(newestFirst.rbegin(), newestFirst.rend(),
                  [&factors](const Observation &run) { factors.add(run.model, run.reported, run.estimated); });
    return factors;
}

void learnFrom(const RunRecord &record, LearnedFactors &factors)
{
    const bool counts = !record.simulated && record.attempts.size() == 1 && record.usage.input &&
                        record.usage.source == Usage::Source::Reported;
    if (counts)
        factors.add({record.providerId, record.draft.model}, *record.usage.input, estimateTokens(record.messages));
}

} // namespace burin
