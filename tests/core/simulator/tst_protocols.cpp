#include "client.h"

#include "core/simulator/embedding.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtEndian>
#include <QTest>

#include <cmath>

using namespace burin;
using namespace burin::simulator;

namespace {

QJsonObject asked(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

Reply exchange(const QUrl &server, const QByteArray &path, const QJsonObject &body)
{
    const QByteArray json = QJsonDocument(body).toJson();
    Client client(server);
    client.send("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + QByteArray::number(json.size()) +
                "\r\n\r\n" + json);
    return client.reply();
}

Reply fetched(const QUrl &server, const QByteArray &path)
{
    Client client(server);
    client.send(getRequest(path));
    return client.reply();
}

/// The data of all events, named or not.
QByteArrayList dataOf(const QByteArray &body)
{
    QByteArrayList data;
    for (const QByteArray &line : body.split('\n')) {
        if (line.startsWith("data: ")) data += line.mid(6).trimmed();
    }
    return data;
}

/// The names of the events, each once in a row.
QByteArrayList eventNames(const QByteArray &body)
{
    QByteArrayList names;
    for (const QByteArray &line : body.split('\n')) {
        if (line.startsWith("event: ") && names.value(names.size() - 1) != line.mid(7)) names += line.mid(7);
    }
    return names;
}

double cosine(const QString &a, const QString &b)
{
    const std::vector<float> one = embeddingOf(a, 256);
    const std::vector<float> two = embeddingOf(b, 256);
    double sum = 0;
    for (size_t i = 0; i < one.size(); ++i)
        sum += double(one[i]) * double(two[i]);
    return sum;
}

} // namespace

/// Each vendor's framing, read by hand.
class tst_Protocols : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anthropicSendsItsEventsInOrder();
    void responsesEndWithTheWholeResponse();
    void geminiEndsLinesWithCrlf();
    void ollamaSendsLines();
    void openRouterTellsCostAndRemembersIt();
    void countsTokens();
    void similarTextsAreNear();
    void embedsInEveryFormat_data();
    void embedsInEveryFormat();
    void embeddingsGoWrongAsAsked();
};

void tst_Protocols::anthropicSendsItsEventsInOrder()
{
    Scenario scenario = quick(5);
    scenario.reasoningTokens = 2;
    const auto simulator = serving(scenario);
    const auto body =
        asked(R"({"model":"m","max_tokens":50,"stream":true,"messages":[{"role":"user","content":"hi"}]})");
    const Reply reply = exchange(simulator->baseUrl(), "/v1/messages", body);
    QCOMPARE(reply.status, 200);
    QVERIFY(!reply.header("request-id").isEmpty());
    QCOMPARE(eventNames(reply.body),
             (QByteArrayList{"message_start", "ping", "content_block_start", "content_block_delta",
                             "content_block_stop", "content_block_start", "content_block_delta", "content_block_stop",
                             "message_delta", "message_stop"}));
    QVERIFY(reply.body.contains("\"stop_reason\":\"end_turn\""));
    QVERIFY(reply.body.contains("\"usage\":{\"output_tokens\":7}"));
    QJsonObject unlimited = body;
    unlimited.remove(QStringLiteral("max_tokens"));
    const Reply refused = exchange(simulator->baseUrl(), "/v1/messages", unlimited);
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.json().value(u"type").toString(), QStringLiteral("error"));
}

void tst_Protocols::responsesEndWithTheWholeResponse()
{
    const auto simulator = serving(quick(4));
    const Reply reply = exchange(simulator->baseUrl(), "/v1/responses",
                                 asked(R"({"model":"m","stream":true,"instructions":"x","input":"hi"})"));
    QCOMPARE(eventNames(reply.body),
             (QByteArrayList{"response.created", "response.in_progress", "response.output_item.added",
                             "response.content_part.added", "response.output_text.delta", "response.output_text.done",
                             "response.output_item.done", "response.completed"}));
    const QByteArrayList events = dataOf(reply.body);
    QVERIFY(!events.isEmpty());
    for (qsizetype i = 0; i < events.size(); ++i)
        QCOMPARE(QJsonDocument::fromJson(events[i]).object().value(u"sequence_number").toInt(-1), int(i));
    const QJsonObject response = QJsonDocument::fromJson(events.back()).object().value(u"response").toObject();
    QCOMPARE(response.value(u"usage").toObject().value(u"output_tokens").toInt(), 4);
    QVERIFY(!reply.body.contains("[DONE]"));
}

void tst_Protocols::geminiEndsLinesWithCrlf()
{
    const auto simulator = serving(quick(4));
    const auto body = asked(R"({"contents":[{"role":"user","parts":[{"text":"hi"}]}]})");
    const Reply reply = exchange(simulator->baseUrl(), "/v1beta/models/m-1:streamGenerateContent?alt=sse", body);
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.body.count("\r\n\r\n"), 5);
    QCOMPARE(reply.body.count('\n'), reply.body.count("\r\n"));
    QCOMPARE(reply.body.count("\"finishReason\":\"STOP\""), 1);
    QCOMPARE(reply.body.count("usageMetadata"), 5);
    QVERIFY(reply.body.contains("\"modelVersion\":\"m-1\""));
    const Reply whole = exchange(simulator->baseUrl(), "/v1beta/models/m-1:generateContent", body);
    QCOMPARE(whole.json().value(u"usageMetadata").toObject().value(u"candidatesTokenCount").toInt(), 4);
}

void tst_Protocols::ollamaSendsLines()
{
    const auto simulator = serving(quick(4));
    const Reply reply = exchange(simulator->baseUrl(), "/api/chat",
                                 asked(R"({"model":"m","messages":[{"role":"user","content":"hi"}]})"));
    QCOMPARE(reply.header("Content-Type"), QByteArray("application/x-ndjson"));
    const QByteArrayList lines = reply.body.trimmed().split('\n');
    QCOMPARE(lines.size(), 5);
    for (const QByteArray &line : lines)
        QCOMPARE(QJsonDocument::fromJson(line).object().value(u"done").toBool(), &line == &lines.back());
    const QJsonObject last = QJsonDocument::fromJson(lines.back()).object();
    QCOMPARE(last.value(u"done_reason").toString(), QStringLiteral("stop"));
    QCOMPARE(last.value(u"eval_count").toInt(), 4);
}

void tst_Protocols::openRouterTellsCostAndRemembersIt()
{
    const auto simulator = serving(quick(10));
    const Reply reply = exchange(simulator->baseUrl(), "/api/v1/chat/completions",
                                 asked(R"({"model":"m","stream":true,"messages":[{"role":"user","content":"hi"}]})"));
    QVERIFY(reply.body.startsWith(": OPENROUTER PROCESSING\n\n"));
    QVERIFY(reply.body.contains("\"native_finish_reason\":\"stop\""));
    const QByteArrayList events = dataOf(reply.body);
    QVERIFY(events.size() > 2);
    const QJsonObject usage = QJsonDocument::fromJson(events[events.size() - 2]).object().value(u"usage").toObject();
    QCOMPARE(usage.value(u"cost").toDouble(), 4 * 1e-6 + 10 * 4e-6); // a word and three for the message
    const QString id = QJsonDocument::fromJson(events.front()).object().value(u"id").toString();
    const Reply generation = fetched(simulator->baseUrl(), "/api/v1/generation?id=" + id.toLatin1());
    QCOMPARE(generation.json().value(u"data").toObject().value(u"total_cost").toDouble(),
             usage.value(u"cost").toDouble());
    QCOMPARE(fetched(simulator->baseUrl(), "/api/v1/generation?id=gen-none").status, 404);
    const QJsonObject key = fetched(simulator->baseUrl(), "/api/v1/key").json().value(u"data").toObject();
    QCOMPARE(key.value(u"usage").toDouble(), usage.value(u"cost").toDouble());
}

void tst_Protocols::countsTokens()
{
    const auto simulator = serving({});
    const Reply anthropic = exchange(simulator->baseUrl(), "/v1/messages/count_tokens",
                                     asked(R"({"model":"m","messages":[{"role":"user","content":"one two"}]})"));
    QCOMPARE(anthropic.json().value(u"input_tokens").toInt(), 5);
    const Reply gemini = exchange(simulator->baseUrl(), "/v1beta/models/m:countTokens",
                                  asked(R"({"contents":[{"parts":[{"text":"one two"}]}]})"));
    QCOMPARE(gemini.json().value(u"totalTokens").toInt(), 5);
}

void tst_Protocols::similarTextsAreNear()
{
    const QString cat = QStringLiteral("The cat sleeps on the warm roof");
    const QString cats = QStringLiteral("On the roof sleeps a cat, warm");
    const QString tax = QStringLiteral("Quarterly tax returns are due in April");
    QVERIFY(std::abs(cosine(cat, cat) - 1) < 1e-5);
    QVERIFY(cosine(cat, cats) > 0.6);
    QVERIFY(cosine(cat, tax) < 0.3);
    QCOMPARE(cosine(QString(), cat), 0.0);
}

void tst_Protocols::embedsInEveryFormat_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const char *path, const char *body) {
        QTest::newRow(name) << QByteArray(path) << QByteArray(body);
    };
    row("openai", "/v1/embeddings", R"({"model":"m","input":["a cat"],"dimensions":8})");
    row("base64", "/v1/embeddings", R"({"model":"m","input":"a cat","dimensions":8,"encoding_format":"base64"})");
    row("gemini", "/v1beta/models/m:embedContent",
        R"({"content":{"parts":[{"text":"a cat"}]},"outputDimensionality":8})");
    row("batch", "/v1beta/models/m:batchEmbedContents",
        R"({"requests":[{"content":{"parts":[{"text":"a cat"}]},"outputDimensionality":8}]})");
    row("ollama", "/api/embed", R"({"model":"m","input":["a cat"],"dimensions":8})");
}

void tst_Protocols::embedsInEveryFormat()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    const auto simulator = serving(quick(1));
    const QJsonObject json = exchange(simulator->baseUrl(), path, asked(body)).json();
    QJsonValue vector = json.value(u"data").toArray().at(0).toObject().value(u"embedding");
    if (vector.isUndefined()) vector = json.value(u"embedding").toObject().value(u"values");
    if (vector.isUndefined()) vector = json.value(u"embeddings").toArray().at(0);
    if (vector.isObject()) vector = vector.toObject().value(u"values");
    QJsonArray numbers = vector.toArray();
    if (vector.isString()) {
        const QByteArray bytes = QByteArray::fromBase64(vector.toString().toLatin1());
        for (qsizetype i = 0; i + 4 <= bytes.size(); i += 4)
            numbers += double(qFromLittleEndian<float>(bytes.constData() + i));
    }
    const std::vector<float> expected = embeddingOf(QStringLiteral("a cat"), 8);
    QCOMPARE(numbers.size(), qsizetype(8));
    for (qsizetype i = 0; i < 8; ++i)
        QCOMPARE(float(numbers.at(i).toDouble()), expected[size_t(i)]);
}

void tst_Protocols::embeddingsGoWrongAsAsked()
{
    using Fault = Scenario::EmbeddingFault;
    const auto vectors = [](Fault fault) {
        Scenario scenario;
        scenario.embeddingFault = fault;
        const auto simulator = serving(scenario);
        return exchange(simulator->baseUrl(), "/api/embed", asked(R"({"model":"m","input":["a","b"],"dimensions":4})"))
            .json()
            .value(u"embeddings")
            .toArray();
    };
    QCOMPARE(vectors(Fault::None).size(), 2);
    QCOMPARE(vectors(Fault::WrongCount).size(), 1);
    QCOMPARE(vectors(Fault::ChangedDimensions).at(1).toArray().size(), 3);
    QVERIFY(vectors(Fault::NotANumber).at(1).toArray().at(0).isNull());
}

QTEST_GUILESS_MAIN(tst_Protocols)
#include "tst_protocols.moc"
