#include "core/cost/attachmenttokens.h"
#include "core/cost/pricing.h"

#include <QTest>

using namespace burin;

namespace {

PriceBook book()
{
    PriceRow row;
    row.provider = QStringLiteral("acme");
    row.model = QStringLiteral("m");
    row.input = TieredPrice{Money{3'000'000}, {}};
    row.output = TieredPrice{Money{15'000'000}, {}};
    row.source = QStringLiteral("catalog");
    PriceRow dear = row;
    dear.model = QStringLiteral("dear");
    dear.cacheWrite = TieredPrice{Money{4'000'000}, {}};
    dear.cacheWriteHour = TieredPrice{Money{6'000'000}, {}};
    dear.reasoning = TieredPrice{Money{20'000'000}, {}};
    return PriceBook({row, dear});
}

RunSpec specFor(const char *model, std::optional<qint64> maxTokens)
{
    RunSpec spec;
    spec.provider.id = QStringLiteral("acme");
    spec.draft.model = QString::fromLatin1(model);
    spec.draft.parameters.maxTokens = maxTokens;
    spec.messages = {{Role::User, QString(400, u'x')}};
    return spec;
}

} // namespace

Q_DECLARE_METATYPE(burin::FileTokens)

namespace {

/// The head of a PNG image, which tells its size.
QByteArray pngOf(int width, int height)
{
    QByteArray image = QByteArray::fromHex("89504e470d0a1a0a0000000d49484452");
    for (const int side : {width, height})
        for (int shift = 24; shift >= 0; shift -= 8)
            image += char(side >> shift);
    return image;
}

} // namespace

class tst_Estimate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsAreRoughlyRight_data();
    void countsAreRoughlyRight();
    void messagesHaveAnOverhead();
    void aLimitGivesAWorstCase();
    void withoutALimitThereIsNoWorstCase();
    void theWorstCaseTakesTheDearestPrices();
    void theWorstCaseKnowsWhatIsKeptForAnHour();
    void anUnknownModelIsUnpriced();
    void theUsersPriceIsTaken();
    void localModelsCostNothing();
    void freeModelsCostNothing();
    void filesAreCountedAsTheVendorsDo_data();
    void filesAreCountedAsTheVendorsDo();
    void theModelsFamilyDecides_data();
    void theModelsFamilyDecides();
    void filesToolsAndSchemasCost();
};

void tst_Estimate::countsAreRoughlyRight_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("least");
    QTest::addColumn<int>("most");
    QTest::newRow("empty") << QString() << 0 << 0;
    QTest::newRow("one letter") << QStringLiteral("a") << 1 << 1;
    // Counts of o200k_base, with a third of room to both sides.
    QTest::newRow("English") << QStringLiteral("The quick brown fox jumps over the lazy dog, and then it sleeps.") << 10
                             << 20;
    QTest::newRow("Chinese") << QStringLiteral("今天天气很好，我们去公园散步吧。") << 11 << 20;
    QTest::newRow("Japanese") << QStringLiteral("吾輩は猫である。名前はまだ無い。") << 11 << 20;
    QTest::newRow("Korean") << QStringLiteral("안녕하세요") << 2 << 6;
    QTest::newRow("Russian") << QStringLiteral("Сегодня хорошая погода") << 5 << 14;
    QTest::newRow("emoji") << QStringLiteral("🎉🎉🎉🎉") << 4 << 8;
}

void tst_Estimate::countsAreRoughlyRight()
{
    QFETCH(QString, text);
    QFETCH(int, least);
    QFETCH(int, most);
    const qint64 count = estimateTokens(text);
    QVERIFY2(count >= least && count <= most, qPrintable(QString::number(count)));
}

void tst_Estimate::messagesHaveAnOverhead()
{
    QCOMPARE(estimateTokens(std::vector<Message>{}), 0);
    const qint64 one = estimateTokens({{Role::User, QStringLiteral("abcd")}});
    const qint64 two = estimateTokens({{Role::System, QStringLiteral("abcd")}, {Role::User, QStringLiteral("abcd")}});
    QVERIFY(one > 1);
    QVERIFY(two > one + 1);
}

void tst_Estimate::aLimitGivesAWorstCase()
{
    const CostEstimate estimate = estimateCost(specFor("m", 1000), book());
    QCOMPARE(estimate.inputTokens, 106);
    QCOMPARE(*estimate.maxOutputTokens, 1000);
    QCOMPARE(*estimate.input, Money{106 * 3'000'000});
    QCOMPARE(*estimate.worst, Money{106 * 3'000'000 + 1000 * qint64(15'000'000)});
    QCOMPARE(estimate.priceSource, QStringLiteral("catalog, acme/m"));
}

void tst_Estimate::withoutALimitThereIsNoWorstCase()
{
    const CostEstimate estimate = estimateCost(specFor("m", std::nullopt), book());
    QVERIFY(estimate.input);
    QVERIFY(!estimate.worst);
}

void tst_Estimate::theWorstCaseTakesTheDearestPrices()
{
    const CostEstimate estimate = estimateCost(specFor("dear", 1000), book());
    QCOMPARE(*estimate.worst, Money{106 * 4'000'000 + 1000 * qint64(20'000'000)});
}

void tst_Estimate::theWorstCaseKnowsWhatIsKeptForAnHour()
{
    RunSpec spec = specFor("dear", 1000);
    const QJsonObject control{{QStringLiteral("type"), QStringLiteral("ephemeral")},
                              {QStringLiteral("ttl"), QStringLiteral("1h")}};
    spec.draft.parameters.extra = {{QStringLiteral("cache_control"), control}};
    const CostEstimate estimate = estimateCost(spec, book());
    QCOMPARE(*estimate.worst, Money{106 * 6'000'000 + 1000 * qint64(20'000'000)});
}

void tst_Estimate::anUnknownModelIsUnpriced()
{
    const CostEstimate estimate = estimateCost(specFor("unknown", 1000), book());
    QCOMPARE(estimate.inputTokens, 106);
    QVERIFY(!estimate.input);
    QVERIFY(!estimate.worst);
    QVERIFY(estimate.priceSource.isEmpty());
}

void tst_Estimate::theUsersPriceIsTaken()
{
    RunSpec spec = specFor("unknown", 10);
    spec.price = PriceOverride{*parseUsd(u"1"), *parseUsd(u"2")};
    const CostEstimate estimate = estimateCost(spec, book());
    QCOMPARE(*estimate.worst, Money{106 * 1'000'000 + 10 * 2'000'000});
    QCOMPARE(estimate.priceSource, QStringLiteral("user"));
}

void tst_Estimate::localModelsCostNothing()
{
    RunSpec spec = specFor("unknown", std::nullopt);
    spec.provider.local = true;
    const CostEstimate estimate = estimateCost(spec, book());
    QCOMPARE(*estimate.input, Money{});
    QCOMPARE(*estimate.worst, Money{});
}

void tst_Estimate::freeModelsCostNothing()
{
    const CostEstimate estimate = estimateCost(specFor("maker/unknown:free", std::nullopt), book());
    QCOMPARE(*estimate.worst, Money{});
}

void tst_Estimate::filesAreCountedAsTheVendorsDo_data()
{
    QTest::addColumn<Attachment>("file");
    QTest::addColumn<FileTokens>("how");
    QTest::addColumn<int>("tokens");
    const auto image = [](const char *name, int width, int height, FileTokens how, int tokens) {
        QTest::newRow(name) << Attachment{{}, QStringLiteral("image/png"), pngOf(width, height)} << how << tokens;
    };
    image("OpenAI, one tile", 512, 512, FileTokens::OpenAi, 255);
    image("OpenAI, 1024 x 1024", 1024, 1024, FileTokens::OpenAi, 765);
    image("OpenAI, 2048 x 4096", 2048, 4096, FileTokens::OpenAi, 1105);
    image("OpenAI, 1920 x 1080", 1920, 1080, FileTokens::OpenAi, 1105);
    image("OpenAI, as wide as a line", 100'000, 1, FileTokens::OpenAi, 765);
    image("Claude, 1000 x 1000", 1000, 1000, FileTokens::Claude, 1334);
    image("Claude, scaled down", 3136, 1568, FileTokens::Claude, 1640);
    image("Gemini 2, small", 384, 384, FileTokens::Gemini2, 258);
    image("Gemini 2, 1920 x 1080", 1920, 1080, FileTokens::Gemini2, 6 * 258);
    image("Gemini 3", 1920, 1080, FileTokens::Gemini3, 1120);
    const auto pdf = [](const char *name, const QByteArray &data, FileTokens how, int tokens) {
        QTest::newRow(name) << Attachment{{}, QStringLiteral("application/pdf"), data} << how << tokens;
    };
    const QByteArray pages("%PDF /Type /Pages /Kids <</Type /Page>> <</Type/Page/Parent>> /Type/Pages");
    pdf("PDF, two pages, Claude", pages, FileTokens::Claude, 6000);
    pdf("PDF, two pages, Gemini 2", pages, FileTokens::Gemini2, 516);
    pdf("PDF, compressed", QByteArray(120'000, 'x'), FileTokens::OpenAi, 3 * 1500);
    QTest::newRow("an image that cannot be read")
        << Attachment{{}, QStringLiteral("image/png"), "?"} << FileTokens::OpenAi << 765;
    QTest::newRow("text, with its tags") << Attachment{QStringLiteral("n"), QStringLiteral("text/plain"),
                                                       QByteArray(400, 'x')}
                                         << FileTokens::Claude
                                         << int(estimateTokens(QStringLiteral("<file name=\"n\">\n\n</file>")) + 100);
}

void tst_Estimate::filesAreCountedAsTheVendorsDo()
{
    QFETCH(Attachment, file);
    QFETCH(FileTokens, how);
    QFETCH(int, tokens);
    QCOMPARE(estimateTokens(file, how), tokens);
}

void tst_Estimate::theModelsFamilyDecides_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<FileTokens>("how");
    const auto row = [](const char *model, const char *kind, FileTokens how) {
        QTest::newRow(model) << QString::fromLatin1(kind) << how;
    };
    row("gpt-6", "openai-responses", FileTokens::OpenAi);
    row("llama3.2-vision", "ollama", FileTokens::OpenAi);
    row("anthropic/claude-sonnet-4.5", "openrouter", FileTokens::Claude);
    row("some-alias", "anthropic", FileTokens::Claude);
    row("google/gemini-2.5-flash", "openrouter", FileTokens::Gemini2);
    row("models/gemini-3-pro", "gemini", FileTokens::Gemini3);
}

void tst_Estimate::theModelsFamilyDecides()
{
    QFETCH(QString, kind);
    QFETCH(FileTokens, how);
    QVERIFY(fileTokensFor(kind, QString::fromLatin1(QTest::currentDataTag())) == how);
}

void tst_Estimate::filesToolsAndSchemasCost()
{
    RunSpec spec = specFor("m", 1000);
    qint64 before = estimateCost(spec, book()).inputTokens;
    const auto grewBy = [&](qint64 least, qint64 most) {
        const qint64 grown =
            estimateCost(spec, book()).inputTokens - std::exchange(before, estimateCost(spec, book()).inputTokens);
        return grown >= least && grown <= most;
    };
    spec.messages.front().attachments = {{QStringLiteral("a"), QStringLiteral("image/png"), pngOf(1024, 1024)}};
    QVERIFY(grewBy(765, 765));
    spec.draft.tools = {{QStringLiteral("f"), QString(400, u'x'), QString(400, u'x')}};
    QVERIFY(grewBy(200, 210));
    spec.draft.format = {ResponseFormat::Kind::JsonSchema, {}, QString(400, u'x')};
    QVERIFY(grewBy(100, 100));
    spec.messages.push_back({Role::Assistant, {}, {}, {}, {{{}, QStringLiteral("f"), QString(400, u'x')}}});
    QVERIFY(grewBy(100, 110));
    spec.provider.kind = QStringLiteral("anthropic"); // counts the picture otherwise
    QVERIFY(grewBy(1024 * 1024 / 750 + 1 - 765, 1024 * 1024 / 750 + 1 - 765));
}

QTEST_GUILESS_MAIN(tst_Estimate)
#include "tst_estimate.moc"
