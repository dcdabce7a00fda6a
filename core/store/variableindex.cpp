#include "core/store/variableindex.h"

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

} // namespace burin
