#include "core/cost/pricebook.h"

#include <QSet>
#include <QTest>

using namespace burin;

namespace {

const QDateTime Now(QDate(2026, 11, 1), QTime(12, 0), Qt::UTC);

QByteArray bookWith(const char *model)
{
    return QByteArray(R"({"source": {"date": "2026-01-01"}, "providers": {"acme": [)") + model + "]}}";
}

} // namespace

class tst_PriceBook : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSnapshotKnowsTheLargeVendors_data();
    void theSnapshotKnowsTheLargeVendors();
    void theSnapshotHasFiguresOfRecord();
    void unknownModelsHaveNoPrice_data();
    void unknownModelsHaveNoPrice();
    void everyRowIsFoundUnderItsNames();
    void everyPriceIsSensible();
    void aBadFileNamesTheModel_data();
    void aBadFileNamesTheModel();
    void withoutATimeTheLatestPriceCounts();
};

void tst_PriceBook::theSnapshotKnowsTheLargeVendors_data()
{
    QTest::addColumn<QString>("provider");
    QTest::addColumn<QString>("model");
    const auto row = [](const char *provider, const char *model) {
        QTest::addRow("%s/%s", provider, model) << QString::fromLatin1(provider) << QString::fromLatin1(model);
    };
    row("openai", "gpt-5.2");
    row("openai", "gpt-4o-mini");
    row("openai", "gpt-6-sol-2026-09-15");
    row("anthropic", "claude-opus-4-5-20251101");
    row("anthropic", "claude-sonnet-4-20250514");
    row("gemini", "gemini-2.5-pro");
    row("gemini", "gemini-3.5-flash");
    row("mistral", "mistral-small-latest");
    row("deepseek", "deepseek-v4-flash");
    row("xai", "grok-4.3");
    row("groq", "llama-3.3-70b-versatile");
    row("together", "meta-llama/Llama-3.3-70B-Instruct-Turbo");
    row("fireworks", "accounts/fireworks/models/kimi-k3");
    row("perplexity", "sonar");
    row("cerebras", "gpt-oss-120b");
    row("cohere", "command-a");
    row("moonshot", "kimi-k3");
    row("openrouter", "anthropic/claude-sonnet-4.5");
    row("openrouter", "deepseek/deepseek-r1-distill-qwen-14b");
}

void tst_PriceBook::theSnapshotKnowsTheLargeVendors()
{
    QFETCH(QString, provider);
    QFETCH(QString, model);
    const PriceRow *row = PriceBook::builtIn().find(provider, model, Now);
    QVERIFY(row);
    QVERIFY(row->input && row->output);
    QVERIFY(row->source.startsWith(QLatin1StringView("catalog 20")));
}

void tst_PriceBook::theSnapshotHasFiguresOfRecord()
{
    const PriceBook &book = PriceBook::builtIn();
    const auto at = [](int year, int month, int day) {
        return QDateTime(QDate(year, month, day), QTime(0, 0), Qt::UTC);
    };
    const QString openAi = QStringLiteral("openai");
    // Prices that are history and cannot change any more.
    QCOMPARE(book.find(openAi, QStringLiteral("o3"), at(2025, 6, 9))->input->each, Money{10'000'000});
    QCOMPARE(book.find(openAi, QStringLiteral("o3"), at(2025, 6, 10))->input->each, Money{2'000'000});
    QCOMPARE(book.find(openAi, QStringLiteral("gpt-4o"), Now)->cachedInput->each, Money{1'250'000});
    const PriceRow *tiered = book.find(openAi, QStringLiteral("gpt-5.4"), Now);
    QCOMPARE(tiered->input->at(271'999), Money{2'500'000});
    QCOMPARE(tiered->input->at(272'000), Money{5'000'000});
    const QDateTime peak(QDate(2026, 9, 1), QTime(2, 0), Qt::UTC);
    const QString deepSeek = QStringLiteral("deepseek");
    QCOMPARE(book.find(deepSeek, QStringLiteral("deepseek-v4-flash"), peak)->output->each, Money{1'320'000});
    QCOMPARE(book.find(deepSeek, QStringLiteral("deepseek-v4-flash"), peak.addSecs(7200))->output->each,
             Money{660'000});
    QCOMPARE(*book.find(QStringLiteral("perplexity"), QStringLiteral("sonar"), Now)->request, Money{12'000'000'000});
}

void tst_PriceBook::unknownModelsHaveNoPrice_data()
{
    QTest::addColumn<QString>("provider");
    QTest::addColumn<QString>("model");
    const auto row = [](const char *provider, const char *model) {
        QTest::addRow("%s/%s", provider, model) << QString::fromLatin1(provider) << QString::fromLatin1(model);
    };
    row("openai", "gpt-5.2-ultra");
    row("openai", "gpt");
    row("openai", "gpt-4o-mini-2027-01-01-preview");
    row("openai", "");
    row("openai", "claude-opus-4-5");
    row("anthropic", "claude-opus-4-5-turbo");
    row("anthropic", "claude-sonnet-5-5");
    row("anthropic", "gpt-4o");
    row("openrouter", "gpt-5.2-ultra");
    row("nobody", "gpt-4o");
    row("", "gpt-4o");
}

void tst_PriceBook::unknownModelsHaveNoPrice()
{
    QFETCH(QString, provider);
    QFETCH(QString, model);
    QVERIFY(!PriceBook::builtIn().find(provider, model, Now));
}

void tst_PriceBook::everyRowIsFoundUnderItsNames()
{
    const PriceBook &book = PriceBook::builtIn();
    QVERIFY2(book.rows().size() > 800, qPrintable(QString::number(book.rows().size())));
    for (const PriceRow &row : book.rows()) {
        QStringList names = row.aliases;
        names.append(row.model);
        for (const QString &name : std::as_const(names)) {
            const PriceRow *found = book.find(row.provider, name, Now);
            QVERIFY2(found && found->model == row.model, qPrintable(name));
        }
        for (const QString &stem : row.datedAliases) {
            const PriceRow *found = book.find(row.provider, stem + QStringLiteral("-20990131"), Now);
            QVERIFY2(found && found->model == row.model, qPrintable(stem));
        }
    }
}

void tst_PriceBook::everyPriceIsSensible()
{
    for (const PriceRow &row : PriceBook::builtIn().rows()) {
        for (const auto &price : {row.input, row.cachedInput, row.cacheWrite, row.output, row.reasoning}) {
            if (!price) continue;
            // Up to $1000 a million; more would be a unit mistaken.
            QVERIFY2(price->each >= Money{} && price->each <= Money{1'000'000'000}, qPrintable(row.model));
            for (const TieredPrice::Tier &tier : price->tiers)
                QVERIFY2(tier.aboveInputTokens > 1000, qPrintable(row.model));
        }
        QVERIFY2(!row.model.endsWith(QLatin1StringView(":free")), qPrintable(row.model));
    }
}

void tst_PriceBook::aBadFileNamesTheModel_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("where");
    QTest::newRow("not JSON") << QByteArray("nonsense") << QStringLiteral("providers");
    QTest::newRow("no providers") << QByteArray("{}") << QStringLiteral("providers");
    QTest::newRow("no id") << bookWith(R"({"input": "1"})") << QStringLiteral("acme[0] ()");
    QTest::newRow("a price that is none")
        << bookWith(R"({"ids": ["good"], "input": "1"}, {"ids": ["bad"], "input": "cheap"})")
        << QStringLiteral("acme[1] (bad)");
    QTest::newRow("a negative price") << bookWith(R"({"ids": ["m"], "input": "-1"})") << QStringLiteral("acme[0] (m)");
    QTest::newRow("a number") << bookWith(R"({"ids": ["m"], "input": 1})") << QStringLiteral("acme[0] (m)");
    QTest::newRow("tiers out of order") << bookWith(R"({"ids": ["m"], "input": ["1", [20, "2"], [10, "3"]]})")
                                        << QStringLiteral("acme[0] (m)");
    QTest::newRow("a bad date") << bookWith(R"({"ids": ["m"], "from": "soon", "input": "1"})")
                                << QStringLiteral("acme[0] (m)");
    QTest::newRow("bad hours") << bookWith(R"({"ids": ["m"], "hours": ["1", "2"], "input": "1"})")
                               << QStringLiteral("acme[0] (m)");
    QTest::newRow("a bad request price") << bookWith(R"({"ids": ["m"], "request": "x", "input": "1"})")
                                         << QStringLiteral("acme[0] (m)");
}

void tst_PriceBook::aBadFileNamesTheModel()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, where);
    const Result<PriceBook> book = PriceBook::parse(json);
    QVERIFY(!book);
    QCOMPARE(book.error().argument, where);
}

void tst_PriceBook::withoutATimeTheLatestPriceCounts()
{
    const Result<PriceBook> book = PriceBook::parse(bookWith(
        R"({"ids": ["m"], "periods": [{"input": "1"}, {"from": "2026-02-01", "input": "2"}, {"hours": ["01:00", "02:00"], "input": "9"}]})"));
    QVERIFY(bool(book));
    QCOMPARE(book.value().find(QStringLiteral("acme"), QStringLiteral("m"), {})->input->each, Money{2'000'000});
}

QTEST_GUILESS_MAIN(tst_PriceBook)
#include "tst_pricebook.moc"
