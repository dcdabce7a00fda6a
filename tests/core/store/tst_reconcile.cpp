#include "core/cost/pricing.h"
#include "core/store/budgets.h"
#include "core/store/history.h"
#include "core/store/journal.h"
#include "core/store/keyvalue.h"
#include "core/store/reconcile.h"
#include "core/store/reports.h"
#include "storetesting.h"

#include <QTest>

using namespace burin;

namespace {

/// A cancelled run of two attempts: the first failed and cost nothing, of the second nobody knows what it cost.
RunRecord cancelledRun()
{
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("beginning of an ans"));
    record.status = RunStatus::Cancelled;
    Attempt failed = record.attempts.front();
    failed.error = makeError(ErrorCode::TooManyRequests);
    failed.billing = Billing::None;
    failed.usage = {};
    failed.receipt = {Money{}, Provenance::Computed, {}, {}};
    Attempt cut = record.attempts.front();
    cut.number = 2;
    cut.billing = Billing::Unknown;
    cut.usage = {};
    cut.usage.reasoning = 3;
    cut.receipt = {};
    record.attempts = {failed, cut};
    record.usage = cut.usage;
    record.receipt = sumOf(record.attempts);
    return record;
}

Reconciliation told(const RunRecord &record)
{
    Usage usage;
    usage.input = 40;
    usage.output = 70;
    usage.source = Usage::Source::Reported;
    return {record.id, 2, Money{5'000'000}, usage};
}

qint64 ledgerSum(const OpenDatabase &db)
{
    return db.value(QStringLiteral("SELECT sum(amount_pico_usd) FROM ledger")).toLongLong();
}

} // namespace

class tst_Reconcile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void correctsAttemptRunLedgerAndSums();
    void secondCallChangesNothing();
    void estimateIsReplacedNotAdded();
    void unknownOrUnfinishedAttemptIsAnError();
    void randomRunsStillAddUp();
};

void tst_Reconcile::correctsAttemptRunLedgerAndSums()
{
    const OpenDatabase db;
    QVERIFY(setBudget(db, {BudgetScope::Month, {}, Money{9'000'000'000'000}}));
    RunRecord record = cancelledRun();
    QVERIFY(store(db, record));
    const QDate day = record.createdAt.toLocalTime().date();
    QCOMPARE(costReport(db, {day, day})->totals.unpricedRuns, 1);

    const Reconciliation correction = told(record);
    QCOMPARE(*reconcile(db, correction), true);
    Attempt &attempt = record.attempts.back();
    attempt.usage = correction.usage;
    attempt.usage.reasoning = 3; // not told again
    attempt.receipt = {correction.charged, Provenance::Reported, QStringLiteral("provider"), {}};
    attempt.billing = Billing::Exact;
    record.usage = attempt.usage;
    record.receipt = sumOf(record.attempts);
    const RunRecord loaded = *loadRun(db, record.id);
    QCOMPARE(difference(loaded, record), QString());

    const CostTotals totals = costReport(db, {day, day})->totals;
    QCOMPARE(totals.spend, correction.charged);
    QCOMPARE(totals.runs, 1);
    QCOMPARE(totals.unpricedRuns, 0);
    QCOMPARE(totals.inputTokens, 40);
    QCOMPARE(totals.outputTokens, 70);
    QCOMPARE(budgetStates(db, day)->front().spent, correction.charged);
    QCOMPARE(ledgerSum(db), correction.charged.picoUsd);
    QCOMPARE(db.value(QStringLiteral("SELECT count(*) FROM ledger")).toInt(), 3);
    QCOMPARE(*checkDatabase(db), QStringList());
}

void tst_Reconcile::secondCallChangesNothing()
{
    const QTemporaryDir folder;
    const OpenDatabase db(folder.path());
    RunRecord record = cancelledRun();
    QVERIFY(store(db, record));
    Reconciliation correction = told(record);
    QCOMPARE(*reconcile(db, correction), true);
    const RunRecord once = *loadRun(db, record.id);
    correction.charged = Money{77};
    QCOMPARE(*reconcile(OpenDatabase(folder.path()), correction), false); // nor from another instance
    QCOMPARE(*loadRun(db, record.id), once);
    QCOMPARE(ledgerSum(db), 5'000'000);
    QCOMPARE(db.value(QStringLiteral("PRAGMA synchronous")).toInt(), 1);
}

void tst_Reconcile::estimateIsReplacedNotAdded()
{
    const OpenDatabase db;
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    record.attempts.front().billing = Billing::Estimated;
    QVERIFY(store(db, record));
    QCOMPARE(*reconcile(db, {record.id, 1, Money{1'000'000}, {}}), true);
    QCOMPARE(ledgerSum(db), 1'000'000);
    QCOMPARE(db.value(QStringLiteral("SELECT amount_pico_usd FROM ledger WHERE correction = 1")).toLongLong(),
             1'000'000 - 1'234'567);
    QCOMPARE(loadRun(db, record.id)->receipt.total, Money{1'000'000});
    QCOMPARE(*loadRun(db, record.id)->usage.input, 100);
    QCOMPARE(*checkDatabase(db), QStringList());
}

void tst_Reconcile::unknownOrUnfinishedAttemptIsAnError()
{
    const OpenDatabase db;
    QCOMPARE(reconcile(db, {RunId{5}, 1, Money{1}, {}}).error().code, ErrorCode::RunNotFound);
    RunRecord record = cancelledRun();
    QVERIFY(store(db, record));
    QCOMPARE(reconcile(db, {record.id, 3, Money{1}, {}}).error().code, ErrorCode::RunNotFound);
    const RunId running = *beginRun(db, specOf(record));
    QVERIFY(beginAttempt(db, running, record.attempts.front()));
    QCOMPARE(reconcile(db, {running, 1, Money{1}, {}}).error().code, ErrorCode::Storage);
    QCOMPARE(*checkDatabase(db), QStringList());
}

void tst_Reconcile::randomRunsStillAddUp()
{
    const OpenDatabase db;
    RandomRuns random(11);
    Money expected;
    for (int i = 0; i < 150; ++i) {
        RunRecord record = random.next();
        if (record.attempts.empty()) continue;
        for (Attempt &attempt : record.attempts) // as the engine leaves them: nothing is charged for nothing
            if (attempt.billing == Billing::None) attempt.receipt = {Money{}, Provenance::Computed, {}, {}};
        record.receipt = sumOf(record.attempts);
        QVERIFY(store(db, record));
        for (Attempt &attempt : record.attempts) {
            if (random.oneIn(2)) {
                attempt.receipt.total = Money{random.below(1'000'000)};
                QCOMPARE(*reconcile(db, {record.id, attempt.number, *attempt.receipt.total, {}}), true);
            }
            expected += attempt.receipt.total.value_or(Money{});
        }
    }
    QCOMPARE(ledgerSum(db), expected.picoUsd);
    QCOMPARE(db.value(QStringLiteral("SELECT sum(cost_pico_usd) FROM attempts")).toLongLong(), expected.picoUsd);
    QCOMPARE(*checkDatabase(db), QStringList());
}

QTEST_GUILESS_MAIN(tst_Reconcile)
#include "tst_reconcile.moc"
