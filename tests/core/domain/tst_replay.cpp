#include "core/domain/replay.h"

#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

class tst_Replay : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatWasThereAtATime_data();
    void tellsWhatWasThereAtATime();
    void tellsThePace_data();
    void tellsThePace();
    void tellsHowLongSlowGapsAre();
    void countsTheBytes();
};

namespace {

ReplayTimeline timelineAt(const std::vector<microseconds> &times)
{
    ReplayTimeline timeline;
    for (const microseconds at : times) {
        timeline.text += u'x';
        const qsizetype count = timeline.text.size();
        timeline.points.push_back({at, {.points = count, .text = count}});
        timeline.end = at;
    }
    return timeline;
}

} // namespace

Q_DECLARE_METATYPE(std::vector<std::chrono::microseconds>)

void tst_Replay::tellsWhatWasThereAtATime_data()
{
    QTest::addColumn<qint64>("time");
    QTest::addColumn<qsizetype>("points");
    QTest::newRow("before everything") << qint64(-1) << qsizetype(0);
    QTest::newRow("at the beginning") << qint64(0) << qsizetype(0);
    QTest::newRow("just before the first") << qint64(99) << qsizetype(0);
    QTest::newRow("the moment it comes") << qint64(100) << qsizetype(1);
    QTest::newRow("two at once") << qint64(200) << qsizetype(3);
    QTest::newRow("in a gap") << qint64(899) << qsizetype(3);
    QTest::newRow("the last") << qint64(900) << qsizetype(4);
    QTest::newRow("long after") << qint64(1'000'000) << qsizetype(4);
}

void tst_Replay::tellsWhatWasThereAtATime()
{
    QFETCH(qint64, time);
    QFETCH(qsizetype, points);
    const ReplayMoment moment = momentAt(timelineAt({100us, 200us, 200us, 900us}), microseconds(time));
    QCOMPARE(moment.points, points);
    QCOMPARE(moment.text, points);
}

void tst_Replay::tellsThePace_data()
{
    QTest::addColumn<std::vector<microseconds>>("times");
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("median");
    QTest::addColumn<qint64>("longestFrom");
    QTest::addColumn<qint64>("longestTo");
    using Times = std::vector<microseconds>;
    constexpr qint64 None = -1;
    QTest::newRow("nothing") << Times{} << None << None << None << None;
    QTest::newRow("one point has no gap") << Times{7us} << qint64(7) << None << None << None;
    QTest::newRow("two") << Times{7us, 9us} << qint64(7) << qint64(2) << qint64(7) << qint64(9);
    QTest::newRow("odd") << Times{0us, 1us, 11us, 16us} << qint64(0) << qint64(5) << qint64(1) << qint64(11);
    QTest::newRow("even takes the lower") << Times{0us, 2us, 6us} << qint64(0) << qint64(2) << qint64(2) << qint64(6);
    QTest::newRow("first of equals") << Times{0us, 5us, 10us} << qint64(0) << qint64(5) << qint64(0) << qint64(5);
    QTest::newRow("at once") << Times{3us, 3us} << qint64(3) << qint64(0) << qint64(3) << qint64(3);
}

void tst_Replay::tellsThePace()
{
    QFETCH(std::vector<microseconds>, times);
    QFETCH(qint64, first);
    QFETCH(qint64, median);
    QFETCH(qint64, longestFrom);
    QFETCH(qint64, longestTo);
    const ReplayPace pace = paceOf(timelineAt(times));
    QCOMPARE(pace.firstContent.value_or(-1us).count(), first);
    QCOMPARE(pace.medianGap.value_or(-1us).count(), median);
    QCOMPARE(pace.longestGap.value_or(ReplayGap{-1us, -1us}).from.count(), longestFrom);
    QCOMPARE(pace.longestGap.value_or(ReplayGap{-1us, -1us}).to.count(), longestTo);
}

void tst_Replay::tellsHowLongSlowGapsAre()
{
    std::vector<microseconds> times{0us};
    for (int gap = 1; gap <= 40; ++gap) // 1, 2, …, 40 µs, the longest in the middle of them
        times.push_back(times.back() + microseconds(gap == 20 ? 40 : gap == 40 ? 20 : gap));
    const ReplayPace pace = paceOf(timelineAt(times));
    QCOMPARE(pace.gaps, 40);
    QCOMPARE(pace.medianGap, std::optional(20us));
    QCOMPARE(pace.slowGap, std::optional(38us));
    QCOMPARE(gapsOf(timelineAt(times))[19].length(), 40us);
    QVERIFY(!paceOf(timelineAt({7us})).slowGap);
}

void tst_Replay::countsTheBytes()
{
    WireRecording recording;
    QCOMPARE(recordedBytes(recording), 0);
    recording.pieces = {{1us, "abc"}, {2us, ""}, {3us, "de"}};
    recording.bytesLeftOut = 100;
    QCOMPARE(recordedBytes(recording), 5);
}

QTEST_GUILESS_MAIN(tst_Replay)
#include "tst_replay.moc"
