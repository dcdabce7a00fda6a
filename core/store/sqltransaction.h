#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"

#include <QSqlDatabase>

#include <optional>

namespace burin {

/// What a commit survives.
enum class Durability {
    Crash,     ///< The end of this process, in any way.
    PowerLoss, ///< Also that of the whole computer: the commit waits for the disk.
};

/// A writing transaction, the write lock taken at its beginning, so that it never fails half-way because another
/// process wrote in between. Rolls back at scope exit unless commit() succeeded.
class SqlTransaction {
public:
    explicit SqlTransaction(const QSqlDatabase &db, Durability durability = Durability::Crash);
    ~SqlTransaction();
    Q_DISABLE_COPY_MOVE(SqlTransaction)

    /// Why it could not begin; nothing may be written then.
    const std::optional<Error> &error() const { return m_error; }
    Outcome commit();

private:
    QSqlDatabase m_db;
    Durability m_durability;
    std::optional<Error> m_error;
    bool m_open = false;
};

} // namespace burin
