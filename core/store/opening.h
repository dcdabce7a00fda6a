#pragma once

#include "core/store/database.h"
#include "core/store/migrations.h"

namespace burin {

/// openDatabase() with another list of migrations: for the tests of migrating, and of newer schemas.
Result<QSqlDatabase> openDatabaseWith(const QString &folder, const QString &name,
                                      const std::vector<Migration> &migrations, const OpenProgress &progress = {});

} // namespace burin
