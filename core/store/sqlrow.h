#pragma once

#include <QString>
#include <QVariant>

#include <vector>

namespace burin {

/// A column and what is to be stored in it. The name is a literal of ours, never input.
struct SqlColumn {
    QLatin1StringView name;
    QVariant value;
};
using SqlRow = std::vector<SqlColumn>;

/// "INSERT INTO table (a, b) VALUES (?, ?)".
QString insertStatement(QLatin1StringView table, const SqlRow &row);
/// "UPDATE table SET a = ?, b = ? WHERE condition"; the values of @p condition are bound after those of the row.
QString updateStatement(QLatin1StringView table, const SqlRow &row, QLatin1StringView condition);
/// "ON CONFLICT (key) DO UPDATE SET a = excluded.a, …", to follow an insertStatement().
QString orReplace(QLatin1StringView key, const SqlRow &row);
/// The values to bind, and @p more after them.
QVariantList boundValues(const SqlRow &row, const QVariantList &more = {});

} // namespace burin
