#include "core/store/salvagecopy.h"

#include "core/store/sqlite.h"
#include "core/store/sqlquery.h"

#include <sqlite3.h>

#include <limits>
#include <memory>

namespace burin {

namespace {

using Statement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;
using Progress = std::function<void(qint64 rows)>;

Statement prepared(sqlite3 *handle, const QString &sql)
{
    sqlite3_stmt *statement = nullptr;
    sqlite3_prepare_v2(handle, sql.toUtf8().constData(), -1, &statement, nullptr);
    return {statement, &sqlite3_finalize};
}

/// Tables that hold rows of their own: no index, and no sums, which are counted again.
QStringList tablesOf(const QSqlDatabase &db)
{
    QStringList tables;
    SqlQuery query(db);
    query.run(QStringLiteral(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite!_%' "
        "ESCAPE '!' "
        "AND name NOT LIKE 'daily!_%' ESCAPE '!' AND name NOT LIKE '%!_figures' ESCAPE '!' AND name NOT IN "
        "('hourly_costs', 'first_content_histogram', 'days', 'backlog', 'recording_totals') ORDER BY name"));
    while (query.next())
        tables += query.value(0).toString();
    return tables;
}

bool hasRowid(const QSqlDatabase &db, const QString &table)
{
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT wr FROM pragma_table_list WHERE name = ?"), {table});
    return query.next() && query.value(0).toInt() == 0;
}

QStringList columnsOf(const QSqlDatabase &db, const QString &table)
{
    QStringList columns;
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT name FROM pragma_table_info(?) ORDER BY cid"), {table});
    while (query.next())
        columns += u'"' + query.value(0).toString() + u'"';
    return columns;
}

/// One table, from the damaged file into the new one.
class TableCopy {
public:
    TableCopy(sqlite3 *damaged, const QSqlDatabase &db, const QString &table, qint64 &rows, const Progress &progress)
        : m_damaged(damaged),
          m_table(table),
          m_columns(columnsOf(db, table)),
          m_insert(nullptr, &sqlite3_finalize),
          m_rows(rows),
          m_progress(progress)
    {
        const QString places = QStringList(m_columns.size(), QStringLiteral("?")).join(u',');
        m_insert = prepared(
            sqliteHandle(db),
            QStringLiteral("INSERT OR IGNORE INTO \"%1\" (%2) VALUES (%3)").arg(table, m_columns.join(u','), places));
    }

    /// By rowid, over what cannot be read: where a row fails, the next one that can be found is further on.
    bool copyByRowid()
    {
        constexpr qint64 Last = std::numeric_limits<qint64>::max();
        bool whole = true;
        qint64 done = std::numeric_limits<qint64>::min();
        while (done < Last && !copyFrom(done)) {
            whole = false;
            done = nextReadable(done);
        }
        return whole;
    }

    /// From both ends as far as it goes.
    bool copyInOrder()
    {
        const QString all = QStringLiteral("SELECT %1 FROM \"%2\"").arg(m_columns.join(u','), m_table);
        if (copyRows(prepared(m_damaged, all)) == SQLITE_DONE) return true;
        copyRows(prepared(m_damaged, all + QLatin1StringView(" ORDER BY 1 DESC")));
        return false;
    }

private:
    int copyRows(const Statement &select)
    {
        int code = SQLITE_CORRUPT;
        while (select && (code = sqlite3_step(select.get())) == SQLITE_ROW)
            copyRow(select.get(), 0);
        return code;
    }

    void copyRow(sqlite3_stmt *select, int first)
    {
        for (int i = 0; i < int(m_columns.size()); ++i)
            sqlite3_bind_value(m_insert.get(), i + 1, sqlite3_column_value(select, first + i));
        sqlite3_step(m_insert.get()); // what does not fit its table is damage, too
        sqlite3_reset(m_insert.get());
        if (++m_rows % 1000 == 0 && m_progress) m_progress(m_rows);
    }

    Statement selectAfter(qint64 rowid, const QString &columns)
    {
        Statement select = prepared(m_damaged, QStringLiteral("SELECT rowid%1 FROM \"%2\" NOT INDEXED WHERE rowid > ? "
                                                              "ORDER BY rowid")
                                                   .arg(columns, m_table));
        if (select) sqlite3_bind_int64(select.get(), 1, rowid);
        return select;
    }

    /// True at the table's end; else @p done is the last row before the damage.
    bool copyFrom(qint64 &done)
    {
        const Statement select = selectAfter(done, u',' + m_columns.join(u','));
        int code = SQLITE_CORRUPT;
        while (select && (code = sqlite3_step(select.get())) == SQLITE_ROW) {
            done = sqlite3_column_int64(select.get(), 0);
            copyRow(select.get(), 1);
        }
        return code == SQLITE_DONE;
    }

    /// Whether the search for the row after @p rowid ends on a page that can be read.
    bool isReadableAfter(qint64 rowid)
    {
        const Statement select = selectAfter(rowid, u',' + m_columns.join(u','));
        const int code = select ? sqlite3_step(select.get()) : SQLITE_CORRUPT;
        return code == SQLITE_ROW || code == SQLITE_DONE;
    }

    /// A row after @p rowid from which it goes on, as near as can be.
    qint64 nextReadable(qint64 rowid)
    {
        constexpr qint64 Last = std::numeric_limits<qint64>::max();
        qint64 bad = std::max<qint64>(rowid, 0);
        qint64 step = 1;
        while (bad <= Last - step && !isReadableAfter(bad + step)) {
            bad += step;
            step = step > Last / 2 ? Last : step * 2;
        }
        if (bad > Last - step) return Last;
        qint64 good = bad + step;
        while (good - bad > 1) {
            const qint64 middle = bad + (good - bad) / 2;
            (isReadableAfter(middle) ? good : bad) = middle;
        }
        return good;
    }

    sqlite3 *m_damaged;
    const QString m_table;
    const QStringList m_columns;
    Statement m_insert;
    qint64 &m_rows;
    const Progress &m_progress;
};

} // namespace

QStringList copyReadable(sqlite3 *damaged, const QSqlDatabase &db, const Progress &progress)
{
    QStringList incomplete;
    qint64 rows = 0;
    for (const QString &table : tablesOf(db)) {
        SqlQuery query(db);
        query.run(QStringLiteral("BEGIN"));
        TableCopy copy(damaged, db, table, rows, progress);
        const bool whole = hasRowid(db, table) ? copy.copyByRowid() : copy.copyInOrder();
        if (!whole) incomplete += table;
        query.run(QStringLiteral("COMMIT"));
    }
    return incomplete;
}

} // namespace burin
