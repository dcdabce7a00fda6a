#include "core/store/keyvalue.h"
#include "core/store/recordings.h"
#include "storetesting.h"

#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

class tst_WireStore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void comesBackAsItWas_data();
    void comesBackAsItWas();
    void attemptsComeInTheirOrder();
    void aSecondOneReplacesTheFirst();
    void theOldestAreDroppedFirst();
    void goesWithItsRun();
    void whatIsDamagedIsRefused_data();
    void whatIsDamagedIsRefused();
    void anEventStreamBecomesSmall();
};

namespace {

constexpr qint64 Plenty = 1 << 30;

WireRecording recordingOf(int attempt, const std::vector<WirePiece> &pieces)
{
    WireRecording recording;
    recording.attempt = attempt;
    recording.kind = u"openai"_qs;
    recording.providerId = u"acme"_qs;
    recording.method = "POST";
    recording.url = u"https://example.com/ü"_qs;
    recording.requestHeaders = {{"Content-Type", "application/json"}, {"empty", ""}};
    recording.requestBody = R"({"model":"m"})";
    recording.status = 200;
    recording.responseHeaders = {{"x-request-id", "req"}};
    recording.headAt = 123'456us;
    recording.pieces = pieces;
    recording.bytesLeftOut = 99;
    recording.endAt = 2h;
    recording.fault = u"idle_timeout"_qs;
    return recording;
}

/// Bytes that do not deflate, so that sizes can be reckoned with.
QByteArray noise(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator(7).fillRange(reinterpret_cast<quint32 *>(bytes.data()), size / 4);
    return bytes;
}

RunId storedRun(const QSqlDatabase &db)
{
    RunRecord record = plainRun(u"question"_qs, u"answer"_qs);
    return store(db, record) ? record.id : RunId();
}

qint64 sumOf(const OpenDatabase &db)
{
    return db.value(u"SELECT coalesce(sum(length(packed)), 0) FROM recordings"_qs).toLongLong();
}

qint64 counted(const OpenDatabase &db)
{
    return db.value(u"SELECT packed_bytes FROM recording_totals"_qs).toLongLong();
}

} // namespace

void tst_WireStore::comesBackAsItWas_data()
{
    QTest::addColumn<int>("pieces");
    QTest::addColumn<int>("size");
    QTest::newRow("no body") << 0 << 0;
    QTest::newRow("empty pieces") << 3 << 0;
    QTest::newRow("one") << 1 << 100;
    QTest::newRow("thousands") << 5000 << 200;
    QTest::newRow("large") << 2 << 4'000'000;
}

void tst_WireStore::comesBackAsItWas()
{
    QFETCH(int, pieces);
    QFETCH(int, size);
    std::vector<WirePiece> list;
    for (int i = 0; i < pieces; ++i)
        list.push_back({1s * i + 1us, QByteArray(size, char(i))});
    const WireRecording recording = recordingOf(1, list);
    const QTemporaryDir folder;
    RunId run;
    {
        const OpenDatabase db(folder.path());
        run = storedRun(db);
        QVERIFY(saveRecording(db, run, packed(recording), Plenty));
    }
    const auto loaded = loadRecordings(OpenDatabase(folder.path()), run);
    QVERIFY(loaded);
    QCOMPARE(loaded->size(), 1u);
    QVERIFY(loaded->front() == recording);
}

void tst_WireStore::attemptsComeInTheirOrder()
{
    const OpenDatabase db;
    const RunId run = storedRun(db);
    const RunId other = storedRun(db);
    for (const int attempt : {3, 1, 2})
        QVERIFY(saveRecording(db, run, packed(recordingOf(attempt, {})), Plenty));
    QVERIFY(saveRecording(db, other, packed(recordingOf(9, {})), Plenty));
    const auto loaded = loadRecordings(db, run);
    QCOMPARE(loaded->size(), 3u);
    for (int i = 0; i < 3; ++i)
        QCOMPARE((*loaded)[size_t(i)].attempt, i + 1);
    QVERIFY(loadRecordings(db, RunId{4711})->empty());
}

void tst_WireStore::aSecondOneReplacesTheFirst()
{
    const OpenDatabase db;
    const RunId run = storedRun(db);
    QVERIFY(saveRecording(db, run, packed(recordingOf(1, {{1us, noise(1000)}})), Plenty));
    QVERIFY(saveRecording(db, run, packed(recordingOf(1, {{1us, "second"}})), Plenty));
    const auto loaded = loadRecordings(db, run);
    QCOMPARE(loaded->size(), 1u);
    QCOMPARE(loaded->front().pieces.front().bytes, "second");
    QCOMPARE(counted(db), sumOf(db));
}

void tst_WireStore::theOldestAreDroppedFirst()
{
    const OpenDatabase db;
    constexpr qint64 Cap = 50'000;
    std::vector<RunId> runs;
    for (int i = 0; i < 12; ++i) {
        runs.push_back(storedRun(db));
        QVERIFY(saveRecording(db, runs.back(), packed(recordingOf(1, {{1us, noise(10'000)}})), Cap));
        QVERIFY(sumOf(db) <= Cap);
        QCOMPARE(counted(db), sumOf(db));
    }
    for (size_t i = 0; i < runs.size(); ++i)
        QCOMPARE(loadRecordings(db, runs[i])->size(), size_t(i < 8 ? 0 : 1)); // four of them fit
    QVERIFY(saveRecording(db, runs.back(), packed(recordingOf(2, {})), 0));   // lowered: everything goes
    QCOMPARE(sumOf(db), 0);
    QCOMPARE(counted(db), 0);
}

void tst_WireStore::goesWithItsRun()
{
    const OpenDatabase db;
    const RunId run = storedRun(db);
    QVERIFY(saveRecording(db, run, packed(recordingOf(1, {{1us, "x"}})), Plenty));
    QVERIFY(!saveRecording(db, RunId{4711}, packed(recordingOf(1, {})), Plenty)); // there is no such run
    QCOMPARE(*checkDatabase(db), QStringList());
    for (const char *table : {"ledger", "run_search"})
        QVERIFY(db.execute(u"DELETE FROM %1"_qs.arg(QLatin1StringView(table))));
    QVERIFY(db.execute(u"DELETE FROM runs WHERE id = %1"_qs.arg(run.value)));
    QCOMPARE(db.value(u"SELECT count(*) FROM recordings"_qs).toInt(), 0);
    QCOMPARE(counted(db), 0);
}

void tst_WireStore::whatIsDamagedIsRefused_data()
{
    QTest::addColumn<QByteArray>("data");
    const QByteArray good = packed(recordingOf(1, {{1us, "abc"}})).data;
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("three bytes") << QByteArray("abc");
    QTest::newRow("claims four gigabytes") << QByteArray("\xff\xff\xff\xff") + good.sliced(4);
    QTest::newRow("cut") << good.chopped(9);
    QTest::newRow("no deflated data") << QByteArray(200, 'x');
    QTest::newRow("another version") << qCompress("\x02");
    const QByteArray plain = qUncompress(good);
    QTest::newRow("ends early") << qCompress(plain.chopped(plain.size() / 2));
}

void tst_WireStore::whatIsDamagedIsRefused()
{
    QFETCH(QByteArray, data);
    QVERIFY(!unpacked(data)); // qUncompress() warns of some itself
}

void tst_WireStore::anEventStreamBecomesSmall()
{
    std::vector<WirePiece> pieces;
    for (int i = 0; i < 10'000; ++i)
        pieces.push_back({500ms + 12'345us * i + 17us * (i % 13),
                          "data: {\"id\":\"chatcmpl-8Zq\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
                          "\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" w" +
                              QByteArray::number(i * 7919 % 1000) + "\"},\"finish_reason\":null}]}\n\n"});
    const WireRecording recording = recordingOf(1, pieces);
    PackedRecording small;
    QBENCHMARK_ONCE
    {
        small = packed(recording);
    }
    qInfo("10,000 pieces, %lld bytes: packed %lld", static_cast<long long>(small.bodyBytes),
          static_cast<long long>(small.data.size()));
    QVERIFY(small.data.size() * 8 < small.bodyBytes);
}

QTEST_GUILESS_MAIN(tst_WireStore)
#include "tst_wirestore.moc"
