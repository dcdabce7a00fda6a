#include "ui/history/querybar.h"
#include "ui/theme/theme.h"

#include "../named.h"

#include <QComboBox>
#include <QDateEdit>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace burin;

class tst_QueryBar : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }
    void cleanupTestCase() { m_theme.reset(); }
    void typingCountsWhenItPauses();
    void returnSearchesAtOnce();
    void filtersMakeTheQuery_data();
    void filtersMakeTheQuery();
    void showsAQueryFromElsewhere_data();
    void showsAQueryFromElsewhere();
    void chipsTakeTheirFilterAway();
    void clearFiltersEmptiesEverything();
    void newFacetsKeepTheChoice();

private:
    std::unique_ptr<Theme> m_theme;
};

namespace {

RunFacets someFacets()
{
    RunFacets facets;
    facets.models = {QStringLiteral("alpha"), QStringLiteral("<i>beta</i>")};
    return facets;
}

void choose(QComboBox *box, const QVariant &data)
{
    box->setCurrentIndex(box->findData(data));
}

} // namespace

void tst_QueryBar::typingCountsWhenItPauses()
{
    QueryBar bar;
    QSignalSpy changed(&bar, &QueryBar::queryChanged);
    QTest::keyClicks(named<QLineEdit>(&bar, QStringLiteral("Search prompts and answers")),
                     QStringLiteral("  refund   now "));
    QCOMPARE(changed.size(), 0);
    QVERIFY(changed.wait());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().first().value<RunQuery>().text, QStringLiteral("refund now"));
}

void tst_QueryBar::returnSearchesAtOnce()
{
    QueryBar bar;
    QSignalSpy changed(&bar, &QueryBar::queryChanged), left(&bar, &QueryBar::searchLeft);
    auto *field = named<QLineEdit>(&bar, QStringLiteral("Search prompts and answers"));
    QTest::keyClicks(field, QStringLiteral("refund"));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(left.size(), 1);
}

void tst_QueryBar::filtersMakeTheQuery_data()
{
    QTest::addColumn<QString>("box");
    QTest::addColumn<QVariant>("choice");
    QTest::addColumn<RunQuery>("query");
    const QDate today = QDate::currentDate();
    RunQuery model, status, day, week;
    model.model = QStringLiteral("<i>beta</i>");
    status.status = RunStatus::Interrupted;
    day.from = day.to = today;
    week.from = today.addDays(-6);
    week.to = today;
    QTest::newRow("model") << QStringLiteral("Model") << QVariant(model.model) << model;
    QTest::newRow("status") << QStringLiteral("Status") << QVariant(int(RunStatus::Interrupted)) << status;
    QTest::newRow("today") << QStringLiteral("Period") << QVariant(1) << day;
    QTest::newRow("7 days") << QStringLiteral("Period") << QVariant(7) << week;
    QTest::newRow("from today to today") << QStringLiteral("Period") << QVariant(-1) << day;
}

void tst_QueryBar::filtersMakeTheQuery()
{
    QFETCH(QString, box);
    QFETCH(QVariant, choice);
    QFETCH(RunQuery, query);
    QueryBar bar;
    bar.setFacets(someFacets());
    QSignalSpy changed(&bar, &QueryBar::queryChanged);
    choose(named<QComboBox>(&bar, box), choice);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().first().value<RunQuery>(), query);
}

void tst_QueryBar::showsAQueryFromElsewhere_data()
{
    QTest::addColumn<RunQuery>("query");
    RunQuery chart, everything, open;
    chart.model = QStringLiteral("unknown to the facets");
    chart.from = chart.to = QDate(2026, 3, 4);
    everything.text = QStringLiteral("refund");
    everything.model = QStringLiteral("alpha");
    everything.provider = QStringLiteral("openrouter");
    everything.prompt = QStringLiteral("Support reply");
    everything.status = RunStatus::Failed;
    everything.from = QDate(2026, 1, 1);
    everything.to = QDate(2026, 2, 28);
    open.from = QDate::currentDate().addDays(-29);
    open.to = QDate::currentDate();
    QTest::newRow("day and model of a bar") << chart;
    QTest::newRow("every filter") << everything;
    QTest::newRow("a period of the list") << open;
    QTest::newRow("none") << RunQuery();
}

void tst_QueryBar::showsAQueryFromElsewhere()
{
    QFETCH(RunQuery, query);
    QueryBar bar;
    bar.setFacets(someFacets());
    QSignalSpy changed(&bar, &QueryBar::queryChanged);
    bar.setQuery(query);
    QCOMPARE(bar.query(), query);
    QCOMPARE(changed.size(), 0);
    const bool days = query.from.isValid() && query.to != QDate::currentDate();
    QCOMPARE(named<QDateEdit>(&bar, QStringLiteral("First day"))->isVisibleTo(&bar), days);
}

void tst_QueryBar::chipsTakeTheirFilterAway()
{
    QueryBar bar;
    RunQuery query;
    query.provider = QStringLiteral("openrouter");
    query.prompt = QStringLiteral("Support reply");
    bar.setQuery(query);
    QSignalSpy changed(&bar, &QueryBar::queryChanged);
    named<QToolButton>(&bar, QStringLiteral("Remove the filter Prompt Support reply"))->click();
    QCOMPARE(changed.size(), 1);
    query.prompt.clear();
    QCOMPARE(bar.query(), query);
}

void tst_QueryBar::clearFiltersEmptiesEverything()
{
    QueryBar bar;
    RunQuery query;
    query.text = QStringLiteral("refund");
    query.status = RunStatus::Failed;
    query.to = QDate(2026, 3, 4);
    bar.setQuery(query);
    QSignalSpy changed(&bar, &QueryBar::queryChanged);
    auto *clear = named<QPushButton>(&bar, QStringLiteral("Clear filters"));
    QVERIFY(clear->isVisibleTo(&bar));
    clear->click();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(bar.query(), RunQuery());
    QVERIFY(!clear->isVisibleTo(&bar));
}

void tst_QueryBar::newFacetsKeepTheChoice()
{
    QueryBar bar;
    bar.setFacets(someFacets());
    choose(named<QComboBox>(&bar, QStringLiteral("Model")), QStringLiteral("alpha"));
    QSignalSpy changed(&bar, &QueryBar::queryChanged);
    bar.setFacets({});
    QCOMPARE(bar.query().model, QStringLiteral("alpha"));
    QCOMPARE(changed.size(), 0);
}

QTEST_MAIN(tst_QueryBar)
#include "tst_querybar.moc"
