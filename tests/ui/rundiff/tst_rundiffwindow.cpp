#include "ui/rundiff/difftext.h"
#include "ui/rundiff/figurecells.h"
#include "ui/rundiff/rundiffwindow.h"
#include "ui/theme/theme.h"

#include "../named.h"

#include <QAction>
#include <QLabel>
#include <QPromise>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTextTable>
#include <QToolButton>

using namespace burin;
using namespace std::chrono_literals;

namespace {

RunRecord runOf(RunId id, const QString &answer)
{
    RunRecord run;
    run.id = id;
    run.draft.model = QStringLiteral("m-1");
    run.messages = {{Role::System, QStringLiteral("Be <b>brief</b>.")}, {Role::User, QStringLiteral("The weather?")}};
    run.status = RunStatus::Completed;
    run.text = answer;
    run.usage.output = id.value * 100;
    run.timings.total = milliseconds(id.value * 500);
    return run;
}

/// Runs 1 and 2; any other one is not there.
struct Runs {
    RunRecord first = runOf({1}, QStringLiteral("It rains today, and it is cold."));
    RunRecord second = runOf({2}, QStringLiteral("It snows today, and it is warm."));
    RunDiffWindow::RunSource source()
    {
        return [this](RunId id) {
            QPromise<Result<RunRecord>> promise;
            promise.start();
            if (id == first.id)
                promise.addResult(first);
            else if (id == second.id)
                promise.addResult(second);
            else
                promise.addResult(makeError(ErrorCode::RunNotFound, QString::number(id.value)));
            promise.finish();
            return promise.future();
        };
    }
};

QString linesOf(int count)
{
    QString text;
    for (int i = 0; i < count; ++i)
        text += QStringLiteral("line %1\n").arg(i);
    return text;
}

} // namespace

/// Two runs in one window.
class tst_RunDiffWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme = std::make_unique<Theme>();
    }
    void cleanupTestCase() { m_theme.reset(); }
    void showsFiguresAndTexts();
    void goesFromChangeToChange();
    void foldsWhatIsTheSame();
    void standsBesideWhereThereIsRoom();
    void exchangesTheRuns();
    void saysThatARunIsGone();
    void tellsFiguresThatAreNotKnown();
    void namesEveryControl();

private:
    std::unique_ptr<Theme> m_theme;
};

namespace {

struct ShownDiff {
    explicit ShownDiff(Runs &runs, RunId before = {1}, RunId after = {2}) : window(runs.source())
    {
        QSignalSpy shown(&window, &RunDiffWindow::shown);
        window.compare(before, after);
        QTRY_COMPARE(shown.size(), 1);
    }
    DiffText *text() { return window.findChild<DiffText *>(); }
    RunDiffWindow window;
};

} // namespace

void tst_RunDiffWindow::showsFiguresAndTexts()
{
    Runs runs;
    ShownDiff shown(runs);
    auto *figures = named<QTableView>(&shown.window, QStringLiteral("Figures of both runs"));
    QStringList cells;
    for (int column = 0; column < 4; ++column)
        cells += figures->model()->index(0, column).data().toString();
    QCOMPARE(cells, (QStringList{QStringLiteral("Output tokens"), QStringLiteral("100"), QStringLiteral("200"),
                                 QStringLiteral("+100 (+100 %)")}));
    const QString text = shown.text()->toPlainText();
    QVERIFY2(text.contains(QStringLiteral("System · the same")), qPrintable(text));
    QVERIFY2(text.contains(QLatin1StringView("snows")), qPrintable(text));
    QVERIFY2(!text.contains(QLatin1StringView("brief")), qPrintable(text)); // folded
    const QTextCursor removed = shown.text()->document()->find(QStringLiteral("rains"));
    QVERIFY(removed.charFormat().fontStrikeOut());
    QVERIFY(shown.text()->document()->find(QStringLiteral("snows")).charFormat().fontUnderline());
}

void tst_RunDiffWindow::goesFromChangeToChange()
{
    Runs runs;
    ShownDiff shown(runs);
    QCOMPARE(shown.text()->changes(), 2);
    const auto selected = [&shown] { return shown.text()->textCursor().selectedText(); };
    auto *next = shown.window.findChild<QAction *>(QStringLiteral("diff.next"));
    auto *previous = shown.window.findChild<QAction *>(QStringLiteral("diff.previous"));
    next->trigger();
    QCOMPARE(selected(), QStringLiteral("rains"));
    next->trigger();
    QCOMPARE(selected(), QStringLiteral("cold"));
    next->trigger(); // around the end
    QCOMPARE(selected(), QStringLiteral("rains"));
    previous->trigger();
    QCOMPARE(selected(), QStringLiteral("cold"));
    const QList<QLabel *> labels = shown.window.findChildren<QLabel *>();
    QVERIFY(std::ranges::any_of(labels, [](QLabel *label) { return label->text() == u"Change 2 of 2"; }));
}

void tst_RunDiffWindow::foldsWhatIsTheSame()
{
    Runs runs;
    runs.first.text = QStringLiteral("old\n") + linesOf(40) + QStringLiteral("end\n");
    runs.second.text = QStringLiteral("new\n") + linesOf(40) + QStringLiteral("fin\n");
    ShownDiff shown(runs);
    QVERIFY(shown.text()->toPlainText().contains(QLatin1StringView("line 2\n")));
    QVERIFY(shown.text()->toPlainText().contains(QLatin1StringView("line 39\n")));
    QVERIFY(!shown.text()->toPlainText().contains(QLatin1StringView("line 20\n")));
    QVERIFY2(shown.text()->toPlainText().contains(QLatin1StringView("line(s) the same")),
             qPrintable(shown.text()->toPlainText()));
    const QString link = shown.text()->document()->find(QStringLiteral("line(s) the same")).charFormat().anchorHref();
    Q_EMIT shown.text()->anchorClicked(QUrl(link));
    QVERIFY(shown.text()->toPlainText().contains(QLatin1StringView("line 20\n")));
    const QString system = shown.text()->document()->find(QStringLiteral("Show")).charFormat().anchorHref();
    Q_EMIT shown.text()->anchorClicked(QUrl(system));
    QVERIFY(shown.text()->toPlainText().contains(QLatin1StringView("Be <b>brief</b>."))); // as text
}

void tst_RunDiffWindow::standsBesideWhereThereIsRoom()
{
    Runs runs;
    ShownDiff shown(runs);
    const auto table = [&shown] { return shown.text()->document()->find(QStringLiteral("rains")).currentTable(); };
    QVERIFY(table());
    named<QToolButton>(&shown.window, QStringLiteral("Show the texts side by side"))->click();
    QVERIFY(!table());
    QVERIFY(shown.text()->toPlainText().contains(QLatin1StringView("It rainssnows today")));
    named<QToolButton>(&shown.window, QStringLiteral("Show the texts side by side"))->click();
    QVERIFY(table());
    shown.window.resize(300, 600);
    QTRY_VERIFY(!table());
}

void tst_RunDiffWindow::exchangesTheRuns()
{
    Runs runs;
    ShownDiff shown(runs);
    QSignalSpy again(&shown.window, &RunDiffWindow::shown);
    named<QToolButton>(&shown.window, QStringLiteral("Exchange the two runs"))->click();
    QTRY_COMPARE(again.size(), 1);
    QVERIFY(shown.text()->document()->find(QStringLiteral("snows")).charFormat().fontStrikeOut());
    QSignalSpy wanted(&shown.window, &RunDiffWindow::runRequested);
    named<QToolButton>(&shown.window, QStringLiteral("Open the first run"))->click();
    QCOMPARE(wanted.last().first().value<RunId>(), RunId{2});
}

void tst_RunDiffWindow::saysThatARunIsGone()
{
    Runs runs;
    ShownDiff shown(runs, {1}, {9});
    const QString sentence = makeError(ErrorCode::RunNotFound, QStringLiteral("9")).message();
    const QList<QLabel *> labels = shown.window.findChildren<QLabel *>();
    QVERIFY(std::ranges::any_of(
        labels, [&](QLabel *label) { return label->isVisible() && label->text().startsWith(sentence); }));
}

void tst_RunDiffWindow::tellsFiguresThatAreNotKnown()
{
    Runs runs;
    runs.second.receipt.total = Money{2'000'000'000};
    const CellTable table = figureTable(diffOf(runs.first, runs.second));
    const auto cost = std::ranges::find_if(table.rows, [](const auto &row) { return row[0].text == u"Cost"; });
    QVERIFY(cost != table.rows.end());
    QCOMPARE((*cost)[1].text, QStringLiteral("no price"));
    QCOMPARE((*cost)[3].text, QStringLiteral("–"));
}

void tst_RunDiffWindow::namesEveryControl()
{
    Runs runs;
    ShownDiff shown(runs);
    QCOMPARE(namelessControls(&shown.window), QStringList());
}

QTEST_MAIN(tst_RunDiffWindow)
#include "tst_rundiffwindow.moc"
