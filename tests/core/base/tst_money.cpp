#include "core/base/money.h"

#include <QRandomGenerator>
#include <QTest>

#include <limits>

using namespace burin;

namespace {

__extension__ using Wide = __int128;

constexpr qint64 Highest = std::numeric_limits<qint64>::max();
constexpr qint64 Lowest = std::numeric_limits<qint64>::min();

qint64 saturated(Wide exact)
{
    return exact > Highest ? Highest : exact < Lowest ? Lowest : qint64(exact);
}

/// Amounts of every size, the borders more often than chance would have them.
qint64 anyAmount(QRandomGenerator &random)
{
    switch (random.bounded(6)) {
    case 0:
        return Highest - random.bounded(3);
    case 1:
        return Lowest + random.bounded(3);
    case 2:
        return random.bounded(5) - 2;
    default:
        return qint64(random.generate64()) >> random.bounded(64);
    }
}

} // namespace

class tst_Money : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsDecimalAmounts_data();
    void readsDecimalAmounts();
    void refusesAnythingElse_data();
    void refusesAnythingElse();
    void writesAllTwelveDecimals_data();
    void writesAllTwelveDecimals();
    void writesShortAmounts_data();
    void writesShortAmounts();
    void readsWhatItWrites();
    void readsLikeExactArithmetic();
    void saturatesInsteadOfWrapping();
    void staysExactWhereDoublesAreNot();
};

void tst_Money::readsDecimalAmounts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("picoUsd");
    const auto row = [](const char *text, qint64 pico) { QTest::newRow(text) << QString::fromLatin1(text) << pico; };
    row("0", 0);
    row("0.0", 0);
    row("-0", 0);
    row("3", 3'000'000'000'000);
    row("3.", 3'000'000'000'000);
    row(".5", 500'000'000'000);
    row("0.0021", 2'100'000'000);
    row("-1.25", -1'250'000'000'000);
    row("  0.1\t", 100'000'000'000);
    row("0.000000000001", 1);
    row("0.0000000000004", 0);
    row("0.0000000000005", 1);
    row("0.00000000000049999", 0);
    row("1.9999999999995", 2'000'000'000'000);
    row("-0.0000000000005", -1);
    row("1.5e-7", 150'000);
    row("1.5E-7", 150'000);
    row("2e+3", 2'000'000'000'000'000);
    row("2e3", 2'000'000'000'000'000);
    row("0.00000005", 50'000);
    row("1e-13", 0);
    row("5e-13", 1);
    row("1e-40", 0);
    row("0e40", 0);
    row("00000000000000000000000000001", 1'000'000'000'000);
    row("1.00000000000000000000000000000000000000000000000000000000000", 1'000'000'000'000);
    row("9223372.036854775807", Highest);
    row("-9223372.036854775807", Lowest + 1);
    row("-9223372.036854775808", Lowest);
}

void tst_Money::readsDecimalAmounts()
{
    QFETCH(QString, text);
    QFETCH(qint64, picoUsd);
    const std::optional<Money> amount = parseUsd(text);
    QVERIFY(amount.has_value());
    QCOMPARE(amount->picoUsd, picoUsd);
}

void tst_Money::refusesAnythingElse_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"",
                             " ",
                             ".",
                             "-",
                             "-.",
                             "+1",
                             "--1",
                             "1.2.3",
                             "..1",
                             "1,5",
                             "1 000",
                             "$3",
                             "3 USD",
                             "abc",
                             "1e",
                             "e5",
                             "1e5.5",
                             "1e+",
                             "1e 5",
                             "1e\t5",
                             "1e5e5",
                             "0x10",
                             "NaN",
                             "inf",
                             "-inf",
                             "1e41",
                             "1e-41",
                             "9223372.036854775808",
                             "-9223372.036854775809",
                             "9223372.0368547758075",
                             "1e19",
                             "99999999999999999999",
                             "-1e30",
                             "1_000",
                             "1.-5"})
        QTest::newRow(text) << QString::fromLatin1(text);
    QTest::newRow("Arabic digits") << QStringLiteral("٣");
    QTest::newRow("full-width digits") << QStringLiteral("３");
    QTest::newRow("NUL") << QStringLiteral("1\0002").left(2) + QChar(u'\0');
}

void tst_Money::refusesAnythingElse()
{
    QFETCH(QString, text);
    QVERIFY(!parseUsd(text).has_value());
}

void tst_Money::writesAllTwelveDecimals_data()
{
    QTest::addColumn<qint64>("picoUsd");
    QTest::addColumn<QString>("expected");
    QTest::newRow("zero") << qint64(0) << QStringLiteral("0.000000000000");
    QTest::newRow("one pico-dollar") << qint64(1) << QStringLiteral("0.000000000001");
    QTest::newRow("small") << qint64(1'234'567'890) << QStringLiteral("0.001234567890");
    QTest::newRow("negative") << qint64(-1'500'000'000'000) << QStringLiteral("-1.500000000000");
    QTest::newRow("negative below one") << qint64(-1) << QStringLiteral("-0.000000000001");
    QTest::newRow("highest") << Highest << QStringLiteral("9223372.036854775807");
    QTest::newRow("lowest") << Lowest << QStringLiteral("-9223372.036854775808");
}

void tst_Money::writesAllTwelveDecimals()
{
    QFETCH(qint64, picoUsd);
    QFETCH(QString, expected);
    QCOMPARE(exactUsd(Money{picoUsd}), expected);
}

void tst_Money::writesShortAmounts_data()
{
    QTest::addColumn<QString>("exact");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *exact, const char *expected) {
        QTest::newRow(exact) << QString::fromLatin1(exact) << QString::fromLatin1(expected);
    };
    row("0", "0.00");
    row("1", "1.00");
    row("1.005", "1.01");
    row("12.344", "12.34");
    row("1234567.891", "1234567.89");
    row("0.5", "0.5000");
    row("0.0123", "0.0123");
    row("0.00126", "0.0013");
    row("0.001", "0.0010");
    row("0.00099", "0.00099");
    row("0.000045", "0.000045");
    row("0.0000451", "0.000045");
    row("0.0000000000123", "0.000000000012");
    row("0.000000000001", "0.000000000001");
    row("-0.000045", "-0.000045");
    row("-3.456", "-3.46");
    row("9223372.036854775807", "9223372.04");
    row("-9223372.036854775808", "-9223372.04");
}

void tst_Money::writesShortAmounts()
{
    QFETCH(QString, exact);
    QFETCH(QString, expected);
    QCOMPARE(shortUsd(parseUsd(exact).value()), expected);
}

void tst_Money::readsWhatItWrites()
{
    QRandomGenerator random(1);
    for (int round = 0; round < 20'000; ++round) {
        const Money amount{anyAmount(random)};
        const QString text = exactUsd(amount);
        const std::optional<Money> read = parseUsd(text);
        QVERIFY2(read.has_value(), qPrintable(text));
        QCOMPARE(read->picoUsd, amount.picoUsd);
    }
}

/// Digits with a point and an exponent anywhere, against a computation with 128 bits.
void tst_Money::readsLikeExactArithmetic()
{
    QRandomGenerator random(2);
    for (int round = 0; round < 20'000; ++round) {
        const quint64 digits = random.generate64() >> (24 + random.bounded(40)); // at most 40 bits
        const int decimals = random.bounded(10);
        const int exponent = random.bounded(20) - 14;
        QString text = QString::number(digits).rightJustified(decimals + 1, u'0');
        text.insert(text.size() - decimals, u'.');
        text += QStringLiteral("e%1").arg(exponent);

        const int power = 12 - decimals + exponent;
        Wide exact = digits;
        for (int i = 0; i < power; ++i)
            exact *= 10;
        if (power < 0) {
            Wide divisor = 1;
            for (int i = 0; i > power; --i)
                divisor *= 10;
            exact = (exact + divisor / 2) / divisor;
        }
        const std::optional<Money> read = parseUsd(text);
        QVERIFY2(read.has_value() == (exact <= Highest), qPrintable(text));
        if (read) QVERIFY2(read->picoUsd == qint64(exact), qPrintable(text));
    }
}

void tst_Money::saturatesInsteadOfWrapping()
{
    QRandomGenerator random(3);
    for (int round = 0; round < 50'000; ++round) {
        const qint64 a = anyAmount(random);
        const qint64 b = anyAmount(random);
        QCOMPARE((Money{a} + Money{b}).picoUsd, saturated(Wide(a) + b));
        QCOMPARE((Money{a} - Money{b}).picoUsd, saturated(Wide(a) - b));
        QCOMPARE((a * Money{b}).picoUsd, saturated(Wide(a) * b));
        Money sum{a};
        sum += Money{b};
        QCOMPARE(sum, Money{a} + Money{b});
        QCOMPARE(Money{a} < Money{b}, a < b);
    }
}

void tst_Money::staysExactWhereDoublesAreNot()
{
    Money sum;
    for (int i = 0; i < 10; ++i)
        sum += *parseUsd(u"0.1");
    QCOMPARE(exactUsd(sum), QStringLiteral("1.000000000000"));
    const Money perToken{3'000'000}; // $3 per million
    QCOMPARE(exactUsd(123'456'789 * perToken), QStringLiteral("370.370367000000"));
}

QTEST_APPLESS_MAIN(tst_Money)
#include "tst_money.moc"
