#include "core/prompt/valuesets.h"

#include <QRandomGenerator>
#include <QTest>

using namespace burin;

namespace {

/// name{variable=value,…}expected; for comparing at a glance.
QString told(const std::vector<ValueSet> &sets)
{
    QStringList all;
    for (const ValueSet &set : sets) {
        QStringList values;
        for (auto it = set.values.cbegin(); it != set.values.cend(); ++it)
            values += it.key() + u'=' + it.value();
        all += set.name + u'{' + values.join(u',') + u'}' + set.expected;
    }
    return all.join(u' ');
}

QString told(const Result<std::vector<ValueSet>, ValueFileError> &sets)
{
    if (sets) return told(*sets);
    return QStringLiteral("!%1:%2").arg(sets.error().line).arg(sets.error().column);
}

std::vector<ValueSet> randomSets(QRandomGenerator &random)
{
    const QStringList pieces{QStringLiteral("a"),  QStringLiteral("\""), QStringLiteral(","),    QStringLiteral(";"),
                             QStringLiteral("\n"), QStringLiteral("\r"), QStringLiteral(" "),    QStringLiteral("\t"),
                             QStringLiteral("日"), QStringLiteral("😀"),  QStringLiteral("\r\n"), QStringLiteral("=1")};
    const auto text = [&] {
        QString made;
        for (int i = random.bounded(5); i > 0; --i)
            made += pieces.at(random.bounded(int(pieces.size())));
        return made;
    };
    std::vector<ValueSet> sets;
    const bool named = random.bounded(2) == 0;
    for (int i = 1 + random.bounded(4); i > 0; --i) {
        ValueSet set{.name = named ? text() + u'n' : QString::number(sets.size() + 1)};
        for (const char *name : {"x", "y", "long_name"}) {
            if (random.bounded(3) > 0) set.values.insert(QLatin1StringView(name), text());
        }
        if (random.bounded(2) == 0) set.expected = text();
        sets.push_back(set);
    }
    return sets;
}

} // namespace

class tst_ValueSets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsCsv_data();
    void readsCsv();
    void readsJson_data();
    void readsJson();
    void readsBackWhatItWrote();
    void survivesAnyBytes();
};

void tst_ValueSets::readsCsv_data()
{
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QByteArray &csv, const char *expected) {
        QTest::newRow(name) << csv << QString::fromUtf8(expected);
    };
    row("plain", "a,b\n1,2\n3,4\n", "1{a=1,b=2} 2{a=3,b=4}");
    row("without a last line break", "a,b\n1,2", "1{a=1,b=2}");
    row("CRLF", "a,b\r\n1,2\r\n", "1{a=1,b=2}");
    row("CR", "a,b\r1,2\r", "1{a=1,b=2}");
    row("byte order mark",
        "\xEF\xBB\xBF"
        "a,b\n1,2",
        "1{a=1,b=2}");
    row("semicolons", "a;b\n1,5;2", "1{a=1,5,b=2}");
    row("tabs", "a\tb\n1;2\t3", "1{a=1;2,b=3}");
    row("one column", "a\n1;2\n", "1{a=1;2}");
    row("separators in a quoted name do not count", "\"a;;;\",b\n1,2", "1{a;;;=1,b=2}");
    row("quotes", "a,b\n\"x, y\",\"say \"\"hi\"\"\"", "1{a=x, y,b=say \"hi\"}");
    row("line breaks in quotes", "a,b\n\"x\ny\",\"z\r\nw\"\nu,v", "1{a=x\ny,b=z\r\nw} 2{a=u,b=v}");
    row("a quote within a field", "a,b\n5\" pipe,x", "1{a=5\" pipe,b=x}");
    row("blanks stay", "a,b\n x , y", "1{a= x ,b= y}");
    row("empty cells are left out", "a,b\n,2", "1{b=2}");
    row("empty on purpose", "a,b\n\"\",2", "1{a=,b=2}");
    row("short rows", "a,b\n1\n", "1{a=1}");
    row("empty lines", "a,b\n\n1,2\n\n\n", "1{a=1,b=2}");
    row("expected and name", "a,__expected,__description\n1,yes,first", "first{a=1}yes");
    row("only a header", "a,b\n", "");
    row("nothing", "", "");
    row("empty cells at the end", "a,b\n1,2,,\n", "1{a=1,b=2}");
    row("too many cells", "a,b\n1,2,3", "!2:5");
    row("no name", "a,,b\n1,2,3", "!1:3");
    row("name twice", "a,b,a\n1,2,3", "!1:5");
    row("quote not closed", "a,b\n1,2\n3,\"x\ny", "!3:3");
    row("text behind a quote", "a,b\n\"x\"y,2", "!2:4");
    row("text behind a quote on a later line", "a,b\n\"x\nz\"y,2", "!3:3");
    row("not UTF-8", "a,b\n\xff,2", "!1:1");
}

void tst_ValueSets::readsCsv()
{
    QFETCH(QByteArray, csv);
    QFETCH(QString, expected);
    const auto sets = valueSetsFromCsv(csv);
    QCOMPARE(told(sets), expected);
    if (!sets) QVERIFY(sets.error().sentence.endsWith(u'.'));
}

void tst_ValueSets::readsJson_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QByteArray &json, const char *expected) {
        QTest::newRow(name) << json << QString::fromUtf8(expected);
    };
    row("array", R"([{"a":"x"},{"a":"y","b":"z"}])", "1{a=x} 2{a=y,b=z}");
    row("types", R"([{"a":1.5,"b":true,"c":["x"],"d":null}])", R"(1{a=1.5,b=true,c=["x"],d=})");
    row("lines", "{\"a\":\"x\"}\n\n{\"a\":\"y\"}\r\n", "1{a=x} 2{a=y}");
    row("one object over lines", "{\n\"a\": \"x\"\n}\n", "1{a=x}");
    row("expected and name", R"([{"a":"x","__expected":"y","__description":"n"}])", "n{a=x}y");
    row("byte order mark", "\xEF\xBB\xBF[{\"a\":\"x\"}]", "1{a=x}");
    row("empty array", "[]", "");
    row("nothing", "", "");
    row("an element is no object", "[{\"a\":\"],[\"},\n  5]", "!2:3");
    row("a nested element", "[[1, 2], {}]", "!1:2");
    row("a line is no object", "{\"a\":1}\n[2]", "!2:1");
    row("a line is no JSON", "{\"a\":1}\n{\"a\":}", "!2:7");
    row("an array that breaks off", "[{\"a\":1},\n{\"a\"", "!2:5");
}

void tst_ValueSets::readsJson()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, expected);
    const auto sets = valueSetsFromJson(json);
    QCOMPARE(told(sets), expected);
    if (!sets) QVERIFY(sets.error().sentence.endsWith(u'.'));
}

void tst_ValueSets::readsBackWhatItWrote()
{
    QRandomGenerator random(20261125);
    for (int round = 0; round < 1000; ++round) {
        const std::vector<ValueSet> sets = randomSets(random);
        const auto csv = valueSetsFromCsv(csvOf(sets));
        QVERIFY2(csv && *csv == sets, csvOf(sets).constData());
        const auto json = valueSetsFromJson(jsonOf(sets));
        QVERIFY2(json && *json == sets, jsonOf(sets).constData());
    }
}

void tst_ValueSets::survivesAnyBytes()
{
    QRandomGenerator random(99);
    constexpr char characters[] = "a\",;\t\r\n[]{}: \\1\xff\xEF\xBB\xBF";
    int refused = 0;
    for (int round = 0; round < 5000; ++round) {
        QByteArray bytes;
        for (int i = random.bounded(30); i > 0; --i)
            bytes += characters[random.bounded(int(sizeof characters) - 1)];
        for (const auto &sets : {valueSetsFromCsv(bytes), valueSetsFromJson(bytes)}) {
            if (sets) continue;
            ++refused;
            QVERIFY(sets.error().line >= 1 && sets.error().column >= 1 && !sets.error().sentence.isEmpty());
        }
    }
    QVERIFY(refused > 1000);
}

QTEST_APPLESS_MAIN(tst_ValueSets)
#include "tst_valuesets.moc"
