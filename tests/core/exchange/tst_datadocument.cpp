#include "core/exchange/datadocument.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace burin;

class tst_DataDocument : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsEveryText_data();
    void keepsEveryText();
    void keepsMadeUpDocuments();
    void understandsPlainScalars_data();
    void understandsPlainScalars();
    void writesWhatDiffsWell();
    void writesOutAliases();
    void refusesHostileYaml_data();
    void refusesHostileYaml();
    void readsJsonWithPlaces();
    void readsHalfACharacterAsQtWritesIt();
    void refusesHostileJson_data();
    void refusesHostileJson();
    void readsTextOfAllKinds();
};

namespace {

QString yamlOf(const DataNode &node)
{
    return writeYaml(node);
}

/// A text of pieces that YAML writers get wrong.
QString madeUpText(QRandomGenerator &random)
{
    static const QStringList pieces{QStringLiteral(" "),          QStringLiteral("\t"),     QStringLiteral("\n"),
                                    QStringLiteral("\r"),         QStringLiteral("a"),      QStringLiteral("word"),
                                    QStringLiteral(": "),         QStringLiteral(" #"),     QStringLiteral("-"),
                                    QStringLiteral("- "),         QStringLiteral("---"),    QStringLiteral("..."),
                                    QStringLiteral("|"),          QStringLiteral(">"),      QStringLiteral("{{x}}"),
                                    QStringLiteral("}"),          QStringLiteral("["),      QStringLiteral("'"),
                                    QStringLiteral("\""),         QStringLiteral("\\"),     QStringLiteral("%"),
                                    QStringLiteral("&a"),         QStringLiteral("*a"),     QStringLiteral("!t"),
                                    QStringLiteral("yes"),        QStringLiteral("1e3"),    QStringLiteral("~"),
                                    QStringLiteral("?"),          QStringLiteral("\u00e9"), QStringLiteral("\u6f22"),
                                    QStringLiteral("\U0001F600"), QStringLiteral("\u2028"), QStringLiteral("\ufeff"),
                                    QStringLiteral("\u0085"),     QString(QChar(0)),        QString(QChar(0x04)),
                                    QStringLiteral("\x1b"),       QString(QChar(0xFFFF)),   QStringLiteral("<<"),
                                    QStringLiteral("=")};
    QString text;
    for (int i = random.bounded(0, 12); i > 0; --i)
        text += pieces.at(random.bounded(pieces.size()));
    return text;
}

DataNode madeUpNode(QRandomGenerator &random, int depth)
{
    const int kind = random.bounded(depth > 3 ? 6 : 10);
    if (kind == 0) return {};
    if (kind == 1) return DataNode::ofBoolean(random.bounded(2) == 0);
    if (kind == 2) return DataNode::ofNumber(double(random.bounded(2000) - 1000) * 0.37);
    if (kind < 6) return DataNode::ofText(madeUpText(random));
    DataNode node = kind < 8 ? DataNode::list() : DataNode::map();
    for (int i = random.bounded(4); i > 0; --i) {
        if (node.isList())
            node.items.push_back(madeUpNode(random, depth + 1));
        else
            node.set(madeUpText(random), madeUpNode(random, depth + 1));
    }
    return node;
}

QString errorOf(const Result<DataNode> &result)
{
    return result ? QStringLiteral("(none)") : result.error().argument;
}

} // namespace

void tst_DataDocument::keepsEveryText_data()
{
    QTest::addColumn<QString>("text");
    const QStringList texts{QString(),
                            QStringLiteral(" "),
                            QStringLiteral("\n"),
                            QStringLiteral("\n\n\n"),
                            QStringLiteral("yes"),
                            QStringLiteral("NO"),
                            QStringLiteral("1e3"),
                            QStringLiteral("null"),
                            QStringLiteral("~"),
                            QStringLiteral("---"),
                            QStringLiteral("a\n---\nb\n...\n"),
                            QStringLiteral("trailing  \nspaces \n"),
                            QStringLiteral("  leading\nspaces"),
                            QStringLiteral("a\n    deeper\n  less\n"),
                            QStringLiteral("a\n\ttab\n\t\n"),
                            QStringLiteral("a\n\n\n"),
                            QStringLiteral("a\n \nb"),
                            QStringLiteral("one\r\ntwo\r"),
                            QStringLiteral("key: value # no comment"),
                            QStringLiteral("# no comment\nsecond"),
                            QStringLiteral("{{name}} and {{#if x}}y{{/if}}"),
                            QStringLiteral("2026-11-25"),
                            QStringLiteral("0x1F"),
                            QStringLiteral("\U0001F468\u200D\U0001F469\u200D\U0001F467 \u0627\u0644\u0639"),
                            QString(1'000'000, u'x'),
                            QString(QChar(0)) + QStringLiteral("after NUL"),
                            QStringLiteral("line\n").repeated(20'000)};
    for (const QString &text : texts)
        QTest::addRow("%s", text.left(20).toUtf8().toPercentEncoding(" ").constData()) << text;
}

void tst_DataDocument::keepsEveryText()
{
    QFETCH(QString, text);
    DataNode node = DataNode::map();
    node.set(QStringLiteral("value"), DataNode::ofText(text));
    node.set(QStringLiteral("list"),
             DataNode::list({DataNode::ofText(text), DataNode::list({DataNode::ofText(text)})}));
    node.set(text + u'k', DataNode::ofText(QStringLiteral("as a key")));
    const Result<DataNode> read = readYaml(yamlOf(node));
    QVERIFY2(read, qPrintable(errorOf(read)));
    QVERIFY2(*read == node, qPrintable(yamlOf(node).left(500)));
}

void tst_DataDocument::keepsMadeUpDocuments()
{
    for (quint32 seed = 0; seed < 4'000; ++seed) {
        QRandomGenerator random(seed);
        DataNode node = DataNode::map();
        for (int i = 0; i < 3; ++i)
            node.set(QString::number(i) + madeUpText(random), madeUpNode(random, 0));
        const QString text = yamlOf(node);
        const Result<DataNode> read = readYaml(text);
        QVERIFY2(read, qPrintable(QString::number(seed) + errorOf(read) + u'\n' + text));
        QVERIFY2(*read == node, qPrintable(QString::number(seed) + u'\n' + text + u'\n' + yamlOf(*read)));
        QCOMPARE(yamlOf(*read), text);
    }
}

void tst_DataDocument::understandsPlainScalars_data()
{
    QTest::addColumn<QString>("plain");
    QTest::addColumn<QJsonValue>("expected");
    QTest::newRow("true") << QStringLiteral("true") << QJsonValue(true);
    QTest::newRow("yes is a text") << QStringLiteral("yes") << QJsonValue(QStringLiteral("yes"));
    QTest::newRow("null") << QStringLiteral("null") << QJsonValue(QJsonValue::Null);
    QTest::newRow("nothing") << QString() << QJsonValue(QJsonValue::Null);
    QTest::newRow("integer") << QStringLiteral("9007199254740993") << QJsonValue(qint64(9007199254740993));
    QTest::newRow("number") << QStringLiteral("-1.5e-3") << QJsonValue(-0.0015);
    QTest::newRow("hexadecimal") << QStringLiteral("0x1F") << QJsonValue(31);
    QTest::newRow("a version") << QStringLiteral("1.2.3") << QJsonValue(QStringLiteral("1.2.3"));
    QTest::newRow("a tag makes nothing") << QStringLiteral("!!python/object:os.system ls")
                                         << QJsonValue(QStringLiteral("ls"));
}

void tst_DataDocument::understandsPlainScalars()
{
    QFETCH(QString, plain);
    QFETCH(QJsonValue, expected);
    const Result<DataNode> read = readYaml(QStringLiteral("a: ") + plain + u'\n');
    QVERIFY2(read, qPrintable(errorOf(read)));
    QCOMPARE(toJson(*read->find(QStringLiteral("a"))), expected);
}

void tst_DataDocument::writesWhatDiffsWell()
{
    DataNode message = DataNode::map();
    message.setText(QStringLiteral("role"), QStringLiteral("user"));
    message.setText(QStringLiteral("content"), QStringLiteral("First line\n\nThird: {{name}}\n"));
    DataNode root = DataNode::map();
    root.setText(QStringLiteral("name"), QStringLiteral("Café: a \"test\""));
    root.set(QStringLiteral("ratio"), DataNode::ofNumber(0.1));
    root.set(QStringLiteral("empty"), DataNode::list());
    root.set(QStringLiteral("messages"), DataNode::list({message}));
    root.setText(QStringLiteral("long"), QStringLiteral("word ").repeated(60) + u'.');
    const QString expected = QStringLiteral("name: \"Café: a \\\"test\\\"\"\n"
                                            "ratio: 0.1\n"
                                            "empty: []\n"
                                            "messages:\n"
                                            "  - role: user\n"
                                            "    content: |\n"
                                            "      First line\n"
                                            "\n"
                                            "      Third: {{name}}\n"
                                            "long: ") +
                             QStringLiteral("word ").repeated(60) + QStringLiteral(".\n");
    QCOMPARE(writeYaml(root), expected);
}

void tst_DataDocument::writesOutAliases()
{
    const Result<DataNode> read = readYaml(QStringLiteral("base: &b {x: 1, y: 2}\nown:\n  <<: *b\n  y: 3\ncopy: *b\n"));
    QVERIFY2(read, qPrintable(errorOf(read)));
    QCOMPARE(toJson(*read->find(QStringLiteral("own"))).toObject(),
             (QJsonObject{{QStringLiteral("x"), 1}, {QStringLiteral("y"), 3}}));
    QCOMPARE(toJson(*read->find(QStringLiteral("copy"))).toObject(),
             (QJsonObject{{QStringLiteral("x"), 1}, {QStringLiteral("y"), 2}}));
}

void tst_DataDocument::refusesHostileYaml_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("deep list") << QString(100'000, u'[') << QStringLiteral("nested");
    QTest::newRow("deep map") << QStringLiteral("{a: ").repeated(100'000) << QStringLiteral("nested");
    QTest::newRow("deep blocks") << QStringLiteral("- ").repeated(100'000) << QStringLiteral("nested");
    QTest::newRow("deep keys") << QStringLiteral("? ").repeated(100'000) << QStringLiteral("nested");
    QString laughs = QStringLiteral("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for (int i = 1; i < 12; ++i)
        laughs += QStringLiteral("a%1: &a%1 [*a%2, *a%2, *a%2, *a%2, *a%2, *a%2, *a%2, *a%2]\n").arg(i).arg(i - 1);
    QTest::newRow("a billion laughs") << laughs << QStringLiteral("aliases");
    QTest::newRow("itself") << QStringLiteral("a: &a [*a]") << QStringLiteral("alias");
    QTest::newRow("an unknown alias") << QStringLiteral("a: *b") << QStringLiteral("Line 1, column 4");
    QTest::newRow("twice") << QStringLiteral("a: 1\nb: 2\na: 3\n")
                           << QStringLiteral("Line 3, column 1: The key \"a\" is there twice.");
    QTest::newRow("two documents") << QStringLiteral("a: 1\n---\nb: 2\n") << QStringLiteral("more than one document");
    QTest::newRow("unclosed") << QStringLiteral("a: \"b\nc: d\n") << QStringLiteral("no valid YAML");
    QTest::newRow("tab indent") << QStringLiteral("a:\n\tb: 1\n") << QStringLiteral("Line 2");
    QTest::newRow("a map as a key") << QStringLiteral("{a: 1}: 2\n") << QStringLiteral("A key must be a text.");
    QTest::newRow("a huge number of values")
        << QStringLiteral("- a\n").repeated(300'000) << QStringLiteral("too many values");
}

void tst_DataDocument::refusesHostileYaml()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const Result<DataNode> read = readYaml(text);
    QVERIFY(!read);
    QVERIFY(read.error().code == ErrorCode::BadFile);
    QVERIFY2(read.error().argument.contains(expected), qPrintable(read.error().argument));
}

void tst_DataDocument::readsJsonWithPlaces()
{
    const QString text =
        QStringLiteral("{\n  \"b\": [1, -2.50, true, null],\n  \"a\\u00e9\": \"x\\ud83d\\ude00\\n\"\n}\n");
    const Result<DataNode> read = readJson(text);
    QVERIFY2(read, qPrintable(errorOf(read)));
    QCOMPARE(read->keys, (QStringList{QStringLiteral("b"), QStringLiteral("aé")}));
    QCOMPARE(read->items[1].text, QStringLiteral("x\U0001F600\n"));
    QCOMPARE(read->items[1].keyPlace.line, 3);
    QCOMPARE(read->items[1].keyPlace.column, 3);
    const DataNode &list = read->items[0];
    QCOMPARE(list.items[1].text, QStringLiteral("-2.50"));
    QCOMPARE(list.items[2].place.column, 19);
    QVERIFY(list.items[3].isNull());
    QCOMPARE(text.sliced(list.begin, list.end - list.begin), QStringLiteral("[1, -2.50, true, null]"));
}

/// No file that we write can hold one, so that it would come back changed.
void tst_DataDocument::readsHalfACharacterAsQtWritesIt()
{
    const Result<DataNode> read = readJson(QStringLiteral("{\"k\\udfac\": \"x\\ud83c\\/\"}"));
    QVERIFY2(read, qPrintable(errorOf(read)));
    QCOMPARE(read->keys, QStringList{QStringLiteral("k?")});
    QCOMPARE(read->items[0].text, QStringLiteral("x?/"));
}

void tst_DataDocument::refusesHostileJson_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("empty") << QString() << QStringLiteral("empty");
    QTest::newRow("deep") << QString(200, u'[') + QString(200, u']') << QStringLiteral("nested");
    QTest::newRow("very deep") << QString(100'000, u'[') + QString(100'000, u']') << QStringLiteral("no valid JSON");
    QTest::newRow("unclosed") << QStringLiteral("{\n\"a\": ") << QStringLiteral("Line 2");
    QTest::newRow("twice") << QStringLiteral("{\"a\": 1,\n \"a\": 2}")
                           << QStringLiteral("Line 2, column 2: The key \"a\" is there twice.");
    QTest::newRow("two values") << QStringLiteral("1, 2") << QStringLiteral("valid JSON");
}

void tst_DataDocument::refusesHostileJson()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const Result<DataNode> read = readJson(text);
    QVERIFY(!read);
    QVERIFY2(read.error().argument.contains(expected), qPrintable(read.error().argument));
}

void tst_DataDocument::readsTextOfAllKinds()
{
    const Result<QString> text = exchangeText("\xEF\xBB\xBF"
                                              "a\r\nb");
    QVERIFY(text);
    QCOMPARE(*text, QStringLiteral("a\nb"));
    const Result<QString> broken = exchangeText("a\nb\xFFz");
    QVERIFY(!broken);
    QVERIFY2(broken.error().argument.startsWith(QStringLiteral("Line 2, column 2")),
             qPrintable(broken.error().argument));
    QVERIFY(!exchangeText(QByteArray(int(LargestExchangeFile) + 1, 'a')));
}

QTEST_GUILESS_MAIN(tst_DataDocument)
#include "tst_datadocument.moc"
