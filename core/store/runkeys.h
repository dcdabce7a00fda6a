#pragma once

#include "core/base/result.h"
#include "core/domain/run.h"

#include <QSqlDatabase>
#include <QUuid>

namespace burin {

class SqlQuery;

// The key of a run: a UUID that the run keeps in every history it is copied to, and by which an import knows the runs
// that are there already. It is also the run's id as a trace.

/// A key for a run that is made now: a UUID of version 7 (RFC 9562 §5.7), 48 bits of the time in milliseconds and 74
/// random ones. Keys made one after the other stand next to each other in their index.
QUuid newRunKey(const QDateTime &createdAt);

/// The key of a run. One that was made before there were keys has 48 bits of its time and then the beginning of the
/// SHA-256 of its row's number, time, provider, model and title, which nothing ever changes, as a UUID of version 8:
/// the same in each copy of the database, so that copies can be merged. Null if there is no such run. Only reads.
QUuid runKey(SqlQuery &query, RunId run);

/// A key that only the text @p name decides; for runs of other programs. @p createdAt as above.
QUuid namedRunKey(const QDateTime &createdAt, const QString &name);

/// Writes down the keys of at most @p most old runs, in one transaction, so that they can be looked for. How many it
/// were; 0 = all are there.
Result<int> fillRunKeys(const QSqlDatabase &db, int most);

} // namespace burin
