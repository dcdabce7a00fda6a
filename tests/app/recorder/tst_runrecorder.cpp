#include "app/profile/storedprofile.h"
#include "app/recorder/runrecorder.h"
#include "app/recorder/unrecordedrun.h"
#include "core/engine/run.h"
#include "core/store/budgets.h"
#include "core/store/dbthread.h"
#include "core/store/history.h"

#include <QSignalSpy>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

class tst_RunRecorder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void fewBytesAreWrittenAfterTheInterval();
    void manyBytesAreWrittenAtOnce_data();
    void manyBytesAreWrittenAtOnce();
    void flushWritesWhatWaits();
    void flushWithNothingToDoEnds();
    void attemptIsStoredBeforeItIsSent();
    void endIsStoredOnce();
    void runsAreKeptApart();
    void fullDiskKeepsTheRecordUntilThereIsRoom();
    void flushTriesTheKeptRecordsAgain();
    void failedCheckpointLosesNoText();
    void unopenedDatabaseRefusesToBegin();
    void reservesAsTheSettingsSay();
    void tellsWhenABudgetIsCrossed();
    void unrecordedRunReservesAndSettles();

private:
    RunId begin();
    std::unique_ptr<Run> followed(RunId id);
    RunRecord endOf(RunId id, const QString &text) const;
    RunRecord load(RunId id);
    void limitPages(const QString &pages);
    template <class F> auto onDatabase(F fn);
    void setMonthlyBudget(Money limit);
    BudgetState monthlyBudget();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<DbThread> m_database;
    std::unique_ptr<RunRecorder> m_recorder;
    ConnectionPool m_pool;
    Scheduler m_scheduler{EndpointSettings{.ceiling = 1}};
};

namespace {

template <class T> T waitFor(const QFuture<T> &future)
{
    [&future] { QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), 10'000); }();
    return future.result();
}

RunSpec specification()
{
    RunSpec spec;
    spec.draft.model = u"m-1"_qs;
    spec.draft.messages = systemAndUser({}, u"hi"_qs);
    spec.messages = {{Role::User, u"hi"_qs}};
    spec.provider.id = u"test"_qs;
    spec.provider.kind = u"openai"_qs;
    spec.createdAt = QDateTime::currentDateTimeUtc();
    return spec;
}

} // namespace

void tst_RunRecorder::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_database = std::make_unique<DbThread>(m_folder->filePath(u"profile"_qs));
    m_recorder = std::make_unique<RunRecorder>(*m_database);
}

void tst_RunRecorder::cleanup()
{
    m_recorder.reset();
    m_database.reset();
    m_folder.reset();
}

RunId tst_RunRecorder::begin()
{
    const Result<RunId> id = waitFor(m_recorder->begin(specification()));
    return id ? *id : RunId{};
}

/// A run that does nothing by itself: the test says what happens to it.
std::unique_ptr<Run> tst_RunRecorder::followed(RunId id)
{
    RunSpec spec = specification();
    spec.id = id;
    auto run = std::make_unique<Run>(spec, Run::Services{m_pool, m_scheduler, PriceBook::builtIn(), {}, {}, {}, {}, {}},
                                     nullptr);
    m_recorder->follow(run.get());
    return run;
}

RunRecord tst_RunRecorder::endOf(RunId id, const QString &text) const
{
    RunRecord record;
    record.id = id;
    record.draft = specification().draft;
    record.messages = specification().messages;
    record.providerId = u"test"_qs;
    record.createdAt = record.endedAt = QDateTime::fromMSecsSinceEpoch(1'800'000'000'000, Qt::UTC);
    record.status = RunStatus::Completed;
    record.finishReason = FinishReason::Stop;
    record.text = text;
    return record;
}

RunRecord tst_RunRecorder::load(RunId id)
{
    const Result<RunRecord> record = waitFor(m_database->run([id](const QSqlDatabase &db) { return loadRun(db, id); }));
    return record ? *record : RunRecord();
}

/// A full disk, without one: the database may not grow beyond @p pages.
void tst_RunRecorder::limitPages(const QString &pages)
{
    const Outcome limited = waitFor(m_database->run([pages](const QSqlDatabase &db) -> Outcome {
        QSqlQuery query(db);
        if (query.exec(u"PRAGMA max_page_count = "_qs + pages)) return Done{};
        return makeError(ErrorCode::Storage);
    }));
    QVERIFY(limited);
}

void tst_RunRecorder::fewBytesAreWrittenAfterTheInterval()
{
    const RunId id = begin();
    const auto run = followed(id);
    Q_EMIT run->textAdded(u"Grüße"_qs);
    Q_EMIT run->reasoningAdded(u"why"_qs);
    QCOMPARE(load(id).text, QString()); // asked at once: still waiting
    QTRY_COMPARE(load(id).text, u"Grüße"_qs);
    QCOMPARE(load(id).reasoning, u"why"_qs);
    QVERIFY(load(id).status == RunStatus::Running);
}

void tst_RunRecorder::manyBytesAreWrittenAtOnce_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("atOnce");
    QTest::newRow("4 KiB") << QString(4096, u'x') << true;
    QTest::newRow("one byte less") << QString(4095, u'x') << false;
    QTest::newRow("4 KiB in few characters") << QString(1366, QChar(0x4e2d)) << true;
}

void tst_RunRecorder::manyBytesAreWrittenAtOnce()
{
    QFETCH(QString, text);
    QFETCH(bool, atOnce);
    const RunId id = begin();
    const auto run = followed(id);
    Q_EMIT run->textAdded(text.left(1000));
    Q_EMIT run->textAdded(text.mid(1000));
    QCOMPARE(load(id).text, atOnce ? text : QString()); // queued behind the checkpoint, if there is one
}

void tst_RunRecorder::flushWritesWhatWaits()
{
    const RunId id = begin();
    const auto run = followed(id);
    Q_EMIT run->textAdded(u"abc"_qs);
    waitFor(m_recorder->flush());
    QCOMPARE(load(id).text, u"abc"_qs);
    Q_EMIT run->textAdded(u"def"_qs);
    QTRY_COMPARE(load(id).text, u"abcdef"_qs);
}

void tst_RunRecorder::flushWithNothingToDoEnds()
{
    waitFor(m_recorder->flush());
    QVERIFY(m_recorder->unstored().empty());
}

void tst_RunRecorder::attemptIsStoredBeforeItIsSent()
{
    const RunId id = begin();
    Attempt attempt;
    attempt.startedAt = QDateTime::currentDateTimeUtc();
    QVERIFY(waitFor(m_recorder->journalHook()(id, attempt)));
    QCOMPARE(load(id).attempts.size(), size_t(1));
    QVERIFY(load(id).status == RunStatus::Running);
}

void tst_RunRecorder::endIsStoredOnce()
{
    const RunId id = begin();
    const auto run = followed(id);
    QSignalSpy stored(m_recorder.get(), &RunRecorder::stored);
    Q_EMIT run->textAdded(u"half"_qs);
    Q_EMIT run->finished(endOf(id, u"half and half"_qs));
    QVERIFY(stored.wait());
    QCOMPARE(load(id).text, u"half and half"_qs);
    QVERIFY(load(id).status == RunStatus::Completed);
    Q_EMIT run->textAdded(u"too late"_qs);
    waitFor(m_recorder->flush());
    QCOMPARE(load(id).text, u"half and half"_qs);
    QCOMPARE(stored.size(), 1);
    QCOMPARE(stored[0][0].value<RunRecord>().id, id);
}

void tst_RunRecorder::runsAreKeptApart()
{
    const RunId first = begin();
    const RunId second = begin();
    QVERIFY(first != second);
    const auto a = followed(first);
    const auto b = followed(second);
    for (int i = 0; i < 3; ++i) {
        Q_EMIT a->textAdded(u"a"_qs);
        Q_EMIT b->textAdded(u"b"_qs);
    }
    waitFor(m_recorder->flush());
    QCOMPARE(load(first).text, u"aaa"_qs);
    QCOMPARE(load(second).text, u"bbb"_qs);
}

void tst_RunRecorder::fullDiskKeepsTheRecordUntilThereIsRoom()
{
    const RunId id = begin();
    const auto run = followed(id);
    QSignalSpy stored(m_recorder.get(), &RunRecorder::stored);
    QSignalSpy failed(m_recorder.get(), &RunRecorder::storeFailed);
    limitPages(u"1"_qs); // SQLite takes that as "as many as there are"
    const QString text(500'000, u'x');
    Q_EMIT run->finished(endOf(id, text));
    QVERIFY(failed.wait());
    QVERIFY(failed[0][1].value<Error>().code == ErrorCode::DiskFull);
    QCOMPARE(m_recorder->unstored().size(), size_t(1));
    QCOMPARE(m_recorder->unstored()[0].text, text);
    limitPages(u"1000000"_qs);
    QVERIFY(stored.wait(3 * int(RunRecorder::RetryInterval.count())));
    QCOMPARE(load(id).text, text);
    QVERIFY(m_recorder->unstored().empty());
    QCOMPARE(failed.size(), 1);
}

void tst_RunRecorder::flushTriesTheKeptRecordsAgain()
{
    const RunId id = begin();
    const auto run = followed(id);
    QSignalSpy failed(m_recorder.get(), &RunRecorder::storeFailed);
    limitPages(u"1"_qs);
    Q_EMIT run->finished(endOf(id, QString(500'000, u'x')));
    QVERIFY(failed.wait());
    waitFor(m_recorder->flush());
    QCOMPARE(m_recorder->unstored().size(), size_t(1)); // still no room, still kept
    limitPages(u"1000000"_qs);
    waitFor(m_recorder->flush());
    QVERIFY(m_recorder->unstored().empty());
    QVERIFY(load(id).status == RunStatus::Completed);
    QCOMPARE(failed.size(), 1);
}

void tst_RunRecorder::failedCheckpointLosesNoText()
{
    const RunId id = begin();
    const auto run = followed(id);
    limitPages(u"1"_qs);
    const QString first = QString(500'000, u'1');
    Q_EMIT run->textAdded(first);
    waitFor(m_recorder->flush());
    Q_EMIT run->textAdded(u"2"_qs);
    QCOMPARE(load(id).text, QString());
    limitPages(u"1000000"_qs);
    Q_EMIT run->textAdded(u"3"_qs);
    waitFor(m_recorder->flush());
    QTRY_COMPARE(load(id).text, first + u"23"_qs);
}

void tst_RunRecorder::unopenedDatabaseRefusesToBegin()
{
    QFile file(m_folder->filePath(u"file"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly));
    DbThread database(file.fileName() + u"/profile"_qs);
    RunRecorder recorder(database);
    QVERIFY(!waitFor(recorder.begin(specification())));
    QVERIFY(!waitFor(recorder.journalHook()({1}, {})));
}

/// @p fn on the database thread.
template <class F> auto tst_RunRecorder::onDatabase(F fn)
{
    return waitFor(m_database->run(std::move(fn)));
}

void tst_RunRecorder::setMonthlyBudget(Money limit)
{
    QVERIFY(onDatabase([limit](const QSqlDatabase &db) { return setBudget(db, {BudgetScope::Month, {}, limit}); }));
}

BudgetState tst_RunRecorder::monthlyBudget()
{
    const auto states = onDatabase([](const QSqlDatabase &db) { return budgetStates(db, QDate::currentDate()); });
    return states && !states->empty() ? states->front() : BudgetState{};
}

void tst_RunRecorder::reservesAsTheSettingsSay()
{
    setMonthlyBudget(Money{1000});
    const RunId id = begin();
    const ReserveCost reserve = m_recorder->reserveHook();
    CostEstimate estimate;
    estimate.input = Money{1};
    estimate.worst = Money{600};
    const auto reserved = waitFor(reserve(id, estimate));
    QVERIFY(reserved);
    QCOMPARE(reserved->worst, Money{600});
    QCOMPARE(monthlyBudget().reserved, Money{600});
    QCOMPARE(waitFor(reserve(begin(), estimate)).error().code, ErrorCode::BudgetReached);
    // An unknown price is refused until the settings allow it.
    QCOMPARE(waitFor(reserve(begin(), {})).error().code, ErrorCode::BudgetReached);
    Settings settings;
    settings.set(QString::fromLatin1(setting::UnpricedRuns), 1);
    QVERIFY(onDatabase([settings](const QSqlDatabase &db) {
        return saveDocument(db, QString::fromLatin1(SettingsDocument), settings.toJson());
    }));
    QVERIFY(waitFor(reserve(begin(), {})));
}

void tst_RunRecorder::tellsWhenABudgetIsCrossed()
{
    setMonthlyBudget(Money{1000});
    QSignalSpy crossed(m_recorder.get(), &RunRecorder::budgetCrossed);
    QSignalSpy stored(m_recorder.get(), &RunRecorder::stored);
    for (int i = 0; i < 3; ++i) {
        RunRecord record = endOf(begin(), u"answer"_qs);
        record.createdAt = record.endedAt = QDateTime::currentDateTimeUtc();
        Attempt attempt;
        attempt.billing = Billing::Exact;
        attempt.receipt.total = Money{i == 2 ? 100 : 400};
        record.attempts = {attempt};
        record.receipt = attempt.receipt;
        const std::unique_ptr<Run> run = followed(record.id);
        Q_EMIT run->finished(record);
        QTRY_COMPARE_WITH_TIMEOUT(stored.size(), i + 1, 10'000);
        const int expected = i == 0 ? 0 : i == 1 ? 80 : 90;
        if (expected == 0) {
            QCOMPARE(crossed.size(), 0);
            continue;
        }
        QTRY_COMPARE_WITH_TIMEOUT(crossed.size(), i, 10'000);
        QCOMPARE(crossed.last().first().value<BudgetAlert>().percent, expected);
    }
}

void tst_RunRecorder::unrecordedRunReservesAndSettles()
{
    setMonthlyBudget(Money{1000});
    UnrecordedRun spending(*m_database, u"Secret"_qs);
    CostEstimate estimate;
    estimate.input = Money{1};
    estimate.worst = Money{600};
    QVERIFY(waitFor(spending.reserveHook()({}, estimate)));
    QCOMPARE(monthlyBudget().reserved, Money{600});
    QCOMPARE(waitFor(UnrecordedRun(*m_database, {}).reserveHook()({}, estimate)).error().code,
             ErrorCode::BudgetReached);
    spending.settle(Money{250});
    QCOMPARE(monthlyBudget(), (BudgetState{{BudgetScope::Month, {}, Money{1000}}, Money{250}, {}}));
    spending.settle(Money{250}); // nothing is reserved any more
    QCOMPARE(monthlyBudget().spent, Money{250});
}

QTEST_GUILESS_MAIN(tst_RunRecorder)
#include "tst_runrecorder.moc"
