#include "core/cost/ownprices.h"
#include "core/cost/pricing.h"

#include <QTest>

using namespace burin;

namespace {

const QString Vendor = QStringLiteral("vendor");

QDateTime day(int number)
{
    return {QDate(2026, 11, number), QTime(0, 0), Qt::UTC};
}

Money usd(const char *amount)
{
    return *parseUsd(QString::fromLatin1(amount));
}

TieredPrice perMillion(const char *amount)
{
    return {*eachFromPerMillion(usd(amount)), {}};
}

OwnPrice own(const char *model, const char *input, const char *output, qint64 id = 0)
{
    OwnPrice price;
    price.id.value = id;
    price.row.provider = Vendor;
    price.row.model = QString::fromLatin1(model);
    price.row.input = perMillion(input);
    price.row.output = perMillion(output);
    price.row.source = typedPriceSource();
    return price;
}

PriceRow builtIn(const char *model, const char *input, const char *output)
{
    PriceRow row = own(model, input, output).row;
    row.source = QStringLiteral("catalog");
    row.aliases = {row.model + QStringLiteral("-latest")};
    row.datedAliases = {row.model};
    return row;
}

ModelInfo listed(const char *model, const char *input, const char *output)
{
    ModelInfo info;
    info.id = QString::fromLatin1(model);
    if (*input) info.inputPerMillion = usd(input);
    if (*output) info.outputPerMillion = usd(output);
    return info;
}

} // namespace

class tst_OwnPrices : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ownRowComesBeforeTheBuiltInOne()
    {
        OwnPrice price = own("m", "3", "9");
        price.row.validFrom = day(10);
        price.row.validTo = day(20);
        const PriceBook book = withOwnPrices(PriceBook({builtIn("m", "1", "2")}), {price});
        QCOMPARE(book.find(Vendor, QStringLiteral("m"), day(9))->source, QStringLiteral("catalog"));
        QCOMPARE(book.find(Vendor, QStringLiteral("M"), day(10))->source, typedPriceSource());
        QCOMPARE(book.find(Vendor, QStringLiteral("m"), day(20))->source, QStringLiteral("catalog"));
        QVERIFY(!book.find(QStringLiteral("other"), QStringLiteral("m"), day(10)));
    }

    void pricesAreExactOrRefused()
    {
        QCOMPARE(*eachFromPerMillion(usd("0.000001")), Money{1});
        QCOMPARE(*eachFromPerMillion(usd("15")), Money{15'000'000});
        QVERIFY(!eachFromPerMillion(usd("0.0000001"))); // less than a pico-dollar a token
        QVERIFY(!eachFromPerMillion(usd("-1")));
        QCOMPARE(*eachFromPerMillion(Money{}), Money{});
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<OwnPrice>("price");
        QTest::addColumn<QString>("sentence"); // its beginning; empty = nothing is wrong
        const auto row = [](const char *name, const OwnPrice &price, const char *sentence) {
            QTest::newRow(name) << price << QString::fromLatin1(sentence);
        };
        row("fine", own("other", "1", "2"), "");
        row("free", own("other", "0", "0"), "");
        OwnPrice price = own("", "1", "2");
        row("no model", price, "A price needs");
        price = own("other", "1", "2");
        price.row.provider = QStringLiteral("  ");
        row("no provider", price, "A price needs");
        price = own("other", "1", "2");
        price.row.input.reset();
        row("only output", price, "");
        price.row.output.reset();
        row("no price", price, "Enter what");
        price.row.request = Money{1};
        row("only a request's", price, "");
        price = own("other", "1", "2");
        price.row.validFrom = day(3);
        price.row.validTo = day(2);
        row("ends first", price, "The price ends");
        price = own("known", "1", "2");
        price.row.validFrom = day(9);
        row("beside", price, "");
        price.row.validFrom = day(8);
        row("over another", price, "There is a price");
        price.row.model = QStringLiteral("KNOWN");
        row("in other letters", price, "There is a price");
        price.id.value = 7;
        row("itself", price, "");
    }
    void saysWhatIsWrong()
    {
        QFETCH(OwnPrice, price);
        QFETCH(QString, sentence);
        OwnPrice known = own("known", "1", "2", 7);
        known.row.validTo = day(9);
        const std::optional<Error> problem = checkPrice(price, {known});
        QCOMPARE(problem.has_value(), !sentence.isEmpty());
        if (problem) QVERIFY2(problem->detail.startsWith(sentence), qPrintable(problem->detail));
    }

    void previewNamesWhatChanges()
    {
        PriceRow stepped = builtIn("stepped", "1", "2");
        stepped.input->tiers = {{200'000, Money{2'000'000}}};
        stepped.cacheWrite = perMillion("4");
        const PriceBook book({builtIn("same", "1", "2"), builtIn("dearer", "1", "2"), stepped});
        const auto changes =
            priceChanges(book,
                         {.provider = Vendor,
                          .source = QStringLiteral("list"),
                          .models = {listed("new", "5", "6"), listed("same", "1", "2"), listed("dearer", "1", "3"),
                                     listed("stepped", "2", "2"), listed("untold", "5", ""), listed("varies", "", "")}},
                         day(5));
        QCOMPARE(changes.size(), 3u);
        QCOMPARE(changes[0].after.model, QStringLiteral("dearer"));
        QCOMPARE(changes[0].before->output->each, Money{2'000'000});
        QCOMPARE(changes[0].after.output->each, Money{3'000'000});
        QCOMPARE(changes[0].after.source, QStringLiteral("list"));
        QCOMPARE(changes[0].after.validFrom, day(5));
        QVERIFY(changes[0].after.aliases.isEmpty()); // other names stay with the built-in row
        QVERIFY(!changes[0].losesDetail);
        QVERIFY(!changes[1].before);
        QVERIFY(changes[2].losesDetail);
        QVERIFY(changes[2].after.input->tiers.empty());
        QCOMPARE(changes[2].after.cacheWrite->each, Money{4'000'000}); // not told, so it stays
    }

    void unpricedModelsAreThoseStillWithoutAPrice()
    {
        const std::vector<UnpricedModel> models = {{Vendor, QStringLiteral("a"), 3, QDate(2026, 11, 1)},
                                                   {Vendor, QStringLiteral("b"), 2, QDate(2026, 11, 1)},
                                                   {Vendor, QStringLiteral("x:free"), 1, QDate(2026, 11, 1)}};
        const auto left = stillUnpriced(models, PriceBook({builtIn("a", "1", "1")}), day(5));
        QCOMPARE(left, (std::vector<UnpricedModel>{models[1]}));
    }

    void copiesShareTheirRows()
    {
        const PriceBook book({builtIn("m", "1", "2")});
        const PriceBook copy = book;
        QCOMPARE(copy.rows().data(), book.rows().data());
        QVERIFY(PriceBook().rows().empty());
    }
};

QTEST_GUILESS_MAIN(tst_OwnPrices)
#include "tst_ownprices.moc"
