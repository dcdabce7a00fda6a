#pragma once

#include <QSqlDatabase>
#include <QStringList>

#include <functional>

struct sqlite3;

namespace burin {

/// Copies what can be read of each table that is not a sum of others from @p damaged into @p db, which has the same
/// schema and no rows; foreign keys must be off. The tables of which something could not be read.
QStringList copyReadable(sqlite3 *damaged, const QSqlDatabase &db, const std::function<void(qint64 rows)> &progress);

} // namespace burin
