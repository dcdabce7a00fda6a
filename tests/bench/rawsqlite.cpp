#include "rawsqlite.h"

#include <QtGlobal>

namespace burin::bench {

RawSqlite::RawSqlite(const QString &file)
{
    if (sqlite3_open(file.toUtf8().constData(), &m_handle) != SQLITE_OK) qFatal("%s", sqlite3_errmsg(m_handle));
    for (const char *pragma : {"PRAGMA foreign_keys = ON", "PRAGMA synchronous = NORMAL", "PRAGMA temp_store = MEMORY",
                               "PRAGMA cache_size = -16000"})
        run(pragma);
}

int RawSqlite::run(const char *sql, const QVariantList &values)
{
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(m_handle, sql, -1, &statement, nullptr) != SQLITE_OK)
        qFatal("%s in %s", sqlite3_errmsg(m_handle), sql);
    for (qsizetype i = 0; i < values.size(); ++i) {
        const QVariant &value = values.at(i);
        if (value.metaType().id() == QMetaType::QString) {
            const QByteArray text = value.toString().toUtf8();
            sqlite3_bind_text(statement, int(i) + 1, text.constData(), int(text.size()), SQLITE_TRANSIENT);
        } else if (!value.isNull()) {
            sqlite3_bind_int64(statement, int(i) + 1, value.toLongLong());
        }
    }
    int rows = 0;
    int code = 0;
    qint64 bytes = 0;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(statement); ++i)
            if (sqlite3_column_type(statement, i) != SQLITE_NULL && sqlite3_column_blob(statement, i))
                bytes += sqlite3_column_bytes(statement, i);
        ++rows;
    }
    if (code != SQLITE_DONE || bytes < 0) qFatal("%s in %s", sqlite3_errmsg(m_handle), sql);
    sqlite3_finalize(statement);
    return rows;
}

} // namespace burin::bench
