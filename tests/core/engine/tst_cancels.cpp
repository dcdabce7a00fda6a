#include "tests/core/engine/cancelscene.h"
#include "tests/core/engine/faultrows.h"

#include <QSignalSpy>
#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

namespace {

constexpr int Cancels = 125; // at each of the eight stages

/// How long each cancel took, in microseconds.
class Latencies {
public:
    void add(qint64 nanoseconds) { m_all.push_back(nanoseconds / 1000); }
    qint64 percentile(double share)
    {
        std::ranges::sort(m_all);
        return m_all.at(size_t(double(m_all.size() - 1) * share));
    }

private:
    std::vector<qint64> m_all;
};

} // namespace

Q_DECLARE_METATYPE(burin::CancelStage)

/// A thousand cancels at eight stages of a run: each ends it exactly once, with all that had arrived, and leaves
/// nothing behind. How fast, is printed here and held against its limit by ./dev bench.
class tst_Cancels : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aCancelEndsTheRun_data();
    void aCancelEndsTheRun();
    void aCancelTogetherWithATimeoutEndsItOnce();
};

void tst_Cancels::aCancelEndsTheRun_data()
{
    QTest::addColumn<CancelStage>("stage");
    QTest::addColumn<RunStatus>("status");
    QTest::addColumn<QString>("text");
    QTest::addColumn<Billing>("billing"); // of the attempt, if there was one
    QTest::addColumn<bool>("attempted");
    const auto row = [](const char *name, CancelStage stage) -> QTestData & { return QTest::newRow(name) << stage; };
    const auto cancelled = RunStatus::Cancelled;
    row("94 queued", CancelStage::Queued) << cancelled << QString() << Billing::None << false;
    row("94 being journalled", CancelStage::Journalling) << cancelled << QString() << Billing::None << false;
    row("95 connecting", CancelStage::Connecting) << cancelled << QString() << Billing::None << true;
    row("96 uploading", CancelStage::Uploading) << cancelled << QString() << Billing::Unknown << true;
    row("96 before the first byte", CancelStage::FirstByte) << cancelled << QString() << Billing::Unknown << true;
    row("97 in mid-stream", CancelStage::Streaming)
        << cancelled << QStringLiteral("one ") << Billing::Estimated << true;
    row("98 before a retry", CancelStage::Waiting) << cancelled << QString() << Billing::None << true;
    row("99 behind the end", CancelStage::BehindTheEnd)
        << RunStatus::Completed << QStringLiteral("one two") << Billing::Exact << true;
}

void tst_Cancels::aCancelEndsTheRun()
{
    QFETCH(CancelStage, stage);
    QFETCH(RunStatus, status);
    QFETCH(QString, text);
    QFETCH(Billing, billing);
    QFETCH(bool, attempted);
    CancelScene scene(stage);
    if (stage == CancelStage::Queued) QTRY_COMPARE(scene.server().requestCount(), 1);
    Latencies latencies;
    for (int i = 0; i < Cancels; ++i) {
        Run *run = scene.engine().start(scene.spec());
        RunProbe probe(run);
        QElapsedTimer since;
        qint64 took = 0;
        connect(run, &Run::finished, this, [&] { took = since.isValid() ? since.nsecsElapsed() : 0; });
        scene.when(run, [run, &since] {
            if (!since.isValid()) since.start();
            run->cancel();
            run->cancel(); // 100: twice is once
        });
        QSignalSpy finished(run, &Run::finished); // QTRY_ would look every 50 ms only
        QVERIFY(probe.isDone() || finished.wait(60'000));
        latencies.add(took);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        const RunRecord record = probe.finished.first();
        QCOMPARE(probe.finished.size(), 1);
        QCOMPARE(toString(record.status), toString(status));
        QCOMPARE(record.text, text);
        QCOMPARE(probe.text, text);
        QVERIFY(!record.error);
        QCOMPARE(!record.attempts.empty(), attempted);
        if (attempted) QCOMPARE(toString(record.attempts.back().billing), toString(billing));
    }
    qInfo("%d cancels: finished after %lld us in the middle, %lld us at p99", Cancels,
          static_cast<long long>(latencies.percentile(0.5)), static_cast<long long>(latencies.percentile(0.99)));
    QCOMPARE(scene.leftovers(), 0);
    QTRY_COMPARE(int(scene.engine().findChildren<Run *>().size()), stage == CancelStage::Queued ? 1 : 0);
    scene.engine().cancelAll();
    QTRY_COMPARE(scene.engine().findChildren<Run *>().size(), 0);
    QTRY_COMPARE_WITH_TIMEOUT(scene.server().openConnections(), 0, 60'000);
}

void tst_Cancels::aCancelTogetherWithATimeoutEndsItOnce()
{
    ScriptedServer server({sseHead().event(textChunk("one ")).stall()});
    Engine engine({});
    for (int i = 0; i < 50; ++i) {
        RunSpec spec = specFor(server.url(QStringLiteral("/v1")));
        spec.timeouts = {.connect = 60s, .firstContent = 60s, .idle = 30ms, .total = 60s};
        Run *run = engine.start(spec);
        RunProbe probe(run);
        // A timer of the same length beside the idle timer: either may come first, within the same turn.
        connect(run, &Run::textAdded, run, [run] { QTimer::singleShot(30ms, Qt::PreciseTimer, run, &Run::cancel); });
        QSignalSpy finished(run, &Run::finished);
        QVERIFY(probe.isDone() || finished.wait(60'000));
        const RunRecord record = probe.finished.first();
        QVERIFY(record.status == RunStatus::Cancelled || record.status == RunStatus::Partial);
        QCOMPARE(record.status == RunStatus::Partial, record.error.has_value());
        QCOMPARE(record.text, QStringLiteral("one "));
        QCOMPARE(toString(record.attempts.back().billing), toString(Billing::Estimated));
        QTRY_COMPARE(engine.activeRuns(), 0);
        QCOMPARE(probe.finished.size(), 1);
    }
    QTRY_COMPARE_WITH_TIMEOUT(server.openConnections(), 0, 60'000);
}

QTEST_GUILESS_MAIN(tst_Cancels)
#include "tst_cancels.moc"
