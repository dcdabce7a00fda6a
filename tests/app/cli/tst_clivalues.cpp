#include "app/cli/runvalues.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

class tst_CliValues : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pricesAreExact_data();
    void pricesAreExact();
    void badPricesAreRefused_data();
    void badPricesAreRefused();
    void timeoutsChangeOnlyWhatTheyName();
    void secondsMayBeFractions_data();
    void secondsMayBeFractions();
    void knownParametersAreTyped();
    void unknownParametersKeepTheirJson();
    void badParametersAreRefused_data();
    void badParametersAreRefused();
    void variablesOfTheCommandLineWin();
    void valuesMayHaveSigns();
};

void tst_CliValues::pricesAreExact_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("input");
    QTest::addColumn<qint64>("output");
    QTest::newRow("whole") << u"3,15"_qs << qint64(3'000'000'000'000) << qint64(15'000'000'000'000);
    QTest::newRow("fractions") << u"0.15, 0.6"_qs << qint64(150'000'000'000) << qint64(600'000'000'000);
    QTest::newRow("not binary") << u"0.1,0.3"_qs << qint64(100'000'000'000) << qint64(300'000'000'000);
    QTest::newRow("free") << u"0,0"_qs << qint64(0) << qint64(0);
}

void tst_CliValues::pricesAreExact()
{
    QFETCH(QString, text);
    const Checked<PriceOverride> prices = parsePrices(text);
    QVERIFY(prices);
    QTEST(prices->inputPerMillion.picoUsd, "input");
    QTEST(prices->outputPerMillion.picoUsd, "output");
}

void tst_CliValues::badPricesAreRefused_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "3", "3,", ",15", "3,15,1", "a,b", "-1,2", "1,-2", "nan,1"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void tst_CliValues::badPricesAreRefused()
{
    QFETCH(QString, text);
    const Checked<PriceOverride> prices = parsePrices(text);
    QVERIFY(!prices);
    QCOMPARE(prices.error().code, ExitUsage);
}

void tst_CliValues::timeoutsChangeOnlyWhatTheyName()
{
    const Checked<Timeouts> timeouts = parseTimeouts(u"first=1.5,total=600"_qs, Timeouts());
    QVERIFY(timeouts);
    QCOMPARE(timeouts->firstContent, 1500ms);
    QCOMPARE(timeouts->total, 600s);
    QCOMPARE(timeouts->idle, Timeouts().idle);
    QCOMPARE(timeouts->connect, Timeouts().connect);
    for (const char *bad : {"first", "first=", "first=0", "first=-1", "frist=1", "first=inf"})
        QVERIFY2(!parseTimeouts(QString::fromLatin1(bad), Timeouts()), bad);
}

void tst_CliValues::secondsMayBeFractions_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("milliseconds");
    QTest::newRow("0") << u"0"_qs << qint64(0);
    QTest::newRow("0.25") << u"0.25"_qs << qint64(250);
    QTest::newRow("never shorter than asked") << u"0.0001"_qs << qint64(1);
    QTest::newRow("2") << u"2"_qs << qint64(2000);
}

void tst_CliValues::secondsMayBeFractions()
{
    QFETCH(QString, text);
    const Checked<milliseconds> seconds = parseSeconds(u"--x"_qs, text);
    QVERIFY(seconds);
    QTEST(qint64(seconds->count()), "milliseconds");
}

void tst_CliValues::knownParametersAreTyped()
{
    const Checked<ChatParameters> parameters =
        parseParameters({u"temperature=0"_qs, u"top_p=0.9"_qs, u"max_tokens=64"_qs, u"seed=-5"_qs, u"stop=END"_qs,
                         u"stop=[\"a\",\"b=c\"]"_qs, u"reasoning_effort=low"_qs});
    QVERIFY(parameters);
    QCOMPARE(parameters->temperature, 0.0);
    QCOMPARE(parameters->topP, 0.9);
    QCOMPARE(parameters->maxTokens, 64);
    QCOMPARE(parameters->seed, -5);
    QCOMPARE(parameters->stop, (QStringList{u"END"_qs, u"a"_qs, u"b=c"_qs}));
    QCOMPARE(parameters->reasoningEffort, u"low"_qs);
    QVERIFY(parameters->extra.isEmpty());
}

void tst_CliValues::unknownParametersKeepTheirJson()
{
    const Checked<ChatParameters> parameters = parseParameters(
        {u"top_k=5"_qs, u"logprobs=true"_qs, u"user=me"_qs, u"response_format={\"type\":\"json_object\"}"_qs});
    QVERIFY(parameters);
    QCOMPARE(parameters->extra.value(u"top_k"), QJsonValue(5));
    QCOMPARE(parameters->extra.value(u"logprobs"), QJsonValue(true));
    QCOMPARE(parameters->extra.value(u"user"), QJsonValue(u"me"_qs));
    QCOMPARE(parameters->extra.value(u"response_format").toObject().value(u"type").toString(), u"json_object"_qs);
}

void tst_CliValues::badParametersAreRefused_data()
{
    QTest::addColumn<QStringList>("texts");
    for (const char *text : {"temperature=hot", "temperature=", "top_p=nan", "max_tokens=1.5", "max_tokens=0",
                             "seed=99999999999999999999", "stop=", "=1", "temperature"})
        QTest::newRow(text) << QStringList{QString::fromLatin1(text)};
    QTest::newRow("stops that are no texts") << QStringList{u"stop=[1,2]"_qs};
    QTest::newRow("too many stops") << QStringList(5, u"stop=x"_qs);
}

void tst_CliValues::badParametersAreRefused()
{
    QFETCH(QStringList, texts);
    const Checked<ChatParameters> parameters = parseParameters(texts);
    QVERIFY(!parameters);
    QVERIFY(!parameters.error().message.isEmpty());
}

void tst_CliValues::variablesOfTheCommandLineWin()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"v.json"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"a": "file", "b": 2, "c": true, "d": ["x", 1], "e": 0.5})");
    file.close();
    const auto variables = readVariables({file.fileName()}, {u"a=line"_qs, u"f="_qs});
    QVERIFY(variables);
    const QMap<QString, QString> expected{{u"a"_qs, u"line"_qs},      {u"b"_qs, u"2"_qs},   {u"c"_qs, u"true"_qs},
                                          {u"d"_qs, u"[\"x\",1]"_qs}, {u"e"_qs, u"0.5"_qs}, {u"f"_qs, QString()}};
    QCOMPARE(*variables, expected);
}

void tst_CliValues::valuesMayHaveSigns()
{
    const Checked<Assignment> assignment = parseAssignment(u"--var"_qs, u"a=b=c\nd"_qs);
    QVERIFY(assignment);
    QCOMPARE(assignment->name, u"a"_qs);
    QCOMPARE(assignment->value, u"b=c\nd"_qs);
}

QTEST_GUILESS_MAIN(tst_CliValues)
#include "tst_clivalues.moc"
