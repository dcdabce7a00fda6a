#include "core/simulator/requestreader.h"

#include <QRandomGenerator>
#include <QTest>

using namespace burin;
using namespace burin::simulator;

namespace {

struct Seen {
    int status = 0; ///< Of a refusal; 0 = none.
    QList<QByteArray> requests;
    bool operator==(const Seen &) const = default;
};

Seen readAll(const QList<QByteArray> &pieces)
{
    RequestReader reader;
    Seen outcome;
    for (const QByteArray &piece : pieces) {
        reader.append(piece);
        while (const auto next = reader.next()) {
            if (!*next) {
                outcome.status = next->error().status;
                return outcome;
            }
            const HttpMessage &message = next->value();
            outcome.requests += message.method + ' ' + message.path + ' ' + message.header("X-A") + ' ' + message.body;
        }
    }
    return outcome;
}

QList<QByteArray> bytesOf(const QByteArray &text)
{
    QList<QByteArray> bytes;
    for (const char c : text)
        bytes += QByteArray(1, c);
    return bytes;
}

} // namespace

class tst_RequestReader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsRequestsAtAnySplit_data();
    void readsRequestsAtAnySplit();
    void refusesWhatIsNotHttp_data();
    void refusesWhatIsNotHttp();
    void knowsWhetherTheConnectionIsKept_data();
    void knowsWhetherTheConnectionIsKept();
    void limitsTheHead();
    void limitsTheBody();
    void tellsOnceThatTheClientWaits();
    void survivesAnyBytes();
};

void tst_RequestReader::readsRequestsAtAnySplit_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<QByteArray>>("requests");
    const QByteArray get = "GET /v1/models?x=1 HTTP/1.1\r\nHost: a\r\nx-a:  1 \r\n\r\n";
    const QByteArray post = "POST /p HTTP/1.1\r\nX-A: \xc3\xa4\r\nCONTENT-LENGTH: 5\r\n\r\nab\r\nc";
    QTest::newRow("without a body") << get << QList<QByteArray>{"GET /v1/models 1 "};
    QTest::newRow("with a body") << post << QList<QByteArray>{"POST /p \xc3\xa4 ab\r\nc"};
    QTest::newRow("several") << post + get + "\r\n\r\n" + post
                             << QList<QByteArray>{"POST /p \xc3\xa4 ab\r\nc", "GET /v1/models 1 ",
                                                  "POST /p \xc3\xa4 ab\r\nc"};
    QTest::newRow("not complete") << get + post.chopped(1) << QList<QByteArray>{"GET /v1/models 1 "};
    QTest::newRow("the same length twice")
        << QByteArray("PUT / HTTP/1.1\r\nContent-Length: 1\r\ncontent-length: 1\r\n\r\nx")
        << QList<QByteArray>{"PUT /  x"};
    QTest::newRow("no headers") << QByteArray("GET / HTTP/1.1\r\n\r\n") << QList<QByteArray>{"GET /  "};
}

void tst_RequestReader::readsRequestsAtAnySplit()
{
    QFETCH(QByteArray, text);
    QFETCH(QList<QByteArray>, requests);
    const Seen expected{0, requests};
    QVERIFY(readAll({text}) == expected);
    QVERIFY(readAll(bytesOf(text)) == expected);
    for (qsizetype cut = 0; cut <= text.size(); ++cut)
        QVERIFY(readAll({text.left(cut), text.mid(cut)}) == expected);
}

void tst_RequestReader::refusesWhatIsNotHttp_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &text, int status) {
        QTest::newRow(name) << text << status;
    };
    row("words", "hello\r\n\r\n", 400);
    row("HTTP/0.9", "GET /\r\n\r\n", 400);
    row("HTTP/2", "PRI * HTTP/2.0\r\n\r\n", 400);
    row("absolute address", "GET http://evil/ HTTP/1.1\r\n\r\n", 400);
    row("no method", " / HTTP/1.1\r\n\r\n", 400);
    row("strange method", "G(T / HTTP/1.1\r\n\r\n", 400);
    row("TLS", QByteArray("\x16\x03\x01\x02\x00\r\n\r\n", 9), 400);
    row("header without a colon", "GET / HTTP/1.1\r\nabc\r\n\r\n", 400);
    row("header without a name", "GET / HTTP/1.1\r\n: x\r\n\r\n", 400);
    row("folded header", "GET / HTTP/1.1\r\nA: b\r\n c: d\r\n\r\n", 400);
    row("blank before the colon", "GET / HTTP/1.1\r\nContent-Length : 5\r\n\r\n", 400);
    row("length with a sign", "POST / HTTP/1.1\r\nContent-Length: +5\r\n\r\n", 400);
    row("negative length", "POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n", 400);
    row("empty length", "POST / HTTP/1.1\r\nContent-Length:\r\n\r\n", 400);
    row("huge length", "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", 400);
    row("two lengths", "POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n", 400);
    row("chunked", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 501);
    row("chunked with a length", "POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 501);
}

void tst_RequestReader::refusesWhatIsNotHttp()
{
    QFETCH(QByteArray, text);
    QFETCH(int, status);
    QVERIFY(readAll({text}) == (Seen{status, {}}));
    QVERIFY(readAll(bytesOf(text)) == (Seen{status, {}}));
}

void tst_RequestReader::knowsWhetherTheConnectionIsKept_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("kept");
    QTest::newRow("1.1") << QByteArray("GET / HTTP/1.1\r\n\r\n") << true;
    QTest::newRow("1.1 close") << QByteArray("GET / HTTP/1.1\r\nConnection: Close\r\n\r\n") << false;
    QTest::newRow("1.0") << QByteArray("GET / HTTP/1.0\r\n\r\n") << false;
    QTest::newRow("1.0 kept") << QByteArray("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n") << true;
}

void tst_RequestReader::knowsWhetherTheConnectionIsKept()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, kept);
    RequestReader reader;
    reader.append(text);
    const auto next = reader.next();
    QVERIFY(next && *next);
    QCOMPARE(next->value().keepAlive, kept);
    QCOMPARE(next->value().chunksAllowed, text.contains("1.1"));
}

void tst_RequestReader::limitsTheHead()
{
    const auto request = [](qsizetype size) {
        const QByteArray start = "GET / HTTP/1.1\r\nA: ";
        return start + QByteArray(size - start.size(), 'x') + "\r\n\r\n";
    };
    QCOMPARE(readAll({request(RequestReader::MaximumHead)}).requests.size(), 1);
    QCOMPARE(readAll({request(RequestReader::MaximumHead + 1)}).status, 431);
    QCOMPARE(readAll({QByteArray(RequestReader::MaximumHead + 5, 'x')}).status, 431); // without an end
}

void tst_RequestReader::limitsTheBody()
{
    const auto head = [](qsizetype size) {
        return "POST / HTTP/1.1\r\nContent-Length: " + QByteArray::number(size) + "\r\n\r\n";
    };
    QCOMPARE(readAll({head(RequestReader::MaximumBody + 1)}).status, 413); // before any of it came
    const QByteArray body(RequestReader::MaximumBody, 'x');
    QCOMPARE(readAll({head(body.size()), body}).requests.size(), 1);
}

void tst_RequestReader::tellsOnceThatTheClientWaits()
{
    RequestReader reader;
    reader.append("POST / HTTP/1.1\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n");
    QVERIFY(!reader.next());
    QVERIFY(reader.takeContinue());
    QVERIFY(!reader.takeContinue());
    reader.append("ab");
    QVERIFY(reader.next());
    QVERIFY(!reader.takeContinue());
}

void tst_RequestReader::survivesAnyBytes()
{
    QRandomGenerator random(9);
    const QList<QByteArray> words{"GET ", "POST ", "/",   " HTTP/1.1", "\r\n", "\r\n\r\n", "\n", "Content-Length: ",
                                  "3",    ":",     "abc", "\0",        "\xff", " ",        "-1", "\r"};
    int requests = 0;
    for (int round = 0; round < 20'000; ++round) {
        QByteArray text = random.bounded(2) ? "POST / HTTP/1.1\r\n" : "";
        for (int i = random.bounded(12); i > 0; --i)
            text += words.at(random.bounded(int(words.size())));
        const Seen whole = readAll({text});
        QVERIFY(readAll(bytesOf(text)) == whole);
        requests += int(whole.requests.size());
    }
    QVERIFY(requests > 100);
}

QTEST_APPLESS_MAIN(tst_RequestReader)
#include "tst_requestreader.moc"
