#include "ui/history/querybar.h"
#include "ui/history/queryline.h"
#include "ui/history/querymenus.h"
#include "ui/theme/theme.h"

#include "../named.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QDateEdit>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace burin;

class tst_QueryBar : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }
    void cleanupTestCase() { m_theme.reset(); }
    void typingCountsWhenItPauses();
    void returnSearchesAtOnce();
    void controlsWriteTheirCondition_data();
    void controlsWriteTheirCondition();
    void controlsShowWhatTheTextSays_data();
    void controlsShowWhatTheTextSays();
    void problemIsSaidAndTheQueryStays();
    void clearFiltersEmptiesTheText();
    void newFacetsKeepTheChoice();
    void coloursEachPart();
    void completesAsOneTypes();
    void filtersAreCheckedAndTakenAway();
    void queriesAreKeptUnderANameAndForgotten();

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

QueryLine *lineOf(QueryBar &bar)
{
    return bar.findChild<QueryLine *>();
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

void tst_QueryBar::controlsWriteTheirCondition_data()
{
    QTest::addColumn<QString>("box");
    QTest::addColumn<QString>("item");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *box, const char *item, const QString &text) {
        QTest::newRow(item) << QString::fromUtf8(box) << QString::fromUtf8(item) << text;
    };
    const QString today = QDate::currentDate().toString(Qt::ISODate);
    const QString tomorrow = QDate::currentDate().addDays(1).toString(Qt::ISODate);
    row("Model", "<i>beta</i>", QStringLiteral("refund model=<i>beta</i>"));
    row("Status", "interrupted", QStringLiteral("refund status:interrupted"));
    row("Period", "Today", QStringLiteral("refund on:today"));
    row("Period", "Last 7 days", QStringLiteral("refund after:6d"));
    row("Period", "From – to", QStringLiteral("refund after:%1 before:%2").arg(today, tomorrow));
}

void tst_QueryBar::controlsWriteTheirCondition()
{
    QFETCH(QString, box);
    QFETCH(QString, item);
    QFETCH(QString, text);
    QueryBar bar;
    bar.setFacets(someFacets());
    bar.setText(QStringLiteral("refund"));
    QSignalSpy changed(&bar, &QueryBar::queryChanged);
    auto *control = named<QComboBox>(&bar, box);
    // Without a translation the texts of numbers are not in English.
    const QStringList periods{
        QStringLiteral("Any time"), QStringLiteral("Today"), QStringLiteral("Last 7 days"), QString(), QString(),
        QStringLiteral("From – to")};
    const int chosen = box == QLatin1StringView("Period") ? int(periods.indexOf(item)) : control->findText(item);
    QVERIFY(chosen > 0);
    control->setCurrentIndex(chosen);
    Q_EMIT control->activated(chosen); // as a click does
    QCOMPARE(changed.size(), 1);
    QCOMPARE(bar.text(), text);
    QCOMPARE(changed.first().first().value<RunQuery>(), parseQuery(text, QDate::currentDate()).query);
    QCOMPARE(control->currentIndex(), chosen);
    control->setCurrentIndex(0);
    Q_EMIT control->activated(0);
    QCOMPARE(bar.text(), QStringLiteral("refund"));
}

void tst_QueryBar::controlsShowWhatTheTextSays_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("period");
    QTest::addColumn<bool>("dates");
    const auto row = [](const char *text, const char *model, int status, int period, bool dates) {
        QTest::newRow(text) << QString::fromLatin1(model) << status << period << dates;
    };
    row("", "Any model", 0, 0, false);
    row("model=alpha", "alpha", 0, 0, false);
    row("model:alpha", "", 0, 0, false);
    row("-model=alpha", "", 0, 0, false);
    row("model=elsewhere status:failed", "", 5, 0, false);
    row("status:failed status:partial", "Any model", -1, 0, false);
    row("on:today", "Any model", 0, 1, false);
    row("after:6d", "Any model", 0, 2, false);
    row("after:29d x", "Any model", 0, 3, false);
    row("after:2026-01-01 before:2026-03-01", "Any model", 0, 5, true);
}

void tst_QueryBar::controlsShowWhatTheTextSays()
{
    QFETCH(QString, model);
    QFETCH(int, status);
    QFETCH(int, period);
    QFETCH(bool, dates);
    QueryBar bar;
    bar.setFacets(someFacets());
    QSignalSpy changed(&bar, &QueryBar::queryChanged);
    bar.setText(QString::fromLatin1(QTest::currentDataTag()));
    QCOMPARE(named<QComboBox>(&bar, QStringLiteral("Model"))->currentText(), model);
    QCOMPARE(named<QComboBox>(&bar, QStringLiteral("Status"))->currentIndex(), status);
    QCOMPARE(named<QComboBox>(&bar, QStringLiteral("Period"))->currentIndex(), period);
    QCOMPARE(named<QDateEdit>(&bar, QStringLiteral("First day"))->isVisibleTo(&bar), dates);
    QCOMPARE(changed.size(), 0);
}

void tst_QueryBar::problemIsSaidAndTheQueryStays()
{
    QueryBar bar;
    bar.setText(QStringLiteral("refund"));
    QSignalSpy changed(&bar, &QueryBar::queryChanged), left(&bar, &QueryBar::searchLeft);
    QTest::keyClicks(lineOf(bar), QStringLiteral(" cost>"));
    QTest::keyClick(lineOf(bar), Qt::Key_Return);
    QCOMPARE(changed.size(), 0);
    QCOMPARE(left.size(), 0);
    QCOMPARE(bar.query().text, QStringLiteral("refund"));
    QStringList said;
    for (const QLabel *label : bar.findChildren<QLabel *>())
        if (label->isVisibleTo(&bar)) said += label->text();
    QVERIFY(said.contains(QStringLiteral("cost needs an amount, such as cost>0.02")));
    QTest::keyClicks(lineOf(bar), QStringLiteral("1"));
    QTest::keyClick(lineOf(bar), Qt::Key_Return);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(left.size(), 1);
}

void tst_QueryBar::clearFiltersEmptiesTheText()
{
    QueryBar bar;
    bar.setText(QStringLiteral("refund status:failed before:2026-03-04"));
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
    bar.setText(QStringLiteral("model=alpha"));
    QSignalSpy changed(&bar, &QueryBar::queryChanged);
    bar.setFacets({});
    QCOMPARE(bar.text(), QStringLiteral("model=alpha"));
    QCOMPARE(changed.size(), 0);
}

/// A picture of the line has the colours of its parts.
void tst_QueryBar::coloursEachPart()
{
    QueryLine line;
    line.resize(600, 40);
    const auto has = [&](const QColor &color) {
        const QImage image = line.grab().toImage();
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (image.pixelColor(x, y).rgb() == color.rgb()) return true;
        return false;
    };
    line.setText(QStringLiteral("WWW"));
    QVERIFY(!has(m_theme->colors().accent));
    line.setText(QStringLiteral("model:WWW"));
    QVERIFY(has(m_theme->colors().accent));
    QVERIFY(!has(m_theme->colors().error));
    line.setText(QStringLiteral("cost>WWW"));
    QVERIFY(has(m_theme->colors().error));
    QCOMPARE(line.text(), QStringLiteral("cost>WWW"));
}

void tst_QueryBar::completesAsOneTypes()
{
    QueryBar bar;
    bar.setFacets(someFacets());
    bar.show();
    bar.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&bar));
    QueryLine *line = lineOf(bar);
    line->setFocus();
    QTest::keyClicks(line, QStringLiteral("refund mod"));
    auto *popup = line->findChild<QCompleter *>()->popup();
    QTRY_VERIFY(popup->isVisible());
    QTest::keyClick(popup, Qt::Key_Down);
    QTest::keyClick(popup, Qt::Key_Return);
    QCOMPARE(line->text(), QStringLiteral("refund model:"));
    QTRY_VERIFY(popup->isVisible()); // goes on with the values
    QTest::keyClicks(line, QStringLiteral("al"));
    QTest::keyClick(popup, Qt::Key_Down);
    QTest::keyClick(popup, Qt::Key_Return);
    QCOMPARE(line->text(), QStringLiteral("refund model:alpha "));
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(bar.query().conditions.size(), 1u);
}

void tst_QueryBar::filtersAreCheckedAndTakenAway()
{
    QueryBar bar;
    bar.setText(QStringLiteral("refund is:starred"));
    const QList<QAction *> actions = bar.findChild<FilterMenu *>()->menu()->actions();
    QVERIFY(actions[0]->isChecked());
    QVERIFY(!actions[1]->isChecked());
    actions[0]->trigger();
    QCOMPARE(bar.text(), QStringLiteral("refund"));
    actions[1]->trigger();
    QCOMPARE(bar.text(), QStringLiteral("refund rating>=4"));
}

void tst_QueryBar::queriesAreKeptUnderANameAndForgotten()
{
    QueryBar bar;
    bar.setSaved({{QStringLiteral("Dear ones"), QStringLiteral("cost>1")}});
    bar.setText(QStringLiteral("after:7d is:starred"));
    auto *views = bar.findChild<ViewsMenu *>();
    QSignalSpy saved(&bar, &QueryBar::savedChanged), changed(&bar, &QueryBar::queryChanged);
    auto *name = named<QLineEdit>(views->menu(), QStringLiteral("Name for this query"));
    name->setText(QStringLiteral("This week"));
    QTest::keyClick(name, Qt::Key_Return);
    QCOMPARE(saved.size(), 1);
    const std::vector<SavedQuery> expected{{QStringLiteral("Dear ones"), QStringLiteral("cost>1")},
                                           {QStringLiteral("This week"), QStringLiteral("after:7d is:starred")}};
    QVERIFY(views->saved() == expected);
    QVERIFY(savedQueriesFrom(toJson(expected)) == expected);
    Q_EMIT views->menu()->aboutToShow();
    views->menu()->actions().at(1)->trigger();
    QCOMPARE(bar.text(), QStringLiteral("cost>1"));
    QCOMPARE(changed.size(), 1);
    views->menu()->actions().last()->menu()->actions().first()->trigger();
    QCOMPARE(views->saved().size(), 1u);
}

QTEST_MAIN(tst_QueryBar)
#include "tst_querybar.moc"
