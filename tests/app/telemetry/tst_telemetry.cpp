#include "app/telemetry/spansender.h"
#include "core/base/await.h"
#include "core/store/dbthread.h"
#include "core/store/journal.h"
#include "core/store/portableruns.h"
#include "tests/core/store/storetesting.h"
#include "tests/support/scriptedserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace burin;
using namespace std::chrono_literals;

/// Finished runs reach the collector, whatever it does meanwhile.
class tst_Telemetry : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void verdictsFollowTheProtocol_data();
    void verdictsFollowTheProtocol();
    void unsafeTargetsAreRefused_data();
    void unsafeTargetsAreRefused();
    void onlyOwnFinishedRunsAreQueued();
    void runsAreTakenOnce();
    void theKeyGoesIntoItsHeader();
    void abruptCollectorsGetTheSameSpansAgain_data();
    void abruptCollectorsGetTheSameSpansAgain();
    void aRunThatIsNotUnderstoodKeepsNoOtherBack();
    void aFullQueueSurvivesTheProgram();
    void flushEndsInTime();
};

namespace {

/// A profile whose finished runs are queued.
struct Profile {
    Profile()
    {
        const OpenDatabase db(folder.path());
        Telemetry any;
        any.endpoint = QUrl(QStringLiteral("http://127.0.0.1:1"));
        good = db.valid() && bool(saveTelemetry(db, any));
    }
    bool addRuns(int count) const
    {
        const OpenDatabase db(folder.path());
        for (int i = 0; i < count; ++i) {
            RunRecord run = plainRun(QStringLiteral("question %1").arg(i), QStringLiteral("answer"));
            if (!store(db, run)) return false;
        }
        return true;
    }
    qint64 waiting() const
    {
        const OpenDatabase db(folder.path());
        return spanQueueState(db)->waiting;
    }

    QTemporaryDir folder;
    bool good = false;
};

Telemetry targetAt(const QUrl &url)
{
    Telemetry telemetry;
    telemetry.endpoint = url;
    telemetry.keyHeader = QStringLiteral("Authorization: Bearer");
    return telemetry;
}

/// The trace ids in a request.
QStringList tracesIn(const ReceivedRequest &request)
{
    QStringList traces;
    const QJsonObject all = QJsonDocument::fromJson(request.body).object();
    for (const QJsonArray spans = all.value(u"resourceSpans")[0][u"scopeSpans"][0][u"spans"].toArray();
         const QJsonValue &span : spans)
        if (span[u"parentSpanId"].isUndefined()) traces += span[u"traceId"].toString();
    return traces;
}

} // namespace

void tst_Telemetry::verdictsFollowTheProtocol_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("whole");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("fate");
    QTest::addColumn<bool>("tells");
    using enum SpanVerdict::Fate;
    const auto row = [](const char *name, int status, SpanVerdict::Fate fate, bool tells, const char *body = "{}",
                        bool whole = true) {
        QTest::newRow(name) << status << whole << QByteArray(body) << int(fate) << tells;
    };
    row("taken", 200, Taken, false);
    row("accepted", 202, Taken, false, "");
    row("some rejected", 200, Taken, true, R"({"partialSuccess":{"rejectedSpans":"2","errorMessage":"old"}})");
    row("none rejected", 200, Taken, false, R"({"partialSuccess":{"rejectedSpans":0}})");
    row("too many", 429, Later, true);
    row("bad gateway", 502, Later, true);
    row("unavailable", 503, Later, true);
    row("timeout", 504, Later, true);
    row("no answer", 0, Later, true, "", false);
    row("cut off", 200, Later, true, "", false);
    row("not understood", 400, Smaller, true);
    row("too large", 413, Smaller, true);
    row("key", 401, Wrong, true);
    row("address", 404, Wrong, true);
    row("redirect", 302, Wrong, true);
    row("server error", 500, Wrong, true);
}

void tst_Telemetry::verdictsFollowTheProtocol()
{
    QFETCH(int, status);
    QFETCH(bool, whole);
    QFETCH(QByteArray, body);
    QFETCH(int, fate);
    QFETCH(bool, tells);
    HttpResult result;
    result.status = status;
    result.fault = whole ? TransportFault::None : TransportFault::ClosedLate;
    const SpanVerdict verdict = spanVerdict(result, body, 0, 0.5);
    QCOMPARE(int(verdict.fate), fate);
    QCOMPARE(!verdict.problem.isEmpty(), tells);
    const bool waits = verdict.fate == SpanVerdict::Fate::Later || verdict.fate == SpanVerdict::Fate::Wrong;
    QCOMPARE(verdict.wait > 0ms, waits);
    if (verdict.fate != SpanVerdict::Fate::Later) return;
    QVERIFY(spanVerdict(result, body, 4, 0.5).wait > verdict.wait);
    QVERIFY(spanVerdict(result, body, 1'000'000, 0.99).wait <= 5min);
    result.headers = {{"Retry-After", "120"}};
    QCOMPARE(spanVerdict(result, body, 0, 0.5).wait, std::chrono::milliseconds(120s));
    result.headers = {{"Retry-After", "999999"}};
    QVERIFY(spanVerdict(result, body, 0, 0.5).wait <= 1h);
}

void tst_Telemetry::unsafeTargetsAreRefused_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("header");
    QTest::addColumn<bool>("good");
    QTest::newRow("loopback") << u"http://127.0.0.1:4318"_qs << u"Authorization: Bearer"_qs << true;
    QTest::newRow("https") << u"https://otel.example.com/api"_qs << u"x-api-key"_qs << true;
    QTest::newRow("off") << QString() << u"what\never"_qs << true;
    QTest::newRow("plain http") << u"http://otel.example.com"_qs << QString() << false;
    QTest::newRow("no host") << u"https://"_qs << QString() << false;
    QTest::newRow("header") << u"https://otel.example.com"_qs << u"a\r\nb: c"_qs << false;
    QTest::newRow("prefix") << u"https://otel.example.com"_qs << u"a: b\r\nc"_qs << false;
}

void tst_Telemetry::unsafeTargetsAreRefused()
{
    QFETCH(QString, url);
    QFETCH(QString, header);
    QFETCH(bool, good);
    Telemetry telemetry;
    telemetry.endpoint = QUrl(url);
    telemetry.keyHeader = header;
    telemetry.content = SpanContent::With;
    QCOMPARE(!checkTelemetry(telemetry), good);
    if (!good) return;
    const OpenDatabase db;
    QVERIFY(!loadTelemetry(db)->isOn());
    QVERIFY(saveTelemetry(db, telemetry));
    QCOMPARE(loadTelemetry(db)->isOn(), telemetry.isOn());
    if (telemetry.isOn()) QCOMPARE(*loadTelemetry(db), telemetry);
}

void tst_Telemetry::onlyOwnFinishedRunsAreQueued()
{
    const Profile profile;
    QVERIFY(profile.good && profile.addRuns(2));
    {
        const OpenDatabase db(profile.folder.path());
        RunRecord simulated = plainRun(u"q"_qs, u"a"_qs);
        simulated.simulated = true;
        QVERIFY(store(db, simulated));
        QVERIFY(beginRun(db, specOf(plainRun(u"q"_qs, u"a"_qs))));
        const OpenDatabase other;
        RunRecord elsewhere = plainRun(u"q"_qs, u"a"_qs);
        QVERIFY(store(other, elsewhere));
        QVERIFY(takeRuns(db, *loadPortableRuns(other, {elsewhere.id})));
        QCOMPARE(db.value(u"SELECT count(*) FROM runs"_qs).toInt(), 5);
    }
    QCOMPARE(profile.waiting(), 2);
    const OpenDatabase db(profile.folder.path());
    QVERIFY(saveTelemetry(db, {}));
    QCOMPARE(profile.waiting(), 0);
    QVERIFY(profile.addRuns(1));
    QCOMPARE(profile.waiting(), 0); // off
}

void tst_Telemetry::runsAreTakenOnce()
{
    ScriptedServer server({jsonResponse(200, "{}")});
    const Profile profile;
    QVERIFY(profile.good && profile.addRuns(25));
    DbThread database(profile.folder.path());
    SpanSender sender(database);
    QSignalSpy failing(&sender, &SpanSender::failing);
    sender.setTarget(targetAt(server.url(u"/otlp/"_qs)), {});
    QTRY_COMPARE(profile.waiting(), 0);
    QCOMPARE(server.requestCount(), 2);
    std::set<QString> traces;
    for (const ReceivedRequest &request : server.requests()) {
        QCOMPARE(request.target, "/otlp/v1/traces");
        QCOMPARE(request.header("content-type"), "application/json");
        for (const QString &trace : tracesIn(request))
            QVERIFY(traces.insert(trace).second);
    }
    QCOMPARE(traces.size(), size_t(25));
    QCOMPARE(failing.size(), 0);
    QVERIFY(profile.addRuns(1));
    sender.wake();
    QTRY_COMPARE(server.requestCount(), 3);
    QTRY_COMPARE(profile.waiting(), 0);
}

void tst_Telemetry::theKeyGoesIntoItsHeader()
{
    ScriptedServer server({jsonResponse(401, "who?"), jsonResponse(200, "{}")});
    const Profile profile;
    QVERIFY(profile.good && profile.addRuns(1));
    DbThread database(profile.folder.path());
    SpanSender sender(database);
    QSignalSpy failing(&sender, &SpanSender::failing);
    sender.setTarget(targetAt(server.url()), Secret("first-key"));
    QTRY_COMPARE(failing.size(), 1);
    QCOMPARE(profile.waiting(), 1); // kept for a better key
    sender.setTarget(targetAt(server.url()), Secret("second-key"));
    sender.retryNow();
    QTRY_COMPARE(profile.waiting(), 0);
    QCOMPARE(server.requests()[0].header("authorization"), "Bearer first-key");
    QCOMPARE(server.requests()[1].header("authorization"), "Bearer second-key");
}

void tst_Telemetry::abruptCollectorsGetTheSameSpansAgain_data()
{
    QTest::addColumn<Script>("first");
    QTest::newRow("429") << jsonResponse(429, "{}", {{"retry-after-ms", "20"}});
    QTest::newRow("503") << jsonResponse(503, "{}", {{"retry-after-ms", "20"}});
    QTest::newRow("reset") << Script().reset();
    QTest::newRow("half an answer") << Script().write("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{").close();
}

void tst_Telemetry::abruptCollectorsGetTheSameSpansAgain()
{
    QFETCH(Script, first);
    ScriptedServer server({first, first, jsonResponse(200, "{}")});
    const Profile profile;
    QVERIFY(profile.good && profile.addRuns(3));
    DbThread database(profile.folder.path());
    SpanSender sender(database);
    QSignalSpy failing(&sender, &SpanSender::failing);
    QSignalSpy delivered(&sender, &SpanSender::delivered);
    sender.setTarget(targetAt(server.url()), {});
    for (int tries = 1; tries <= 2; ++tries) { // told once each time it is set up anew
        QTRY_COMPARE(server.requestCount(), tries);
        QTRY_COMPARE(failing.size(), 1);
        QCOMPARE(profile.waiting(), 3);
        const OpenDatabase db(profile.folder.path());
        QTRY_COMPARE(db.value(u"SELECT min(tries) FROM span_queue WHERE owner IS NULL"_qs).toInt(), tries);
        QVERIFY(db.value(u"SELECT min(due_at) FROM span_queue"_qs).toLongLong() > 0);
        // It goes on by itself after the wait; the test does not wait for it.
        failing.clear();
        sender.setTarget(targetAt(server.url()), {});
        sender.retryNow();
        QTRY_VERIFY(server.requestCount() > tries);
    }
    QTRY_COMPARE(delivered.size(), 1);
    QTRY_COMPARE(profile.waiting(), 0);
    QCOMPARE(tracesIn(server.requests().front()), tracesIn(server.requests().back()));
    QCOMPARE(server.requests().front().body, server.requests().back().body); // spans and all
}

void tst_Telemetry::aRunThatIsNotUnderstoodKeepsNoOtherBack()
{
    ScriptedServer server;
    server.answerWith([](const ReceivedRequest &request) {
        return jsonResponse(request.body.contains("\"m-bad\"") ? 400 : 200, "{}");
    });
    const Profile profile;
    QVERIFY(profile.good && profile.addRuns(2));
    {
        const OpenDatabase db(profile.folder.path());
        RunRecord bad = plainRun(u"q"_qs, u"a"_qs);
        bad.draft.model = u"m-bad"_qs;
        QVERIFY(store(db, bad));
    }
    QVERIFY(profile.addRuns(2));
    DbThread database(profile.folder.path());
    SpanSender sender(database);
    QSignalSpy failing(&sender, &SpanSender::failing);
    QSignalSpy delivered(&sender, &SpanSender::delivered);
    sender.setTarget(targetAt(server.url()), {});
    QTRY_COMPARE(profile.waiting(), 0);
    int runs = 0;
    QTRY_VERIFY((runs = 0, std::ranges::for_each(delivered, [&](const auto &d) { runs += d[0].toInt(); }), runs == 4));
    QCOMPARE(failing.size(), 1);
}

void tst_Telemetry::aFullQueueSurvivesTheProgram()
{
    const Profile profile;
    QVERIFY(profile.good && profile.addRuns(5));
    {
        ScriptedServer server({Script().stall()});
        DbThread database(profile.folder.path());
        SpanSender sender(database);
        sender.setTarget(targetAt(server.url()), {});
        QTRY_COMPARE(server.requestCount(), 1);
    } // the program ends in the middle of it
    QCOMPARE(profile.waiting(), 5);
    {
        // And another one was killed while it had some.
        const OpenDatabase db(profile.folder.path());
        QVERIFY(db.execute(u"UPDATE span_queue SET owner = 'another-boot 1 2' WHERE run_id <= 2"_qs));
    }
    ScriptedServer server({jsonResponse(200, "{}")});
    DbThread database(profile.folder.path());
    SpanSender sender(database);
    sender.setTarget(targetAt(server.url()), {});
    QTRY_COMPARE(profile.waiting(), 0);
    QCOMPARE(tracesIn(server.requests().front()).size(), 5);
}

void tst_Telemetry::flushEndsInTime()
{
    ScriptedServer slow({Script().stall()});
    const Profile profile;
    QVERIFY(profile.good && profile.addRuns(2));
    DbThread database(profile.folder.path());
    SpanSender sender(database);
    sender.setTarget(targetAt(slow.url()), {});
    QFuture<int> none = sender.flush(50ms);
    QTRY_VERIFY(none.isFinished());
    QCOMPARE(none.result(), 0);
    QCOMPARE(profile.waiting(), 2);

    ScriptedServer quick({jsonResponse(200, "{}")});
    SpanSender second(database);
    second.setTarget(targetAt(quick.url()), {});
    QFuture<int> both = second.flush(60s);
    QTRY_VERIFY(both.isFinished());
    QCOMPARE(both.result(), 2);
    QFuture<int> empty = second.flush(60s);
    QTRY_VERIFY(empty.isFinished());
    QCOMPARE(empty.result(), 0);
}

QTEST_GUILESS_MAIN(tst_Telemetry)
#include "tst_telemetry.moc"
