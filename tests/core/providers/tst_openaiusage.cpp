#include "understood.h"

#include "core/providers/registry.h"

#include <QTest>

using namespace burin;

namespace {

Frame frameOf(const QByteArray &data)
{
    Frame frame;
    frame.data = data;
    return frame;
}

QByteArray delta(const QByteArray &fields, const QByteArray &rest = {})
{
    return R"({"id":"c","model":"m","choices":[{"index":0,"delta":{)" + fields + "}}]" + rest + "}";
}

Understood read(const QList<QByteArray> &datas, QStringView kind = u"openai")
{
    const std::unique_ptr<StreamDecoder> decoder = providerFor(kind)->decoder({});
    Understood all;
    for (const QByteArray &data : datas)
        add(all, decoder->decode(frameOf(data)));
    return all;
}

std::optional<qint64> none()
{
    return std::nullopt;
}

} // namespace

class tst_OpenAiUsage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsThatAreNoneAreNotGiven_data();
    void countsThatAreNoneAreNotGiven();
    void usageIsNormalised_data();
    void usageIsNormalised();
    void theLastUsageCounts();
    void reportedCostIsExact_data();
    void reportedCostIsExact();
};

void tst_OpenAiUsage::countsThatAreNoneAreNotGiven_data()
{
    QTest::addColumn<QByteArray>("count");
    for (const char *count : {"-5", "3.7", "\"12\"", "1e20", "5000000000", "null", "true", "{}"})
        QTest::newRow(count) << QByteArray(count);
}

void tst_OpenAiUsage::countsThatAreNoneAreNotGiven()
{
    QFETCH(QByteArray, count);
    const Understood all = read({delta("", ",\"usage\":{\"prompt_tokens\":" + count + ",\"completion_tokens\":4}")});
    QVERIFY(all.usage);
    QCOMPARE(all.usage->usage.input, none());
    QCOMPARE(all.usage->usage.output, std::optional<qint64>(4));
    const Understood nothing =
        read({delta("", ",\"usage\":{\"prompt_tokens\":" + count + ",\"completion_tokens\":" + count + "}")});
    QVERIFY(!nothing.usage);
}

void tst_OpenAiUsage::usageIsNormalised_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("xai");
    QTest::addColumn<QList<int>>("expected"); // input, cached, written, output, reasoning; -1 = not given
    const auto row = [](const char *name, const char *json, bool xai, const QList<int> &expected) {
        QTest::newRow(name) << QByteArray(json) << xai << expected;
    };
    row("plain", R"({"prompt_tokens":10,"completion_tokens":5,"total_tokens":15})", false, {10, -1, -1, 5, -1});
    row("no total", R"({"prompt_tokens":10,"completion_tokens":5})", false, {10, -1, -1, 5, -1});
    row("parts",
        R"({"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":4,"cache_write_tokens":3},
        "completion_tokens_details":{"reasoning_tokens":2}})",
        false, {10, 4, 3, 5, 2});
    row("zeros are given", R"({"prompt_tokens":0,"completion_tokens":0,"prompt_tokens_details":{"cached_tokens":0}})",
        false, {0, 0, -1, 0, -1});
    row("cache hits", R"({"prompt_tokens":10,"completion_tokens":5,"prompt_cache_hit_tokens":8})", false,
        {10, 8, -1, 5, -1});
    row("reasoning beside, as the total tells", R"({"prompt_tokens":12,"completion_tokens":1,"total_tokens":303,
        "completion_tokens_details":{"reasoning_tokens":290}})",
        false, {12, -1, -1, 291, 290});
    row("reasoning beside, by the quirk", R"({"prompt_tokens":12,"completion_tokens":1,
        "completion_tokens_details":{"reasoning_tokens":290}})",
        true, {12, -1, -1, 291, 290});
    row("reasoning inside, against the quirk", R"({"prompt_tokens":12,"completion_tokens":300,"total_tokens":312,
        "completion_tokens_details":{"reasoning_tokens":290}})",
        true, {12, -1, -1, 300, 290});
    row("more reasoning than output", R"({"prompt_tokens":43,"completion_tokens":10,"total_tokens":53,
        "completion_tokens_details":{"reasoning_tokens":11}})",
        false, {43, -1, -1, 10, 10});
    row("cached beside the prompt",
        R"({"prompt_tokens":3,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":20}})", false,
        {23, 20, -1, 1, -1});
    row("reasoning on top", R"({"prompt_tokens":10,"completion_tokens":5,"reasoning_tokens":4})", false,
        {10, -1, -1, 5, 4});
}

void tst_OpenAiUsage::usageIsNormalised()
{
    QFETCH(QByteArray, json);
    QFETCH(bool, xai);
    QFETCH(QList<int>, expected);
    ProviderProfile profile;
    profile.quirks.reasoningAddsToOutput = xai;
    Understood all;
    add(all, providerFor(u"openai")->decoder(profile)->decode(frameOf(R"({"choices":[],"usage":)" + json + "}")));
    QVERIFY(all.usage);
    const Usage &usage = all.usage->usage;
    const auto shown = [](std::optional<qint64> count) { return int(count.value_or(-1)); };
    const QList<int> given = {shown(usage.input), shown(usage.cachedInput), shown(usage.cacheWrite),
                              shown(usage.output), shown(usage.reasoning)};
    QCOMPARE(given, expected);
    QVERIFY(usage.source == Usage::Source::Reported);
}

void tst_OpenAiUsage::theLastUsageCounts()
{
    const Understood all = read({delta("", R"(,"usage":{"prompt_tokens":5,"completion_tokens":1})"),
                                 delta("", R"(,"usage":{"prompt_tokens":5,"completion_tokens":2})"),
                                 delta("", R"(,"usage":null)"), delta("", R"(,"usage":{})")});
    QCOMPARE(*all.usage->usage.output, 2);
}

void tst_OpenAiUsage::reportedCostIsExact_data()
{
    QTest::addColumn<QByteArray>("usage");
    QTest::addColumn<QString>("usd");
    const auto row = [](const char *usage, const char *usd) {
        QTest::newRow(usage) << QByteArray(usage) << QString::fromLatin1(usd);
    };
    row(R"({"cost":0.00333825})", "0.003338250000");
    row(R"({"cost":7.159e-05})", "0.000071590000");
    row(R"({"cost":0.1})", "0.100000000000");
    row(R"({"cost":123.456789012345})", "123.456789012345");
    row(R"({"cost":"0.000000000001"})", "0.000000000001");
    row(R"({"cost":0,"prompt_tokens":1})", "0.000000000000");
    row(R"({"cost":0.5,"is_byok":true,"cost_details":{"upstream_inference_cost":0.25}})", "0.750000000000");
    row(R"({"cost":0.5,"is_byok":false,"cost_details":{"upstream_inference_cost":0.25}})", "0.500000000000");
    row(R"({"cost":0.5,"is_byok":true,"cost_details":{"upstream_inference_cost":null}})", "0.500000000000");
    row(R"({"cost":-1,"prompt_tokens":1})", "");
    row(R"({"cost":1e300,"prompt_tokens":1})", "");
    row(R"({"prompt_tokens":1})", "");
}

void tst_OpenAiUsage::reportedCostIsExact()
{
    QFETCH(QByteArray, usage);
    QFETCH(QString, usd);
    const Understood all = read({R"({"choices":[],"usage":)" + usage + "}"}, u"openrouter");
    QVERIFY(all.usage);
    QCOMPARE(all.usage->cost ? exactUsd(*all.usage->cost) : QString(), usd);
    // Elsewhere a field of that name may be anything.
    const Understood elsewhere = read({R"({"choices":[],"usage":)" + usage + "}"});
    QVERIFY(!elsewhere.usage || !elsewhere.usage->cost);
}

QTEST_GUILESS_MAIN(tst_OpenAiUsage)
#include "tst_openaiusage.moc"
