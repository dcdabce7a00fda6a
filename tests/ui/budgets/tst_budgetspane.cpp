#include "ui/budgets/budgetbar.h"
#include "ui/budgets/budgetrow.h"
#include "ui/budgets/budgetspane.h"
#include "ui/budgets/budgettexts.h"
#include "ui/budgets/burndown.h"
#include "ui/budgets/burndownchart.h"
#include "ui/budgets/moneyfield.h"
#include "ui/common/datatable.h"
#include "ui/theme/theme.h"

#include "../named.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace burin;

namespace {

Money dollars(const char *text)
{
    return *parseUsd(QString::fromLatin1(text));
}

BudgetState stateOf(BudgetScope scope, const char *limit, const char *spent = "0", const char *reserved = "0")
{
    BudgetState state;
    state.budget.scope = scope;
    state.budget.limit = dollars(limit);
    state.spent = dollars(spent);
    state.reserved = dollars(reserved);
    return state;
}

/// Budgets of which nothing but the state is known.
BudgetsOverview overviewOf(const std::vector<BudgetState> &states)
{
    BudgetsOverview overview;
    for (const BudgetState &state : states) {
        BudgetReport report;
        report.state = state;
        overview.budgets.push_back(report);
    }
    return overview;
}

/// A month of November with a limit of $20, on its third day, at least $10 expected.
BudgetReport monthOf(Money expected, Money high)
{
    BudgetReport report;
    report.state = stateOf(BudgetScope::Month, "20", "6");
    report.period = {QDate(2026, 11, 1), QDate(2026, 11, 30)};
    report.parts = {dollars("1"), dollars("2"), dollars("3")};
    report.forecast = SpendForecast{.low = dollars("10"), .expected = expected, .high = high, .days = 20};
    return report;
}

struct Shown {
    Shown()
    {
        pane.resize(700, 600);
        pane.show();
        pane.activateWindow();
        if (!QTest::qWaitForWindowActive(&pane)) qFatal("not shown");
    }
    QList<BudgetRow *> rows() const { return pane.findChildren<BudgetRow *>(); }
    BudgetsPane pane;
};

} // namespace

class tst_BudgetsPane : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme = std::make_unique<Theme>();
    }
    void cleanupTestCase() { m_theme.reset(); }

    void everyThresholdHasAWordAndAColour_data()
    {
        QTest::addColumn<QString>("spent");
        QTest::addColumn<QString>("reserved");
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("tone");
        const auto row = [](const char *name, const char *spent, const char *reserved, const char *word,
                            const char *tone) {
            QTest::newRow(name) << QString::fromLatin1(spent) << QString::fromLatin1(reserved)
                                << QString::fromLatin1(word) << QString::fromLatin1(tone);
        };
        row("nothing", "0", "0", "within the budget", "ok");
        row("just below half", "4.99", "0", "within the budget", "ok");
        row("half", "5", "0", "half used", "ok");
        row("80", "8", "0", "running low", "warn");
        row("90", "9", "0", "nearly used up", "warn");
        row("95", "9.5", "0", "almost nothing left", "error");
        row("all", "10", "0", "used up", "error");
        row("more", "12", "0", "used up", "error");
        row("reserved counts", "4", "4.5", "running low", "warn");
    }
    void everyThresholdHasAWordAndAColour()
    {
        QFETCH(QString, spent);
        QFETCH(QString, reserved);
        QFETCH(QString, word);
        QFETCH(QString, tone);
        const BudgetStanding standing =
            standingOf(stateOf(BudgetScope::Day, "10", qPrintable(spent), qPrintable(reserved)));
        QCOMPARE(standing.word, word);
        QCOMPARE(standing.tone, tone);
    }

    void showsEachBudgetWithWhatCountsAgainstIt()
    {
        Shown shown;
        shown.pane.setOverview(
            overviewOf({stateOf(BudgetScope::Run, "1"), stateOf(BudgetScope::Day, "5", "0.31", "0.02")}));
        QCOMPARE(shown.rows().size(), 2);
        const BudgetRow *run = shown.rows().at(0), *day = shown.rows().at(1);
        QVERIFY(!run->findChild<BudgetBar *>()->isVisible()); // nothing adds up
        QVERIFY(day->findChild<BudgetBar *>()->isVisible());
        QCOMPARE(day->findChild<QLabel *>(QStringLiteral("budgetFigures"))->text(),
                 QStringLiteral("$0.3100 spent, $0.0200 reserved of $5.00 · 6 %"));
        QCOMPARE(day->findChild<QLabel *>(QStringLiteral("budgetWord"))->text(), QStringLiteral("within the budget"));
        QVERIFY(!shown.pane.grab().isNull());
    }

    void addsABudgetByKeyboard()
    {
        Shown shown;
        QSignalSpy set(&shown.pane, &BudgetsPane::budgetSet);
        auto *limit = named<MoneyField>(&shown.pane, QStringLiteral("Limit of the new budget"));
        limit->setFocus();
        QTest::keyClicks(limit, QStringLiteral("1,250.5"));
        QTest::keyClick(limit, Qt::Key_Return);
        QCOMPARE(set.size(), 1);
        const auto budget = set.first().first().value<Budget>();
        QVERIFY(budget.scope == BudgetScope::Day);
        QCOMPARE(budget.limit, dollars("1250.5"));
        QVERIFY(limit->text().isEmpty());
    }

    void aPromptsBudgetNamesItsPrompt()
    {
        Shown shown;
        QSignalSpy set(&shown.pane, &BudgetsPane::budgetSet);
        auto *scope = named<QComboBox>(&shown.pane, QStringLiteral("What the new budget limits"));
        auto *title = named<QLineEdit>(&shown.pane, QStringLiteral("Title of the prompt"));
        QVERIFY(!title->isVisible());
        shown.pane.setPromptTitle(QStringLiteral("Reply"));
        scope->setCurrentIndex(scope->findData(int(BudgetScope::Prompt)));
        QVERIFY(title->isVisible());
        named<MoneyField>(&shown.pane, QStringLiteral("Limit of the new budget"))->setText(QStringLiteral("2"));
        named<QPushButton>(&shown.pane, QStringLiteral("Add budget"))->click();
        QCOMPARE(set.first().first().value<Budget>().prompt, QStringLiteral("Reply"));
    }

    void offersEachPeriodOnce()
    {
        Shown shown;
        auto *scope = named<QComboBox>(&shown.pane, QStringLiteral("What the new budget limits"));
        QCOMPARE(scope->count(), 5);
        shown.pane.setOverview(overviewOf({stateOf(BudgetScope::Day, "5"), stateOf(BudgetScope::Prompt, "1")}));
        QCOMPARE(scope->findData(int(BudgetScope::Day)), -1);
        QVERIFY(scope->findData(int(BudgetScope::Prompt)) >= 0); // there may be one for each
    }

    void refusesWhatIsNoAmount_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("dollars") << QStringLiteral("$ 3") << true;
        QTest::newRow("cents") << QStringLiteral("0.05") << true;
        QTest::newRow("nothing") << QStringLiteral("0") << false;
        QTest::newRow("less") << QStringLiteral("-1") << false;
        QTest::newRow("words") << QStringLiteral("ten") << false;
    }
    void refusesWhatIsNoAmount()
    {
        QFETCH(QString, typed);
        QFETCH(bool, accepted);
        Shown shown;
        QSignalSpy set(&shown.pane, &BudgetsPane::budgetSet);
        auto *limit = named<MoneyField>(&shown.pane, QStringLiteral("Limit of the new budget"));
        QTest::keyClicks(limit, typed);
        QCOMPARE(limit->property("invalid").toBool(), !accepted);
        named<QPushButton>(&shown.pane, QStringLiteral("Add budget"))->click();
        QCOMPARE(set.size(), accepted ? 1 : 0);
    }

    void changesALimitWhenTheFieldIsLeft()
    {
        Shown shown;
        QSignalSpy set(&shown.pane, &BudgetsPane::budgetSet);
        shown.pane.setOverview(overviewOf({stateOf(BudgetScope::Month, "20")}));
        auto *limit = shown.rows().first()->findChild<MoneyField *>();
        QCOMPARE(limit->text(), QStringLiteral("20.00"));
        limit->setFocus();
        limit->selectAll();
        QTest::keyClicks(limit, QStringLiteral("30"));
        shown.pane.setOverview(overviewOf({stateOf(BudgetScope::Month, "20", "1")})); // a run was stored meanwhile
        QCOMPARE(limit->text(), QStringLiteral("30"));
        QTest::keyClick(limit, Qt::Key_Return);
        QCOMPARE(set.size(), 1);
        QCOMPARE(set.first().first().value<Budget>().limit, dollars("30"));
    }

    void removesAndTakesItBack()
    {
        Shown shown;
        QSignalSpy set(&shown.pane, &BudgetsPane::budgetSet), removed(&shown.pane, &BudgetsPane::budgetRemoved);
        const BudgetState week = stateOf(BudgetScope::Week, "7");
        shown.pane.setOverview(overviewOf({week}));
        shown.rows().first()->findChild<QToolButton *>()->click();
        QTRY_COMPARE(removed.size(), 1);
        shown.pane.setOverview(overviewOf({}));
        QVERIFY(shown.rows().isEmpty());
        auto *undo = named<QPushButton>(&shown.pane, QStringLiteral("Undo"));
        QVERIFY(undo->isVisible());
        undo->click();
        QCOMPARE(set.first().first().value<Budget>(), week.budget);
        QVERIFY(!undo->isVisible());
    }

    void tellsHowThePeriodMayEnd_data()
    {
        QTest::addColumn<QString>("expected");
        QTest::addColumn<QString>("high");
        QTest::addColumn<QString>("tone");
        QTest::newRow("well within") << QStringLiteral("12") << QStringLiteral("15") << QStringLiteral("ok");
        QTest::newRow("perhaps over") << QStringLiteral("18") << QStringLiteral("22") << QStringLiteral("warn");
        QTest::newRow("over") << QStringLiteral("21") << QStringLiteral("25") << QStringLiteral("error");
    }
    void tellsHowThePeriodMayEnd()
    {
        QFETCH(QString, expected);
        QFETCH(QString, high);
        QFETCH(QString, tone);
        const BudgetReport report = monthOf(*parseUsd(expected), *parseUsd(high));
        QCOMPARE(forecastTone(report), tone);
        const QString text = forecastText(report);
        QVERIFY2(text.contains(QStringLiteral("$%1.00").arg(expected)), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("$10.00 to $%1.00").arg(high)), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("n = 20 day")), qPrintable(text));
    }

    void withoutEnoughDaysThereIsNoProjection()
    {
        BudgetReport report = monthOf(dollars("1"), dollars("2"));
        report.forecast.reset();
        QVERIFY(forecastText(report).contains(QStringLiteral("5 whole day")));
        QCOMPARE(forecastTone(report), QStringLiteral("muted"));
        QVERIFY(burnDownOf(report).projected.empty());
        report.state.budget.scope = BudgetScope::Prompt;
        report.lastsDays = 12;
        QVERIFY(forecastText(report).contains(QStringLiteral("12 more day")));
        report.state.budget.scope = BudgetScope::Run;
        QVERIFY(forecastText(report).isEmpty());
    }

    void chartHasItsFiguresAsATable()
    {
        const BurnDown chart = burnDownOf(monthOf(dollars("12"), dollars("25")));
        QCOMPARE(chart.parts, 30);
        QCOMPARE(chart.actual.size(), 4u);
        QCOMPARE(chart.actual.back(), (BurnDownPoint{3, dollars("14")}));
        QCOMPARE(chart.projected, (std::vector<Money>{dollars("-5"), dollars("8"), dollars("10")}));
        const CellTable table = burnDownTable(chart);
        QCOMPARE(table.rows.size(), 4u); // three days and the end
        QCOMPARE(table.rows[1][1].text, QStringLiteral("$2.00"));
        QCOMPARE(table.rows[1][2].text, QStringLiteral("$17.00"));

        Shown shown;
        BudgetsOverview overview;
        overview.budgets = {monthOf(dollars("12"), dollars("25"))};
        shown.pane.setOverview(overview);
        auto *twin = shown.pane.findChild<BurnDownChart *>()->findChild<QToolButton *>();
        auto *rows = named<QTableView>(&shown.pane, QStringLiteral("Left of the budget by day, in US dollars"));
        QVERIFY(!rows->isVisible());
        QTest::keyClick(twin, Qt::Key_Space);
        QVERIFY(rows->isVisible());
        QCOMPARE(rows->model()->rowCount(), 4);
        QVERIFY(!shown.pane.grab().isNull());
    }

    void passedThresholdsOpenTheirRun()
    {
        Shown shown;
        QSignalSpy run(&shown.pane, &BudgetsPane::runRequested);
        auto *table = named<QTableView>(&shown.pane, QStringLiteral("Thresholds that were passed"));
        QVERIFY(!table->isVisible());
        BudgetBreach breach;
        breach.at = QDateTime::currentDateTimeUtc();
        breach.budget = {BudgetScope::Day, {}, dollars("5")};
        breach.percent = 80;
        breach.spent = dollars("4.1");
        BudgetBreach first = breach;
        first.run = RunId{42};
        BudgetsOverview overview;
        overview.breaches = {breach, first};
        shown.pane.setOverview(overview);
        QVERIFY(table->isVisible());
        QCOMPARE(table->model()->index(0, 2).data().toString(), QStringLiteral("80 %"));
        auto *rows = qobject_cast<DataTable *>(table);
        Q_EMIT rows->rowTriggered(rows->model()->index(0, 0)); // its run is not kept
        QCOMPARE(run.size(), 0);
        Q_EMIT rows->rowTriggered(rows->model()->index(1, 0));
        QCOMPARE(run.first().first().value<RunId>(), RunId{42});
    }

    void namesEveryControl()
    {
        Shown shown;
        shown.pane.setOverview(overviewOf({stateOf(BudgetScope::Run, "1"), stateOf(BudgetScope::Day, "5", "5")}));
        QCOMPARE(namelessControls(&shown.pane), QStringList());
    }
};

QTEST_MAIN(tst_BudgetsPane)
#include "tst_budgetspane.moc"
