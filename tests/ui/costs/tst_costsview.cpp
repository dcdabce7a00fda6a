#include "fakeoverview.h"
#include "ui/costs/chartcanvas.h"
#include "ui/costs/chartcard.h"
#include "ui/costs/costspage.h"
#include "ui/costs/legenditem.h"
#include "ui/costs/plotcanvas.h"
#include "ui/theme/theme.h"

#include "../named.h"

#include <QAction>
#include <QBarSet>
#include <QChart>
#include <QChartView>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
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
    CostsPage::Source source()
    {
        return {[this](const CostQuestion &question) {
                    questions.push_back(question);
                    answers.push_back(std::make_shared<QPromise<Result<CostOverview>>>());
                    answers.back()->start();
                    if (!held) QTimer::singleShot(0, this, [this, n = answers.size() - 1] { answer(n, overview); });
                    return answers.back()->future();
                },
                [] {
                    return QtFuture::makeReadyFuture(Result<CostChoices>(
                        CostChoices{{QStringLiteral("model-0")}, {}, {}, {QStringLiteral("urgent")}}));
                }};
    }
    void answer(size_t question, const Result<CostOverview> &with)
    {
        answers[question]->addResult(with);
        answers[question]->finish();
    }

    Result<CostOverview> overview = overviewOf(7, 3);
    std::vector<CostQuestion> questions;
    std::vector<std::shared_ptr<QPromise<Result<CostOverview>>>> answers;
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
    void barsAreTheFigures();
    void asksForTheChosenRange_data();
    void asksForTheChosenRange();
    void filtersAreAskedForAndRemembered();
    void ignoresTheAnswerToAnotherRange();
    void clickOnAMarkOpensItsRuns_data();
    void clickOnAMarkOpensItsRuns();
    void rowOfATableOpensItsRuns_data();
    void rowOfATableOpensItsRuns();
    void chartsAreExported_data();
    void chartsAreExported();
    void measureIsChangedWithoutReading();
    void legendHidesAndShowsASeries();
    void tableTwinIsCopied();
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
    ChartCard *card(const char *id = "time") const
    {
        return page.findChild<ChartCard *>(QStringLiteral("chart:") + QLatin1StringView(id));
    }
    PlotCanvas *plot() const { return qobject_cast<PlotCanvas *>(card()->canvas()); }
    bool isReady() const { return card()->isVisible() && series(); }
    /// Scrolls to a chart and waits until it is drawn.
    ChartCanvas *drawn(const char *id) const
    {
        page.findChild<QScrollArea *>()->ensureWidgetVisible(card(id));
        return card(id)->canvas();
    }
    QStackedBarSeries *series() const
    {
        const auto all = plot()->view()->chart()->series();
        return all.isEmpty() ? nullptr : qobject_cast<QStackedBarSeries *>(all.first());
    }
    QToolButton *button(const QString &name) const { return named<QToolButton>(&page, name); }
    bool shows(const QString &text) const
    {
        const QList<QLabel *> labels = page.findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&text](QLabel *l) { return l->isVisible() && l->text() == text; });
    }
    CostsPage page;
};

/// The first value of a chart that is drawn large enough to be hit.
std::pair<int, int> visibleMark(const ChartCanvas &canvas)
{
    for (int category = 0; category < 24; ++category)
        for (int series = 0; series < 3; ++series)
            if (canvas.markRect(category, series).width() > 2 && canvas.markRect(category, series).height() > 2)
                return {category, series};
    return {-1, -1};
}

} // namespace

void tst_CostsView::readsNothingWhileHidden()
{
    FakeCosts costs;
    CostsPage page(costs.source());
    page.refresh();
    QCOMPARE(costs.questions.size(), 0u);
    page.show();
    QCOMPARE(costs.questions.size(), 1u);
}

void tst_CostsView::barsAreTheFigures()
{
    FakeCosts costs;
    Shown shown(costs);
    QTRY_VERIFY(shown.isReady());
    QCOMPARE(shown.series()->count(), 3);
    const QList<QBarSet *> sets = shown.series()->barSets();
    for (const CostLine &line : costs.overview->split) {
        const int bucket = int(line.ids[0] - costs.overview->filter.range.from.toJulianDay());
        const auto set = std::ranges::find(sets, line.keys[1], &QBarSet::label);
        QVERIFY(set != sets.end());
        QCOMPARE((*set)->at(bucket), double(line.figures.cost.picoUsd) / 1e12);
    }
    QCOMPARE(sets.first()->at(2), 0.0);
}

void tst_CostsView::asksForTheChosenRange_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<QDate>("from");
    const QDate today = QDate::currentDate();
    QTest::newRow("today") << QStringLiteral("Today") << today;
    QTest::newRow("7") << QStringLiteral("7 days") << today.addDays(-6);
    QTest::newRow("30") << QStringLiteral("30 days") << today.addDays(-29);
    QTest::newRow("90") << QStringLiteral("90 days") << today.addDays(-89);
    QTest::newRow("month") << QStringLiteral("This month") << QDate(today.year(), today.month(), 1);
}

void tst_CostsView::asksForTheChosenRange()
{
    QFETCH(QString, button);
    QFETCH(QDate, from);
    FakeCosts costs;
    Shown shown(costs);
    const QList<QToolButton *> buttons = shown.page.findChildren<QToolButton *>();
    const auto choice = std::ranges::find_if(buttons, [&](QToolButton *b) {
        return b->text() == button ||
               b->text() == QString(button).replace(QLatin1StringView("days"), QLatin1StringView("day(s)"));
    });
    QVERIFY(choice != buttons.end());
    (*choice)->click();
    QVERIFY((*choice)->isChecked());
    QCOMPARE(costs.questions.back().filter.range.to, QDate::currentDate());
    QCOMPARE(costs.questions.back().filter.range.from, from);
}

void tst_CostsView::filtersAreAskedForAndRemembered()
{
    FakeCosts costs;
    Shown shown(costs);
    QTRY_VERIFY(shown.isReady());
    QSignalSpy changed(&shown.page, &CostsPage::stateChanged);
    const auto choose = [&shown](const char *box, int index) {
        named<QComboBox>(&shown.page, QString::fromLatin1(box))->setCurrentIndex(index);
    };
    choose("Model", 1);
    choose("Tag", 1);
    choose("Status", 4);
    choose("Split by", 2);
    choose("Time", 2);
    QVERIFY(changed.size() >= 5);
    const CostQuestion asked = costs.questions.back();
    QCOMPARE(asked.filter.model, QStringLiteral("model-0"));
    QCOMPARE(asked.filter.tag, QStringLiteral("urgent"));
    QVERIFY(asked.filter.status == RunStatus::Failed);
    QCOMPARE(asked.dimension, QStringLiteral("prompt"));
    QVERIFY(asked.monthly);

    CostsPage other(costs.source());
    other.restore(shown.page.state());
    other.show();
    QVERIFY(costs.questions.back() == asked);
    QPushButton *clear = named<QPushButton>(&shown.page, QStringLiteral("Clear filters"));
    clear->click();
    QVERIFY(costs.questions.back().filter.model.isEmpty() && !costs.questions.back().filter.status);
    QVERIFY(!clear->isVisible());
}

void tst_CostsView::ignoresTheAnswerToAnotherRange()
{
    FakeCosts costs;
    costs.held = true;
    Shown shown(costs);
    shown.page.refresh();
    costs.answer(1, overviewOf(7, 3));
    QTRY_VERIFY(shown.isReady());
    costs.answer(0, overviewOf(7, 1));
    QCoreApplication::sendPostedEvents();
    QCOMPARE(shown.series()->count(), 3);
}

void tst_CostsView::clickOnAMarkOpensItsRuns_data()
{
    QTest::addColumn<QByteArray>("id");
    for (const CostChartRow &row : costChartRows())
        QTest::newRow(row.id) << QByteArray(row.id);
}

void tst_CostsView::clickOnAMarkOpensItsRuns()
{
    QFETCH(QByteArray, id);
    FakeCosts costs;
    Shown shown(costs);
    QTRY_VERIFY(shown.isReady());
    QSignalSpy requested(&shown.page, &CostsPage::runsRequested);
    ChartCanvas *canvas = shown.drawn(id.constData());
    QTRY_VERIFY(visibleMark(*canvas).first >= 0);
    const auto [category, series] = visibleMark(*canvas);
    QTest::mouseClick(canvas->clickTarget(), Qt::LeftButton, {}, canvas->markRect(category, series).center().toPoint());
    QTRY_COMPARE(requested.size(), 1);
    const auto row = std::ranges::find(costChartRows(), id, [](const CostChartRow &r) { return QByteArray(r.id); });
    const RunQuery expected = row->data(*costs.overview, {}).runs(category, series);
    QVERIFY(requested.first().first().value<RunQuery>() == expected);
}

void tst_CostsView::rowOfATableOpensItsRuns_data()
{
    QTest::addColumn<bool>("twin");
    QTest::addColumn<bool>("keyboard");
    for (const bool twin : {false, true})
        for (const bool keyboard : {false, true})
            QTest::addRow("%s, %s", twin ? "twin" : "models", keyboard ? "keyboard" : "mouse") << twin << keyboard;
}

void tst_CostsView::rowOfATableOpensItsRuns()
{
    QFETCH(bool, twin);
    QFETCH(bool, keyboard);
    FakeCosts costs;
    Shown shown(costs);
    QTRY_VERIFY(shown.isReady());
    if (twin) shown.card()->findChild<QToolButton *>()->click();
    auto *view = twin ? shown.card()->findChild<QTableView *>()
                      : named<QTableView>(&shown.page, QStringLiteral("Cost by model"));
    shown.page.findChild<QScrollArea *>()->ensureWidgetVisible(view);
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
    const DayRange &range = costs.overview->filter.range;
    QCOMPARE(query.from, range.from);
    QCOMPARE(query.to, twin ? range.from : range.to);
}

void tst_CostsView::chartsAreExported_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<int>("action");
    QTest::addColumn<QByteArray>("begin");
    for (const CostChartRow &row : costChartRows()) {
        QTest::addRow("%s as PNG", row.id) << QByteArray(row.id) << 0 << QByteArray("\x89PNG");
        QTest::addRow("%s as SVG", row.id) << QByteArray(row.id) << 1 << QByteArray("<?xml");
        QTest::addRow("%s as CSV", row.id) << QByteArray(row.id) << 2 << QByteArray();
    }
}

void tst_CostsView::chartsAreExported()
{
    QFETCH(QByteArray, id);
    QFETCH(int, action);
    QFETCH(QByteArray, begin);
    FakeCosts costs;
    Shown shown(costs);
    QTRY_VERIFY(shown.isReady());
    QSignalSpy exported(shown.card(id.constData()), &ChartCard::exportRequested);
    QSignalSpy saved(&shown.page, &CostsPage::saveRequested);
    shown.drawn(id.constData());
    shown.card(id.constData())->findChild<QMenu *>()->actions().at(action)->trigger(); // in or out of view
    QCOMPARE(exported.size(), 1);
    const auto file = exported.first().first().value<ChartFile>();
    const auto row = std::ranges::find(costChartRows(), id, [](const CostChartRow &r) { return QByteArray(r.id); });
    const ChartData data = row->data(*costs.overview, {});
    if (action == 0) QVERIFY(!QImage::fromData(file.bytes, "PNG").isNull());
    if (action == 1) QVERIFY(file.bytes.contains("<svg") && file.bytes.count("<path") + file.bytes.count("<rect") > 2);
    if (action == 2) begin = chartCsv(data);
    QVERIFY(file.bytes.startsWith(begin));
    auto *dialog = shown.page.findChild<QFileDialog *>();
    QVERIFY(dialog && dialog->selectedFiles().first().endsWith(file.name));
    Q_EMIT dialog->fileSelected(QStringLiteral("/chosen"));
    QCOMPARE(saved.size(), 1);
    QCOMPARE(saved.first().at(1).toByteArray(), file.bytes);
    dialog->close();
}

void tst_CostsView::measureIsChangedWithoutReading()
{
    FakeCosts costs;
    Shown shown(costs);
    QTRY_VERIFY(shown.isReady());
    const size_t asked = costs.questions.size();
    named<QComboBox>(&shown.page, QStringLiteral("Measure"))->setCurrentIndex(2);
    QCOMPARE(shown.series()->barSets().first()->at(0), 2.0);
    shown.button(QStringLiteral("Cumulative"))->click();
    QCOMPARE(shown.series()->barSets().first()->at(6), 12.0);
    QCOMPARE(costs.questions.size(), asked);
}

void tst_CostsView::legendHidesAndShowsASeries()
{
    FakeCosts costs;
    Shown shown(costs);
    QTRY_VERIFY(shown.isReady());
    const QList<LegendItem *> items = shown.card()->findChildren<LegendItem *>();
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
    shown.card()->findChild<QToolButton *>()->click();
    auto *twin = shown.card()->findChild<QTableView *>();
    QVERIFY(twin->isVisible() && !shown.plot()->isVisible());
    QCOMPARE(twin->model()->rowCount(), 18);
    shown.page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&shown.page));
    twin->setFocus();
    twin->selectRow(0);
    QTest::keySequence(twin, QKeySequence::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("2/26/26\tmodel-0\t$3.00\t2"));
}

void tst_CostsView::tellsTheChartToScreenReaders()
{
    FakeCosts costs;
    Shown shown(costs);
    QTRY_VERIFY(shown.isReady());
    const QString told = shown.plot()->view()->accessibleDescription();
    QVERIFY2(told.contains(QLatin1StringView("model-0: $18.02")), qPrintable(told));
    QVERIFY2(told.contains(QLatin1StringView("model-2: no price")), qPrintable(told));
    QVERIFY2(told.contains(QLatin1StringView("Highest: 3/4/26, $3.01")), qPrintable(told));
}

void tst_CostsView::saysThatThereIsNothing()
{
    FakeCosts costs;
    costs.overview = CostOverview();
    Shown shown(costs);
    const auto action = [&shown]() -> QPushButton * {
        for (QPushButton *button : shown.page.findChildren<QPushButton *>())
            if (button->isVisible()) return button;
        return nullptr;
    };
    QTRY_VERIFY(action());
    action()->click();
    QCOMPARE(costs.questions.back().filter.range.from, QDate::currentDate().addDays(-89));
    QTRY_VERIFY(!action());
    named<QComboBox>(&shown.page, QStringLiteral("Status"))->setCurrentIndex(1);
    QTRY_VERIFY(shown.shows(QStringLiteral("No runs that these filters let through.")));
}

void tst_CostsView::saysWhyThereIsNothing()
{
    FakeCosts costs;
    const Error error = makeError(ErrorCode::Corrupt, QStringLiteral("history.db"));
    costs.overview = error;
    Shown shown(costs);
    QTRY_VERIFY(shown.shows(error.message() + u' ' + error.advice()));
    costs.overview = overviewOf(7, 3);
    for (QPushButton *button : shown.page.findChildren<QPushButton *>())
        if (button->isVisible()) button->click();
    QTRY_VERIFY(shown.isReady());
    QVERIFY(costs.questions.back() == costs.questions.front());
}

void tst_CostsView::takesTheColoursOfTheTheme()
{
    FakeCosts costs;
    Shown shown(costs);
    QTRY_VERIFY(shown.isReady());
    const QColor first = shown.series()->barSets().first()->color();
    QCOMPARE(first, theme().colors().series[size_t(seriesIndex(QStringLiteral("model-0")))]);
    m_theme->setMode(ThemeMode::Dark);
    QCOMPARE(shown.plot()->view()->chart()->backgroundBrush().color(), theme().colors().raised);
    m_theme->setMode(ThemeMode::Light);
    QCOMPARE(shown.plot()->view()->chart()->backgroundBrush().color(), theme().colors().raised);
}

void tst_CostsView::namesEveryControl()
{
    FakeCosts costs;
    Shown shown(costs);
    QTRY_VERIFY(shown.isReady());
    QCOMPARE(namelessControls(&shown.page), QStringList());
    shown.card()->findChild<QToolButton *>()->click();
    QCOMPARE(namelessControls(&shown.page), QStringList());
}

QTEST_MAIN(tst_CostsView)
#include "tst_costsview.moc"
