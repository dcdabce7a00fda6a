#include "core/store/journal.h"
#include "core/store/keyvalue.h"
#include "core/store/retrystatistics.h"
#include "storetesting.h"

#include <QSqlQuery>
#include <QTest>

#include <algorithm>
#include <map>

using namespace burin;

namespace {

const DayRange always{};

/// A run whose attempts failed with @p causes, one after the other; the last attempt succeeds unless @p failed.
RunRecord runWith(const std::vector<ErrorCode> &causes, RunStatus status)
{
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    record.status = status;
    const Attempt good = record.attempts.front();
    record.attempts.clear();
    const size_t count = causes.size() + (status == RunStatus::Completed ? 1 : 0);
    for (size_t i = 0; i < count; ++i) {
        Attempt attempt = good;
        attempt.number = int(i) + 1;
        attempt.waited = milliseconds(i == 0 ? 0 : 1000 * qint64(i));
        if (i < causes.size()) attempt.error = makeError(causes[i]);
        record.attempts.push_back(attempt);
    }
    return record;
}

const RetryFigures *causeOf(const RetryStatistics &statistics, const char *id)
{
    const auto row = std::ranges::find(statistics.causes, QString::fromLatin1(id), &RetryFigures::causeId);
    return row == statistics.causes.end() ? nullptr : &*row;
}

/// The same figures, counted from the runs by the words of the header.
std::map<std::pair<QString, QString>, RetryFigures> counted(const std::vector<RunRecord> &records)
{
    std::map<std::pair<QString, QString>, RetryFigures> all;
    for (const RunRecord &record : records) {
        for (size_t i = 0; i < record.attempts.size() && !record.simulated; ++i) {
            const Attempt &attempt = record.attempts[i];
            if (!attempt.error) continue;
            const QString provider = attempt.providerId.isEmpty() ? record.providerId : attempt.providerId;
            const QString id =
                toString(attempt.error->category()) + u'/' + QString::fromLatin1(attempt.error->row().id);
            RetryFigures &figures = all[{provider, id}];
            ++figures.failures;
            if (i + 1 < record.attempts.size()) {
                const Attempt &next = record.attempts[i + 1];
                ++figures.retries;
                figures.waited += next.waited;
                figures.recoveries += !next.error && record.status == RunStatus::Completed ? 1 : 0;
            } else if (record.status != RunStatus::Completed && record.status != RunStatus::Cancelled &&
                       record.status != RunStatus::Interrupted) {
                ++figures.givenUp;
            }
        }
    }
    return all;
}

} // namespace

class tst_RetryStatistics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellHowFailuresWentOn();
    void agreeWithTheRuns();
    void areOfTheirDays();
    void attemptCountsWhereItWasSent();
    void millionRunsAreReadFromSums();
};

void tst_RetryStatistics::tellHowFailuresWentOn()
{
    const OpenDatabase db;
    using enum ErrorCode;
    for (RunRecord record :
         {runWith({}, RunStatus::Completed), runWith({TooManyRequests}, RunStatus::Completed),
          runWith({Overloaded, TooManyRequests}, RunStatus::Completed),
          runWith({TooManyRequests, Overloaded}, RunStatus::Failed), runWith({Overloaded}, RunStatus::Cancelled)})
        QVERIFY(store(db, record));
    const RetryStatistics statistics = *retryStatistics(db, always);
    QCOMPARE(statistics.providers,
             (std::vector<ProviderAttempts>{{QStringLiteral("provider-a"), 5, 4, 2, 1, milliseconds(5000)}}));
    QCOMPARE(statistics.causes.size(), 2u);
    const RetryFigures *limit = causeOf(statistics, "RATE_LIMIT_ERROR/requests");
    QVERIFY(limit);
    QVERIFY(limit->cause == TooManyRequests);
    QCOMPARE(limit->failures, 3);
    QCOMPARE(limit->retries, 3);
    QCOMPARE(limit->recoveries, 2);
    QCOMPARE(limit->givenUp, 0);
    QCOMPARE(limit->waited, milliseconds(4000));
    const RetryFigures *overload = causeOf(statistics, "API_ERROR/overloaded");
    QVERIFY(overload);
    QCOMPARE(overload->failures, 3);
    QCOMPARE(overload->retries, 1);
    QCOMPARE(overload->recoveries, 0);
    QCOMPARE(overload->givenUp, 1); // the cancelled one was not
}

void tst_RetryStatistics::agreeWithTheRuns()
{
    const OpenDatabase db;
    RandomRuns random(3);
    std::vector<RunRecord> records;
    for (int i = 0; i < 300; ++i) {
        records.push_back(random.next());
        QVERIFY(store(db, records.back()));
    }
    auto expected = counted(records);
    const RetryStatistics statistics = *retryStatistics(db, always);
    for (const RetryFigures &figures : statistics.causes) {
        RetryFigures &own = expected[{figures.provider, figures.causeId}];
        own.provider = figures.provider;
        own.causeId = figures.causeId;
        own.cause = figures.cause;
        QVERIFY2(figures == own, qPrintable(figures.provider + figures.causeId));
    }
    QCOMPARE(statistics.causes.size(), expected.size());
    QCOMPARE(checkDatabase(db)->filter(QStringLiteral("The attempts of day")), QStringList());
}

void tst_RetryStatistics::areOfTheirDays()
{
    const OpenDatabase db;
    RunRecord record = runWith({ErrorCode::Overloaded}, RunStatus::Completed);
    QVERIFY(store(db, record));
    const QDate day = record.createdAt.toLocalTime().date();
    QCOMPARE(retryStatistics(db, {day, day})->causes.size(), 1u);
    QCOMPARE(retryStatistics(db, {day.addDays(1), day.addDays(9)})->causes.size(), 0u);
    QCOMPARE(retryStatistics(db, {day.addDays(1), {}})->providers.size(), 0u);
    record = runWith({ErrorCode::Overloaded}, RunStatus::Completed);
    record.simulated = true;
    QVERIFY(store(db, record));
    QCOMPARE(retryStatistics(db, always)->causes.front().failures, 1);
}

void tst_RetryStatistics::attemptCountsWhereItWasSent()
{
    const OpenDatabase db;
    RunRecord record = runWith({ErrorCode::Overloaded}, RunStatus::Completed);
    record.attempts.back().providerId = QStringLiteral("provider-b"); // a fallback
    record.attempts.back().modelRequested = QStringLiteral("model-b");
    QVERIFY(store(db, record));
    const RetryStatistics statistics = *retryStatistics(db, always);
    QCOMPARE(statistics.providers.size(), 2u);
    QCOMPARE(statistics.providers[0].firstAttempts, 1);
    QCOMPARE(statistics.providers[0].recoveries, 1);
    QCOMPARE(statistics.providers[1], (ProviderAttempts{QStringLiteral("provider-b"), 0, 0, 0, 0, milliseconds(0)}));
    QCOMPARE(db.value(QStringLiteral("SELECT group_concat(name) FROM (SELECT m.name FROM ledger AS l "
                                     "JOIN models AS m ON m.id = l.model_id ORDER BY l.id)"))
                 .toString(),
             QStringLiteral("model-a,model-b"));
}

/// What the question costs does not depend on the number of runs: no statement of it reads a table of runs.
void tst_RetryStatistics::millionRunsAreReadFromSums()
{
    const OpenDatabase db;
    QSqlDatabase connection = db;
    QStringList plan;
    QSqlQuery query(connection);
    QVERIFY(query.exec(QStringLiteral(
        "EXPLAIN QUERY PLAN SELECT p.name, d.cause, sum(d.first_attempts) FROM daily_attempts AS d "
        "JOIN providers AS p ON p.id = d.provider_id WHERE d.day BETWEEN 1 AND 2 GROUP BY d.provider_id, d.cause")));
    while (query.next())
        plan += query.value(3).toString();
    QVERIFY2(plan.join(u'\n').contains(QStringLiteral("SEARCH d USING PRIMARY KEY (day>? AND day<?)")),
             qPrintable(plan.join(u'\n')));
}

QTEST_GUILESS_MAIN(tst_RetryStatistics)
#include "tst_retrystatistics.moc"
