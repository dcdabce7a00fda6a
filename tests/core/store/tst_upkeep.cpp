#include "core/store/backlog.h"
#include "core/store/backups.h"
#include "core/store/costquery.h"
#include "core/store/databasestats.h"
#include "core/store/history.h"
#include "core/store/journal.h"
#include "core/store/keyvalue.h"
#include "core/store/library.h"
#include "core/store/recordings.h"
#include "core/store/retention.h"
#include "core/store/salvage.h"
#include "storetesting.h"

#include <QDir>
#include <QTest>

#include <sys/stat.h>

using namespace burin;

/// What keeps a database small and safe: purging, backups, salvage.
class tst_Upkeep : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void purgedRunLeavesNoWordAndEveryFigure();
    void deletedRunsArePurgedOnceTheirTimeCame();
    void oldRecordingsAreDropped();
    void backupIsMadeWhenDue();
    void backupOverAnythingElseIsRefused();
    void statsAddUp();
    void soundFileIsSalvagedWhole();
    void damagedFileGivesWhatCanBeRead_data();
    void damagedFileGivesWhatCanBeRead();
    void firstPageMayBeGone();
    void whatIsNoDatabaseIsRefused();
    void unreadablePagesAreFound();
};

namespace {

constexpr char Word[] = "peculiarity";
constexpr int PageBytes = 16'384;

/// Everything in the file, as bytes.
QByteArray bytesOf(const QString &folder)
{
    QByteArray all;
    for (const QFileInfo &info : QDir(folder).entryInfoList(QDir::Files)) {
        QFile file(info.filePath());
        if (file.open(QIODevice::ReadOnly)) all += file.readAll();
    }
    return all;
}

RunRecord wordyRun()
{
    RunRecord record = plainRun(QStringLiteral("question of %1").arg(QLatin1StringView(Word)), QLatin1StringView(Word));
    record.messages.insert(record.messages.begin(),
                           {Role::System, QStringLiteral("%1 is a word. ").arg(QLatin1StringView(Word)).repeated(4)});
    record.reasoning = record.refusal = QLatin1StringView(Word);
    record.toolCalls = {{QStringLiteral("1"), QLatin1StringView(Word), QLatin1StringView(Word)}};
    record.attempts.front().error = makeError(ErrorCode::Overloaded, {}, QLatin1StringView(Word));
    return record;
}

bool setDeleted(const OpenDatabase &db, RunId run, qint64 at)
{
    return db.execute(QStringLiteral("UPDATE runs SET deleted_at = %1 WHERE id = %2").arg(at).arg(run.value));
}

/// The answers of all runs, newest first; an empty list when it cannot be read.
QStringList answersIn(const QSqlDatabase &db)
{
    QStringList answers;
    RunId before;
    for (bool more = true; more;) {
        const Result<RunPage> page = runPage(db, {}, before, 100);
        if (!page) return {};
        for (const RunSummary &run : page->runs) {
            const Result<RunRecord> record = loadRun(db, run.id);
            answers += record ? record->text : QString();
            before = run.id;
        }
        more = page->more;
    }
    return answers;
}

QString answerOf(int number)
{
    return QStringLiteral("answer %1 ").arg(number).repeated(100);
}

constexpr int SalvagedRuns = 400;

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Runs of known answers and prices, and a prompt.
void fill(const OpenDatabase &db)
{
    QVERIFY(db.execute(QStringLiteral("PRAGMA journal_mode = MEMORY")));
    for (int i = 1; i <= SalvagedRuns; ++i) {
        RunRecord record = plainRun(QStringLiteral("question %1").arg(i), answerOf(i));
        record.createdAt = record.createdAt.addSecs(i * 600);
        QVERIFY(store(db, record));
    }
    PromptDraft draft;
    draft.title = QStringLiteral("Kept prompt");
    draft.messages = systemAndUser({}, QStringLiteral("text of the prompt"));
    QVERIFY(createPrompt(db, {.draft = draft, .folder = {}, .tags = {}}));
}

/// A closed database with all that; it is made once.
void fillForSalvage(const QString &folder)
{
    static QByteArray bytes;
    if (bytes.isEmpty()) {
        const QTemporaryDir once;
        fill(OpenDatabase(once.path()));
        bytes = readAll(once.filePath(QStringLiteral("burin.sqlite")));
    }
    QFile file(folder + QStringLiteral("/burin.sqlite"));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}

bool overwrite(const QString &path, qint64 page, int pages)
{
    QFile file(path);
    return file.open(QIODevice::ReadWrite) && file.seek(page * PageBytes) &&
           file.write(QByteArray(qsizetype(pages) * PageBytes, '\x55')) == qint64(pages) * PageBytes;
}

} // namespace

void tst_Upkeep::purgedRunLeavesNoWordAndEveryFigure()
{
    const QTemporaryDir folder;
    {
        const OpenDatabase db(folder.path());
        RunRecord record = wordyRun();
        QVERIFY(store(db, record));
        RunRecord other = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
        QVERIFY(store(db, other));
        QVERIFY(saveRecording(db, record.id, packed(WireRecording()), 1'000'000));
        QVERIFY(db.execute(QStringLiteral("INSERT INTO tags VALUES (1, 'tag')")));
        QVERIFY(db.execute(QStringLiteral("INSERT INTO run_tags VALUES (1, 1)")));
        const auto report = *costLines(db, {}, {QStringLiteral("day"), QStringLiteral("model")});
        QVERIFY(setDeleted(db, record.id, 1));

        QCOMPARE(*purgeDeletedRuns(db, QDateTime::currentDateTimeUtc()), 1);
        QCOMPARE(*purgeDeletedRuns(db, QDateTime::currentDateTimeUtc()), 0);
        QCOMPARE(*checkDatabase(db), QStringList());
        QCOMPARE(*costLines(db, {}, {QStringLiteral("day"), QStringLiteral("model")}), report);
        QVERIFY(!loadRun(db, record.id));
        QCOMPARE(loadRun(db, other.id)->text, other.text);
        for (const char *table : {"run_tags", "recordings", "run_notes", "beginnings"})
            QCOMPARE(db.value(QStringLiteral("SELECT count(*) FROM ") + QLatin1StringView(table)).toInt(), 0);
        QCOMPARE(db.value(QStringLiteral("SELECT count(*) FROM ledger WHERE run_id = 1")).toInt(), 1);
        QVERIFY(compactDatabase(db));
        QVERIFY(db.execute(QStringLiteral("INSERT INTO run_search (run_search) VALUES ('optimize')")));
        QVERIFY(compactDatabase(db));
    }
    QVERIFY(!bytesOf(folder.path()).contains(Word));
}

void tst_Upkeep::deletedRunsArePurgedOnceTheirTimeCame()
{
    const OpenDatabase db;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (int i = 0; i < 50; ++i) {
        RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
        QVERIFY(store(db, record));
        if (i % 2) QVERIFY(setDeleted(db, record.id, now.addDays(i < 25 ? -40 : -10).toMSecsSinceEpoch()));
    }
    const RunId running = *beginRun(db, specOf(plainRun(QStringLiteral("running"), {})));
    QVERIFY(setDeleted(db, running, 1));
    int purged = 0;
    for (int now_ = -1; now_ != 0; purged += now_)
        now_ = *purgeDeletedRuns(db, now.addDays(-30));
    QCOMPARE(purged, 12);
    QCOMPARE(db.value(QStringLiteral("SELECT count(*) FROM run_contents")).toInt(), 51 - 12);
    QCOMPARE(*checkDatabase(db), QStringList());
}

void tst_Upkeep::oldRecordingsAreDropped()
{
    const OpenDatabase db;
    for (int i = 0; i < 30; ++i) {
        RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
        record.createdAt = record.createdAt.addDays(-i);
        QVERIFY(store(db, record));
        QVERIFY(saveRecording(db, record.id, packed(WireRecording()), 1'000'000));
    }
    const QDate limit = plainRun({}, {}).createdAt.toLocalTime().date().addDays(-4);
    int dropped = 0;
    for (int now = -1; now != 0; dropped += now)
        now = *dropRecordingsBefore(db, limit);
    QCOMPARE(dropped, 25);
    QCOMPARE(db.value(QStringLiteral("SELECT count(*) FROM recordings")).toInt(), 5);
    QCOMPARE(db.value(QStringLiteral("SELECT sum(packed_bytes) FROM recordings")),
             db.value(QStringLiteral("SELECT packed_bytes FROM recording_totals")));
    QCOMPARE(*checkDatabase(db), QStringList());
}

void tst_Upkeep::backupIsMadeWhenDue()
{
    const QTemporaryDir folder;
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    const OpenDatabase db(folder.path()); // stays open meanwhile
    QVERIFY(store(db, record));
    const QDateTime start(QDate(2026, 11, 1), QTime(8, 0), Qt::UTC);
    const BackupPlan plan{std::chrono::days(7), 2};
    QVERIFY(backUpWhenDue(folder.path(), {std::chrono::days(0), 2}, start)->isEmpty());
    QStringList made;
    for (int day = 0; day < 30; ++day) {
        const Result<QString> file = backUpWhenDue(folder.path(), plan, start.addDays(day));
        QVERIFY(file);
        if (!file->isEmpty()) made.prepend(QFileInfo(*file).fileName());
    }
    QCOMPARE(made.size(), 5); // days 0, 7, 14, 21, 28
    QCOMPARE(backupsIn(folder.path()), made.mid(0, 2));
    struct stat info;
    const QString newest = folder.filePath(QStringLiteral("backups/") + made.front());
    QVERIFY(::stat(QFile::encodeName(newest).constData(), &info) == 0);
    QCOMPARE(info.st_mode & 0777, 0600u);
    QVERIFY(::stat(QFile::encodeName(folder.filePath(QStringLiteral("backups"))).constData(), &info) == 0);
    QCOMPARE(info.st_mode & 0777, 0700u);
    const QTemporaryDir restored;
    QVERIFY(QFile::copy(newest, restored.filePath(QStringLiteral("burin.sqlite"))));
    const OpenDatabase copy(restored.path());
    QCOMPARE(*loadRun(copy, record.id), record);
    QCOMPARE(*checkDatabase(copy), QStringList());
}

void tst_Upkeep::backupOverAnythingElseIsRefused()
{
    const QTemporaryDir folder;
    QVERIFY(OpenDatabase(folder.path()).valid());
    const QString target = folder.filePath(QStringLiteral("mine.sqlite"));
    QFile file(target);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mine") == 4);
    file.close();
    const Outcome refused = backUpTo(folder.path(), target);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::FileNotWritten);
    QCOMPARE(readAll(target), "mine");
    const Outcome nowhere = backUpTo(folder.path(), folder.filePath(QStringLiteral("none/copy.sqlite")));
    QVERIFY(!nowhere);
}

void tst_Upkeep::statsAddUp()
{
    const QTemporaryDir folder;
    const OpenDatabase db(folder.path());
    for (int i = 0; i < 3; ++i) {
        RunRecord record = wordyRun();
        QVERIFY(store(db, record));
    }
    QVERIFY(setDeleted(db, RunId{3}, 1));
    const RunRecord record = *loadRun(db, RunId{1});
    qint64 bytes = record.text.size() + record.reasoning.size() + record.refusal.size();
    for (const Message &message : record.messages)
        bytes += message.text.size() + 1;
    const DatabaseStats stats = *databaseStats(db);
    QCOMPARE(stats.runs, 3);
    QCOMPARE(stats.deletedRuns, 1);
    QCOMPARE(stats.purgedRuns, 0);
    QCOMPARE(stats.textBytes, 3 * bytes);
    QCOMPARE(stats.sharedBytes, 2 * (record.messages.front().text.size() + 1));
    QCOMPARE(stats.schemaVersion, schemaVersion());
    QCOMPARE(stats.backlogRuns, 0);
    QVERIFY(stats.fileBytes > stats.textBytes);
}

void tst_Upkeep::soundFileIsSalvagedWhole()
{
    const QTemporaryDir folder;
    fillForSalvage(folder.path());
    const QString target = folder.filePath(QStringLiteral("new/burin.sqlite"));
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("new")));
    const Result<Salvaged> salvaged = salvage(folder.filePath(QStringLiteral("burin.sqlite")), target);
    QVERIFY2(salvaged, salvaged ? "" : qPrintable(salvaged.error().detail));
    QCOMPARE(salvaged->runs, SalvagedRuns);
    QCOMPARE(salvaged->withoutTexts + salvaged->rebuilt, 0);
    QCOMPARE(salvaged->damaged, QStringList());
    const OpenDatabase before(folder.path());
    const OpenDatabase after(folder.filePath(QStringLiteral("new")));
    while (*workOnBacklog(after)) {
    }
    QCOMPARE(*checkDatabase(after), QStringList());
    QCOMPARE(answersIn(after), answersIn(before));
    const QStringList dimensions{QStringLiteral("day"), QStringLiteral("hour"), QStringLiteral("model")};
    QCOMPARE(*costLines(after, {}, dimensions), *costLines(before, {}, dimensions));
    RunQuery query;
    query.text = QStringLiteral("question 17 ");
    QVERIFY(!runPage(after, query, {}, 10)->runs.empty());
    QCOMPARE(libraryListing(after, {.text = QStringLiteral("Kept"), .limit = 10})->prompts.size(), 1u);
    QVERIFY(!salvage(folder.filePath(QStringLiteral("burin.sqlite")), target)); // nothing is overwritten
}

void tst_Upkeep::damagedFileGivesWhatCanBeRead_data()
{
    QTest::addColumn<int>("seed"); // < 0: cut off
    for (int seed = 0; seed < 12; ++seed)
        QTest::addRow("pages overwritten %d", seed) << seed;
    QTest::addRow("last third gone") << -1;
}

void tst_Upkeep::damagedFileGivesWhatCanBeRead()
{
    QFETCH(int, seed);
    const QTemporaryDir folder;
    fillForSalvage(folder.path());
    const QString source = folder.filePath(QStringLiteral("burin.sqlite"));
    const qint64 pages = QFileInfo(source).size() / PageBytes;
    if (seed < 0) {
        QVERIFY(QFile::resize(source, pages * 2 / 3 * PageBytes));
    } else {
        QRandomGenerator random{quint32(seed)};
        for (int i = 0; i < 4; ++i)
            QVERIFY(overwrite(source, 1 + random.bounded(int(pages) - 1), 1));
    }
    const QByteArray bytes = readAll(source);
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("new")));
    const Result<Salvaged> salvaged = salvage(source, folder.filePath(QStringLiteral("new/burin.sqlite")));
    QVERIFY2(salvaged, salvaged ? "" : qPrintable(salvaged.error().detail));
    QCOMPARE(readAll(source), bytes);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{QStringLiteral("burin.sqlite")});
    const OpenDatabase db(folder.filePath(QStringLiteral("new")));
    QVERIFY(db.valid());
    while (*workOnBacklog(db)) {
    }
    QCOMPARE(*checkDatabase(db), QStringList());
    // What was on pages that are still there is there.
    QStringList answers = answersIn(db);
    answers.removeAll(QString());
    for (const QString &answer : std::as_const(answers))
        QCOMPARE(answer, answerOf(answer.section(u' ', 1, 1).toInt()));
    if (salvaged->damaged.isEmpty()) QCOMPARE(answers.size(), SalvagedRuns);
}

void tst_Upkeep::firstPageMayBeGone()
{
    const QTemporaryDir folder;
    fillForSalvage(folder.path());
    QVERIFY(overwrite(folder.filePath(QStringLiteral("burin.sqlite")), 0, 1));
    const Result<Salvaged> salvaged = salvageInPlace(folder.path());
    QVERIFY2(salvaged, salvaged ? "" : qPrintable(salvaged.error().detail));
    QCOMPARE(salvaged->runs, SalvagedRuns);
    QCOMPARE(QDir(folder.path()).entryList({QStringLiteral("burin.sqlite.damaged-*")}, QDir::Files).size(), 1);
    const OpenDatabase db(folder.path());
    QVERIFY(db.valid());
    QCOMPARE(answersIn(db).size(), SalvagedRuns);
    QVERIFY(!answersIn(db).contains(QString()));
}

void tst_Upkeep::whatIsNoDatabaseIsRefused()
{
    const QTemporaryDir folder;
    const QString source = folder.filePath(QStringLiteral("burin.sqlite"));
    QFile file(source);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(900'000, '\x55')) == 900'000);
    file.close();
    const QString target = folder.filePath(QStringLiteral("new.sqlite"));
    const Result<Salvaged> salvaged = salvage(source, target);
    QVERIFY(!salvaged);
    QCOMPARE(salvaged.error().code, ErrorCode::Corrupt);
    QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
             QStringList{QStringLiteral("burin.sqlite")});
}

void tst_Upkeep::unreadablePagesAreFound()
{
    const QTemporaryDir folder;
    fillForSalvage(folder.path());
    QCOMPARE(*checkPages(folder.path()), QStringList());
    const QString source = folder.filePath(QStringLiteral("burin.sqlite"));
    for (int page = 20; page < 60; ++page)
        QVERIFY(overwrite(source, page, 1));
    QVERIFY(!checkPages(folder.path())->isEmpty());
}

QTEST_GUILESS_MAIN(tst_Upkeep)
#include "tst_upkeep.moc"
