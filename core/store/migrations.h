#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"

#include <QByteArray>
#include <QSqlDatabase>
#include <QString>

#include <vector>

namespace burin {

/// One step of the schema: a file resources/migrations/NNNN_name.sql.
struct Migration {
    int number = 0; ///< From 1, without gaps; the file's user_version after it.
    QString name;
    QByteArray sql; ///< Any number of statements.
};

/// "Burn" in ASCII: the application_id of our files.
inline constexpr quint32 ApplicationId = 0x4275726e;

/// Those that this program has, ascending.
const std::vector<Migration> &builtInMigrations();

/// Brings the schema of @p db up to date: each migration in one transaction, which also sets user_version, so that a
/// failed or killed one leaves nothing behind. Those already done are skipped, also if another process does them now.
Outcome migrate(const QSqlDatabase &db, const std::vector<Migration> &migrations);

} // namespace burin
