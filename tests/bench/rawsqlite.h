#pragma once

#include <QByteArray>
#include <QString>
#include <QVariantList>

#include <sqlite3.h>

namespace burin::bench {

/// The baseline: a connection of the C API, set up as the program's.
class RawSqlite {
public:
    explicit RawSqlite(const QString &file);
    ~RawSqlite() { sqlite3_close(m_handle); }
    Q_DISABLE_COPY_MOVE(RawSqlite)

    /// Prepares and runs @p sql with integers and texts bound, reads every column of every row; the number of rows.
    /// Ends the program on a failure.
    int run(const char *sql, const QVariantList &values = {});
    sqlite3 *handle() const { return m_handle; }

private:
    sqlite3 *m_handle = nullptr;
};

} // namespace burin::bench
