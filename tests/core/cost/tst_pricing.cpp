#include "core/cost/pricing.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <random>

using namespace burin;

namespace {

QByteArray dataFile(const QString &name)
{
    QFile file(QStringLiteral(BURIN_SOURCE_DIR "/tests/data/cost/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::optional<qint64> count(const QJsonObject &usage, const char *key)
{
    const QJsonValue value = usage.value(QLatin1StringView(key));
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

/// One row of cases.json: what is priced, and what must come out.
struct Case {
    ProviderProfile provider;
    QString model;
    QDateTime time;
    Usage usage;
    std::optional<Money> reported;
    std::optional<PriceOverride> price;
    std::optional<Money> expected;
    QString provenance;
    QString source;
};

Case caseFrom(const QJsonObject &json)
{
    Case c;
    const QJsonObject usage = json.value(QLatin1StringView("usage")).toObject();
    c.provider.id = json.value(QLatin1StringView("provider")).toString(QStringLiteral("acme"));
    c.provider.local = json.value(QLatin1StringView("local")).toBool();
    c.provider.simulated = json.value(QLatin1StringView("simulated")).toBool();
    c.model = json.value(QLatin1StringView("model")).toString();
    c.time = QDateTime::fromString(
        json.value(QLatin1StringView("time")).toString(QStringLiteral("2026-01-15T12:00:00Z")), Qt::ISODate);
    c.usage.input = count(usage, "input");
    c.usage.cachedInput = count(usage, "cached_input");
    c.usage.cacheWrite = count(usage, "cache_write");
    c.usage.cacheWriteHour = count(usage, "cache_write_hour");
    c.usage.output = count(usage, "output");
    c.usage.reasoning = count(usage, "reasoning");
    c.usage.source = usage.isEmpty()                                       ? Usage::Source::None
                     : json.value(QLatin1StringView("estimated")).toBool() ? Usage::Source::Estimated
                                                                           : Usage::Source::Reported;
    if (json.contains(QLatin1StringView("reported")))
        c.reported = parseUsd(json.value(QLatin1StringView("reported")).toString());
    const QJsonArray price = json.value(QLatin1StringView("price")).toArray();
    if (!price.isEmpty()) c.price = PriceOverride{*parseUsd(price.at(0).toString()), *parseUsd(price.at(1).toString())};
    if (json.contains(QLatin1StringView("usd"))) c.expected = parseUsd(json.value(QLatin1StringView("usd")).toString());
    c.provenance = json.value(QLatin1StringView("provenance")).toString();
    c.source = json.value(QLatin1StringView("source")).toString();
    return c;
}

Money sumOfLines(const Receipt &receipt)
{
    Money sum;
    for (const ReceiptLine &line : receipt.lines)
        sum += line.amount;
    return sum;
}

Attempt attemptWith(Billing billing, const Receipt &receipt)
{
    Attempt attempt;
    attempt.billing = billing;
    attempt.receipt = receipt;
    return attempt;
}

Receipt receiptOf(qint64 picoUsd, Provenance provenance)
{
    return {Money{picoUsd},
            provenance,
            QStringLiteral("list"),
            {{QStringLiteral("input"), picoUsd, Money{1}, Money{picoUsd}}}};
}

} // namespace

class tst_Pricing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void amountsAreExact_data();
    void amountsAreExact();
    void linesAddUpAndPartsNeverExceedTheWhole();
    void linesNameWhatWasCharged();
    void runsAddTheirAttempts();
    void attemptsThatCannotHaveCostAnythingDoNotCount();
    void anUnknownAttemptHidesNoKnownAmount();
    void theWeakestProvenanceCounts();
    void attemptsAtOnePriceShareALine();
};

void tst_Pricing::amountsAreExact_data()
{
    QTest::addColumn<QJsonObject>("json");
    const QJsonArray cases = QJsonDocument::fromJson(dataFile(QStringLiteral("cases.json"))).array();
    QVERIFY(cases.size() >= 40);
    for (const QJsonValue &value : cases)
        QTest::newRow(qPrintable(value.toObject().value(QLatin1StringView("name")).toString())) << value.toObject();
}

void tst_Pricing::amountsAreExact()
{
    QFETCH(QJsonObject, json);
    const Result<PriceBook> book = PriceBook::parse(dataFile(QStringLiteral("prices.json")));
    QVERIFY(bool(book));
    const Case c = caseFrom(json);
    const Receipt receipt = priceOf({c.provider, c.model, c.time, c.usage, c.reported, c.price}, book.value());
    QCOMPARE(receipt.total.has_value(), c.expected.has_value());
    if (c.expected) QCOMPARE(exactUsd(*receipt.total), exactUsd(*c.expected));
    QCOMPARE(toString(receipt.provenance), c.provenance);
    if (!c.source.isEmpty()) QCOMPARE(receipt.priceSource, c.source);
    if (!receipt.lines.empty()) QCOMPARE(sumOfLines(receipt), *receipt.total);
}

void tst_Pricing::linesAddUpAndPartsNeverExceedTheWhole()
{
    const Result<PriceBook> book = PriceBook::parse(dataFile(QStringLiteral("prices.json")));
    QVERIFY(bool(book));
    std::mt19937_64 random(20260101);
    const auto upTo = [&random](qint64 most) { return std::uniform_int_distribution<qint64>(0, most)(random); };
    ProviderProfile provider;
    provider.id = QStringLiteral("acme");
    const QStringList models = {QStringLiteral("plain"),   QStringLiteral("cached"), QStringLiteral("writer"),
                                QStringLiteral("thinker"), QStringLiteral("tiered"), QStringLiteral("per-request"),
                                QStringLiteral("keeper")};
    for (int i = 0; i < 5000; ++i) {
        Usage usage;
        usage.source = Usage::Source::Reported;
        usage.input = upTo(400'000);
        usage.output = upTo(50'000);
        usage.cachedInput = upTo(*usage.input);
        usage.cacheWrite = upTo(*usage.input - *usage.cachedInput);
        usage.cacheWriteHour = upTo(*usage.cacheWrite);
        usage.reasoning = upTo(*usage.output);
        const QString model = models.at(int(upTo(models.size() - 1)));
        const Receipt receipt =
            priceOf({provider, model, QDateTime::currentDateTimeUtc(), usage, {}, {}}, book.value());
        QVERIFY2(receipt.total, qPrintable(model));
        QCOMPARE(sumOfLines(receipt), *receipt.total);
        qint64 input = 0;
        qint64 output = 0;
        for (const ReceiptLine &line : receipt.lines) {
            QVERIFY(line.amount >= Money{} && line.amount <= *receipt.total);
            QCOMPARE(line.amount, line.quantity * line.each);
            if (line.unit == QLatin1StringView("output") || line.unit == QLatin1StringView("reasoning"))
                output += line.quantity;
            else if (line.unit != QLatin1StringView("request"))
                input += line.quantity;
        }
        QCOMPARE(input, *usage.input); // each token once
        QCOMPARE(output, *usage.output);
    }
}

void tst_Pricing::linesNameWhatWasCharged()
{
    const Result<PriceBook> book = PriceBook::parse(dataFile(QStringLiteral("prices.json")));
    ProviderProfile provider;
    provider.id = QStringLiteral("acme");
    Usage usage{.input = 1000,
                .cachedInput = 300,
                .cacheWrite = 200,
                .output = 100,
                .reasoning = 40,
                .source = Usage::Source::Reported};
    const Receipt receipt = priceOf({provider, QStringLiteral("writer"), {}, usage, {}, {}}, book.value());
    const std::vector<ReceiptLine> expected = {
        {QStringLiteral("input"), 500, Money{3'000'000}, Money{1'500'000'000}},
        {QStringLiteral("cached_input"), 300, Money{300'000}, Money{90'000'000}},
        {QStringLiteral("cache_write"), 200, Money{3'750'000}, Money{750'000'000}},
        {QStringLiteral("output"), 100, Money{15'000'000}, Money{1'500'000'000}},
    };
    QCOMPARE(receipt.lines, expected);
    QCOMPARE(receipt.priceSource, QStringLiteral("catalog 2026-01-01, acme/writer"));
}

void tst_Pricing::runsAddTheirAttempts()
{
    const Receipt sum = sumOf({attemptWith(Billing::Exact, receiptOf(7, Provenance::Computed)),
                               attemptWith(Billing::Exact, receiptOf(5, Provenance::Computed))});
    QCOMPARE(*sum.total, Money{12});
    QCOMPARE(sumOfLines(sum), *sum.total);
    QCOMPARE(toString(sum.provenance), toString(Provenance::Computed));
    QCOMPARE(sum.priceSource, QStringLiteral("list"));
    const Receipt one = receiptOf(7, Provenance::Reported);
    QCOMPARE(sumOf({attemptWith(Billing::Exact, one)}), one);
}

void tst_Pricing::attemptsThatCannotHaveCostAnythingDoNotCount()
{
    QCOMPARE(*sumOf({}).total, Money{});
    QCOMPARE(*sumOf({attemptWith(Billing::None, {})}).total, Money{});
    const Receipt sum =
        sumOf({attemptWith(Billing::None, {}), attemptWith(Billing::Exact, receiptOf(5, Provenance::Computed))});
    QCOMPARE(*sum.total, Money{5});
}

void tst_Pricing::anUnknownAttemptHidesNoKnownAmount()
{
    const Attempt unknown = attemptWith(Billing::Unknown, {});
    const Attempt known = attemptWith(Billing::Exact, receiptOf(5, Provenance::Computed));
    QCOMPARE(sumOf({unknown, known}).total, std::optional(Money{5}));
    QVERIFY(!sumOf({unknown}).total);
    QCOMPARE(toString(sumOf({unknown}).provenance), toString(Provenance::Unpriced));
    QVERIFY(!sumOf({unknown, attemptWith(Billing::None, {})}).total);
}

void tst_Pricing::theWeakestProvenanceCounts()
{
    Receipt reported = receiptOf(7, Provenance::Reported);
    reported.lines.clear();
    reported.priceSource = QStringLiteral("provider");
    const Receipt sum = sumOf(
        {attemptWith(Billing::Exact, reported), attemptWith(Billing::Estimated, receiptOf(5, Provenance::Estimated))});
    QCOMPARE(*sum.total, Money{12});
    QCOMPARE(toString(sum.provenance), toString(Provenance::Estimated));
    QVERIFY(sum.lines.empty()); // they would not add up
    QCOMPARE(sum.priceSource, QStringLiteral("provider; list"));
}

void tst_Pricing::attemptsAtOnePriceShareALine()
{
    const Receipt sum = sumOf({attemptWith(Billing::Exact, receiptOf(7, Provenance::Computed)),
                               attemptWith(Billing::Exact, receiptOf(5, Provenance::Computed))});
    QCOMPARE(sum.lines.size(), size_t(1));
    QCOMPARE(sum.lines.front().quantity, 12);
}

QTEST_GUILESS_MAIN(tst_Pricing)
#include "tst_pricing.moc"
