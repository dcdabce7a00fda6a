#include "core/providers/chunkshape.h"
#include "core/providers/registry.h"
#include "understood.h"

#include <QRandomGenerator>
#include <QTest>

using namespace burin;

namespace {

Frame frameOf(const QByteArray &data, const QByteArray &event = "message")
{
    Frame frame;
    frame.event = event;
    frame.data = data;
    return frame;
}

/// @p text as JSON writes it; escaped: by the numbers of its characters, so that no shape can be recognized.
enum class Spelling { Plain, Escaped };
QByteArray quoted(const QString &text, Spelling spelling)
{
    QString string;
    for (const QChar c : text) {
        const bool needed = c == u'"' || c == u'\\' || c.unicode() < 0x20;
        if (needed || spelling == Spelling::Escaped)
            string += QStringLiteral("\\u%1").arg(int(c.unicode()), 4, 16, QLatin1Char('0'));
        else
            string += c;
    }
    return '"' + string.toUtf8() + '"';
}

struct Wire {
    QByteArray kind;
    QByteArray event;
    QByteArray text;      ///< A chunk with %1 in place of its text.
    QByteArray reasoning; ///< The same.
    QList<QByteArray> others;
};

QList<Wire> wires()
{
    return {
        {"openai",
         "message",
         R"({"id":"r1","model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":%1}}]})",
         R"({"id":"r1","model":"m-1","choices":[{"index":0,"delta":{"reasoning_content":%1}}]})",
         {R"({"id":"r1","choices":[{"index":1,"delta":{"content":"not shown"}}]})",
          R"({"id":"r1","choices":[{"index":0,"delta":{"content":"last"},"finish_reason":"stop"}]})",
          R"({"id":"r1","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4}})",
          R"({"id":"r1","choices":[{"index":0,"delta":{"content":""}}]})", "[DONE]", "{broken"}},
        {"anthropic",
         "content_block_delta",
         R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":%1}})",
         R"({"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":%1}})",
         {R"({"type":"ping"})", R"({"type":"message_stop"})",
          R"({"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":9}})"}},
        {"gemini",
         "message",
         R"({"candidates":[{"content":{"parts":[{"text":%1}],"role":"model"},"index":0}],"modelVersion":"g"})",
         R"({"candidates":[{"content":{"parts":[{"thought":true,"text":%1}]}}],"modelVersion":"g"})",
         {R"({"candidates":[{"content":{"parts":[{"text":"end"}]},"finishReason":"STOP"}]})",
          R"({"promptFeedback":{"blockReason":"SAFETY"}})"}},
    };
}

QByteArray withText(QByteArray chunk, const QByteArray &text)
{
    return chunk.replace("%1", text);
}

/// Also what chunks have elsewhere: names of members, values, punctuation.
QString madeUpText(QRandomGenerator &random)
{
    static const QStringList pieces{
        QStringLiteral("word"),      QStringLiteral(" the"), QStringLiteral("content"), QStringLiteral("m-1"),
        QStringLiteral(":"),         QStringLiteral(","),    QStringLiteral("\n"),      QStringLiteral("\""),
        QStringLiteral("\\"),        QStringLiteral("é"),    QStringLiteral("字"),      QStringLiteral("\U0001F600"),
        QStringLiteral("}]}"),       QStringLiteral("text"), QStringLiteral("model"),   QStringLiteral("assistant"),
        QStringLiteral("text_delta")};
    QString text;
    for (int i = random.bounded(1, 4); i > 0; --i)
        text += pieces.at(random.bounded(int(pieces.size())));
    return text;
}

} // namespace

class tst_ChunkShape : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void recognizesOnlyAnotherText_data();
    void recognizesOnlyAnotherText();
    void learnsNothingFromAnAmbiguousChunk_data();
    void learnsNothingFromAnAmbiguousChunk();
    void decodersGiveTheSameWithAndWithoutIt_data();
    void decodersGiveTheSameWithAndWithoutIt();
};

void tst_ChunkShape::recognizesOnlyAnotherText_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("text");
    QTest::newRow("another text") << QByteArray(R"({"d":{"content":"two"},"n":1})") << QStringLiteral("two");
    QTest::newRow("not ASCII") << QByteArray("{\"d\":{\"content\":\"dé\"},\"n\":1}") << QStringLiteral("dé");
    QTest::newRow("another number") << QByteArray(R"({"d":{"content":"two"},"n":2})") << QString();
    QTest::newRow("another member") << QByteArray(R"({"d":{"content":"two"},"m":1})") << QString();
    QTest::newRow("one more member") << QByteArray(R"({"d":{"content":"two","x":"y"},"n":1})") << QString();
    QTest::newRow("an escape") << QByteArray(R"({"d":{"content":"t\n"},"n":1})") << QString();
    QTest::newRow("a control character") << QByteArray("{\"d\":{\"content\":\"t\tw\"},\"n\":1}") << QString();
    QTest::newRow("no text") << QByteArray(R"({"d":{"content":""},"n":1})") << QString();
    QTest::newRow("cut off") << QByteArray(R"({"d":{"content":"two)") << QString();
    QTest::newRow("less than both ends") << QByteArray(R"({"d":{"content":"},"n":1})") << QString();
}

void tst_ChunkShape::recognizesOnlyAnotherText()
{
    QFETCH(QByteArray, data);
    QFETCH(QString, text);
    ChunkShape shape;
    shape.learn(frameOf(R"({"d":{"content":"one"},"n":1})"), {TextDelta{QStringLiteral("one")}});
    const std::optional<StreamEvent> event = shape.eventOf(frameOf(data));
    QCOMPARE(event.has_value(), !text.isEmpty());
    if (event) QCOMPARE(std::get<TextDelta>(*event).text, text);
    QVERIFY(!shape.eventOf(frameOf(data, "error")));
    Frame unterminated = frameOf(data);
    unterminated.unterminated = true;
    QVERIFY(!shape.eventOf(unterminated));
}

void tst_ChunkShape::learnsNothingFromAnAmbiguousChunk_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("text");
    QTest::newRow("the text is a value elsewhere")
        << QByteArray(R"({"model":"one","c":"one"})") << QStringLiteral("one");
    QTest::newRow("the text is a member's name") << QByteArray(R"({"c":"c"})") << QStringLiteral("c");
    QTest::newRow("the text is spelled otherwise")
        << QByteArray(R"({"model":"one","c":"\u006fne"})") << QStringLiteral("one");
    QTest::newRow("the text is punctuation") << QByteArray(R"({"c":":"})") << QStringLiteral(":");
}

void tst_ChunkShape::learnsNothingFromAnAmbiguousChunk()
{
    QFETCH(QByteArray, data);
    QFETCH(QString, text);
    ChunkShape shape;
    shape.learn(frameOf(data), {TextDelta{text}});
    QVERIFY(!shape.eventOf(frameOf(data)));
}

void tst_ChunkShape::decodersGiveTheSameWithAndWithoutIt_data()
{
    QTest::addColumn<int>("wire");
    for (int i = 0; i < int(wires().size()); ++i)
        QTest::newRow(wires().at(i).kind.constData()) << i;
}

/// The same stream twice: as servers write it, and with an escape in each text, which is always read as a whole.
void tst_ChunkShape::decodersGiveTheSameWithAndWithoutIt()
{
    QFETCH(int, wire);
    const Wire row = wires().at(wire);
    QRandomGenerator random(quint32(4711 + wire));
    const Provider *provider = providerFor(QString::fromLatin1(row.kind));
    QVERIFY(provider);
    int recognized = 0;
    for (int stream = 0; stream < 300; ++stream) {
        const std::unique_ptr<StreamDecoder> quick = provider->decoder({});
        const std::unique_ptr<StreamDecoder> slow = provider->decoder({});
        ChunkShape shape; // of the same stream, to see that it is used at all
        for (int i = 0; i < 40; ++i) {
            if (random.bounded(12) == 0) {
                const Frame other = frameOf(row.others.at(random.bounded(int(row.others.size()))));
                const std::vector<StreamEvent> events = slow->decode(other);
                shape.learn(other, events);
                QVERIFY(quick->decode(other) == events);
                continue;
            }
            const QString text = madeUpText(random);
            const QByteArray &chunk = random.bounded(6) == 0 ? row.reasoning : row.text;
            const Frame plain = frameOf(withText(chunk, quoted(text, Spelling::Plain)), row.event);
            recognized += shape.eventOf(plain).has_value();
            const std::vector<StreamEvent> events =
                slow->decode(frameOf(withText(chunk, quoted(text, Spelling::Escaped)), row.event));
            shape.learn(plain, events);
            QVERIFY2(quick->decode(plain) == events, plain.data.constData());
        }
    }
    QVERIFY2(recognized > 1'000, qPrintable(QString::number(recognized)));
}

QTEST_APPLESS_MAIN(tst_ChunkShape)
#include "tst_chunkshape.moc"
