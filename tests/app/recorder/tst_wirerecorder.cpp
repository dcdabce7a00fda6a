#include "app/recorder/runrecorder.h"
#include "core/engine/engine.h"
#include "core/engine/replay.h"
#include "core/store/dbthread.h"
#include "core/store/history.h"
#include "core/store/recordings.h"
#include "tests/core/engine/faultrows.h"
#include "tests/core/engine/runprobe.h"
#include "tests/support/scriptedserver.h"

#include <QDirIterator>
#include <QSignalSpy>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace burin;

/// From the socket to the database file.
class tst_WireRecorder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void storesEveryAttemptOfARun();
    void flushWaitsForRecordings();
    void noKeyIsInAnyFile_data();
    void noKeyIsInAnyFile();
    void aLostRecordingIsNotALostRun();
    void theTotalIsKept();
};

namespace {

template <class T> T waitFor(const QFuture<T> &future)
{
    [&future] { QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), 20'000); }();
    return future.result();
}

/// A profile, an engine that records into it, and a server.
struct Bench {
    explicit Bench(std::vector<Script> scripts)
        : server(std::move(scripts)),
          database(folder.filePath(u"profile"_qs)),
          recorder(database),
          engine({.journal = recorder.journalHook(), .record = recorder.recordHook(), .waitScale = 0})
    {
    }
    /// Runs to the end and waits until all of it is stored.
    RunId run(const Secret &key)
    {
        RunSpec spec = specFor(server.url(u"/v1"_qs));
        spec.key = key;
        const Result<RunId> id = waitFor(recorder.begin(spec));
        if (!id) return {};
        spec.id = *id;
        Run *run = engine.start(spec);
        recorder.follow(run);
        RunProbe probe(run);
        [&probe] { QTRY_VERIFY_WITH_TIMEOUT(probe.isDone(), 20'000); }();
        waitFor(recorder.flush());
        return *id;
    }
    std::vector<WireRecording> recordingsOf(RunId id)
    {
        const auto loaded = waitFor(database.run([id](const QSqlDatabase &db) { return loadRecordings(db, id); }));
        return loaded ? *loaded : std::vector<WireRecording>();
    }
    RunRecord load(RunId id)
    {
        const auto record = waitFor(database.run([id](const QSqlDatabase &db) { return loadRun(db, id); }));
        return record ? *record : RunRecord();
    }

    QTemporaryDir folder;
    ScriptedServer server;
    DbThread database;
    RunRecorder recorder;
    Engine engine;
};

Script goodStream()
{
    return sseResponse({textChunk("Hello "), textChunk("you"), finishChunk("stop"), usageChunk(), "[DONE]"});
}

QByteArrayList filesWith(const QString &folder, const QByteArray &needle)
{
    QByteArrayList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(needle)) found += file.fileName().toUtf8();
    }
    return found;
}

} // namespace

void tst_WireRecorder::storesEveryAttemptOfARun()
{
    Bench bench({jsonResponse(503, "{}"), goodStream()});
    QSignalSpy recorded(&bench.recorder, &RunRecorder::recorded);
    const RunId id = bench.run({});
    QCOMPARE(recorded.size(), 2);
    QCOMPARE(recorded[0][0].value<RunId>(), id);
    const std::vector<WireRecording> recordings = bench.recordingsOf(id);
    QCOMPARE(recordings.size(), 2u);
    const RunRecord record = bench.load(id);
    QCOMPARE(record.attempts.size(), 2u);
    const Result<ReplayResult> played = playThrough(recordings[1]);
    QVERIFY(played);
    QCOMPARE(played->answer.text, record.text);
    QCOMPARE(played->answer.usage, record.usage);
    QCOMPARE(toString(played->status), toString(record.status));
    QCOMPARE(recordings[1].requestBody, record.requestJson);
}

void tst_WireRecorder::flushWaitsForRecordings()
{
    Bench bench({goodStream()});
    for (int i = 0; i < 5; ++i)
        QCOMPARE(bench.recordingsOf(bench.run({})).size(), 1u);
}

void tst_WireRecorder::noKeyIsInAnyFile_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("refused") << 401;
    QTest::newRow("answered") << 200;
}

void tst_WireRecorder::noKeyIsInAnyFile()
{
    QFETCH(int, status);
    const QByteArray key = "canary/Zx81+K7=Qw";
    const QByteArrayList spellings{key, key.toPercentEncoding(), key.toBase64(QByteArray::OmitTrailingEquals),
                                   key.toHex()};
    const QByteArray echo = spellings.join(' ');
    const HttpHeaders headers{{"Set-Cookie", "session=" + key}, {"x-echo", key}};
    Bench bench(
        {status == 200
             ? sseResponse({textChunk("ok"), R"({"note":")" + echo + R"("})", finishChunk("stop"), "[DONE]"}, headers)
             : jsonResponse(status, R"({"error":{"message":"bad key )" + echo + R"("}})", headers)});
    const RunId id = bench.run(Secret(key));
    const std::vector<WireRecording> recordings = bench.recordingsOf(id);
    QCOMPARE(recordings.size(), 1u);
    QByteArray all = recordings[0].url.toUtf8() + recordings[0].requestBody + recordings[0].fault.toUtf8();
    for (const auto &part : {recordings[0].requestHeaders, recordings[0].responseHeaders})
        for (const auto &[name, value] : part)
            all += name + value;
    for (const WirePiece &piece : recordings[0].pieces)
        all += piece.bytes;
    for (const QByteArray &spelling : spellings) {
        QVERIFY2(!all.contains(spelling), spelling.constData()); // what was packed, which the raw scan cannot read
        QCOMPARE(filesWith(bench.folder.path(), spelling), QByteArrayList());
    }
    QVERIFY(all.contains(status == 200 ? "note" : "bad key"));
    QCOMPARE(filesWith(bench.folder.path(), "CREATE TABLE recordings").isEmpty(),
             false); // the scan does find what is there
}

void tst_WireRecorder::aLostRecordingIsNotALostRun()
{
    Bench bench({goodStream()});
    QVERIFY(waitFor(bench.database.run([](const QSqlDatabase &db) -> Outcome {
        if (QSqlQuery(db).exec(u"DROP TABLE recordings"_qs)) return Done{};
        return makeError(ErrorCode::Storage);
    })));
    QSignalSpy stored(&bench.recorder, &RunRecorder::stored);
    const RunId id = bench.run({});
    QCOMPARE(stored.size(), 1);
    QCOMPARE(bench.load(id).text, u"Hello you"_qs);
    QVERIFY(bench.recorder.unstored().empty());
}

void tst_WireRecorder::theTotalIsKept()
{
    Bench bench({goodStream()});
    const RunId first = bench.run({});
    bench.recorder.setRecordingTotal(1); // not even one has room
    const RunId second = bench.run({});
    QVERIFY(bench.recordingsOf(first).empty());
    QVERIFY(bench.recordingsOf(second).empty());
    QCOMPARE(bench.load(second).text, u"Hello you"_qs);
}

QTEST_GUILESS_MAIN(tst_WireRecorder)
#include "tst_wirerecorder.moc"
