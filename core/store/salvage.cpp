#include "core/store/salvage.h"

#include "core/store/databasefile.h"
#include "core/store/libraryrows.h"
#include "core/store/opening.h"
#include "core/store/rollups.h"
#include "core/store/salvagecopy.h"
#include "core/store/salvageschema.h"
#include "core/store/sqlite.h"
#include "core/store/sqlquery.h"
#include "core/store/sqltransaction.h"

#include <QDir>
#include <QFileInfo>
#include <QUuid>

#include <sqlite3.h>

#include <memory>

namespace burin {

namespace {

using Damaged = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;

/// The damaged file is copied first: SQLite writes beside, and with a log into, what it opens.
Outcome copyDamaged(const QString &source, const QString &copy)
{
    for (const char *part : {"", "-wal"}) {
        const QString from = source + QLatin1StringView(part);
        const QString to = copy + QLatin1StringView(part);
        const bool needed = *part == 0 || QFileInfo::exists(from);
        if (needed && !QFile::copy(from, to)) return makeError(ErrorCode::FileNotWritten, copy);
        QFile::setPermissions(to, QFile::ReadOwner | QFile::WriteOwner);
    }
    return Done{};
}

Damaged openDamaged(const QString &copy)
{
    sqlite3 *handle = nullptr;
    sqlite3_open_v2(copy.toUtf8().constData(), &handle, SQLITE_OPEN_READWRITE, nullptr);
    sqlite3_exec(handle, "PRAGMA writable_schema = ON; PRAGMA cell_size_check = ON", nullptr, nullptr, nullptr);
    return {handle, &sqlite3_close};
}

/// The first number of a query, 0 if it cannot be read.
int numberFrom(sqlite3 *handle, const char *sql)
{
    sqlite3_stmt *statement = nullptr;
    int number = 0;
    if (sqlite3_prepare_v2(handle, sql, -1, &statement, nullptr) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
        number = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    return number;
}

/// As the file's header tells it; 0 if it does not, or tells none that can be.
int userVersion(sqlite3 *handle)
{
    const int version = numberFrom(handle, "PRAGMA user_version");
    return version >= 1 && version <= schemaVersion() ? version : 0;
}

/// The version of the damaged file's schema, or why there is none.
Result<int> versionOf(sqlite3 *handle, const QString &source)
{
    const int version = numberFrom(handle, "PRAGMA user_version");
    const bool ours = numberFrom(handle, "PRAGMA application_id") == int(ApplicationId);
    if (ours && version > schemaVersion()) return makeError(ErrorCode::SchemaTooNew, source);
    if (version < 1 || numberFrom(handle, "SELECT count(*) FROM sqlite_schema WHERE name = 'runs'") == 0)
        return makeError(ErrorCode::Corrupt, source, QString::fromUtf8(sqlite3_errmsg(handle)));
    return version;
}

/// Rows that stand for what is lost, so that what refers to it can be kept. Names first, then runs by what the ledger
/// and the attempts know of them, then the rest of a run.
constexpr const char *standIns[] = {
    "INSERT OR IGNORE INTO providers SELECT DISTINCT provider_id, 'lost-provider-' || provider_id "
    "  FROM (SELECT provider_id FROM runs UNION SELECT provider_id FROM ledger UNION SELECT provider_id FROM attempts) "
    "  WHERE provider_id IS NOT NULL",
    "INSERT OR IGNORE INTO models SELECT DISTINCT model_id, 'lost-model-' || model_id "
    "  FROM (SELECT model_id FROM runs UNION SELECT model_id FROM ledger UNION SELECT model_id FROM attempts) "
    "  WHERE model_id IS NOT NULL",
    "INSERT OR IGNORE INTO prompts SELECT DISTINCT prompt_id, 'Lost title ' || prompt_id "
    "  FROM (SELECT prompt_id FROM runs UNION SELECT prompt_id FROM ledger)",
    "CREATE TEMP TABLE lost_runs AS SELECT run_id AS id FROM run_contents UNION SELECT run_id FROM attempts "
    "  UNION SELECT run_id FROM ledger EXCEPT SELECT id FROM runs",
    "INSERT OR IGNORE INTO providers SELECT 1, 'lost-provider-1' FROM lost_runs LIMIT 1",
    "INSERT OR IGNORE INTO models SELECT 1, 'lost-model-1' FROM lost_runs LIMIT 1",
    "INSERT OR IGNORE INTO prompts SELECT 1, 'Lost title 1' FROM lost_runs LIMIT 1",
    // A run's neighbours were made at about its time.
    "INSERT INTO runs (id, created_at, ended_at, day, hour, status, simulated, provider_id, model_id, prompt_id, "
    "    provenance, cost_pico_usd) "
    "SELECT x.id, coalesce(l.created_at, b.created_at, 0), NULL, coalesce(l.day, b.day, 2440588), "
    "    coalesce(l.hour, b.hour, 0), 6, coalesce(l.simulated, 0), coalesce(l.provider_id, 1), coalesce(l.model_id, "
    "1), "
    "    coalesce(l.prompt_id, 1), coalesce(l.provenance, 'unpriced'), "
    "    (SELECT sum(amount_pico_usd) FROM ledger WHERE run_id = x.id) "
    "  FROM lost_runs AS x LEFT JOIN ledger AS l ON l.id = (SELECT min(id) FROM ledger WHERE run_id = x.id) "
    "  LEFT JOIN runs AS b ON b.id = (SELECT max(id) FROM runs WHERE id < x.id)",
    "INSERT INTO attempts (id, run_id, number, waited_ms, sent, http_status, duration_ms, bytes, input_tokens, "
    "    cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens, usage_source, cost_pico_usd, "
    "    provenance, receipt_lines, billing) "
    "SELECT l.attempt_id, l.run_id, 1000 + l.attempt_id, 0, 1, 0, 0, 0, l.input_tokens, l.cached_input_tokens, "
    "    l.cache_write_tokens, l.output_tokens, l.reasoning_tokens, 0, l.amount_pico_usd, l.provenance, '[]', "
    "l.billing "
    "  FROM ledger AS l WHERE l.correction = 0 AND NOT EXISTS (SELECT 1 FROM attempts WHERE id = l.attempt_id)",
    "INSERT INTO ledger (attempt_id, run_id, created_at, day, hour, simulated, provider_id, model_id, prompt_id, "
    "    model_served, amount_pico_usd, billing, provenance, input_tokens, cached_input_tokens, cache_write_tokens, "
    "    output_tokens, reasoning_tokens) "
    "SELECT a.id, r.id, r.created_at, r.day, r.hour, r.simulated, coalesce(a.provider_id, r.provider_id), "
    "    coalesce(a.model_id, r.model_id), r.prompt_id, a.model_served, a.cost_pico_usd, a.billing, a.provenance, "
    "    a.input_tokens, a.cached_input_tokens, a.cache_write_tokens, a.output_tokens, a.reasoning_tokens "
    "  FROM attempts AS a JOIN runs AS r ON r.id = a.run_id "
    "  WHERE r.status <> 0 AND NOT EXISTS (SELECT 1 FROM ledger WHERE attempt_id = a.id)",
    // An amount that was corrected, and of which one of the two rows is lost.
    "UPDATE attempts SET cost_pico_usd = (SELECT sum(amount_pico_usd) FROM ledger WHERE attempt_id = attempts.id) "
    "  WHERE cost_pico_usd IS NOT (SELECT sum(amount_pico_usd) FROM ledger WHERE attempt_id = attempts.id) "
    "  AND EXISTS (SELECT 1 FROM ledger WHERE attempt_id = attempts.id)",
    "UPDATE runs SET cost_pico_usd = (SELECT sum(amount_pico_usd) FROM ledger WHERE run_id = runs.id) "
    "  WHERE cost_pico_usd IS NOT NULL AND status <> 0 "
    "  AND cost_pico_usd <> (SELECT coalesce(sum(amount_pico_usd), 0) FROM ledger WHERE run_id = runs.id)",
    "UPDATE run_contents SET beginning_id = NULL WHERE beginning_id NOT IN (SELECT id FROM beginnings)",
    "UPDATE runs SET status = 6 WHERE status IN (1, 2, 3) AND NOT EXISTS (SELECT 1 FROM attempts WHERE run_id = "
    "runs.id)",
};

constexpr char StandInContents[] =
    "INSERT INTO run_contents (run_id, finish_reason, usage_source, message_layout, request, prompt, answer) "
    "SELECT id, 'unknown', 0, '[]', x'', '', '' FROM runs WHERE deleted_at IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM run_contents WHERE run_id = runs.id)";

/// What refers to nothing after that, such as the tag of a run that is gone, goes.
Outcome dropDangling(const QSqlDatabase &db)
{
    std::vector<std::pair<QString, qint64>> rows;
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT DISTINCT \"table\", rowid FROM pragma_foreign_key_check WHERE rowid IS NOT NULL"));
    while (query.next())
        rows.emplace_back(query.value(0).toString(), query.value(1).toLongLong());
    for (const auto &[table, rowid] : rows)
        query.run(QStringLiteral("DELETE FROM \"%1\" WHERE rowid = ?").arg(table), {rowid});
    query.run(QStringLiteral("DELETE FROM run_tags WHERE run_id NOT IN (SELECT id FROM runs) "
                             "OR tag_id NOT IN (SELECT id FROM tags)"));
    return query.outcome();
}

/// Sums again, from the rows.
Outcome countAgain(const QSqlDatabase &db)
{
    QStringList sums{QStringLiteral("hourly_costs"), QStringLiteral("first_content_histogram"), QStringLiteral("days")};
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT name FROM sqlite_schema WHERE type = 'table' AND (name LIKE 'daily!_%' ESCAPE '!' "
                             "OR name LIKE '%!_figures' ESCAPE '!')"));
    while (query.next())
        sums += query.value(0).toString();
    for (const QString &table : std::as_const(sums)) // migrations may have filled them
        query.run(QStringLiteral("DELETE FROM \"%1\"").arg(table));
    query.run(QStringLiteral("INSERT INTO days SELECT day, min(id), max(id) FROM runs GROUP BY day"));
    query.run(QStringLiteral("INSERT INTO backlog SELECT 'search', min(id), max(id) FROM runs HAVING count(*) > 0 "
                             "ON CONFLICT DO UPDATE SET first_run = excluded.first_run, last_run = excluded.last_run"));
    std::vector<RunId> runs;
    query.run(QStringLiteral("SELECT id FROM runs WHERE status <> 0 ORDER BY id"));
    while (query.next())
        runs.push_back(RunId{query.value(0).toLongLong()});
    for (const RunId run : runs)
        addToRollups(query, run);
    std::vector<PromptId> prompts; // their index is small
    query.run(QStringLiteral("SELECT id FROM library_prompts"));
    while (query.next())
        prompts.push_back(PromptId{query.value(0).toLongLong()});
    for (const PromptId prompt : prompts)
        indexPrompt(query, prompt);
    return query.outcome();
}

Outcome repair(const QSqlDatabase &db, Salvaged &salvaged)
{
    SqlTransaction transaction(db);
    if (transaction.error()) return *transaction.error();
    SqlQuery query(db);
    for (const char *sql : standIns)
        query.run(QString::fromLatin1(sql));
    query.run(QString::fromLatin1(StandInContents));
    salvaged.withoutTexts = query.error() ? 0 : query.changed();
    if (query.error()) return *query.error();
    if (const Outcome dropped = dropDangling(db); !dropped) return dropped;
    if (const Outcome counted = countAgain(db); !counted) return counted;
    query.run(QStringLiteral("SELECT (SELECT count(*) FROM runs), (SELECT count(*) FROM lost_runs)"));
    if (query.next()) {
        salvaged.runs = query.value(0).toLongLong();
        salvaged.rebuilt = query.value(1).toLongLong();
    }
    if (query.error()) return *query.error();
    return transaction.commit();
}

std::vector<Migration> upTo(int version)
{
    const std::vector<Migration> &all = builtInMigrations();
    return {all.begin(), all.begin() + version};
}

/// Opens the copy, with the pages of its schema mended when they need it; its version.
Result<int> openMended(const QString &work, const QString &copy, const QString &source, Damaged &damaged)
{
    damaged = openDamaged(copy);
    const Result<int> version = versionOf(damaged.get(), source);
    if (version || version.error().code != ErrorCode::Corrupt) return version;
    const int told = userVersion(damaged.get());
    damaged.reset();
    const QString folder = work + QLatin1StringView("/reference");
    Result<QSqlDatabase> reference =
        openDatabaseWith(folder, QUuid::createUuid().toString(), upTo(told > 0 ? told : schemaVersion()));
    if (!reference) return reference.error();
    closeDatabase(reference.value());
    if (!mendSchemaPages(copy, folder + QLatin1StringView("/burin.sqlite"))) return version;
    damaged = openDamaged(copy);
    return versionOf(damaged.get(), source);
}

/// All of it within the folder @p work, where the new database is burin.sqlite at the end.
Result<Salvaged> salvageWithin(const QString &work, const QString &source,
                               const std::function<void(qint64 rows)> &progress)
{
    const QString copy = work + QLatin1StringView("/damaged.sqlite");
    if (const Outcome copied = copyDamaged(source, copy); !copied) return copied.error();
    Damaged damaged(nullptr, &sqlite3_close);
    const Result<int> version = openMended(work, copy, source, damaged);
    if (!version) return version.error();
    Result<QSqlDatabase> db = openDatabaseWith(work, QUuid::createUuid().toString(), upTo(*version));
    if (!db) return db.error();
    Salvaged salvaged;
    SqlQuery(*db).run(QStringLiteral("PRAGMA foreign_keys = OFF"));
    salvaged.damaged = copyReadable(damaged.get(), *db, progress);
    Outcome outcome = migrate(*db, builtInMigrations());
    if (outcome) outcome = repair(*db, salvaged);
    closeDatabase(db.value());
    if (!outcome) return outcome.error();
    return salvaged;
}

} // namespace

Result<Salvaged> salvage(const QString &source, const QString &target, const std::function<void(qint64 rows)> &progress)
{
    if (QFileInfo::exists(target)) return makeError(ErrorCode::FileNotWritten, target);
    const QString work = target + QLatin1StringView(".salvage");
    QDir(work).removeRecursively();
    if (const Outcome made = prepareFolder(work); !made) return made.error();
    Result<Salvaged> salvaged = salvageWithin(work, source, progress);
    if (salvaged) {
        const Outcome published = publishFile(work + QLatin1StringView("/burin.sqlite"), target);
        if (!published) salvaged = published.error();
    }
    QDir(work).removeRecursively();
    return salvaged;
}

Result<Salvaged> salvageInPlace(const QString &folder)
{
    const QString path = folder + QLatin1StringView("/burin.sqlite");
    const QString salvagedPath = path + QLatin1StringView(".salvaged");
    QFile::remove(salvagedPath);
    const Result<Salvaged> salvaged = salvage(path, salvagedPath);
    if (!salvaged) return salvaged;
    const QString aside = path + QDateTime::currentDateTimeUtc().toString(QStringLiteral("'.damaged-'yyyyMMdd-HHmmss"));
    // The log goes with its file, and first: beside the new one it would be taken for that one's.
    for (const char *part : {"-wal", "-shm", ""}) {
        const QString from = path + QLatin1StringView(part);
        if (QFileInfo::exists(from) && !QFile::rename(from, aside + QLatin1StringView(part)))
            return makeError(ErrorCode::FileNotWritten, aside);
    }
    if (const Outcome placed = publishFile(salvagedPath, path); !placed) return placed.error();
    return salvaged;
}

} // namespace burin
