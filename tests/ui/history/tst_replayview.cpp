#include "fakehistory.h"
#include "ui/history/replayfacts.h"
#include "ui/history/replaystrip.h"
#include "ui/history/replayview.h"
#include "ui/history/rundetail.h"
#include "ui/theme/theme.h"

#include "../named.h"

#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

using namespace burin;
using namespace std::chrono_literals;

class tst_ReplayView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme = std::make_unique<Theme>();
    }
    void cleanupTestCase() { m_theme.reset(); }
    void showsTheWholeAtFirst();
    void sliderShowsWhatWasThere_data();
    void sliderShowsWhatWasThere();
    void clickOnTheTimelineGoesThere();
    void spacePlaysAndPauses();
    void atOnceIsAtTheEnd();
    void playsToTheEnd();
    void attemptsAreChosen();
    void reasoningComesBeforeTheText();
    void tellsThePace();
    void headersAreFolded();
    void exportsTheChosenOne();
    void tabAsksOnceForTheRun();
    void lateAnswersAreIgnored();
    void saysWhyThereIsNothing_data();
    void saysWhyThereIsNothing();
    void namesEveryControl();
    void fitsANarrowPanel();
    void looksWell_data();
    void looksWell();

private:
    std::unique_ptr<Theme> m_theme;
};

namespace {

/// Words every 100 ms from the first second on, and one of two seconds' silence.
Replay replayOf(int attempt, const QStringList &words)
{
    Replay replay;
    replay.recording.attempt = attempt;
    replay.recording.kind = u"openai"_qs;
    replay.recording.method = "POST";
    replay.recording.url = u"https://example.com/v1/chat/completions"_qs;
    replay.recording.requestHeaders = {{"Content-Type", "application/json"}};
    replay.recording.status = 200;
    replay.recording.responseHeaders = {{"x-request-id", "req-7"}, {"evil", "a\x1b[31m<b>"}};
    replay.recording.headAt = 400ms;
    microseconds at = 1s;
    for (const QString &word : words) {
        replay.timeline.text += word;
        const qsizetype count = qsizetype(replay.timeline.points.size()) + 1;
        replay.timeline.points.push_back({at, {.points = count, .text = replay.timeline.text.size()}});
        replay.recording.pieces.push_back({at, word.toUtf8()});
        at += count == 3 ? 2s : 100ms;
    }
    replay.timeline.end = 5s;
    replay.recording.endAt = 5s;
    replay.status = RunStatus::Completed;
    return replay;
}

QStringList words()
{
    return {u"one "_qs, u"two "_qs, u"three "_qs, u"four "_qs, u"five"_qs};
}

struct Shown {
    explicit Shown(std::vector<Replay> replays)
    {
        view.resize(560, 700);
        view.setReplays(std::move(replays));
        view.show();
        view.activateWindow();
    }
    template <class T> T *part(const char *name) { return named<T>(&view, QString::fromLatin1(name)); }
    QSlider *slider() { return part<QSlider>("Position in the recording"); }
    QString text() { return part<QPlainTextEdit>("Answer up to that moment")->toPlainText(); }
    ReplayView view;
};

QString valueOf(const std::vector<Fact> &facts, const QString &name)
{
    const auto fact = std::ranges::find(facts, name, &Fact::name);
    return fact == facts.end() ? u"(no such fact)"_qs : fact->value;
}

bool shows(const QWidget &widget, const QString &text)
{
    return std::ranges::any_of(widget.findChildren<QLabel *>(), [&text](const QLabel *label) {
        return label->isVisible() && label->text().contains(text);
    });
}

} // namespace

void tst_ReplayView::showsTheWholeAtFirst()
{
    Shown shown({replayOf(1, words())});
    QCOMPARE(shown.text(), u"one two three four five"_qs);
    QCOMPARE(shown.slider()->value(), shown.slider()->maximum());
    QVERIFY(shows(shown.view, u"5.0 s of 5.0 s"_qs));
}

void tst_ReplayView::sliderShowsWhatWasThere_data()
{
    QTest::addColumn<int>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("beginning") << 0 << QString();
    QTest::newRow("just before the first") << 199 << QString();
    QTest::newRow("the first") << 200 << u"one "_qs;
    QTest::newRow("in the gap") << 500 << u"one two three "_qs;
    QTest::newRow("behind it") << 640 << u"one two three four "_qs;
    QTest::newRow("end") << 1000 << u"one two three four five"_qs;
}

void tst_ReplayView::sliderShowsWhatWasThere()
{
    QFETCH(int, value);
    QFETCH(QString, text);
    Shown shown({replayOf(1, words())});
    shown.slider()->setValue(500); // from both sides
    shown.slider()->setValue(value);
    QCOMPARE(shown.text(), text);
    shown.slider()->setValue(0);
    shown.slider()->setValue(value);
    QCOMPARE(shown.text(), text);
}

void tst_ReplayView::clickOnTheTimelineGoesThere()
{
    Shown shown({replayOf(1, words())});
    auto *strip = shown.view.findChild<ReplayStrip *>();
    QTest::mouseClick(strip, Qt::LeftButton, {}, QPoint(strip->width() / 2, strip->height() / 2));
    QCOMPARE(shown.text(), u"one two three "_qs);
    QVERIFY(std::abs(shown.slider()->value() - 500) < 10);
    QTest::mouseClick(strip, Qt::LeftButton, {}, QPoint(0, strip->height() / 2));
    QCOMPARE(shown.text(), QString());
    QVERIFY(strip->accessibleDescription().contains(u"longest gap 2.0 s"));
}

void tst_ReplayView::spacePlaysAndPauses()
{
    Shown shown({replayOf(1, words())});
    QVERIFY(shown.part<QToolButton>("Play the recording"));
    shown.slider()->setFocus();
    QTest::keyClick(shown.slider(), Qt::Key_Home);
    QCOMPARE(shown.slider()->value(), 0);
    QTest::keyClick(shown.slider(), Qt::Key_Space);
    QVERIFY(shown.part<QToolButton>("Pause the recording"));
    QTRY_VERIFY(shown.slider()->value() > 0);
    QTest::keyClick(shown.slider(), Qt::Key_Space);
    QVERIFY(shown.part<QToolButton>("Play the recording"));
    QTest::keyClick(shown.slider(), Qt::Key_End);
    QCOMPARE(shown.text(), u"one two three four five"_qs);
}

void tst_ReplayView::atOnceIsAtTheEnd()
{
    Shown shown({replayOf(1, words())});
    auto *speed = shown.part<QComboBox>("Speed");
    speed->setCurrentIndex(speed->count() - 1);
    shown.slider()->setValue(100);
    shown.part<QToolButton>("Play the recording")->click();
    QTRY_VERIFY(shown.part<QToolButton>("Play the recording"));
    QCOMPARE(shown.text(), u"one two three four five"_qs);
}

void tst_ReplayView::playsToTheEnd()
{
    Shown shown({replayOf(1, words())});
    auto *speed = shown.part<QComboBox>("Speed");
    speed->setCurrentIndex(speed->findText(u"16×"_qs));
    QStringList seen;
    connect(shown.part<QPlainTextEdit>("Answer up to that moment"), &QPlainTextEdit::textChanged, this,
            [&] { seen += shown.text(); });
    shown.part<QToolButton>("Play the recording")->click(); // it stood at the end, so it begins again
    QTRY_COMPARE_WITH_TIMEOUT(shown.slider()->value(), 1000, 20'000);
    QTRY_VERIFY(shown.part<QToolButton>("Play the recording"));
    QCOMPARE(seen.last(), u"one two three four five"_qs);
    for (const QString &text : seen)
        QVERIFY2(seen.last().startsWith(text), qPrintable(text));
}

void tst_ReplayView::attemptsAreChosen()
{
    Shown shown({replayOf(1, {u"failed"_qs}), replayOf(3, words())});
    auto *attempt = shown.part<QComboBox>("Attempt");
    QVERIFY(attempt->isVisible());
    QCOMPARE(attempt->currentText(), u"Attempt 3"_qs);
    QTest::keyClick(attempt, Qt::Key_Up);
    QCOMPARE(attempt->currentText(), u"Attempt 1"_qs);
    QCOMPARE(shown.text(), u"failed"_qs);
    shown.view.setReplays({replayOf(1, words())});
    QVERIFY(!attempt->isVisible());
}

void tst_ReplayView::reasoningComesBeforeTheText()
{
    ReplayTimeline timeline;
    timeline.reasoning = u"thought"_qs;
    timeline.text = u"said"_qs;
    QCOMPARE(textAt(timeline, {.reasoning = 3}), u"tho"_qs);
    const QString both = textAt(timeline, {.text = 2, .reasoning = 7});
    QVERIFY(both.startsWith(u"thought") && both.endsWith(u"sa"));
    QVERIFY(both.size() > 9);
}

void tst_ReplayView::tellsThePace()
{
    Replay replay = replayOf(1, words());
    replay.recording.bytesLeftOut = 2048;
    replay.recording.fault = u"idle_timeout"_qs;
    const std::vector<Fact> facts = replayFacts(replay);
    QCOMPARE(valueOf(facts, u"Response head"_qs), u"0.40 s"_qs);
    QCOMPARE(valueOf(facts, u"First content"_qs), u"1.00 s"_qs);
    QCOMPARE(valueOf(facts, u"Median gap"_qs), u"0.10 s"_qs);
    QCOMPARE(valueOf(facts, u"Longest gap"_qs), u"2.0 s, after 1.20 s"_qs);
    QCOMPARE(valueOf(facts, u"End"_qs), u"5.0 s"_qs);
    QCOMPARE(valueOf(facts, u"Connection"_qs), u"idle_timeout"_qs);
    QVERIFY(valueOf(facts, u"Received"_qs).contains(u"23 bytes"));
    QVERIFY(valueOf(facts, u"Received"_qs).contains(u"2.00 KiB left out"));
    replay.timeline = {};
    replay.recording.status = 0;
    QCOMPARE(valueOf(replayFacts(replay), u"First content"_qs), u"–"_qs);
    QCOMPARE(valueOf(replayFacts(replay), u"Longest gap"_qs), u"–"_qs);
    QCOMPARE(valueOf(replayFacts(replay), u"Response head"_qs), u"–"_qs);
    QCOMPARE(formatMoment(1'234us), u"1.2 ms"_qs);
}

void tst_ReplayView::headersAreFolded()
{
    Shown shown({replayOf(1, words())});
    auto *headers = shown.part<QPlainTextEdit>("Headers of request and response");
    QVERIFY(!headers->isVisible());
    shown.part<QToolButton>("Headers of request and response")->click();
    QVERIFY(headers->isVisible());
    const QString text = headers->toPlainText();
    QVERIFY(text.startsWith(u"POST https://example.com/v1/chat/completions\n"));
    QVERIFY(text.contains(u"HTTP 200\nx-request-id: req-7\n"));
    QVERIFY(!text.contains(QChar(0x1b)));
}

void tst_ReplayView::exportsTheChosenOne()
{
    Shown shown({replayOf(1, {u"a"_qs}), replayOf(2, words())});
    QSignalSpy exported(&shown.view, &ReplayView::exportRequested);
    shown.part<QToolButton>("Write the recording to a file")->click();
    auto *dialog = shown.view.findChild<QFileDialog *>();
    QVERIFY(dialog);
    QCOMPARE(dialog->acceptMode(), QFileDialog::AcceptSave);
    Q_EMIT dialog->fileSelected(u"/tmp/x.json"_qs);
    QCOMPARE(exported.size(), 1);
    QCOMPARE(exported[0][0].value<Replay>().recording.attempt, 2);
    QCOMPARE(exported[0][1].toString(), u"/tmp/x.json"_qs);
    dialog->close();
}

void tst_ReplayView::tabAsksOnceForTheRun()
{
    RunDetail detail;
    QSignalSpy wanted(&detail, &RunDetail::recordingWanted);
    detail.setRecord(recordOf({7}));
    detail.show();
    QCOMPARE(wanted.size(), 0); // nobody looks at it yet
    auto *tabs = detail.findChild<QTabWidget *>();
    tabs->setCurrentWidget(detail.findChild<ReplayView *>());
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].value<RunId>(), RunId{7});
    detail.setReplays({7}, std::vector<Replay>{replayOf(1, words())});
    QVERIFY(named<QSlider>(&detail, u"Position in the recording"_qs)->isVisible());
    detail.setRecord(recordOf({7})); // read again after a refresh
    tabs->setCurrentIndex(0);
    tabs->setCurrentWidget(detail.findChild<ReplayView *>());
    QCOMPARE(wanted.size(), 1);
    detail.refreshRecording({8});
    QCOMPARE(wanted.size(), 1);
    detail.refreshRecording({7});
    QCOMPARE(wanted.size(), 2);
    detail.setRecord(recordOf({8}));
    QCOMPARE(wanted.size(), 3);
}

void tst_ReplayView::lateAnswersAreIgnored()
{
    RunDetail detail;
    detail.show();
    detail.setReplays({7}, std::vector<Replay>{replayOf(1, words())}); // nothing is shown at all
    detail.setRecord(recordOf({7}));
    detail.findChild<QTabWidget *>()->setCurrentWidget(detail.findChild<ReplayView *>());
    detail.setRecord(recordOf({8}));
    detail.setReplays({7}, std::vector<Replay>{replayOf(1, words())});
    QVERIFY(!named<QSlider>(&detail, u"Position in the recording"_qs)->isVisible());
    detail.setReplays({8}, std::vector<Replay>{replayOf(1, words())});
    QVERIFY(named<QSlider>(&detail, u"Position in the recording"_qs)->isVisible());
    detail.setReplays({8}, makeError(ErrorCode::Storage));
    QVERIFY(shows(detail, makeError(ErrorCode::Storage).message()));
}

void tst_ReplayView::saysWhyThereIsNothing_data()
{
    QTest::addColumn<RunRecord>("record");
    QTest::addColumn<QString>("why");
    RunRecord running = recordOf({7});
    running.status = RunStatus::Running;
    QTest::newRow("running") << running << u"still going on"_qs;
    RunRecord unsent = recordOf({7});
    for (Attempt &attempt : unsent.attempts)
        attempt.sent = false;
    QTest::newRow("never sent") << unsent << u"nothing was sent"_qs;
    QTest::newRow("off, or dropped") << recordOf({7}) << u"recording was off"_qs;
}

void tst_ReplayView::saysWhyThereIsNothing()
{
    QFETCH(RunRecord, record);
    QFETCH(QString, why);
    RunDetail detail;
    detail.resize(700, 700);
    detail.setRecord(record);
    detail.show();
    detail.findChild<QTabWidget *>()->setCurrentWidget(detail.findChild<ReplayView *>());
    detail.setReplays({7}, std::vector<Replay>());
    QVERIFY(shows(detail, why));
    QTest::keyClick(detail.findChild<ReplayView *>(), Qt::Key_Space); // plays nothing
}

void tst_ReplayView::namesEveryControl()
{
    Shown shown({replayOf(1, {u"a"_qs}), replayOf(2, words())});
    shown.part<QToolButton>("Headers of request and response")->click();
    QCOMPARE(namelessControls(&shown.view), QStringList());
}

void tst_ReplayView::fitsANarrowPanel()
{
    Shown shown({replayOf(1, {u"a"_qs}), replayOf(2, words())});
    QVERIFY(shown.view.minimumSizeHint().width() <= theme().space(70)); // the least that the history gives a run
    shown.view.resize(theme().space(70), 700);
    for (const char *name : {"Play the recording", "Write the recording to a file"}) {
        auto *button = shown.part<QToolButton>(name);
        QVERIFY2(shown.view.rect().contains(QRect(button->mapTo(&shown.view, QPoint()), button->size())), name);
    }
}

void tst_ReplayView::looksWell_data()
{
    QTest::addColumn<int>("mode");
    QTest::newRow("light") << int(ThemeMode::Light);
    QTest::newRow("dark") << int(ThemeMode::Dark);
}

/// With BURIN_SCREENSHOTS=folder the pictures are kept, for eyes.
void tst_ReplayView::looksWell()
{
    QFETCH(int, mode);
    theme().setMode(ThemeMode(mode));
    QStringList many;
    for (int i = 0; i < 30; ++i)
        many += u"word%1 "_qs.arg(i);
    RunDetail detail;
    detail.resize(620, 760);
    detail.setRecord(recordOf({7}));
    detail.show();
    detail.findChild<QTabWidget *>()->setCurrentWidget(detail.findChild<ReplayView *>());
    detail.setReplays({7}, std::vector<Replay>{replayOf(1, {u"a"_qs}), replayOf(2, many)});
    named<QToolButton>(&detail, u"Headers of request and response"_qs)->click();
    named<QSlider>(&detail, u"Position in the recording"_qs)->setValue(720);
    const QImage picture = detail.grab().toImage();
    const QString folder = qEnvironmentVariable("BURIN_SCREENSHOTS");
    if (!folder.isEmpty())
        QVERIFY(picture.save(folder + u"/replay-%1.png"_qs.arg(QLatin1StringView(QTest::currentDataTag()))));
    auto *strip = detail.findChild<ReplayStrip *>();
    const QImage drawn = strip->grab().toImage();
    QSet<QRgb> colors;
    for (int x = 0; x < drawn.width(); ++x)
        colors += drawn.pixel(x, drawn.height() - QFontMetrics(theme().smallFont()).height() - theme().space(3));
    for (const QColor &color : {theme().colors().accent, theme().colors().muted, theme().colors().text})
        QVERIFY2(colors.contains(color.rgb()), qPrintable(color.name())); // played, to come, and where one is
    theme().setMode(ThemeMode::Light);
}

QTEST_MAIN(tst_ReplayView)
#include "tst_replayview.moc"
