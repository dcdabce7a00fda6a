#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"
#include "core/store/openprogress.h"

#include <QSqlDatabase>

namespace burin {

// Copies of a database, readable by this user only. Each is made under another name, checked to be written, and then
// takes the place of an earlier file of its name at once; a failure leaves that one as it was.

/// Page by page, as fast as the disk. @p progress may be empty.
Outcome copyDatabase(const QSqlDatabase &db, const QString &target, const OpenProgress &progress);
/// Without what is free in the file, so smaller, and slower: for a connection on which nobody waits.
Outcome copyCompactly(const QSqlDatabase &db, const QString &target);

} // namespace burin
