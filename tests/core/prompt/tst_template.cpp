#include "core/prompt/template.h"

#include <QRandomGenerator>
#include <QTest>

using namespace burin;
using Kind = TemplateError::Kind;
using Values = QMap<QString, QString>;

Q_DECLARE_METATYPE(burin::TemplateError)

namespace {

TemplateError errorAt(Kind kind, const QString &name, qsizetype offset, qsizetype length)
{
    TemplateError error;
    error.kind = kind;
    error.name = name;
    error.offset = offset;
    error.length = length;
    error.column = int(offset) + 1;
    return error;
}

TemplateError onLine(TemplateError error, int line, int column)
{
    error.line = line;
    error.column = column;
    return error;
}

const QString Pieces[] = {
    QStringLiteral("{"),
    QStringLiteral("}"),
    QStringLiteral("{{"),
    QStringLiteral("}}"),
    QStringLiteral("{{a}}"),
    QStringLiteral("{{ b }}"),
    QStringLiteral("\\{{"),
    QStringLiteral("\\"),
    QStringLiteral("name"),
    QStringLiteral(" "),
    QStringLiteral("\n"),
    QStringLiteral("\r\n"),
    QStringLiteral("ä€\U0001F600"),
    QStringLiteral("\t"),
    QStringLiteral("1"),
    QStringLiteral("\r"),
};

QString randomText(QRandomGenerator &random, int pieces)
{
    QString text;
    for (int i = 0; i < pieces; ++i)
        text += Pieces[random.bounded(int(std::size(Pieces)))];
    return text;
}

/// The first line and column of an offset, counted in the simplest way.
std::pair<int, int> placeOf(const QString &text, qsizetype offset)
{
    QString before = text.left(offset);
    before.replace(QStringLiteral("\r\n"), QStringLiteral("#\n"));
    before.replace(u'\r', u'\n');
    return {int(before.count(u'\n')) + 1, int(offset - before.lastIndexOf(u'\n'))};
}

} // namespace

class tst_Template : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void replacesVariables_data();
    void replacesVariables();
    void reportsEveryErrorWithItsPlace_data();
    void reportsEveryErrorWithItsPlace();
    void listsVariablesOnceInOrder();
    void keepsTheSpansOfTheText();
    void wantsEveryVariableFilled();
    void refusesMoreThanTenMegabytes();
    void describesEveryErrorInOneSentence();
    void findsVariablesWhileTyping_data();
    void findsVariablesWhileTyping();
    void rendersLikeReplacement();
    void survivesAnyText();
    void takesLinearTime();
};

void tst_Template::replacesVariables_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &text, const QString &expected) {
        QTest::newRow(name) << text << expected;
    };
    row("empty", QString(), QString());
    row("literal", QStringLiteral("no variables"), QStringLiteral("no variables"));
    row("one", QStringLiteral("Dear {{name}}!"), QStringLiteral("Dear Ada!"));
    row("alone", QStringLiteral("{{name}}"), QStringLiteral("Ada"));
    row("twice", QStringLiteral("{{name}}{{name}}"), QStringLiteral("AdaAda"));
    row("blanks inside", QStringLiteral("{{  name\t}}"), QStringLiteral("Ada"));
    row("empty value", QStringLiteral("[{{empty}}]"), QStringLiteral("[]"));
    row("underscore", QStringLiteral("{{_x1}}"), QStringLiteral("under"));
    row("64 characters", QStringLiteral("{{%1}}").arg(QString(64, u'n')), QStringLiteral("long"));
    row("value with braces is not expanded", QStringLiteral("{{braces}}"), QStringLiteral("{{name}} }} {{"));
    row("values that join are not expanded", QStringLiteral("{{open}}name}}"), QStringLiteral("{{name}}"));
    row("value with an escape", QStringLiteral("{{escape}}"), QStringLiteral("\\{{name}}"));
    row("escaped", QStringLiteral("\\{{name}}"), QStringLiteral("{{name}}"));
    row("escaped twice", QStringLiteral("\\{{a\\{{b"), QStringLiteral("{{a{{b"));
    row("backslash elsewhere", QStringLiteral("a\\b \\{ \\\\ {{name}}\\"), QStringLiteral("a\\b \\{ \\\\ Ada\\"));
    row("single braces", QStringLiteral("{name} { } {\"a\":{\"b\":1}}"),
        QStringLiteral("{name} { } {\"a\":{\"b\":1}}"));
    row("closing braces alone", QStringLiteral("a }} b"), QStringLiteral("a }} b"));
    row("three braces", QStringLiteral("{{{name}}}"), QStringLiteral("Ada"));
    row("three braces that two close", QStringLiteral("{{{name}}"), QStringLiteral("{Ada"));
    row("in two pairs of braces", QStringLiteral("{{{{name}}}}"), QStringLiteral("{{Ada}}"));
    row("escape before three braces", QStringLiteral("\\{{{name}}"), QStringLiteral("{{{name}}"));
    row("json", QStringLiteral("{\"name\":\"{{name}}\"}"), QStringLiteral("{\"name\":\"Ada\"}"));
    row("unicode around", QStringLiteral("日本 {{uni}} \U0001F680"),
        QStringLiteral("日本 Zoë 👩‍🚀 \U0001F680"));
    row("CRLF stays", QStringLiteral("{{name}}\r\n{{name}}\r\n"), QStringLiteral("Ada\r\nAda\r\n"));
}

void tst_Template::replacesVariables()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const Values values{{QStringLiteral("name"), QStringLiteral("Ada")},
                        {QStringLiteral("empty"), QString()},
                        {QStringLiteral("_x1"), QStringLiteral("under")},
                        {QString(64, u'n'), QStringLiteral("long")},
                        {QStringLiteral("braces"), QStringLiteral("{{name}} }} {{")},
                        {QStringLiteral("open"), QStringLiteral("{{")},
                        {QStringLiteral("escape"), QStringLiteral("\\{{name}}")},
                        {QStringLiteral("uni"), QStringLiteral("Zoë 👩‍🚀")}};
    const auto parsed = Template::parse(text);
    QVERIFY(parsed);
    const auto rendered = parsed->render(values);
    QVERIFY(rendered);
    QCOMPARE(*rendered, expected);
}

void tst_Template::reportsEveryErrorWithItsPlace_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<TemplateError>>("expected");
    const auto row = [](const char *name, const QString &text, const QList<TemplateError> &expected) {
        QTest::newRow(name) << text << expected;
    };
    const QString sixtyFive(65, u'n');
    row("no name", QStringLiteral("{{}}"), {errorAt(Kind::BadName, QString(), 0, 4)});
    row("only blanks", QStringLiteral("a {{ \t}}"), {errorAt(Kind::BadName, QString(), 2, 6)});
    row("begins with a digit", QStringLiteral("{{1a}}"), {errorAt(Kind::BadName, QStringLiteral("1a"), 0, 6)});
    row("blank within", QStringLiteral("{{ a b }}"), {errorAt(Kind::BadName, QStringLiteral("a b"), 0, 9)});
    row("not ASCII", QStringLiteral("{{naïve}}"), {errorAt(Kind::BadName, QStringLiteral("naïve"), 0, 9)});
    row("dash", QStringLiteral("{{a-b}}"), {errorAt(Kind::BadName, QStringLiteral("a-b"), 0, 7)});
    row("brace within", QStringLiteral("{{a}b}}"), {errorAt(Kind::BadName, QStringLiteral("a}b"), 0, 7)});
    row("65 characters", QStringLiteral("{{%1}}").arg(sixtyFive), {errorAt(Kind::NameTooLong, sixtyFive, 0, 69)});
    row("not closed", QStringLiteral("x {{name"), {errorAt(Kind::UnclosedBraces, QStringLiteral("name"), 2, 6)});
    row("half closed", QStringLiteral("{{name}"), {errorAt(Kind::UnclosedBraces, QStringLiteral("name}"), 0, 7)});
    row("only opened", QStringLiteral("{{"), {errorAt(Kind::UnclosedBraces, QString(), 0, 2)});
    row("closed on the next line", QStringLiteral("{{name\n}}"),
        {errorAt(Kind::UnclosedBraces, QStringLiteral("name"), 0, 6)});
    row("the next one is fine", QStringLiteral("{{a {{b}}"),
        {errorAt(Kind::UnclosedBraces, QStringLiteral("a"), 0, 4)});
    row("all at once", QStringLiteral("{{}} {{ok}} {{2}} {{x"),
        {errorAt(Kind::BadName, QString(), 0, 4), errorAt(Kind::BadName, QStringLiteral("2"), 12, 5),
         errorAt(Kind::UnclosedBraces, QStringLiteral("x"), 18, 3)});
    row("line and column, LF", QStringLiteral("a\nbc{{}}"), {onLine(errorAt(Kind::BadName, QString(), 4, 4), 2, 3)});
    row("line and column, CRLF", QStringLiteral("a\r\nb\r\n {{}}\r\n{{}}"),
        {onLine(errorAt(Kind::BadName, QString(), 7, 4), 3, 2),
         onLine(errorAt(Kind::BadName, QString(), 13, 4), 4, 1)});
    row("line and column, CR", QStringLiteral("a\rb\r{{}}"), {onLine(errorAt(Kind::BadName, QString(), 4, 4), 3, 1)});
    row("not closed before CRLF", QStringLiteral("{{a\r\nb"),
        {errorAt(Kind::UnclosedBraces, QStringLiteral("a"), 0, 3)});
    row("columns are UTF-16 units", QStringLiteral("\U0001F680{{}}"), {errorAt(Kind::BadName, QString(), 2, 4)});
}

void tst_Template::reportsEveryErrorWithItsPlace()
{
    QFETCH(QString, text);
    QFETCH(QList<TemplateError>, expected);
    const auto parsed = Template::parse(text);
    QVERIFY(!parsed);
    const QList<TemplateError> errors(parsed.error().begin(), parsed.error().end());
    for (qsizetype i = 0; i < qMin(errors.size(), expected.size()); ++i) {
        QCOMPARE(errors[i].name, expected[i].name);
        QCOMPARE(errors[i].offset, expected[i].offset);
        QCOMPARE(errors[i].length, expected[i].length);
        QCOMPARE(errors[i].line, expected[i].line);
        QCOMPARE(errors[i].column, expected[i].column);
    }
    QVERIFY(errors == expected);
}

void tst_Template::listsVariablesOnceInOrder()
{
    const auto parsed = Template::parse(QStringLiteral("{{b}} {{a}} {{b}} \\{{no}} {{c}}"));
    QVERIFY(parsed);
    QCOMPARE(parsed->variables(), (QStringList{QStringLiteral("b"), QStringLiteral("a"), QStringLiteral("c")}));
}

void tst_Template::keepsTheSpansOfTheText()
{
    const auto parsed = Template::parse(QStringLiteral("x{{ a }}{{b}}"));
    QVERIFY(parsed);
    const std::vector<Template::Span> expected{{1, 7, QStringLiteral("a")}, {8, 5, QStringLiteral("b")}};
    QVERIFY(parsed->spans() == expected);
}

void tst_Template::wantsEveryVariableFilled()
{
    const auto parsed = Template::parse(QStringLiteral("{{a}}\n{{b}} {{a}} {{c}}"));
    QVERIFY(parsed);
    const auto rendered = parsed->render({{QStringLiteral("b"), QStringLiteral("x")}});
    QVERIFY(!rendered);
    const std::vector<TemplateError> expected{
        errorAt(Kind::Unfilled, QStringLiteral("a"), 0, 5),
        onLine(errorAt(Kind::Unfilled, QStringLiteral("c"), 18, 5), 2, 13),
    };
    QVERIFY(rendered.error() == expected);
}

void tst_Template::refusesMoreThanTenMegabytes()
{
    const auto parsed = Template::parse(QStringLiteral("{{a}}\n{{a}}"));
    QVERIFY(parsed);
    const qsizetype half = (Template::MaximumOutput - 1) / 2;
    QVERIFY(parsed->render({{QStringLiteral("a"), QString(half, u'x')}}));
    const auto larger = parsed->render({{QStringLiteral("a"), QString(half + 1, u'x')}});
    QVERIFY(!larger);
    QCOMPARE(larger.error().size(), size_t(1));
    QCOMPARE(larger.error().front().kind, Kind::TooLarge);
    QCOMPARE(larger.error().front().name, QStringLiteral("a"));
    // The limit counts what is sent: three bytes for each of these.
    QVERIFY(!parsed->render({{QStringLiteral("a"), QString(half / 3 + 1, u'日')}}));
    QVERIFY(parsed->render({{QStringLiteral("a"), QString(half / 3, u'日')}}));
    const auto literal = Template::parse(QString(Template::MaximumOutput + 1, u'x'));
    QVERIFY(literal);
    QVERIFY(!literal->render({}));
}

void tst_Template::describesEveryErrorInOneSentence()
{
    for (const Kind kind : {Kind::UnclosedBraces, Kind::BadName, Kind::NameTooLong, Kind::Unfilled, Kind::TooLarge}) {
        const QString sentence = describe(onLine(errorAt(kind, QStringLiteral("my %1\nname"), 7, 2), 3, 4));
        QVERIFY2(sentence.endsWith(u'.'), qPrintable(sentence));
        QVERIFY2(!sentence.contains(u'\n'), qPrintable(sentence));
        const bool located = kind != Kind::Unfilled && kind != Kind::TooLarge;
        QCOMPARE(sentence.startsWith(QStringLiteral("Line 3, column 4: ")), located);
        const bool named = kind == Kind::BadName || kind == Kind::Unfilled;
        QCOMPARE(sentence.contains(QStringLiteral("my %1 name")), named);
    }
    QVERIFY(describe(errorAt(Kind::BadName, QString(), 0, 4)).contains(QStringLiteral("no name")));
    QVERIFY(describe(errorAt(Kind::BadName, QString(5000, u'x'), 0, 4)).size() < 200);
}

void tst_Template::findsVariablesWhileTyping_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("names");
    QTest::newRow("none") << QStringLiteral("text") << QStringList();
    QTest::newRow("complete") << QStringLiteral("{{a}} {{ b }}")
                              << QStringList{QStringLiteral("a"), QStringLiteral("b")};
    QTest::newRow("the last is open") << QStringLiteral("{{a}} {{b") << QStringList{QStringLiteral("a")};
    QTest::newRow("open before a complete one") << QStringLiteral("{{a {{b}}") << QStringList{QStringLiteral("b")};
    QTest::newRow("bad name between") << QStringLiteral("{{a}} {{1}} {{b}}")
                                      << QStringList{QStringLiteral("a"), QStringLiteral("b")};
    QTest::newRow("escaped") << QStringLiteral("\\{{a}} {{b}}") << QStringList{QStringLiteral("b")};
    QTest::newRow("open on the line before") << QStringLiteral("{{a\n{{b}}") << QStringList{QStringLiteral("b")};
    QTest::newRow("repeated") << QStringLiteral("{{a}}{{a}}") << QStringList{QStringLiteral("a"), QStringLiteral("a")};
}

void tst_Template::findsVariablesWhileTyping()
{
    QFETCH(QString, text);
    QFETCH(QStringList, names);
    QStringList found;
    for (const Template::Span &span : findVariables(text)) {
        found += span.name;
        const QString marked = text.mid(span.offset, span.length);
        QVERIFY(marked.startsWith(QStringLiteral("{{")) && marked.endsWith(QStringLiteral("}}")));
        QCOMPARE(marked.mid(2, marked.size() - 4).trimmed(), span.name);
    }
    QCOMPARE(found, names);
}

/// The oracle: a template is put together from parts, and so is what it must become.
void tst_Template::rendersLikeReplacement()
{
    QRandomGenerator random(20261123);
    const QStringList literals = {QStringLiteral("text "), QStringLiteral("{ } "), QStringLiteral("}}"),
                                  QStringLiteral("\n"),    QStringLiteral("\r\n"), QStringLiteral("日本 "),
                                  QStringLiteral("\\n "),  QStringLiteral("{x} "), QStringLiteral("\U0001F600")};
    for (int round = 0; round < 2000; ++round) {
        QString text;
        QString expected;
        Values values;
        for (int part = random.bounded(12); part > 0; --part) {
            const QString name = QStringLiteral("v%1").arg(random.bounded(4));
            if (!values.contains(name)) values.insert(name, randomText(random, random.bounded(4)));
            switch (random.bounded(3)) {
            case 0:
                text += QStringLiteral("{{") + QString(random.bounded(3), u' ') + name + QStringLiteral("}}");
                expected += values.value(name);
                break;
            case 1:
                text += QStringLiteral("\\{{");
                expected += QStringLiteral("{{");
                text += u' '; // a brace may follow
                expected += u' ';
                break;
            default:
                const QString &literal = literals.at(random.bounded(int(literals.size())));
                text += literal;
                expected += literal;
            }
        }
        const auto parsed = Template::parse(text);
        QVERIFY2(parsed, qPrintable(text));
        const auto rendered = parsed->render(values);
        QVERIFY(rendered);
        QCOMPARE(*rendered, expected);
    }
}

void tst_Template::survivesAnyText()
{
    QRandomGenerator random(4711);
    int good = 0;
    int bad = 0;
    for (int round = 0; round < 20000; ++round) {
        const QString text = randomText(random, random.bounded(14));
        const auto parsed = Template::parse(text);
        std::vector<Template::Span> spans = findVariables(text);
        if (parsed) {
            ++good;
            QVERIFY(parsed->spans() == spans);
            continue;
        }
        ++bad;
        QVERIFY(!parsed.error().empty());
        qsizetype behind = 0;
        for (const TemplateError &error : parsed.error()) {
            QVERIFY(error.offset >= behind && error.length >= 2 && error.offset + error.length <= text.size());
            behind = error.offset + error.length;
            const auto [line, column] = placeOf(text, error.offset);
            QCOMPARE(error.line, line);
            QCOMPARE(error.column, column);
            QVERIFY(!describe(error).isEmpty());
        }
    }
    QVERIFY(good > 1000 && bad > 1000);
}

/// A quadratic parser would need minutes for these.
void tst_Template::takesLinearTime()
{
    constexpr int Count = 200'000;
    for (const QString &piece : {QStringLiteral("{{"), QStringLiteral("{{ "), QStringLiteral("{{x "),
                                 QStringLiteral("\\{{"), QStringLiteral("}}"), QStringLiteral("{{a}}")}) {
        const QString text = piece.repeated(Count);
        QCOMPARE(findVariables(text).size(), size_t(piece == QStringLiteral("{{a}}") ? Count : 0));
        const auto parsed = Template::parse(text);
        if (parsed) QVERIFY(parsed->render({{QStringLiteral("a"), QStringLiteral("b")}}));
    }
    QString manyNames;
    for (int i = 0; i < 50'000; ++i)
        manyNames += QStringLiteral("{{v%1}}").arg(i);
    const auto parsed = Template::parse(manyNames);
    QVERIFY(parsed);
    QCOMPARE(parsed->render({}).error().size(), size_t(50'000));
}

QTEST_APPLESS_MAIN(tst_Template)
#include "tst_template.moc"
