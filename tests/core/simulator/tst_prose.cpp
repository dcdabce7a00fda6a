#include "core/simulator/answer.h"
#include "core/simulator/prose.h"
#include "core/simulator/protocol.h"
#include "core/simulator/requestreader.h"

#include <QSet>
#include <QTest>

using namespace burin;
using namespace burin::simulator;

namespace {

QString joined(const std::vector<QString> &pieces)
{
    QString text;
    for (const QString &piece : pieces)
        text += piece;
    return text;
}

Result<ChatAsk, QString> readAsk(const QByteArray &body)
{
    HttpMessage request;
    request.body = body;
    return openAiChat().readAsk(request);
}

ChatAsk askOf(const QByteArray &body)
{
    const auto ask = readAsk(body);
    return ask ? *ask : ChatAsk();
}

} // namespace

class tst_Prose : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void piecesMakeTheText_data();
    void piecesMakeTheText();
    void writesTheNumberOfTokensAsked();
    void writesTheSameForTheSameSeed();
    void looksLikeAnAnswer();
    void asksDifferByTheirMessages();
    void readsWhatTheRequestAsks();
    void refusesWhatIsNoRequest_data();
    void refusesWhatIsNoRequest();
    void countsThePrompt();
    void stopsAtTheFirstStopSequence();
    void cutsAtTheTokenLimit();
};

void tst_Prose::piecesMakeTheText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("count");
    QTest::newRow("empty") << QString() << 0;
    QTest::newRow("words") << QStringLiteral("one two\n\n three") << 3;
    QTest::newRow("blank at the end") << QStringLiteral("one \n") << 2;
    QTest::newRow("blank only") << QStringLiteral("  ") << 1;
    QTest::newRow("long word") << QString(30, u'x') << 3;
    QTest::newRow("no blanks") << QStringLiteral("这是一段没有空格的中文文字用来测试") << 2;
    QTest::newRow("emoji") << QStringLiteral("\U0001F600").repeated(20) << 4;
    QTest::newRow("emoji at an odd place") << u'x' + QStringLiteral("\U0001F600").repeated(20) << 4;
    QTest::newRow("half a surrogate") << QString(QChar(0xd83d)) + u'x' << 1;
}

void tst_Prose::piecesMakeTheText()
{
    QFETCH(QString, text);
    QFETCH(int, count);
    const std::vector<QString> pieces = simulatorTokens(text);
    QCOMPARE(joined(pieces), text);
    QCOMPARE(int(pieces.size()), count);
    for (const QString &piece : pieces)
        QVERIFY(!piece.isEmpty() && !piece.front().isLowSurrogate());
}

void tst_Prose::writesTheNumberOfTokensAsked()
{
    for (const int count : {0, 1, 2, 7, 50, 119, 120, 121, 150, 333, 1000, 20'000}) {
        for (const quint64 seed : {1, 2, 3}) {
            const ProseOrder order{seed, count, QStringLiteral("An opening, “quoted”.")};
            QCOMPARE(int(writeProse(order).size()), count);
            QCOMPARE(int(writeThoughts(order).size()), count);
            if (count) QVERIFY(joined(writeProse(order)).endsWith(u'.'));
            // The pieces are those that anybody else would find in the text.
            QVERIFY(simulatorTokens(joined(writeProse(order))) == writeProse(order));
        }
    }
}

void tst_Prose::writesTheSameForTheSameSeed()
{
    QSet<QString> texts;
    for (quint64 seed = 0; seed < 50; ++seed) {
        const ProseOrder order{seed, 200, {}};
        QCOMPARE(joined(writeProse(order)), joined(writeProse(order)));
        texts += joined(writeProse(order));
    }
    QCOMPARE(texts.size(), 50);
}

void tst_Prose::looksLikeAnAnswer()
{
    const QString text = joined(writeProse({11, 800, QStringLiteral("Opening.")}));
    QVERIFY(text.startsWith(QStringLiteral("Opening.\n\n")));
    QVERIFY(text.contains(QStringLiteral("\n\n## ")));
    QVERIFY(text.contains(QStringLiteral("\n- ")));
    QCOMPARE(text.count(QStringLiteral("```")) % 2, 0);
    QVERIFY(text.contains(QStringLiteral("```python\n")));
    QVERIFY(!text.contains(u'%'));
    QVERIFY(!joined(writeThoughts({11, 800, {}})).contains(u'\n'));
}

void tst_Prose::asksDifferByTheirMessages()
{
    const auto seed = [](const char *messages, const char *rest = "") {
        return askOf(QByteArray(R"({"model":"m","messages":)") + messages + rest + '}').seed;
    };
    const quint64 first = seed(R"([{"role":"user","content":"a"}])");
    QCOMPARE(seed(R"([{"role":"user","content":"a"}])"), first);
    QCOMPARE(seed(R"([{"role":"user","content":[{"type":"text","text":"a"}]}])"), first);
    QCOMPARE(seed(R"([{"role":"user","content":"a"}])", R"(,"temperature":1,"stream":true)"), first);
    QVERIFY(seed(R"([{"role":"user","content":"b"}])") != first);
    QVERIFY(seed(R"([{"role":"system","content":"a"}])") != first);
    QVERIFY(seed(R"([{"role":"user","content":"a"},{"role":"user","content":""}])") != first);
    QVERIFY(seed(R"([{"role":"user","content":"a"}])", R"(,"seed":7)") != first);
}

void tst_Prose::readsWhatTheRequestAsks()
{
    const ChatAsk ask = askOf(R"({"model":"m","max_tokens":9,"max_completion_tokens":5,"stop":["x","",3],"stream":true,
        "stream_options":{"include_usage":true},
        "messages":[{"role":"user","content":"first"},{"role":"user","content":"last"},{"role":"assistant","content":"x"}]})");
    QCOMPARE(ask.model, QStringLiteral("m"));
    QCOMPARE(ask.lastUserText, QStringLiteral("last"));
    QVERIFY(ask.maxTokens == 5);
    QCOMPARE(ask.stop, QStringList{QStringLiteral("x")});
    QVERIFY(ask.stream && ask.usageWanted);

    const ChatAsk plain = askOf(R"({"model":"m","stop":"END","messages":[{"role":"user"}]})");
    QCOMPARE(plain.stop, QStringList{QStringLiteral("END")});
    QVERIFY(!plain.maxTokens && !plain.stream && plain.usageWanted);
    QVERIFY(!askOf(R"({"model":"m","stream":true,"messages":[{"role":"user"}]})").usageWanted);
}

void tst_Prose::refusesWhatIsNoRequest_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("word");
    QTest::newRow("empty") << QByteArray() << QStringLiteral("JSON");
    QTest::newRow("half") << QByteArray("{\"model\":") << QStringLiteral("JSON");
    QTest::newRow("bad UTF-8") << QByteArray("{\"model\":\"\xff\"}") << QStringLiteral("JSON");
    QTest::newRow("array") << QByteArray("[]") << QStringLiteral("model");
    QTest::newRow("no model") << QByteArray("{\"messages\":[]}") << QStringLiteral("model");
    QTest::newRow("no messages") << QByteArray("{\"model\":\"m\"}") << QStringLiteral("messages");
    QTest::newRow("empty messages") << QByteArray("{\"model\":\"m\",\"messages\":[]}") << QStringLiteral("messages");
    QTest::newRow("message without role") << QByteArray("{\"model\":\"m\",\"messages\":[5]}") << QStringLiteral("role");
}

void tst_Prose::refusesWhatIsNoRequest()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, word);
    const auto ask = readAsk(body);
    QVERIFY(!ask);
    QVERIFY2(ask.error().contains(word), qPrintable(ask.error()));
}

void tst_Prose::countsThePrompt()
{
    QCOMPARE(askOf(R"({"model":"m","messages":[{"role":"user","content":"one two three"}]})").promptTokens, 6);
    QCOMPARE(askOf(R"({"model":"m","messages":[{"role":"system","content":"a"},{"role":"user","content":""}]})")
                 .promptTokens,
             7);
}

void tst_Prose::stopsAtTheFirstStopSequence()
{
    ChatAsk ask;
    Scenario scenario;
    scenario.text = QStringLiteral("one two three four two");
    ask.stop = {QStringLiteral("four"), QStringLiteral("two"), QStringLiteral("none")};
    QCOMPARE(joined(makeAnswer(ask, scenario).content), QStringLiteral("one "));
    QCOMPARE(makeAnswer(ask, scenario).finishReason, QStringLiteral("stop"));
    ask.stop = {QStringLiteral("two"), QStringLiteral("four")};
    QCOMPARE(joined(makeAnswer(ask, scenario).content), QStringLiteral("one "));
    ask.stop = {QStringLiteral("ee fo")}; // across two tokens
    QCOMPARE(joined(makeAnswer(ask, scenario).content), QStringLiteral("one two thr"));
    ask.stop = {QStringLiteral("one")};
    QVERIFY(makeAnswer(ask, scenario).content.empty());
}

void tst_Prose::cutsAtTheTokenLimit()
{
    ChatAsk ask;
    Scenario scenario;
    scenario.tokens = 20;
    ask.maxTokens = 20;
    QCOMPARE(makeAnswer(ask, scenario).finishReason, QStringLiteral("stop"));
    ask.maxTokens = 19;
    QCOMPARE(makeAnswer(ask, scenario).content.size(), size_t(19));
    QCOMPARE(makeAnswer(ask, scenario).finishReason, QStringLiteral("length"));
    scenario.reasoningTokens = 15;
    QCOMPARE(makeAnswer(ask, scenario).reasoning.size(), size_t(15));
    QCOMPARE(makeAnswer(ask, scenario).content.size(), size_t(4));
    ask.maxTokens = 10;
    QCOMPARE(makeAnswer(ask, scenario).reasoning.size(), size_t(10));
    QVERIFY(makeAnswer(ask, scenario).content.empty());
    QCOMPARE(makeAnswer(ask, scenario).finishReason, QStringLiteral("length"));
}

QTEST_APPLESS_MAIN(tst_Prose)
#include "tst_prose.moc"
