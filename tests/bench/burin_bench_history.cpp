// A history of 1,000,000 runs (or so many as --runs says): each question that the program asks it, against the C API of
// SQLite with the same question, the same file and the same round. The file is made once, under the build folder.
//   burin_bench_history [--runs N] [--cache FOLDER] [--only-generate]
#include "core/store/database.h"
#include "core/store/history.h"
#include "core/store/reports.h"
#include "core/store/searchtext.h"
#include "historyfile.h"
#include "measure.h"
#include "rawsqlite.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>

#include <functional>

using namespace burin;
using namespace burin::bench;

namespace {

constexpr int Rounds = 15;
constexpr int PageSize = 100;

double millisecondsOf(const std::function<void()> &work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return double(timer.nsecsElapsed()) / 1e6;
}

void require(bool done, const char *what)
{
    if (!done) qFatal("%s failed", what);
}

/// Rounds of both, one after the other, after one that does not count; the order changes so that neither has the warm
/// cache always.
void compare(const char *name, const std::function<void(int round)> &ours, const std::function<void(int round)> &raw,
             int rounds = Rounds)
{
    std::vector<double> figure;
    std::vector<double> baseline;
    for (int round = 0; round <= rounds; ++round) {
        const auto first = [&] { return millisecondsOf([&] { round % 2 ? ours(round) : raw(round); }); };
        const auto second = [&] { return millisecondsOf([&] { round % 2 ? raw(round) : ours(round); }); };
        const double a = first();
        const double b = second();
        if (round == 0) continue;
        figure.push_back(round % 2 ? a : b);
        baseline.push_back(round % 2 ? b : a);
    }
    report(name, "ms", figure, baseline);
}

constexpr char RowColumns[] =
    "SELECT r.id, r.created_at, r.status, coalesce(nullif((SELECT name FROM prompts WHERE id = r.prompt_id), ''), "
    "r.heading), "
    "(SELECT name FROM providers WHERE id = r.provider_id), (SELECT name FROM models WHERE id = r.model_id), "
    "r.simulated, "
    "r.input_tokens, r.output_tokens, r.cost_pico_usd, r.provenance, r.first_content_ms, r.total_ms, r.error_code, ";

QByteArray pageOf(const char *rest)
{
    return QByteArray(RowColumns) + rest;
}

struct Files {
    QString folder;
    QString file() const { return folder + QStringLiteral("/burin.sqlite"); }
};

/// Ours and raw must be asking the same: as many rows.
void checkRows(size_t ours, int raw, const char *name)
{
    if (ours != size_t(std::min(raw, PageSize))) qFatal("%s: %zu rows, raw %d", name, ours, raw);
}

struct PageRow {
    const char *name;
    RunQuery query;
    QByteArray sql; ///< ?1 = the last id, inclusive.
    QVariantList more = {};
};

std::vector<PageRow> pageRows(RawSqlite &raw)
{
    const auto id = [&raw](const char *sql) {
        sqlite3_stmt *statement = nullptr;
        sqlite3_prepare_v2(raw.handle(), sql, -1, &statement, nullptr);
        sqlite3_step(statement);
        const qint64 value = sqlite3_column_int64(statement, 0);
        sqlite3_finalize(statement);
        return value;
    };
    std::vector<PageRow> rows;
    const auto add = [&rows](const char *name, const char *sql, const QVariantList &more) -> RunQuery & {
        rows.push_back({name, {}, pageOf(sql), more});
        return rows.back().query;
    };
    add("newest page", "'' FROM runs AS r WHERE r.id <= ? AND r.deleted_at IS NULL ORDER BY r.id DESC LIMIT 101", {});
    const qint64 rare = id("SELECT id FROM models WHERE name = 'gpt-4.1-nano'");
    add("filter: model",
        "'' FROM runs AS r INDEXED BY runs_by_model WHERE r.id <= ? AND r.model_id = ? "
        "AND r.deleted_at IS NULL ORDER BY r.id DESC LIMIT 101",
        {rare})
        .model = QStringLiteral("gpt-4.1-nano");
    add("filter: status",
        "'' FROM runs AS r INDEXED BY runs_by_status WHERE r.id <= ? AND r.status = 4 "
        "AND r.deleted_at IS NULL ORDER BY r.id DESC LIMIT 101",
        {})
        .status = RunStatus::Failed;
    RunQuery &both = add("filters: model, status",
                         "'' FROM runs AS r INDEXED BY runs_by_model_status WHERE r.id <= ? "
                         "AND r.model_id = ? AND r.status = 4 AND r.deleted_at IS NULL ORDER BY r.id DESC LIMIT 101",
                         {rare});
    both.model = QStringLiteral("gpt-4.1-nano");
    both.status = RunStatus::Failed;
    const qint64 prompt = id("SELECT id FROM prompts WHERE name = 'Prompt 270'");
    RunQuery &pair =
        add("filters: prompt, provider",
            "'' FROM runs AS r INDEXED BY runs_by_provider_prompt "
            "WHERE r.id <= ? AND r.prompt_id = ? AND r.provider_id = (SELECT id FROM providers WHERE name = 'mistral') "
            "AND r.deleted_at IS NULL ORDER BY r.id DESC LIMIT 101",
            {prompt});
    pair.prompt = QStringLiteral("Prompt 270");
    pair.provider = QStringLiteral("mistral");
    return rows;
}

void benchPages(const QSqlDatabase &db, RawSqlite &raw, int runs)
{
    for (const PageRow &row : pageRows(raw)) {
        constexpr int Times = 5;
        compare(
            row.name,
            [&](int) {
                for (int i = 0; i < Times; ++i)
                    require(bool(runPage(db, row.query, {}, PageSize)), row.name);
            },
            [&](int) {
                for (int i = 0; i < Times; ++i)
                    raw.run(row.sql.constData(), QVariantList{std::numeric_limits<qint64>::max()} + row.more);
            });
        checkRows(runPage(db, row.query, {}, PageSize)->runs.size(),
                  raw.run(row.sql.constData(), QVariantList{std::numeric_limits<qint64>::max()} + row.more), row.name);
    }
    const QByteArray sql =
        pageOf("'' FROM runs AS r WHERE r.id <= ? AND r.deleted_at IS NULL ORDER BY r.id DESC LIMIT 101");
    const auto depth = [runs](int round, int i) { return 1 + qint64(round * 5 + i) * 7'919 * 13 % runs; };
    compare(
        "page at any depth",
        [&](int round) {
            for (int i = 0; i < 5; ++i)
                require(bool(runPage(db, {}, RunId{depth(round, i)}, PageSize)), "page");
        },
        [&](int round) {
            for (int i = 0; i < 5; ++i)
                raw.run(sql.constData(), {depth(round, i) - 1});
        });
}

/// Each query of the set once: its time, and that of SQLite itself.
void benchSearch(const QSqlDatabase &db, RawSqlite &raw)
{
    const QByteArray sql =
        pageOf("snippet(run_search, -1, char(0xE000), char(0xE001), '…', 24) FROM run_search CROSS JOIN runs AS r "
               "ON r.id = run_search.rowid WHERE run_search MATCH ? AND r.deleted_at IS NULL ORDER BY run_search.rowid "
               "DESC LIMIT 101");
    const QStringList texts{QStringLiteral("ta "),
                            QStringLiteral("re mi "),
                            QStringLiteral("halfword "),
                            QStringLiteral("tenthword "),
                            QStringLiteral("hundredthword "),
                            QStringLiteral("thousandthword "),
                            QStringLiteral("tenthousandthword "),
                            QStringLiteral("run4711word "),
                            QStringLiteral("run471"),
                            QStringLiteral("silver-lining "),
                            QStringLiteral("tenthword hundredthword "),
                            QStringLiteral("halfword run4710word "),
                            QStringLiteral("thou"),
                            QStringLiteral("sil lin"),
                            QStringLiteral("nosuchword "),
                            QStringLiteral("ta-re "),
                            QStringLiteral("overloaded "),
                            QStringLiteral("lookup "),
                            QStringLiteral("note "),
                            QStringLiteral("thousandthword tenthword ta ")};
    std::vector<double> all;
    for (const QString &text : texts) {
        RunQuery query;
        query.text = text;
        const std::string name = "search: " + text.trimmed().toStdString();
        std::vector<double> figure;
        std::vector<double> baseline;
        for (int round = 0; round <= 7; ++round) {
            const double ours = millisecondsOf([&] { require(bool(runPage(db, query, {}, PageSize)), "search"); });
            const double theirs = millisecondsOf([&] { raw.run(sql.constData(), {searchExpression(text)}); });
            if (round == 0) continue;
            figure.push_back(ours);
            baseline.push_back(theirs);
        }
        report(name.c_str(), "ms", figure, baseline);
        all.insert(all.end(), figure.begin(), figure.end());
    }
    std::printf("search, whole set: p50 %.2f ms, p95 %.2f ms, longest %.2f ms, n = %zu\n", percentile(all, 0.5),
                percentile(all, 0.95), percentile(all, 1), all.size());
    std::printf("{\"name\":\"search, whole set\",\"unit\":\"ms\",\"p50\":%.4f,\"p95\":%.4f,\"max\":%.4f,\"n\":%zu}\n",
                percentile(all, 0.5), percentile(all, 0.95), percentile(all, 1), all.size());
}

void benchOpening(const QSqlDatabase &db, RawSqlite &raw, int runs)
{
    const auto id = [runs](int round, int i) { return 1 + qint64(round * 20 + i) * 104'729 % runs; };
    compare(
        "open 20 runs",
        [&](int round) {
            for (int i = 0; i < 20; ++i)
                require(bool(loadRun(db, RunId{id(round, i)})), "open");
        },
        [&](int round) {
            for (int i = 0; i < 20; ++i) {
                raw.run("SELECT * FROM runs AS r JOIN run_contents AS c ON c.run_id = r.id "
                        "LEFT JOIN beginnings AS b ON b.id = c.beginning_id WHERE r.id = ?",
                        {id(round, i)});
                raw.run("SELECT * FROM attempts WHERE run_id = ?", {id(round, i)});
            }
        });
}

void benchReports(const QSqlDatabase &db, RawSqlite &raw)
{
    const QDate end(2026, 11, 25);
    for (const int days : {30, 1'095}) {
        const DayRange range{end.addDays(1 - days), end};
        const std::string name = "costs of " + std::to_string(days) + " days";
        compare(
            name.c_str(), [&](int) { require(bool(costReport(db, range)), "report"); },
            [&](int) {
                for (const qint64 back : {0, days})
                    raw.run(
                        "SELECT day, model_id, sum(cost_pico_usd), sum(runs), sum(unpriced_runs), sum(input_tokens), "
                        "sum(output_tokens) FROM daily_model_costs WHERE day BETWEEN ? AND ? GROUP BY 1, 2",
                        {range.from.toJulianDay() - back, range.to.toJulianDay() - back});
            });
    }
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("runs"), {}, QStringLiteral("N"), QStringLiteral("1000000")});
    parser.addOption({QStringLiteral("cache"),
                      {},
                      QStringLiteral("FOLDER"),
                      QCoreApplication::applicationDirPath() + QStringLiteral("/cache")});
    parser.addOption({QStringLiteral("only-generate"), {}});
    parser.process(application);
    if (!bulkWriterWritesAsTheStore(300)) qFatal("the generated runs are not as the store writes them");
    const int runs = parser.value(QStringLiteral("runs")).toInt();
    const Files files{historyFolder(parser.value(QStringLiteral("cache")), runs)};
    if (parser.isSet(QStringLiteral("only-generate"))) return 0;
    Result<QSqlDatabase> db = openDatabase(files.folder, QStringLiteral("bench"));
    if (!db) return 1;
    {
        RawSqlite raw(files.file());
        benchPages(*db, raw, runs);
        benchSearch(*db, raw);
        benchOpening(*db, raw, runs);
        benchReports(*db, raw);
    }
    closeDatabase(db.value());
    return 0;
}
