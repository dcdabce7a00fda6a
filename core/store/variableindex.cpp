#include "core/store/variableindex.h"

#include "core/store/runtexts.h"
#include "core/store/sqlquery.h"
#include "core/store/storedvalues.h"

namespace burin {

namespace {

constexpr qsizetype KeptLength = 200;

} // namespace

QString keptValue(const QString &value)
{
    return value.left(KeptLength);
}

void indexVariables(SqlQuery &query, RunId run, const VariableValues &values)
{
    for (const auto &[name, value] : values.asKeyValueRange()) {
        query.run(QStringLiteral("INSERT OR IGNORE INTO variables (name) VALUES (?)"), {stored(name)});
        query.run(QStringLiteral("INSERT OR IGNORE INTO run_values (variable_id, value, run_id) "
                                 "SELECT id, ?, ? FROM variables WHERE name = ?"),
                  {stored(keptValue(value)), run.value, stored(name)});
    }
}

void indexEarlierVariables(SqlQuery &query, RunId first, RunId last)
{
    query.run(QStringLiteral("SELECT c.*, (SELECT text FROM beginnings WHERE id = c.beginning_id) AS beginning "
                             "FROM run_contents AS c WHERE c.run_id BETWEEN ? AND ?"),
              {first.value, last.value});
    std::vector<std::pair<RunId, VariableValues>> found;
    while (query.next()) {
        RunRecord record;
        readTexts(query, record);
        const RunId run{query.value(QLatin1StringView("run_id")).toLongLong()};
        if (!record.draft.variables.isEmpty()) found.emplace_back(run, record.draft.variables);
    }
    for (const auto &[run, values] : found)
        indexVariables(query, run, values);
}

} // namespace burin
