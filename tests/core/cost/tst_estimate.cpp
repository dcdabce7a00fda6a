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

QTEST_GUILESS_MAIN(tst_Estimate)
#include "tst_estimate.moc"
