#include "core/engine/replay.h"
#include "core/engine/wirecapture.h"
#include "tests/core/engine/faultrows.h"
#include "tests/core/engine/runprobe.h"
#include "tests/support/scriptedserver.h"

#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

class tst_WireCapture : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void credentialsAreLeftOut_data();
    void credentialsAreLeftOut();
    void theKeyIsOverwrittenWhereverItIsCut_data();
    void theKeyIsOverwrittenWhereverItIsCut();
    void errorBodiesAreRedacted();
    void theCapKeepsTheBeginning_data();
    void theCapKeepsTheBeginning();
    void everyFaultHasAName();
    void recordsWhatTheServerSent_data();
    void recordsWhatTheServerSent();
    void recordsEachAttempt();
    void theCapIsTheRuns();
    void recordsNothingWhenItIsOff_data();
    void recordsNothingWhenItIsOff();
    void whatWasNeverSentIsNotRecorded();
    void whatWasStoppedHereIsNotCutByTheNetwork();
    void replayingGivesWhatTheRunHad_data();
    void replayingGivesWhatTheRunHad();
};

namespace {

constexpr char Key[] = "canary+key/4711=";

HttpRequest requestWith(const HttpHeaders &headers)
{
    return {.method = "POST",
            .url = QUrl(QStringLiteral("https://example.com/v1/chat?key=canary+key/4711=&x=1")),
            .headers = headers,
            .keyHeader = "Authorization",
            .keyPrefix = "Bearer ",
            .key = Secret(Key),
            .body = R"({"model":"m"})"};
}

WireCapture captureWith(const HttpHeaders &headers = {}, qint64 cap = 1 << 20)
{
    ProviderProfile profile;
    profile.id = u"acme"_qs;
    profile.kind = u"openai"_qs;
    return {profile, requestWith(headers), cap};
}

QByteArray bodyOf(const WireRecording &recording)
{
    QByteArray body;
    for (const WirePiece &piece : recording.pieces)
        body += piece.bytes;
    return body;
}

/// The recordings of one run against @p server.
struct Recorded {
    Recorded(ScriptedServer &server, RunSpec spec)
        : engine({.record =
                      [this](RunId run, const WireRecording &recording) {
                          runs += run;
                          recordings.push_back(recording);
                      },
                  .waitScale = 0}),
          probe(engine.start(withBase(std::move(spec), server)))
    {
    }
    static RunSpec withBase(RunSpec spec, const ScriptedServer &server)
    {
        spec.provider.baseUrl = server.url(u"/v1"_qs);
        return spec;
    }

    QList<RunId> runs;
    std::vector<WireRecording> recordings;
    Engine engine;
    RunProbe probe;
};

RunSpec spec()
{
    return specFor(QUrl(u"http://127.0.0.1/v1"_qs));
}

QByteArray streamBody()
{
    QByteArray body;
    for (const QByteArray &event :
         {textChunk("Gr\xc3\xbc\xc3\x9f"), textChunk("e \xf0\x9f\x98\x80"), finishChunk("stop"), usageChunk()})
        body += "data: " + event + "\n\n";
    return body + "data: [DONE]\n\n";
}

/// The rows of the fault matrix in which something of an answer comes. Left out: a model that repeats itself (what
/// comes behind the stop is recorded, too) and an answer beyond the recording's cap.
std::vector<FaultRow> rowsWithAnswers()
{
    std::vector<FaultRow> all = streamRows();
    for (const std::vector<FaultRow> &rows : {truncationRows(), usageRows()})
        all.insert(all.end(), rows.begin(), rows.end());
    std::erase_if(all, [](const FaultRow &row) {
        return QLatin1StringView(row.name).startsWith(QLatin1StringView("78 ")) ||
               QLatin1StringView(row.name).startsWith(QLatin1StringView("85 "));
    });
    return all;
}

} // namespace

void tst_WireCapture::credentialsAreLeftOut_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("kept"); // null = left out
    for (const char *name :
         {"Authorization", "X-API-Key", "x-goog-api-key", "api-key", "Cookie", "Set-Cookie", "Proxy-Authorization"})
        QTest::newRow(name) << QByteArray(name) << QByteArray("whatever") << QByteArray();
    QTest::newRow("the key elsewhere") << QByteArray("X-Trace") << QByteArray(Key) << QByteArray("[redacted]");
    QTest::newRow("another's key") << QByteArray("X-Trace") << QByteArray("sk-abcdefghijkl")
                                   << QByteArray("[redacted]");
    QTest::newRow("harmless") << QByteArray("x-request-id") << QByteArray("req-1") << QByteArray("req-1");
}

void tst_WireCapture::credentialsAreLeftOut()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, kept);
    WireCapture capture = captureWith({{name, value}});
    capture.takeHead(1us, 200, {{name, value}});
    const WireRecording recording = capture.finish(2us, TransportFault::None);
    const HttpHeaders expected = kept.isNull() ? HttpHeaders() : HttpHeaders{{name, kept}};
    QCOMPARE(recording.requestHeaders, expected);
    QCOMPARE(recording.responseHeaders, expected);
    QVERIFY2(!recording.url.contains(u"canary"), qPrintable(recording.url));
    QVERIFY(recording.url.contains(u"x=1"));
}

void tst_WireCapture::theKeyIsOverwrittenWhereverItIsCut_data()
{
    QTest::addColumn<QByteArray>("spelling");
    const QByteArray key(Key);
    QTest::newRow("plain") << key;
    QTest::newRow("percent") << key.toPercentEncoding();
    QTest::newRow("base64") << key.toBase64();
    QTest::newRow("base64 without padding") << key.toBase64(QByteArray::OmitTrailingEquals);
    QTest::newRow("hex") << key.toHex();
}

void tst_WireCapture::theKeyIsOverwrittenWhereverItIsCut()
{
    QFETCH(QByteArray, spelling);
    const QByteArray body = "data: {\"a\":\"" + spelling + "\"}\n\n";
    for (qsizetype cut = 0; cut <= body.size(); ++cut) {
        WireCapture capture = captureWith();
        capture.takeHead(1us, 200, {});
        if (cut > 0) capture.takeBytes(10us, body.first(cut));
        if (cut < body.size()) capture.takeBytes(20us, body.sliced(cut));
        const WireRecording recording = capture.finish(30us, TransportFault::None);
        const QByteArray kept = bodyOf(recording);
        QCOMPARE(kept.size(), body.size());
        QVERIFY2(!kept.contains(spelling.first(spelling.size() - 2)), kept.constData());
        QVERIFY(kept.startsWith("data: {\"a\":\"***") && kept.endsWith("\"}\n\n"));
        if (cut > 0) QCOMPARE(recording.pieces.front().bytes.size(), cut);
    }
}

void tst_WireCapture::errorBodiesAreRedacted()
{
    const QByteArray quoted = R"({"error":{"message":"Incorrect API key provided: sk-abcd***efgh"}})";
    WireCapture refused = captureWith();
    refused.takeHead(1us, 401, {});
    refused.takeBytes(2us, quoted.first(40));
    refused.takeBytes(5us, quoted.sliced(40));
    const WireRecording recording = refused.finish(6us, TransportFault::None);
    QVERIFY2(!bodyOf(recording).contains("sk-abcd"), bodyOf(recording).constData());
    QVERIFY(bodyOf(recording).contains("Incorrect API key"));

    WireCapture answered = captureWith(); // the model's words stay as they are, here as in the history
    answered.takeHead(1us, 200, {});
    answered.takeBytes(2us, quoted);
    QCOMPARE(bodyOf(answered.finish(3us, TransportFault::None)), quoted);
}

void tst_WireCapture::theCapKeepsTheBeginning_data()
{
    QTest::addColumn<qint64>("cap");
    QTest::addColumn<QByteArray>("kept");
    QTest::newRow("room for all") << qint64(6) << QByteArray("abcdef");
    QTest::newRow("one byte less") << qint64(5) << QByteArray("abcde");
    QTest::newRow("at the cut of two pieces") << qint64(3) << QByteArray("abc");
    QTest::newRow("one byte") << qint64(1) << QByteArray("a");
}

void tst_WireCapture::theCapKeepsTheBeginning()
{
    QFETCH(qint64, cap);
    QFETCH(QByteArray, kept);
    WireCapture capture = captureWith({}, cap);
    capture.takeHead(1us, 200, {});
    capture.takeBytes(2us, "abc");
    capture.takeBytes(3us, "def");
    const WireRecording recording = capture.finish(4us, TransportFault::None);
    QCOMPARE(bodyOf(recording), kept);
    QCOMPARE(recording.bytesLeftOut, 6 - kept.size());
}

void tst_WireCapture::everyFaultHasAName()
{
    QSet<QString> names;
    for (int fault = 0; fault <= int(TransportFault::Other); ++fault) {
        const QString name = faultName(TransportFault(fault));
        QVERIFY(!names.contains(name));
        names += name;
        QCOMPARE(faultNamed(name), TransportFault(fault));
    }
    QCOMPARE(faultNamed(u"made up"_qs), TransportFault::Other);
}

void tst_WireCapture::recordsWhatTheServerSent_data()
{
    QTest::addColumn<qsizetype>("pieceSize");
    for (const qsizetype size : {1, 2, 3, 7, 16, 64, 1000, 100'000})
        QTest::addRow("pieces of %d", int(size)) << size;
}

void tst_WireCapture::recordsWhatTheServerSent()
{
    QFETCH(qsizetype, pieceSize);
    const QByteArray body = streamBody();
    const QByteArray head = responseHead(200, {{"Content-Type", "text/event-stream"},
                                               {"Content-Length", QByteArray::number(body.size())},
                                               {"x-request-id", "req-1"}});
    ScriptedServer server({Script().write(head).writeInPieces(body, pieceSize)});
    RunSpec asked = spec();
    asked.key = Secret("sk-test-canary");
    Recorded recorded(server, asked);
    QTRY_VERIFY_WITH_TIMEOUT(recorded.probe.isDone(), 30'000);
    QCOMPARE(recorded.recordings.size(), 1u);
    QCOMPARE(recorded.runs.first(), RunId{1});
    const WireRecording &recording = recorded.recordings.front();
    QCOMPARE(bodyOf(recording), body);
    QCOMPARE(recording.status, 200);
    QCOMPARE(recording.attempt, 1);
    QCOMPARE(recording.kind, u"openai"_qs);
    QCOMPARE(recording.method, "POST");
    QCOMPARE(recording.url, server.url(u"/v1/chat/completions"_qs).toString());
    QCOMPARE(recording.requestBody, server.requests().at(0).body);
    QCOMPARE(headerValue(recording.responseHeaders, "x-request-id"), "req-1");
    QCOMPARE(recording.fault, QString());
    QCOMPARE(recording.bytesLeftOut, 0);
    QVERIFY(std::ranges::is_sorted(recording.pieces, {}, &WirePiece::at));
    QVERIFY(recording.headAt > 0us && recording.headAt <= recording.pieces.front().at);
    QVERIFY(recording.endAt >= recording.pieces.back().at);
}

void tst_WireCapture::recordsEachAttempt()
{
    ScriptedServer server({Script().close(), jsonResponse(503, R"({"error":{"message":"busy"}})"),
                           sseResponse({textChunk("ok"), finishChunk("stop"), "[DONE]"})});
    Recorded recorded(server, spec());
    QTRY_VERIFY(recorded.probe.isDone());
    QCOMPARE(recorded.recordings.size(), 3u);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(recorded.recordings[size_t(i)].attempt, i + 1);
    QCOMPARE(recorded.recordings[0].status, 0);
    QCOMPARE(recorded.recordings[0].fault, u"closed_early"_qs);
    QCOMPARE(recorded.recordings[1].status, 503);
    QCOMPARE(bodyOf(recorded.recordings[1]), R"({"error":{"message":"busy"}})");
    QVERIFY(bodyOf(recorded.recordings[2]).contains("[DONE]"));
}

void tst_WireCapture::theCapIsTheRuns()
{
    ScriptedServer server(
        {jsonResponse(503, QByteArray(60, 'x')), sseResponse({textChunk("ok"), finishChunk("stop"), "[DONE]"})});
    RunSpec asked = spec();
    asked.recordedBytes = 100;
    Recorded recorded(server, asked);
    QTRY_VERIFY(recorded.probe.isDone());
    QCOMPARE(recorded.probe.finished.first().text, u"ok"_qs);
    QCOMPARE(recorded.recordings.size(), 2u);
    QCOMPARE(bodyOf(recorded.recordings[0]).size(), 60);
    QCOMPARE(bodyOf(recorded.recordings[1]).size(), 40);
    QVERIFY(recorded.recordings[1].bytesLeftOut > 0);
}

void tst_WireCapture::recordsNothingWhenItIsOff_data()
{
    QTest::addColumn<qint64>("cap");
    QTest::addColumn<size_t>("recordings");
    QTest::newRow("off") << qint64(0) << size_t(0);
    QTest::newRow("on") << qint64(1) << size_t(1);
}

void tst_WireCapture::recordsNothingWhenItIsOff()
{
    QFETCH(qint64, cap);
    QFETCH(size_t, recordings);
    ScriptedServer server({sseResponse({textChunk("ok"), finishChunk("stop"), "[DONE]"})});
    RunSpec asked = spec();
    asked.recordedBytes = cap;
    Recorded recorded(server, asked);
    QTRY_VERIFY(recorded.probe.isDone());
    QCOMPARE(recorded.recordings.size(), recordings);
    QCOMPARE(recorded.probe.finished.first().text, u"ok"_qs);
}

void tst_WireCapture::whatWasNeverSentIsNotRecorded()
{
    ScriptedServer server;
    RunSpec asked = spec();
    asked.provider.baseUrl = server.url(u"/v1"_qs);
    server.close(); // nobody listens there any more
    asked.retry.retries = 1;
    int recordings = 0;
    Engine engine({.record = [&recordings](RunId, const WireRecording &) { ++recordings; }, .waitScale = 0});
    RunProbe probe(engine.start(asked));
    QTRY_VERIFY(probe.isDone());
    QCOMPARE(probe.attempts.size(), 2);
    QCOMPARE(recordings, 0);
}

void tst_WireCapture::whatWasStoppedHereIsNotCutByTheNetwork()
{
    Script endless = sseHead();
    for (int i = 0; i < 400; ++i)
        endless.event(textChunk("word " + QByteArray::number(i) + " of an answer that goes on and on; "));
    ScriptedServer server({endless.stall()});
    RunSpec asked = spec();
    asked.timeouts = {.connect = 20s, .firstContent = 20s, .idle = 20s, .total = 60s};
    asked.costLimit = parseUsd(u"0.01"); // 666 tokens
    Recorded recorded(server, asked);
    QTRY_VERIFY_WITH_TIMEOUT(recorded.probe.isDone(), 30'000);
    const RunRecord record = recorded.probe.finished.first();
    QVERIFY(record.error && record.error->code == ErrorCode::StoppedMidStream);
    QCOMPARE(recorded.recordings.front().fault, u"cancelled"_qs);
    const Result<ReplayResult> played = playThrough(recorded.recordings.front());
    QVERIFY(!played->error);
    QVERIFY(played->answer.text.startsWith(record.text)); // what came in the same piece is recorded too
}

void tst_WireCapture::replayingGivesWhatTheRunHad_data()
{
    QTest::addColumn<int>("row");
    int number = 0;
    for (const FaultRow &row : rowsWithAnswers())
        QTest::newRow(row.name) << number++;
}

void tst_WireCapture::replayingGivesWhatTheRunHad()
{
    QFETCH(int, row);
    const std::vector<FaultRow> all = rowsWithAnswers();
    ScriptedServer server(all[size_t(row)].script);
    RunSpec asked = spec();
    asked.timeouts = {.connect = 2s, .firstContent = 300ms, .idle = 300ms, .total = 5s};
    Recorded recorded(server, asked);
    QTRY_VERIFY_WITH_TIMEOUT(recorded.probe.isDone(), 60'000);
    const RunRecord record = recorded.probe.finished.first();
    QVERIFY(!recorded.recordings.empty());
    const Result<ReplayResult> played = playThrough(recorded.recordings.back());
    QVERIFY(played);
    QCOMPARE(played->answer.text, record.text);
    QCOMPARE(played->answer.reasoning, record.reasoning);
    QCOMPARE(played->timeline.text, record.text);
    QCOMPARE(toString(played->status), toString(record.status));
    const std::optional<Error> &error = record.attempts.back().error; // the run's own may be about giving up
    QCOMPARE(played->error.has_value(), error.has_value());
    if (error) QCOMPARE(QLatin1StringView(played->error->row().id), QLatin1StringView(error->row().id));
    if (record.usage.source == Usage::Source::Reported) QCOMPARE(played->answer.usage, record.usage);
}

QTEST_GUILESS_MAIN(tst_WireCapture)
#include "tst_wirecapture.moc"
