#pragma once

#include "core/domain/run.h"

#include <QDate>
#include <QString>
#include <QStringList>
#include <QUuid>

namespace burin {

/// A run as it moves from one history to another: all that is kept of it, without the row ids that mean something in
/// one database only. The draft's place in the library is such an id, and so are `record.id` and `record.continues`.
/// Recordings of the wire stay where they are; a backup of the database has them.
struct PortableRun {
    QUuid key;          ///< The same in every history that has the run.
    RunRecord record;   ///< Ended. Its id is that of the history it was read from; invalid when it comes from a file.
    QDate day;          ///< Local, where and when the run was made: its costs count on that day.
    int hour = 0;       ///< Local, 0 to 23.
    QUuid continues;    ///< The run whose answer it goes on with; null = none.
    QUuid conversation; ///< The first run of its conversation; null = none, or it is that one.
    QUuid follows;      ///< The run from whose answer the conversation went on; null = none.
    bool starred = false;
    int rating = 0; ///< 1 to 5; 0 = none.
    QString note;
    QStringList tags; ///< In alphabetical order.
    bool operator==(const PortableRun &) const = default;
};

} // namespace burin
