#include "core/cost/budget.h"

#include <QTest>

#include <limits>

using namespace burin;

namespace {

constexpr qint64 Dollar = 1'000'000'000'000;

Money usd(const char *amount)
{
    return *parseUsd(QString::fromLatin1(amount));
}

BudgetState state(BudgetScope scope, const char *limit, const char *spent, const char *reserved = "0")
{
    return {{scope, {}, usd(limit)}, usd(spent), usd(reserved)};
}

CostEstimate estimate(const char *input, const char *worst)
{
    CostEstimate e;
    if (*input) e.input = usd(input);
    if (*worst) e.worst = usd(worst);
    return e;
}

} // namespace

class tst_Budget : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void periodIsTheLocalCalendars_data();
    void periodIsTheLocalCalendars();
    void reservesWhatTheTightestBudgetCovers_data();
    void reservesWhatTheTightestBudgetCovers();
    void refusalNamesTheAmountsAndTheBudget();
    void unknownPriceIsRefusedUnlessAllowed();
    void withoutBudgetsNothingLimits();
    void asksAboveTheThreshold();
    void tellsTheHighestThresholdThatWasPassed_data();
    void tellsTheHighestThresholdThatWasPassed();
    void budgetThatChangedPassesNothing();
    void promptsBudgetIsForThatPrompt();
};

void tst_Budget::periodIsTheLocalCalendars_data()
{
    QTest::addColumn<int>("scope");
    QTest::addColumn<QDate>("day");
    QTest::addColumn<QDate>("from");
    QTest::addColumn<QDate>("to");
    const auto row = [](const char *name, BudgetScope scope, QDate day, QDate from, QDate to) {
        QTest::newRow(name) << int(scope) << day << from << to;
    };
    const QDate sunday(2026, 3, 1);
    row("day", BudgetScope::Day, sunday, sunday, sunday);
    row("a week begins on Monday", BudgetScope::Week, sunday, {2026, 2, 23}, sunday);
    row("Monday is in its own week", BudgetScope::Week, {2026, 3, 2}, {2026, 3, 2}, {2026, 3, 8});
    row("week over the turn of the year", BudgetScope::Week, {2027, 1, 1}, {2026, 12, 28}, {2027, 1, 3});
    row("month", BudgetScope::Month, sunday, sunday, {2026, 3, 31});
    row("February of a leap year", BudgetScope::Month, {2028, 2, 29}, {2028, 2, 1}, {2028, 2, 29});
    row("December", BudgetScope::Month, {2026, 12, 31}, {2026, 12, 1}, {2026, 12, 31});
    row("a prompt's has no end", BudgetScope::Prompt, sunday, {}, {});
}

void tst_Budget::periodIsTheLocalCalendars()
{
    QFETCH(int, scope);
    QFETCH(QDate, day);
    QFETCH(QDate, from);
    QFETCH(QDate, to);
    const DayRange period = periodOf(BudgetScope(scope), day);
    QCOMPARE(period.from, from);
    QCOMPARE(period.to, to);
}

void tst_Budget::reservesWhatTheTightestBudgetCovers_data()
{
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("worst");
    QTest::addColumn<QString>("reserved"); // empty: refused
    QTest::addColumn<QString>("costLimit");
    const auto row = [](const char *name, const char *input, const char *worst, const char *reserved,
                        const char *limit) {
        QTest::newRow(name) << QString::fromLatin1(input) << QString::fromLatin1(worst) << QString::fromLatin1(reserved)
                            << QString::fromLatin1(limit);
    };
    // Of $2 a day 1.20 is spent and 0.30 reserved: 0.50 is left. The month has more.
    row("fits", "0.01", "0.2", "0.2", "0.5");
    row("exactly what is left", "0.01", "0.5", "0.5", "0.5");
    row("a pico-dollar more than is left", "0.01", "0.500000000001", "", "");
    row("no limit of output tokens takes what is left", "0.01", "", "0.5", "0.5");
    row("the input alone is too much", "0.6", "", "", "");
    row("costs nothing", "0", "0", "0", "");
}

void tst_Budget::reservesWhatTheTightestBudgetCovers()
{
    QFETCH(QString, input);
    QFETCH(QString, worst);
    QFETCH(QString, reserved);
    QFETCH(QString, costLimit);
    const std::vector<BudgetState> budgets{state(BudgetScope::Month, "10", "3", "0.3"),
                                           state(BudgetScope::Day, "2", "1.2", "0.3")};
    const auto result = reservationFor(estimate(qPrintable(input), qPrintable(worst)), budgets, {});
    QCOMPARE(bool(result), !reserved.isEmpty());
    if (!result) {
        QCOMPARE(result.error().code, ErrorCode::BudgetReached);
        return;
    }
    QCOMPARE(result->worst, *parseUsd(reserved));
    QCOMPARE(result->costLimit, costLimit.isEmpty() ? std::nullopt : parseUsd(costLimit));
}

void tst_Budget::refusalNamesTheAmountsAndTheBudget()
{
    const auto refused = reservationFor(estimate("0.01", "0.75"), {state(BudgetScope::Week, "5", "4.5")}, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().detail,
             QStringLiteral("It needs up to $0.7500; $0.5000 is left of the budget of this week."));
    // An exhausted budget has nothing left, not less than nothing; and what costs nothing still runs.
    const std::vector<BudgetState> exhausted{state(BudgetScope::Week, "5", "6")};
    QVERIFY(reservationFor(estimate("0.01", "0.75"), exhausted, {}).error().detail.contains(QStringLiteral("; $0")));
    QVERIFY(!reservationFor(estimate("0.01", ""), exhausted, {}));
    QVERIFY(reservationFor(estimate("0", "0"), exhausted, {}));
}

void tst_Budget::unknownPriceIsRefusedUnlessAllowed()
{
    const std::vector<BudgetState> budgets{state(BudgetScope::Day, "2", "0")};
    const auto refused = reservationFor({}, budgets, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::BudgetReached);
    QVERIFY(refused.error().detail.contains(QStringLiteral("unknown")));
    const auto allowed = reservationFor({}, budgets, {.unpriced = BudgetPolicy::Unpriced::Allow});
    QVERIFY(allowed);
    QCOMPARE(*allowed, CostReservation());
}

void tst_Budget::withoutBudgetsNothingLimits()
{
    QCOMPARE(*reservationFor(estimate("1", "100"), {}, {}), (CostReservation{usd("100"), std::nullopt}));
    QCOMPARE(*reservationFor({}, {}, {}), CostReservation());
}

void tst_Budget::asksAboveTheThreshold()
{
    QVERIFY(!needsApproval(estimate("0.1", "1"), {}));
    QVERIFY(needsApproval(estimate("0.1", "1.000000000001"), {}));
    QVERIFY(!needsApproval(estimate("0.1", "1.5"), {.approveAbove = Money{2 * Dollar}}));
    QVERIFY(needsApproval(estimate("1.1", ""), {})); // the input alone
    QVERIFY(!needsApproval({}, {}));
}

void tst_Budget::tellsTheHighestThresholdThatWasPassed_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<int>("percent"); // 0: none
    const auto row = [](const char *before, const char *after, int percent) {
        QTest::addRow("%s to %s of 2", before, after)
            << QString::fromLatin1(before) << QString::fromLatin1(after) << percent;
    };
    row("0", "0.999999999999", 0);
    row("0", "1", 50);
    row("1", "1.5", 0);
    row("1.5", "1.6", 80);
    row("0.1", "1.85", 90);
    row("1.85", "1.9", 95);
    row("1.9", "1.999999999999", 0);
    row("1.9", "2", 100);
    row("2", "3", 0);
}

void tst_Budget::tellsTheHighestThresholdThatWasPassed()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(int, percent);
    const BudgetState earlier = state(BudgetScope::Day, "2", qPrintable(before));
    const BudgetState later = state(BudgetScope::Day, "2", qPrintable(after), "5");
    std::vector<BudgetAlert> expected;
    if (percent > 0) expected.push_back({later.budget, percent, later.spent});
    QCOMPARE(crossed({earlier}, {later}), expected);
}

void tst_Budget::budgetThatChangedPassesNothing()
{
    const BudgetState large = state(BudgetScope::Day, "9", "1");
    const BudgetState small = state(BudgetScope::Day, "1", "1");
    QCOMPARE(crossed({large}, {small}), std::vector<BudgetAlert>());
    QCOMPARE(crossed({}, {small}), std::vector<BudgetAlert>());
    // The largest amounts there are do not overflow.
    const Money most{std::numeric_limits<qint64>::max()};
    const Budget budget{BudgetScope::Month, {}, most};
    QCOMPARE(crossed({{budget, Money{most.picoUsd / 2}, {}}}, {{budget, most, {}}}).front().percent, 100);
}

void tst_Budget::promptsBudgetIsForThatPrompt()
{
    const Budget budget{BudgetScope::Prompt, QStringLiteral("Reply"), usd("1")};
    QVERIFY(appliesTo(budget, QStringLiteral("Reply")));
    QVERIFY(!appliesTo(budget, QStringLiteral("reply")));
    QVERIFY(appliesTo({BudgetScope::Day, {}, usd("1")}, QStringLiteral("Reply")));
}

QTEST_GUILESS_MAIN(tst_Budget)
#include "tst_budget.moc"
