#include "core/store/budgets.h"
#include "core/store/journal.h"
#include "core/store/keyvalue.h"
#include "storetesting.h"

#include <QTest>

using namespace burin;

namespace {

Money usd(const char *amount)
{
    return *parseUsd(QString::fromLatin1(amount));
}

CostEstimate worst(const char *amount)
{
    CostEstimate estimate;
    estimate.input = usd("0.001");
    estimate.worst = usd(amount);
    return estimate;
}

RunRecord runAt(const QDateTime &local, const char *cost, const QString &title = {})
{
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    record.draft.title = title;
    record.createdAt = record.attempts.front().startedAt = local.toUTC();
    record.endedAt = record.createdAt.addSecs(1);
    record.attempts.front().receipt.total = usd(cost);
    record.receipt = record.attempts.front().receipt;
    return record;
}

const QDate wednesday(2026, 11, 25);

QDateTime noonOf(QDate day)
{
    return QDateTime(day, QTime(12, 0));
}

BudgetState stateOf(const OpenDatabase &db, BudgetScope scope, QDate day = wednesday)
{
    const auto states = budgetStates(db, day);
    for (const BudgetState &state : states ? *states : std::vector<BudgetState>())
        if (state.budget.scope == scope) return state;
    return {};
}

RunId beginAt(const OpenDatabase &db, const QDateTime &local, const QString &title = {})
{
    return *beginRun(db, specOf(runAt(local, "0", title)));
}

} // namespace

class tst_Budgets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void areSetChangedAndRemoved();
    void countWhatRunsOfTheirPeriodCost_data();
    void countWhatRunsOfTheirPeriodCost();
    void midnightIsTheLocalOne();
    void promptsBudgetCountsItsRunsOfAllTime();
    void simulatedRunsNeverCount();
    void reservationCountsUntilTheRunIsSettled();
    void secondReservationOfARunReplacesTheFirst();
    void runThatDoesNotFitIsRefused();
    void runOfTheDayBeforeIsMeasuredByItsDay();
    void deadProcessReleasesItsReservation();
    void unrecordedRunCountsAfterItEnded();
    void unrecordedRunOfADeadProcessCountsItsWorstCase();
    void failingDatabaseReservesNothing();
    void endedRunCannotReserve();
};

void tst_Budgets::areSetChangedAndRemoved()
{
    const OpenDatabase db;
    QCOMPARE(*budgetStates(db, wednesday), std::vector<BudgetState>());
    const Budget prompt{BudgetScope::Prompt, QStringLiteral("it's; DROP TABLE budgets"), usd("3")};
    QVERIFY(setBudget(db, prompt));
    QVERIFY(setBudget(db, {BudgetScope::Month, {}, usd("20")}));
    QVERIFY(setBudget(db, {BudgetScope::Month, {}, usd("25.5")}));
    QCOMPARE(*budgetStates(db, wednesday),
             (std::vector<BudgetState>{{{BudgetScope::Month, {}, usd("25.5")}, {}, {}}, {prompt, {}, {}}}));
    QCOMPARE(*removeBudget(db, {BudgetScope::Month, {}, {}}), true);
    QCOMPARE(*removeBudget(db, {BudgetScope::Month, {}, {}}), false);
    QCOMPARE(budgetStates(db, wednesday)->size(), 1u);
    QVERIFY(!setBudget(db, {BudgetScope::Prompt, {}, usd("3")})); // of no prompt
    QVERIFY(!setBudget(db, {BudgetScope::Day, {}, usd("-1")}));
}

void tst_Budgets::countWhatRunsOfTheirPeriodCost_data()
{
    QTest::addColumn<int>("scope");
    QTest::addColumn<QString>("spent");
    QTest::newRow("run") << int(BudgetScope::Run) << QStringLiteral("0");
    QTest::newRow("day") << int(BudgetScope::Day) << QStringLiteral("1");
    QTest::newRow("week from Monday") << int(BudgetScope::Week) << QStringLiteral("111");
    QTest::newRow("month") << int(BudgetScope::Month) << QStringLiteral("11111");
}

void tst_Budgets::countWhatRunsOfTheirPeriodCost()
{
    QFETCH(int, scope);
    QFETCH(QString, spent);
    const OpenDatabase db;
    const std::pair<QDate, const char *> runs[] = {
        {wednesday, "1"},         {{2026, 11, 23}, "10"},     {{2026, 11, 29}, "100"},    {{2026, 11, 22}, "1000"},
        {{2026, 11, 1}, "10000"}, {{2026, 10, 31}, "100000"}, {{2026, 12, 1}, "1000000"},
    };
    for (const auto &[day, cost] : runs) {
        RunRecord record = runAt(noonOf(day), cost);
        QVERIFY(store(db, record));
    }
    QVERIFY(setBudget(db, {BudgetScope(scope), {}, usd("1")}));
    QCOMPARE(stateOf(db, BudgetScope(scope)).spent, *parseUsd(spent));
}

void tst_Budgets::midnightIsTheLocalOne()
{
    const OpenDatabase db;
    QVERIFY(setBudget(db, {BudgetScope::Day, {}, usd("1")}));
    RunRecord last = runAt(QDateTime(wednesday, QTime(23, 59, 59, 999)), "0.25");
    RunRecord next = runAt(QDateTime(wednesday.addDays(1), QTime(0, 0)), "0.5");
    QVERIFY(store(db, last) && store(db, next));
    QCOMPARE(stateOf(db, BudgetScope::Day).spent, usd("0.25"));
    QCOMPARE(stateOf(db, BudgetScope::Day, wednesday.addDays(1)).spent, usd("0.5"));
}

void tst_Budgets::promptsBudgetCountsItsRunsOfAllTime()
{
    const OpenDatabase db;
    const QString title = QStringLiteral("Reply");
    QVERIFY(setBudget(db, {BudgetScope::Prompt, title, usd("5")}));
    for (const auto &[day, name] : {std::pair{wednesday, title}, {QDate(2020, 1, 1), title}, {wednesday, QString()}}) {
        RunRecord record = runAt(noonOf(day), "2", name);
        QVERIFY(store(db, record));
    }
    QCOMPARE(stateOf(db, BudgetScope::Prompt).spent, usd("4"));
    // It limits the prompt's runs and no others.
    QVERIFY(!reserveCost(db, beginAt(db, noonOf(wednesday), title), worst("1.01"), {}));
    QVERIFY(reserveCost(db, beginAt(db, noonOf(wednesday)), worst("1.01"), {}));
    QCOMPARE(stateOf(db, BudgetScope::Prompt).reserved, Money{});
}

void tst_Budgets::simulatedRunsNeverCount()
{
    const OpenDatabase db;
    QVERIFY(setBudget(db, {BudgetScope::Day, {}, usd("1")}));
    RunRecord record = runAt(noonOf(wednesday), "5");
    record.simulated = true;
    QVERIFY(store(db, record));
    record.id = *beginRun(db, specOf(record));
    QCOMPARE(*reserveCost(db, record.id, worst("5"), {}), CostReservation());
    QCOMPARE(stateOf(db, BudgetScope::Day), (BudgetState{{BudgetScope::Day, {}, usd("1")}, {}, {}}));
}

void tst_Budgets::reservationCountsUntilTheRunIsSettled()
{
    const OpenDatabase db;
    QVERIFY(setBudget(db, {BudgetScope::Day, {}, usd("1")}));
    RunRecord record = runAt(noonOf(wednesday), "0.3");
    record.id = *beginRun(db, specOf(record));
    const Result<CostReservation> reserved = reserveCost(db, record.id, worst("0.75"), {});
    QVERIFY(reserved);
    QCOMPARE(reserved->worst, usd("0.75"));
    QCOMPARE(reserved->costLimit, usd("1"));
    QCOMPARE(stateOf(db, BudgetScope::Day).reserved, usd("0.75"));
    QCOMPARE(*checkDatabase(db), QStringList());

    QVERIFY(finishRun(db, record));
    QCOMPARE(stateOf(db, BudgetScope::Day).reserved, Money{});
    QCOMPARE(stateOf(db, BudgetScope::Day).spent, usd("0.3"));
    QVERIFY(finishRun(db, record)); // settled once
    QCOMPARE(stateOf(db, BudgetScope::Day).spent, usd("0.3"));
    QCOMPARE(*checkDatabase(db), QStringList());
}

void tst_Budgets::secondReservationOfARunReplacesTheFirst()
{
    const OpenDatabase db;
    QVERIFY(setBudget(db, {BudgetScope::Day, {}, usd("1")}));
    const RunId id = beginAt(db, noonOf(wednesday));
    QVERIFY(reserveCost(db, id, worst("0.75"), {}));
    QVERIFY(reserveCost(db, id, worst("0.9"), {}));
    QCOMPARE(stateOf(db, BudgetScope::Day).reserved, usd("0.9"));
    QVERIFY(!reserveCost(db, id, worst("1.1"), {})); // and a refused one changes nothing
    QCOMPARE(stateOf(db, BudgetScope::Day).reserved, usd("0.9"));
}

void tst_Budgets::runThatDoesNotFitIsRefused()
{
    const OpenDatabase db;
    QVERIFY(setBudget(db, {BudgetScope::Month, {}, usd("10")}));
    QVERIFY(setBudget(db, {BudgetScope::Run, {}, usd("0.5")}));
    const auto refused = reserveCost(db, beginAt(db, noonOf(wednesday)), worst("0.6"), {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::BudgetReached);
    QVERIFY2(refused.error().detail.contains(QStringLiteral("budget of a run")), qPrintable(refused.error().detail));
    QCOMPARE(stateOf(db, BudgetScope::Month).reserved, Money{});
    for (int i = 0; i < 20; ++i) // each run has the whole budget of a run
        QVERIFY(reserveCost(db, beginAt(db, noonOf(wednesday)), worst("0.5"), {}));
    QVERIFY(!reserveCost(db, beginAt(db, noonOf(wednesday)), worst("0.000000000001"), {}));
}

void tst_Budgets::runOfTheDayBeforeIsMeasuredByItsDay()
{
    const OpenDatabase db;
    QVERIFY(setBudget(db, {BudgetScope::Day, {}, usd("1")}));
    RunRecord spent = runAt(noonOf(wednesday), "1");
    QVERIFY(store(db, spent));
    QVERIFY(!reserveCost(db, beginAt(db, QDateTime(wednesday, QTime(23, 59))), worst("0.1"), {}));
    QVERIFY(reserveCost(db, beginAt(db, noonOf(wednesday.addDays(1))), worst("0.1"), {}));
}

void tst_Budgets::deadProcessReleasesItsReservation()
{
    const OpenDatabase db;
    QVERIFY(setBudget(db, {BudgetScope::Day, {}, usd("1")}));
    QVERIFY(reserveCost(db, beginAt(db, noonOf(wednesday)), worst("0.75"), {}));
    QCOMPARE(*recoverInterrupted(db), 0); // this process lives
    QCOMPARE(stateOf(db, BudgetScope::Day).reserved, usd("0.75"));
    QVERIFY(db.execute(QStringLiteral("UPDATE runs SET owner = 'earlier-boot 1 1'")));
    QCOMPARE(*recoverInterrupted(db), 1);
    QCOMPARE(stateOf(db, BudgetScope::Day).reserved, Money{});
    QCOMPARE(*checkDatabase(db), QStringList());
}

void tst_Budgets::unrecordedRunCountsAfterItEnded()
{
    const OpenDatabase db;
    const QDate today = QDate::currentDate();
    const QString title = QStringLiteral("Secret");
    QVERIFY(setBudget(db, {BudgetScope::Month, {}, usd("2")}));
    QVERIFY(setBudget(db, {BudgetScope::Prompt, title, usd("1")}));
    const auto first = reserveUnrecorded(db, title, worst("0.75"), {});
    QVERIFY(first);
    QVERIFY(first->id != 0);
    QCOMPARE(first->reservation.costLimit, usd("1"));
    QVERIFY(!reserveUnrecorded(db, title, worst("0.75"), {}));
    QVERIFY(settleUnrecorded(db, first->id, usd("0.5")));
    QVERIFY(settleUnrecorded(db, first->id, usd("0.5"))); // once
    QCOMPARE(stateOf(db, BudgetScope::Month, today).spent, usd("0.5"));
    QCOMPARE(stateOf(db, BudgetScope::Prompt, today).spent, usd("0.5"));
    const auto second = reserveUnrecorded(db, title, worst("0.25"), {});
    QVERIFY(settleUnrecorded(db, second->id, std::nullopt)); // nobody knows: the worst case
    QCOMPARE(stateOf(db, BudgetScope::Month, today).spent, usd("0.75"));
    QCOMPARE(stateOf(db, BudgetScope::Month, today).reserved, Money{});
    QCOMPARE(db.value(QStringLiteral("SELECT count(*) FROM runs")).toInt(), 0);
}

void tst_Budgets::unrecordedRunOfADeadProcessCountsItsWorstCase()
{
    const OpenDatabase db;
    const QDate today = QDate::currentDate();
    QVERIFY(setBudget(db, {BudgetScope::Month, {}, usd("2")}));
    QVERIFY(reserveUnrecorded(db, {}, worst("0.75"), {}));
    QVERIFY(settleAbandoned(db));
    QCOMPARE(stateOf(db, BudgetScope::Month, today).reserved, usd("0.75"));
    QVERIFY(db.execute(QStringLiteral("UPDATE reservations SET owner = 'earlier-boot 1 1'")));
    QCOMPARE(*recoverInterrupted(db), 0);
    QCOMPARE(stateOf(db, BudgetScope::Month, today).reserved, Money{});
    QCOMPARE(stateOf(db, BudgetScope::Month, today).spent, usd("0.75"));
}

void tst_Budgets::failingDatabaseReservesNothing()
{
    const QTemporaryDir folder;
    const OpenDatabase db(folder.path());
    QVERIFY(setBudget(db, {BudgetScope::Day, {}, usd("1")}));
    const RunId id = beginAt(db, noonOf(wednesday));
    const OpenDatabase other(folder.path());
    QVERIFY(other.execute(QStringLiteral("BEGIN IMMEDIATE")));
    QVERIFY(db.execute(QStringLiteral("PRAGMA busy_timeout = 50")));
    QCOMPARE(reserveCost(db, id, worst("0.1"), {}).error().code, ErrorCode::Storage);
    QVERIFY(other.execute(QStringLiteral("ROLLBACK")));
    QVERIFY(reserveCost(db, id, worst("0.1"), {}));
    QVERIFY(db.execute(QStringLiteral("DROP TABLE budgets")));
    QCOMPARE(reserveCost(db, id, worst("0.1"), {}).error().code, ErrorCode::Storage);
}

void tst_Budgets::endedRunCannotReserve()
{
    const OpenDatabase db;
    RunRecord record = runAt(noonOf(wednesday), "0.3");
    QVERIFY(store(db, record));
    QCOMPARE(reserveCost(db, record.id, worst("0.1"), {}).error().code, ErrorCode::Storage);
    QCOMPARE(reserveCost(db, RunId{99}, worst("0.1"), {}).error().code, ErrorCode::RunNotFound);
}

QTEST_GUILESS_MAIN(tst_Budgets)
#include "tst_budgets.moc"
