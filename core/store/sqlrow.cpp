#include "core/store/sqlrow.h"

#include <QStringList>

namespace burin {

namespace {

/// Every column's name in @p pattern, at each '@'.
QString eachColumn(const SqlRow &row, QLatin1StringView pattern)
{
    QStringList parts;
    for (const SqlColumn &column : row)
        parts += QString(pattern).replace(u'@', column.name);
    return parts.join(QLatin1StringView(", "));
}

} // namespace

QString insertStatement(QLatin1StringView table, const SqlRow &row)
{
    return QStringLiteral("INSERT INTO %1 (%2) VALUES (%3)")
        .arg(table, eachColumn(row, QLatin1StringView("@")), eachColumn(row, QLatin1StringView("?")));
}

QString updateStatement(QLatin1StringView table, const SqlRow &row, QLatin1StringView condition)
{
    return QStringLiteral("UPDATE %1 SET %2 WHERE %3")
        .arg(table, eachColumn(row, QLatin1StringView("@ = ?")), condition);
}

QString orReplace(QLatin1StringView key, const SqlRow &row)
{
    return QStringLiteral(" ON CONFLICT (%1) DO UPDATE SET %2")
        .arg(key, eachColumn(row, QLatin1StringView("@ = excluded.@")));
}

QVariantList boundValues(const SqlRow &row, const QVariantList &more)
{
    QVariantList values;
    for (const SqlColumn &column : row)
        values += column.value;
    return values + more;
}

} // namespace burin
