#include "fakereports.h"
#include "ui/costs/costchart.h"
#include "ui/costs/costspage.h"
#include "ui/costs/legenditem.h"
#include "ui/theme/theme.h"

#include "../named.h"

#include <QBarSet>
#include <QChart>
#include <QChartView>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedBarSeries>
#include <QTableView>
#include <QTest>
#include <QTimer>
#include <QToolButton>

using namespace burin;

/// Answers like the store: asynchronously; or, while held, when the test says so.
class FakeCosts : public QObject {
    Q_OBJECT
public:
    auto source()
    {
        return [this](const DayRange &range) {
            ranges.push_back(range);
            answers.push_back(std::make_shared<QPromise<Result<CostReport>>>());
            answers.back()->start();
            if (!held) QTimer::singleShot(0, this, [this, n = answers.size() - 1] { answer(n, report); });
            return answers.back()->future();
        };
    }
    void answer(size_t question, const Result<CostReport> &with)
    {
        answers[question]->addResult(with);
        answers[question]->finish();
    }

    Result<CostReport> report = reportOf(7, 3);
    std::vector<DayRange> ranges;
    std::vector<std::shared_ptr<QPromise<Result<CostReport>>>> answers;
    bool held = false;
};

class tst_CostsView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme = std::make_unique<Theme>();
    }
    void cleanupTestCase() { m_theme.reset(); }
    void readsNothingWhileHidden();
    void barsAreTheReport();
    void asksForTheChosenDays_data();
    void asksForTheChosenDays();
    void ignoresTheAnswerToAnotherRange();
    void clickOnABarOpensItsRuns();
    void clickOnARowOpensItsRuns_data();
    void clickOnARowOpensItsRuns();
    void legendHidesAndShowsAModel();
    void tableTwinIsCopied();
    void countsRunsWithoutAPrice();
    void tellsTheChartToScreenReaders();
    void saysThatThereIsNothing();
    void saysWhyThereIsNothing();
    void takesTheColoursOfTheTheme();
    void namesEveryControl();

private:
    std::unique_ptr<Theme> m_theme;
};

namespace {

struct Shown {
    explicit Shown(FakeCosts &costs) : page(costs.source())
    {
        page.resize(1280, 800);
        page.show();
    }
    bool isReady() const { return chart()->isVisible() && series(); }
    CostChart *chart() const { return page.findChild<CostChart *>(); }
    QStackedBarSeries *series() const
    {
        const auto all = chart()->view()->chart()->series();
        return all.isEmpty() ? nullptr : qobject_cast<QStackedBarSeries *>(all.first());
    }
    QTableView *table(const char *name) const { return named<QTableView>(&page, QString::fromLatin1(name)); }
    bool shows(const QString &text) const
    {
        const QList<QLabel *> labels = page.findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&text](QLabel *l) { return l->isVisible() && l->text() == text; });
    }
    CostsPage page;
};

} // namespace

void tst_CostsView::readsNothingWhileHidden()
{
    FakeCosts costs;
    CostsPage page(costs.source());
    page.refresh();
    QCOMPARE(costs.ranges.size(), 0u);
    page.show();
    QCOMPARE(costs.ranges.size(), 1u);
}

void tst_CostsView::barsAreTheReport()
{
    FakeCosts costs;
    Shown shown(costs);
    QTRY_VERIFY(shown.isReady());
    const CostReport &report = *costs.report;
    QCOMPARE(shown.series()->count(), 3);
    for (const DayCost &day : report.days) {
        const int bucket = int(report.range.from.daysTo(day.day));
        const QList<QBarSet *> sets = shown.series()->barSets();
        const auto set = std::ranges::find(sets, day.model, &QBarSet::label);
        QVERIFY(set != sets.end());
        QCOMPARE((*set)->at(bucket), double(day.cost.picoUsd) / 1e12);
    }
    QCOMPARE(shown.series()->barSets().first()->at(2), 0.0);
}

void tst_CostsView::asksForTheChosenDays_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<int>("days");
    QTest::newRow("today") << QStringLiteral("Today") << 1;
    QTest::newRow("7") << QStringLiteral("Last 7 days") << 7;
    QTest::newRow("30") << QStringLiteral("Last 30 days") << 30;
    QTest::newRow("90") << QStringLiteral("Last 90 days") << 90;
}

void tst_CostsView::asksForTheChosenDays()
{
    QFETCH(QString, button);
    QFETCH(int, days);
    FakeCosts costs;
    Shown shown(costs);
    const QList<QToolButton *> buttons = shown.page.findChildren<QToolButton *>();
    const auto found = std::ranges::find_if(buttons, [&](QToolButton *b) {
        return b->accessibleName() == button || b->text().startsWith(QString::number(days));
    });
    const auto today = std::ranges::find(buttons, button, &QToolButton::accessibleName);
    QToolButton *choice = today != buttons.end() ? *today : *found;
    choice->click();
    QVERIFY(choice->isChecked());
    QCOMPARE(costs.ranges.back().to, QDate::currentDate());
    QCOMPARE(costs.ranges.back().from, QDate::currentDate().addDays(1 - days));
}

void tst_CostsView::ignoresTheAnswerToAnotherRange()
{
    FakeCosts costs;
    costs.held = true;
    Shown shown(costs);
    shown.page.refresh();
    costs.answer(1, reportOf(7, 3));
    QTRY_VERIFY(shown.isReady());
    costs.answer(0, reportOf(7, 1));
    QCoreApplication::sendPostedEvents();
    QCOMPARE(shown.series()->count(), 3);
}

void tst_CostsView::clickOnABarOpensItsRuns()
{
    FakeCosts costs;
    Shown shown(costs);
    QTRY_VERIFY(shown.isReady());
    QSignalSpy requested(&shown.page, &CostsPage::runsRequested);
    QTRY_VERIFY(shown.chart()->partRect(1, 1).height() > 5);
    QWidget *viewport = shown.chart()->view()->viewport();
    QTest::mouseClick(viewport, Qt::LeftButton, {}, shown.chart()->partRect(1, 1).center().toPoint());
    QTRY_COMPARE(requested.size(), 1);
    const RunQuery query = requested.first().first().value<RunQuery>();
    QCOMPARE(query.model, QStringLiteral("model-1"));
    QCOMPARE(query.from, costs.report->range.from.addDays(1));
    QCOMPARE(query.to, query.from);
}

void tst_CostsView::clickOnARowOpensItsRuns_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<bool>("keyboard");
    for (const char *table : {"Cost by model", "Cost by time and model"})
        for (const bool keyboard : {false, true})
            QTest::addRow("%s, %s", table, keyboard ? "keyboard" : "mouse") << QByteArray(table) << keyboard;
}

void tst_CostsView::clickOnARowOpensItsRuns()
{
    QFETCH(QByteArray, table);
    QFETCH(bool, keyboard);
    FakeCosts costs;
    Shown shown(costs);
    QTRY_VERIFY(shown.isReady());
    const bool twin = table == "Cost by time and model";
    if (twin) named<QToolButton>(&shown.page, QStringLiteral("Show the chart as a table"))->click();
    QTableView *view = shown.table(table.constData());
    QSignalSpy requested(&shown.page, &CostsPage::runsRequested);
    const QModelIndex second = view->model()->index(1, 0);
    if (keyboard) {
        view->setCurrentIndex(second);
        QTest::keyClick(view, Qt::Key_Return);
    } else {
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(second).center());
    }
    QCOMPARE(requested.size(), 1);
    const RunQuery query = requested.first().first().value<RunQuery>();
    QCOMPARE(query.model, QStringLiteral("model-1"));
    QCOMPARE(query.from, twin ? QDate(2026, 3, 4) : costs.report->range.from);
    QCOMPARE(query.to, QDate(2026, 3, 4));
}

void tst_CostsView::legendHidesAndShowsAModel()
{
    FakeCosts costs;
    Shown shown(costs);
    QTRY_VERIFY(shown.isReady());
    const QList<LegendItem *> items = shown.page.findChildren<LegendItem *>();
    QCOMPARE(items.size(), 3);
    items.first()->click();
    QCOMPARE(shown.series()->barSets().first()->sum(), 0.0);
    QVERIFY(shown.series()->barSets().at(1)->sum() > 0);
    items.first()->click();
    QVERIFY(shown.series()->barSets().first()->sum() > 0);
}

void tst_CostsView::tableTwinIsCopied()
{
    FakeCosts costs;
    Shown shown(costs);
    QTRY_VERIFY(shown.isReady());
    named<QToolButton>(&shown.page, QStringLiteral("Show the chart as a table"))->click();
    QTableView *twin = shown.table("Cost by time and model");
    QVERIFY(twin->isVisible() && !shown.chart()->isVisible());
    QCOMPARE(twin->model()->rowCount(), 18);
    shown.page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&shown.page));
    twin->setFocus();
    twin->selectRow(0);
    QTest::keySequence(twin, QKeySequence::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("3/4/26\tmodel-0\t$3.01\t2\t"));
}

void tst_CostsView::countsRunsWithoutAPrice()
{
    FakeCosts costs;
    Shown shown(costs);
    QTRY_VERIFY(shown.isReady());
    const QList<QLabel *> labels = shown.page.findChildren<QLabel *>();
    QVERIFY(std::ranges::any_of(labels, [](QLabel *label) {
        return label->isVisible() && label->text().startsWith(QLatin1StringView("12 ")) &&
               label->text().contains(QLatin1StringView("without a price"));
    }));
}

void tst_CostsView::tellsTheChartToScreenReaders()
{
    FakeCosts costs;
    Shown shown(costs);
    QTRY_VERIFY(shown.isReady());
    const QString told = shown.chart()->view()->accessibleDescription();
    QVERIFY2(told.contains(QLatin1StringView("model-0: $18.02")), qPrintable(told));
    QVERIFY2(told.contains(QLatin1StringView("model-2: no price")), qPrintable(told));
    QVERIFY2(told.contains(QLatin1StringView("Highest: 3/4/26, $5.01")), qPrintable(told));
}

void tst_CostsView::saysThatThereIsNothing()
{
    FakeCosts costs;
    costs.report = CostReport();
    Shown shown(costs);
    QPushButton *more = nullptr;
    QTRY_VERIFY((more = shown.page.findChild<QPushButton *>()) && more->isVisible());
    QVERIFY(!shown.chart()->isVisible());
    more->click();
    QCOMPARE(costs.ranges.back().from, QDate::currentDate().addDays(-89));
    QTRY_VERIFY(!more->isVisible());
}

void tst_CostsView::saysWhyThereIsNothing()
{
    FakeCosts costs;
    const Error error = makeError(ErrorCode::Corrupt, QStringLiteral("history.db"));
    costs.report = error;
    Shown shown(costs);
    QTRY_VERIFY(shown.shows(error.message() + u' ' + error.advice()));
    costs.report = reportOf(7, 3);
    shown.page.findChild<QPushButton *>()->click();
    QTRY_VERIFY(shown.isReady());
    QCOMPARE(costs.ranges.back(), costs.ranges.front());
}

void tst_CostsView::takesTheColoursOfTheTheme()
{
    FakeCosts costs;
    Shown shown(costs);
    QTRY_VERIFY(shown.isReady());
    const QColor first = shown.series()->barSets().first()->color();
    QCOMPARE(first, theme().colors().series[size_t(seriesIndex(QStringLiteral("model-0")))]);
    m_theme->setMode(ThemeMode::Dark);
    QCOMPARE(shown.chart()->view()->chart()->backgroundBrush().color(), theme().colors().raised);
    QCOMPARE(shown.series()->barSets().first()->color(), first);
    m_theme->setMode(ThemeMode::Light);
    QCOMPARE(shown.chart()->view()->chart()->backgroundBrush().color(), theme().colors().raised);
}

void tst_CostsView::namesEveryControl()
{
    FakeCosts costs;
    Shown shown(costs);
    QTRY_VERIFY(shown.isReady());
    QCOMPARE(namelessControls(&shown.page), QStringList());
    named<QToolButton>(&shown.page, QStringLiteral("Show the chart as a table"))->click();
    QCOMPARE(namelessControls(&shown.page), QStringList());
}

QTEST_MAIN(tst_CostsView)
#include "tst_costsview.moc"
