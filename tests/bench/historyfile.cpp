#include "historyfile.h"

#include "core/store/database.h"
#include "core/store/figures.h"
#include "core/store/journal.h"
#include "core/store/rollups.h"
#include "core/store/runrows.h"
#include "core/store/searchindex.h"
#include "core/store/sqlite.h"
#include "core/store/sqlquery.h"
#include "core/store/storedvalues.h"
#include "core/store/variableindex.h"
#include "generatedruns.h"

#include <QDir>
#include <QElapsedTimer>
#include <QSqlQuery>
#include <QSqlRecord>

#include <sqlite3.h>

#include <cstdio>
#include <map>

namespace burin::bench {

namespace {

using Table = QLatin1StringView;

void require(bool done, const char *what, const QSqlDatabase &db)
{
    if (!done) qFatal("%s: %s", what, sqlite3_errmsg(sqliteHandle(db)));
}

/// Inserts rows of always the same columns, with one prepared statement for all.
class BulkInsert {
public:
    BulkInsert(const QSqlDatabase &db, const char *table) : m_db(db), m_table(table) {}
    ~BulkInsert() { sqlite3_finalize(m_statement); }
    Q_DISABLE_COPY_MOVE(BulkInsert)

    void add(const SqlRow &row)
    {
        if (!m_statement) {
            const QByteArray sql = insertStatement(Table(m_table), row).toUtf8();
            require(sqlite3_prepare_v2(sqliteHandle(m_db), sql.constData(), -1, &m_statement, nullptr) == SQLITE_OK,
                    m_table, m_db);
        }
        for (size_t i = 0; i < row.size(); ++i)
            bind(int(i) + 1, row[i].value);
        require(sqlite3_step(m_statement) == SQLITE_DONE, m_table, m_db);
        sqlite3_reset(m_statement);
    }

private:
    void bind(int place, const QVariant &value)
    {
        if (value.isNull()) {
            sqlite3_bind_null(m_statement, place);
        } else if (value.metaType().id() == QMetaType::QByteArray) {
            const QByteArray bytes = value.toByteArray();
            sqlite3_bind_blob(m_statement, place, bytes.constData(), int(bytes.size()), SQLITE_TRANSIENT);
        } else if (value.metaType().id() == QMetaType::Double) {
            sqlite3_bind_double(m_statement, place, value.toDouble());
        } else if (value.canConvert<qint64>() && value.metaType().id() != QMetaType::QString) {
            sqlite3_bind_int64(m_statement, place, value.toLongLong());
        } else {
            const QString text = value.toString();
            sqlite3_bind_text16(m_statement, place, text.utf16(), int(text.size()) * 2, SQLITE_TRANSIENT);
        }
    }

    const QSqlDatabase &m_db;
    const char *m_table;
    sqlite3_stmt *m_statement = nullptr;
};

/// Writes ended runs with the store's own rows, without its transactions; finish() brings the sums.
class BulkWriter {
public:
    explicit BulkWriter(const QSqlDatabase &db)
        : m_db(db),
          m_query(db),
          m_runs(db, "runs"),
          m_contents(db, "run_contents"),
          m_attempts(db, "attempts"),
          m_notes(db, "run_notes"),
          m_tags(db, "run_tags")
    {
        for (int i = 0; i < GeneratedTags; ++i)
            m_query.run(QStringLiteral("INSERT INTO tags (name) VALUES (?)"), {QStringLiteral("tag%1").arg(i)});
    }

    void add(const RunRecord &record, const GeneratedMarks &marks)
    {
        SqlRow run = runRow(m_db, record).value();
        const QDateTime local = record.createdAt.toLocalTime();
        const qint64 day = local.date().toJulianDay();
        run.insert(run.end(), {{Table("id"), record.id.value},
                               {Table("created_at"), stored(record.createdAt)},
                               {Table("day"), day},
                               {Table("hour"), local.time().hour()},
                               {Table("starred"), int(marks.starred)},
                               {Table("rating"), marks.rating ? QVariant(marks.rating) : QVariant()}});
        m_runs.add(run);
        SqlRow contents = contentRow(m_query, record);
        contents.push_back({Table("run_id"), record.id.value});
        m_contents.add(contents);
        for (const Attempt &attempt : record.attempts)
            m_attempts.add(attemptRow(m_query, record.id, attempt));
        indexVariables(m_query, record.id, record.draft.variables);
        if (!marks.note.isEmpty())
            m_notes.add({{Table("run_id"), record.id.value}, {Table("note"), stored(marks.note)}});
        if (marks.tag >= 0) m_tags.add({{Table("tag_id"), marks.tag + 1}, {Table("run_id"), record.id.value}});
        auto &[first, last] = m_days.try_emplace(day, record.id.value, record.id.value).first->second;
        last = record.id.value;
    }

    /// Ledger and sums as the store has them; what it adds a run at a time is added for all.
    void finish()
    {
        for (const auto &[day, range] : m_days)
            m_query.run(QStringLiteral("INSERT INTO days VALUES (?, ?, ?)"), {day, range.first, range.second});
        m_query.run(QStringLiteral(
            "INSERT INTO ledger (attempt_id, run_id, created_at, day, hour, simulated, provider_id, model_id, "
            "prompt_id, "
            "  model_served, amount_pico_usd, billing, provenance, input_tokens, cached_input_tokens, "
            "  cache_write_tokens, cache_write_hour_tokens, output_tokens, reasoning_tokens) "
            "SELECT a.id, r.id, r.created_at, r.day, r.hour, r.simulated, coalesce(a.provider_id, r.provider_id), "
            "  coalesce(a.model_id, r.model_id), r.prompt_id, a.model_served, a.cost_pico_usd, a.billing, "
            "a.provenance, "
            "  a.input_tokens, a.cached_input_tokens, a.cache_write_tokens, a.cache_write_hour_tokens, "
            "  a.output_tokens, a.reasoning_tokens "
            "FROM runs AS r JOIN attempts AS a ON a.run_id = r.id ORDER BY a.id"));
        QStringList sums;
        for (const QString &sum : rollupSums().split(QLatin1StringView(", ")))
            sums += QStringLiteral("sum(%1)").arg(sum);
        for (const Rollup &rollup : rollups())
            m_query.run(
                QStringLiteral("INSERT INTO %1 (%2, %3) SELECT %2, %4 FROM run_costs GROUP BY %2")
                    .arg(Table(rollup.table), Table(rollup.keys), rollupSums(), sums.join(QStringLiteral(", "))));
        for (const FigureTable &table : figureTables())
            fillFigures(table);
        m_query.run(QStringLiteral("INSERT INTO first_content_histogram SELECT day, first_content_bucket, sum(runs) "
                                   "FROM run_costs WHERE first_content_bucket IS NOT NULL GROUP BY 1, 2"));
        m_query.run(QStringLiteral("INSERT INTO daily_attempts SELECT day, provider_id, cause, sum(first_attempts), "
                                   "sum(failures), sum(retries), sum(recoveries), sum(given_up), sum(waited_ms) "
                                   "FROM attempt_outcomes GROUP BY 1, 2, 3"));
        recountFigures(m_query);
        require(bool(m_query.outcome()), "sums", m_db);
    }

    SqlQuery &query() { return m_query; }

private:
    void fillFigures(const FigureTable &table)
    {
        QStringList columns{QString::fromLatin1(table.keys), figureSums().join(QLatin1StringView(", "))};
        QStringList values;
        for (const QString &sum : figureSums())
            values += QStringLiteral("sum(%1)").arg(sum);
        for (const FigureDistribution &distribution : figureDistributions()) {
            columns += Table(distribution.column);
            values += QStringLiteral("histogram(%1)").arg(Table(distribution.value));
        }
        int grain = 0;
        for (const char *period : {"day", "month"})
            m_query.run(QStringLiteral("INSERT INTO %1 (grain, period, %2) SELECT %3, %4, %5, %6 FROM run_figures "
                                       "GROUP BY %4, %5")
                            .arg(Table(table.table), columns.join(QLatin1StringView(", ")), QString::number(grain++),
                                 Table(period), Table(table.keys), values.join(QLatin1StringView(", "))));
    }

    const QSqlDatabase &m_db;
    SqlQuery m_query;
    BulkInsert m_runs;
    BulkInsert m_contents;
    BulkInsert m_attempts;
    BulkInsert m_notes;
    BulkInsert m_tags;
    std::map<qint64, std::pair<qint64, qint64>> m_days;
};

constexpr int Batch = 20'000;

void say(const char *what, int done, int of, const QElapsedTimer &timer)
{
    std::fprintf(stderr, "%s %d of %d, %.0f s\n", what, done, of, double(timer.elapsed()) / 1000);
}

void writeRuns(const QSqlDatabase &db, GeneratedRuns &runs, const QElapsedTimer &timer)
{
    BulkWriter writer(db);
    SqlQuery &query = writer.query();
    query.run(QStringLiteral("BEGIN"));
    for (int i = 1; i <= runs.count(); ++i) {
        const RunRecord record = runs.next();
        writer.add(record, runs.marks());
        if (i % Batch != 0) continue;
        query.run(QStringLiteral("COMMIT"));
        query.run(QStringLiteral("BEGIN"));
        if (i % (5 * Batch) == 0) say("written", i, runs.count(), timer);
    }
    writer.finish();
    query.run(QStringLiteral("COMMIT"));
    require(bool(query.outcome()), "runs", db);
}

/// In large pieces, then merged as it would be by the time there are so many.
void writeIndex(const QSqlDatabase &db, int runs, const QElapsedTimer &timer)
{
    SqlQuery query(db);
    for (int first = 1; first <= runs; first += Batch) {
        query.run(QStringLiteral("BEGIN"));
        addToSearchIndex(query, RunId{first}, RunId{std::min(first + Batch - 1, runs)});
        query.run(QStringLiteral("COMMIT"));
        if ((first / Batch) % 5 == 4) say("indexed", first + Batch - 1, runs, timer);
    }
    require(bool(query.outcome()), "index", db);
    for (Result<bool> more = true; more && *more;)
        more = mergeSearchIndex(db);
}

void fill(const QSqlDatabase &db, int count)
{
    QElapsedTimer timer;
    timer.start();
    SqlQuery query(db);
    for (const char *pragma :
         {"foreign_keys = OFF", "synchronous = OFF", "cache_size = -600000", "wal_autocheckpoint = 4000"})
        query.run(QStringLiteral("PRAGMA %1").arg(Table(pragma)));
    query.run(QStringLiteral("INSERT INTO run_search (run_search, rank) VALUES ('hashsize', 64000000)"));
    GeneratedRuns runs(count);
    writeRuns(db, runs, timer);
    writeIndex(db, count, timer);
    query.run(QStringLiteral("INSERT INTO run_search (run_search, rank) VALUES ('hashsize', 1048576)"));
    require(bool(query.outcome()), "fill", db);
}

/// Every table with its rows, as text; without what differs by chance: who ran it, and how the index is cut into
/// pieces.
QStringList contentsOf(const QSqlDatabase &db)
{
    QStringList lines;
    SqlQuery tables(db);
    tables.run(QStringLiteral("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
                              "AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'library%' ORDER BY name"));
    QStringList names{QStringLiteral("run_search_docsize")};
    while (tables.next())
        names += tables.value(0).toString();
    for (const QString &name : std::as_const(names)) {
        QSqlQuery rows(db);
        rows.exec(QStringLiteral("SELECT * FROM \"%1\"").arg(name));
        const int columns = rows.record().count();
        while (rows.next()) {
            QString line = name;
            for (int i = 0; i < columns; ++i)
                line += u'|' + QString::fromLatin1(rows.value(i).toByteArray().toPercentEncoding(" "));
            lines += line;
        }
    }
    lines.sort();
    return lines;
}

void writeByTheStore(const QSqlDatabase &db, int count)
{
    GeneratedRuns runs(count);
    SqlQuery query(db);
    for (int i = 0; i < GeneratedTags; ++i)
        query.run(QStringLiteral("INSERT INTO tags (name) VALUES (?)"), {QStringLiteral("tag%1").arg(i)});
    for (int i = 1; i <= count; ++i) {
        const RunRecord record = runs.next();
        const GeneratedMarks marks = runs.marks();
        RunSpec spec;
        spec.draft = record.draft;
        spec.messages = record.messages;
        spec.provider.id = record.providerId;
        spec.provider.name = record.providerName;
        spec.provider.simulated = record.simulated;
        spec.createdAt = record.createdAt;
        const Result<RunId> id = beginRun(db, spec);
        require(id && id.value() == record.id && finishRun(db, record), "store", db);
        query.run(QStringLiteral("UPDATE runs SET starred = ?, rating = ? WHERE id = ?"),
                  {int(marks.starred), marks.rating ? QVariant(marks.rating) : QVariant(), record.id.value});
        if (marks.tag >= 0)
            query.run(QStringLiteral("INSERT INTO run_tags VALUES (?, ?)"), {marks.tag + 1, record.id.value});
        if (!marks.note.isEmpty())
            changeInSearchIndex(query, record.id, [&] {
                query.run(QStringLiteral("INSERT INTO run_notes VALUES (?, ?)"), {record.id.value, stored(marks.note)});
            });
    }
    require(bool(query.outcome()), "store", db);
}

} // namespace

QString historyFolder(const QString &cache, int runs)
{
    const QString folder = QStringLiteral("%1/history-%2-v%3").arg(cache).arg(runs).arg(schemaVersion());
    if (QFile::exists(folder + QStringLiteral("/burin.sqlite"))) return folder;
    const QString unfinished = folder + QStringLiteral(".unfinished");
    QDir(unfinished).removeRecursively();
    Result<QSqlDatabase> db = openDatabase(unfinished, QStringLiteral("generate"));
    if (!db) qFatal("%s: %s", qPrintable(unfinished), qPrintable(db.error().detail));
    fill(*db, runs);
    closeDatabase(db.value());
    if (!QDir().rename(unfinished, folder)) qFatal("%s cannot be renamed", qPrintable(unfinished));
    return folder;
}

bool bulkWriterWritesAsTheStore(int runs)
{
    QStringList contents[2];
    for (int i = 0; i < 2; ++i) {
        Result<QSqlDatabase> db = openInMemory(QStringLiteral("sample%1").arg(i));
        if (!db) return false;
        if (i == 0)
            fill(*db, runs);
        else
            writeByTheStore(*db, runs);
        contents[i] = contentsOf(*db);
        closeDatabase(db.value());
    }
    for (qsizetype i = 0; i < std::min(contents[0].size(), contents[1].size()); ++i) {
        if (contents[0].at(i) == contents[1].at(i)) continue;
        std::fprintf(stderr, "bulk writer: %s\nstore:       %s\n", qPrintable(contents[0].at(i)),
                     qPrintable(contents[1].at(i)));
        return false;
    }
    return !contents[0].isEmpty() && contents[0].size() == contents[1].size();
}

} // namespace burin::bench
