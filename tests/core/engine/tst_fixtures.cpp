#include "core/engine/wirefixture.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <random>

using namespace burin;
using namespace std::chrono_literals;

/// Every file in tests/data/fixtures is a test: what a user exported is put there, with what must come out of it.
class tst_Fixtures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isUnderstoodAsExpected_data();
    void isUnderstoodAsExpected();
    void cutsMakeNoDifference_data();
    void cutsMakeNoDifference();
    void comesBackAsItWas_data();
    void comesBackAsItWas();
    void refusesWhatIsNoFixture_data();
    void refusesWhatIsNoFixture();
};

namespace {

QString folder()
{
    return QStringLiteral(BURIN_SOURCE_DIR "/tests/data/fixtures");
}

void addFiles()
{
    QTest::addColumn<QString>("path");
    QDirIterator files(folder(), {u"*.json"_qs}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        QTest::newRow(qPrintable(QDir(folder()).relativeFilePath(path))) << path;
    }
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

WireRecording sample()
{
    WireRecording recording;
    recording.attempt = 2;
    recording.kind = u"openai"_qs;
    recording.providerId = u"acme"_qs;
    recording.method = "POST";
    recording.url = u"http://127.0.0.1:8080/v1/chat/completions"_qs;
    recording.requestHeaders = {{"Content-Type", "application/json"}};
    recording.requestBody = R"({"model":"m"})";
    recording.status = 200;
    recording.responseHeaders = {{"Content-Type", "text/event-stream"}, {"x", "\xe4"}};
    recording.headAt = 1ms;
    recording.endAt = 5s;
    return recording;
}

QByteArray sampleText(const std::function<void(QJsonObject &)> &change)
{
    QJsonObject document = QJsonDocument::fromJson(*fixtureText(sample())).object();
    change(document);
    return QJsonDocument(document).toJson();
}

void setInside(QJsonObject &document, const QString &part, const QString &name, const QJsonValue &value)
{
    QJsonObject inner = document.value(part).toObject();
    inner.insert(name, value);
    document.insert(part, inner);
}

} // namespace

void tst_Fixtures::isUnderstoodAsExpected_data()
{
    addFiles();
}

void tst_Fixtures::isUnderstoodAsExpected()
{
    QFETCH(QString, path);
    const Result<WireFixture> fixture = parseFixture(contentOf(path));
    QVERIFY2(fixture, fixture ? "" : qPrintable(fixture.error().argument + u' ' + fixture.error().detail));
    const Result<ReplayResult> played = playThrough(fixture->recording);
    QVERIFY(played);
    const QJsonObject found = expectationOf(*played);
    QVERIFY(!fixture->expected.isEmpty());
    for (auto member = fixture->expected.begin(); member != fixture->expected.end(); ++member) {
        if (found.value(member.key()) == member.value()) continue;
        qWarning().noquote() << member.key() << "is" << found.value(member.key()) << "instead of" << member.value();
        QFAIL("not as expected");
    }
}

void tst_Fixtures::cutsMakeNoDifference_data()
{
    addFiles();
}

void tst_Fixtures::cutsMakeNoDifference()
{
    QFETCH(QString, path);
    const Result<WireFixture> fixture = parseFixture(contentOf(path));
    QVERIFY(fixture);
    QByteArray body;
    for (const WirePiece &piece : fixture->recording.pieces)
        body += piece.bytes;
    std::mt19937 random(4711);
    for (const int longest : {1, 3, 100, 5000}) {
        WireRecording cut = fixture->recording;
        cut.pieces.clear();
        for (qsizetype at = 0; at < body.size();) {
            const qsizetype length = std::uniform_int_distribution<qsizetype>(1, longest)(random);
            cut.pieces.push_back({cut.headAt + 1us, body.mid(at, length)});
            at += length;
        }
        QCOMPARE(expectationOf(*playThrough(cut)), fixture->expected);
    }
}

void tst_Fixtures::comesBackAsItWas_data()
{
    QTest::addColumn<QByteArray>("piece");
    QTest::newRow("text") << QByteArray("data: Gr\xc3\xbc\xc3\x9f\r\n\t\"\\");
    QTest::newRow("half a character") << QByteArray("\xc3");
    QTest::newRow("any byte") << QByteArray("\x00\xff\xfe\x01", 4);
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf"
                                                   "data: x");
    QTest::newRow("large") << QByteArray(300'000, 'x');
}

void tst_Fixtures::comesBackAsItWas()
{
    QFETCH(QByteArray, piece);
    WireRecording recording = sample();
    recording.pieces = {{2ms, piece}, {2ms, "tail"}, {4s, piece}};
    recording.requestBody = piece;
    recording.bytesLeftOut = 17;
    recording.fault = u"idle_timeout"_qs;
    const Result<QByteArray> text = fixtureText(recording);
    QVERIFY(text);
    const Result<WireFixture> back = parseFixture(*text);
    QVERIFY(back);
    QCOMPARE(back->recording.pieces.size(), recording.pieces.size());
    QCOMPARE(back->recording.pieces[0].bytes, piece);
    QCOMPARE(back->recording.responseHeaders, recording.responseHeaders);
    QVERIFY(back->recording == recording);
}

void tst_Fixtures::refusesWhatIsNoFixture_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("argument");
    const auto with = [](const QString &part, const QString &name, const QJsonValue &value) {
        return sampleText([&](QJsonObject &document) { setInside(document, part, name, value); });
    };
    const QJsonArray backwards{QJsonObject{{u"us"_qs, 5}, {u"text"_qs, u"a"_qs}},
                               QJsonObject{{u"us"_qs, 4}, {u"text"_qs, u"b"_qs}}};
    QTest::newRow("nothing") << QByteArray() << u"fixture"_qs;
    QTest::newRow("no JSON") << QByteArray("data: [DONE]") << u"fixture"_qs;
    QTest::newRow("an array") << QByteArray("[]") << u"fixture"_qs;
    QTest::newRow("too deep") << QByteArray("{\"a\":").append(QByteArray(5000, '[')) << u"fixture"_qs;
    QTest::newRow("another document") << QByteArray("{\"id\":1}") << u"burin_fixture"_qs;
    QTest::newRow("a newer version") << sampleText([](QJsonObject &document) {
        document.insert(u"burin_fixture"_qs, 2);
    }) << u"burin_fixture"_qs;
    QTest::newRow("no request") << sampleText([](QJsonObject &document) { document.remove(u"request"_qs); })
                                << u"request"_qs;
    QTest::newRow("kind is a number") << sampleText([](QJsonObject &document) { document.insert(u"kind"_qs, 1); })
                                      << u"kind"_qs;
    QTest::newRow("status too high") << with(u"response"_qs, u"status"_qs, 1000) << u"response.status"_qs;
    QTest::newRow("half a status") << with(u"response"_qs, u"status"_qs, 200.5) << u"response.status"_qs;
    QTest::newRow("negative time") << with(u"response"_qs, u"head_us"_qs, -1) << u"response.head_us"_qs;
    QTest::newRow("endless time") << with(u"response"_qs, u"end_us"_qs, 1e15) << u"response.end_us"_qs;
    QTest::newRow("headers of three") << with(u"request"_qs, u"headers"_qs,
                                              QJsonArray{QJsonArray{u"a"_qs, u"b"_qs, u"c"_qs}})
                                      << u"request.headers"_qs;
    QTest::newRow("time goes back") << with(u"response"_qs, u"pieces"_qs, backwards) << u"response.pieces[1].us"_qs;
    QTest::newRow("a piece without bytes")
        << with(u"response"_qs, u"pieces"_qs, QJsonArray{QJsonObject{{u"us"_qs, 1}}}) << u"response.pieces[0]"_qs;
    QTest::newRow("no base64") << with(u"request"_qs, u"body"_qs, QJsonObject{{u"base64"_qs, u"%%%"_qs}})
                               << u"request.body"_qs;
}

void tst_Fixtures::refusesWhatIsNoFixture()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, argument);
    const Result<WireFixture> fixture = parseFixture(json);
    QVERIFY(!fixture);
    QCOMPARE(fixture.error().code, ErrorCode::BadParameter);
    QCOMPARE(fixture.error().argument, argument);
}

QTEST_GUILESS_MAIN(tst_Fixtures)
#include "tst_fixtures.moc"
