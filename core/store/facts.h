#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"

#include <QSqlDatabase>
#include <QString>

namespace burin {

/// What somebody who is to find a fault needs to know of the database.
struct StoreFacts {
    QString sqliteVersion; ///< Of the library in use, such as "3.40.1".
    int schemaVersion = 0; ///< Number of the last migration.
};

Result<StoreFacts> storeFacts(const QSqlDatabase &db);

} // namespace burin
