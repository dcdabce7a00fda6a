#include "core/engine/replayer.h"

#include <QSignalSpy>
#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

class tst_Replayer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void playsEverythingInOrder_data();
    void playsEverythingInOrder();
    void seekSkipsWhatLiesBefore();
    void pauseStandsStill();
    void emptyRecordingEnds();
};

namespace {

/// A thought at 10 ms, then a word each 10 ms.
ReplayTimeline timeline()
{
    ReplayTimeline made;
    made.reasoning = u"hm "_qs;
    made.points.push_back({10ms, {.points = 1, .reasoning = 3}});
    for (int i = 1; i <= 5; ++i) {
        made.text += u"word%1 "_qs.arg(i);
        made.points.push_back({10ms * (i + 1), {.points = i + 1, .text = made.text.size(), .reasoning = 3}});
    }
    made.end = 80ms;
    return made;
}

struct Played {
    explicit Played(Replayer &replayer) : ended(&replayer, &Replayer::finished)
    {
        QObject::connect(&replayer, &Replayer::textAdded, &replayer, [this](const QString &part) { text += part; });
        QObject::connect(&replayer, &Replayer::reasoningAdded, &replayer,
                         [this](const QString &part) { reasoning += part; });
    }
    QString text;
    QString reasoning;
    QSignalSpy ended;
};

} // namespace

void tst_Replayer::playsEverythingInOrder_data()
{
    QTest::addColumn<double>("speed");
    QTest::newRow("at once") << 0.0;
    QTest::newRow("as it was") << 1.0;
    QTest::newRow("ten times as fast") << 10.0;
    QTest::newRow("half as fast") << 0.5;
}

void tst_Replayer::playsEverythingInOrder()
{
    QFETCH(double, speed);
    QElapsedTimer clock;
    Replayer replayer(timeline(), speed);
    Played played(replayer);
    clock.start();
    replayer.play();
    QVERIFY(played.text.isEmpty()); // never from inside
    QTRY_COMPARE_WITH_TIMEOUT(played.ended.size(), 1, 20'000);
    QCOMPARE(played.text, timeline().text);
    QCOMPARE(played.reasoning, timeline().reasoning);
    QCOMPARE(replayer.position(), timeline().end);
    if (speed > 0) QVERIFY(double(clock.nsecsElapsed()) / 1e6 * speed >= 80); // never faster than that
}

void tst_Replayer::seekSkipsWhatLiesBefore()
{
    Replayer replayer(timeline(), 0);
    Played played(replayer);
    replayer.seek(40ms);
    QCOMPARE(replayer.reached(), momentAt(timeline(), 40ms));
    QCOMPARE(replayer.position(), microseconds(40ms));
    replayer.play();
    QTRY_COMPARE(played.ended.size(), 1);
    QCOMPARE(played.text, u"word4 word5 "_qs);
    QVERIFY(played.reasoning.isEmpty());
    replayer.seek(-5ms);
    QCOMPARE(replayer.position(), 0us);
    replayer.seek(1h);
    QCOMPARE(replayer.position(), timeline().end);
}

void tst_Replayer::pauseStandsStill()
{
    Replayer replayer(timeline(), 0.01); // eight seconds: it cannot end by itself in between
    Played played(replayer);
    replayer.seek(20ms);
    replayer.play();
    QTRY_VERIFY(replayer.position() > 20ms);
    replayer.pause();
    const microseconds there = replayer.position();
    QCoreApplication::sendPostedEvents();
    QCOMPARE(replayer.position(), there);
    QCOMPARE(played.ended.size(), 0);
}

void tst_Replayer::emptyRecordingEnds()
{
    Replayer replayer({}, 1);
    Played played(replayer);
    replayer.play();
    QTRY_COMPARE(played.ended.size(), 1);
    QVERIFY(played.text.isEmpty());
}

QTEST_GUILESS_MAIN(tst_Replayer)
#include "tst_replayer.moc"
