#include "core/prompt/template.h"
#include "tests/core/prompt/templatecases.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

#include <array>

using namespace burin;

namespace {

Fragments knownFragments()
{
    return {{QStringLiteral("plain"), QStringLiteral("plain text")},
            {QStringLiteral("greeting"), QStringLiteral("Hello {{name}}!")},
            {QStringLiteral("outer"), QStringLiteral("<{{> greeting}}>")},
            {QStringLiteral("team/sign-off"), QStringLiteral("Bye")},
            {QStringLiteral("Support reply@3"), QStringLiteral("Yours, {{name}}")},
            {QStringLiteral("ping"), QStringLiteral("a{{> pong}}")},
            {QStringLiteral("pong"), QStringLiteral("b{{> ping}}")},
            {QStringLiteral("lines"), QStringLiteral("one\ntwo\n")},
            {QStringLiteral("nested"), QStringLiteral("({{#each kids}}{{> nested}}{{/each}})")},
            {QStringLiteral("wrong"), QStringLiteral("a\n{{#if b}}")},
            {QStringLiteral("endless"), QStringLiteral("x{{> endless}}")}};
}

QString nameOf(TemplateError::Kind kind)
{
    constexpr std::array names{"UnclosedBraces", "BadName",         "NameTooLong",   "Unfilled",
                               "TooLarge",       "UnclosedComment", "UnclosedBlock", "UnexpectedClose",
                               "UnexpectedElse", "UnknownBlock",    "BadArguments",  "UnknownFragment",
                               "NotAList",       "TooDeep",         "TooManySteps",  "EndlessFragment"};
    return QString::fromLatin1(names[size_t(kind)]);
}

QString told(const std::vector<TemplateError> &errors)
{
    QString all;
    for (const TemplateError &error : errors) {
        all += QStringLiteral("!%1 %2:%3 %4").arg(nameOf(error.kind)).arg(error.line).arg(error.column).arg(error.name);
        if (!error.fragment.isEmpty())
            all += QStringLiteral(" %1 %2:%3").arg(error.fragment).arg(error.fragmentLine).arg(error.fragmentColumn);
    }
    return all;
}

QString outcome(const QString &text, const QJsonObject &context)
{
    const auto parsed = Template::parse(text);
    if (!parsed) return told(parsed.error());
    const auto rendered = parsed->renderJson(context, knownFragments());
    return rendered ? *rendered : told(rendered.error());
}

QJsonObject objectOf(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    Q_ASSERT(document.isObject());
    return document.object();
}

} // namespace

class tst_TemplateLanguage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void givesTextOrErrors_data();
    void givesTextOrErrors();
    void describesEachErrorInASentence();
    void asksForTopLevelValues_data();
    void asksForTopLevelValues();
    void findsVariablesInUnfinishedText();
    void tellsTagsForHighlighting();
    void namesItsFragments();
    void nestsBlocksThirtyTwoDeep();
    void stopsWhatWouldNotEnd();
    void boundsIndentedFragments();
    void loopsAsOftenAsTheListIsLong();
};

void tst_TemplateLanguage::givesTextOrErrors_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("expected");
    for (const TemplateCase &row : templateCases())
        QTest::addRow("%s: %s", row.group, row.name)
            << QString::fromUtf8(row.text) << QByteArray(row.values) << QString::fromUtf8(row.expected);
}

void tst_TemplateLanguage::givesTextOrErrors()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, json);
    QFETCH(QString, expected);
    QCOMPARE(outcome(text, objectOf(json)), expected);
}

void tst_TemplateLanguage::describesEachErrorInASentence()
{
    for (int kind = 0; kind <= int(TemplateError::Kind::TooManySteps); ++kind) {
        TemplateError error{.kind = TemplateError::Kind(kind), .name = QStringLiteral("thing"), .line = 3, .column = 4};
        const QString sentence = describe(error);
        QVERIFY2(sentence.endsWith(u'.') && !sentence.contains(u'%'), qPrintable(sentence));
        error.fragment = QStringLiteral("part");
        error.fragmentLine = 7;
        const QString within = describe(error);
        QVERIFY2(within.contains(QStringLiteral("part")) && !within.contains(QStringLiteral("Line 3")),
                 qPrintable(within));
    }
}

void tst_TemplateLanguage::asksForTopLevelValues_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("names");
    const auto row = [](const char *text, const char *names) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(names);
    };
    row("{{b}} {{a}} {{b}}", "b a");
    row("{{user.name}} {{user.age}}", "user");
    row("{{#if a}}{{b}}{{else if c}}{{d}}{{else}}{{e}}{{/if}}", "a b c d e");
    row("{{#each items}}{{name}}{{@index}}{{this}}{{/each}}", "items");
    row("{{#each items}}{{../tone}}{{@root.style}}{{/each}}", "items tone style");
    row("{{#each a}}{{#each b}}{{../../c}}{{../d}}{{/each}}{{/each}}", "a c");
    row("{{#each a}}x{{else}}{{b}}{{/each}}", "a b");
    row("{{#with user}}{{name}}{{/with}}{{name}}", "user name");
    row("{{#if (eq a \"x\")}}{{/if}}{{json b}}", "a b");
    row("{{! a }}\\{{b}}{{{c}}}", "c");
    row("{{this}} {{this.a}}", "a");
    row("{{> greeting}}", "name");
    row("{{> greeting name=\"x\"}}", "");
    row("{{> greeting name=who}}", "who");
    row("{{> greeting user}}", "user");
    row("{{#each a}}{{> greeting}}{{/each}}", "a");
    row("{{> outer}} {{> nowhere}} {{> endless}} {{> wrong}}", "name");
}

void tst_TemplateLanguage::asksForTopLevelValues()
{
    QFETCH(QString, text);
    QFETCH(QString, names);
    const auto parsed = Template::parse(text);
    QVERIFY(parsed);
    QCOMPARE(parsed->variables(knownFragments()).join(u' '), names);
    for (const Template::Span &span : parsed->spans(knownFragments()))
        QVERIFY(text.mid(span.offset, span.length).startsWith(QStringLiteral("{{")));
}

void tst_TemplateLanguage::findsVariablesInUnfinishedText()
{
    QStringList names;
    for (const Template::Span &span :
         findVariables(u"{{#each a}}{{b}} {{> greeting}} {{#if c}} {{../d}} {{e {{/with}}", knownFragments()))
        names += span.name;
    QCOMPARE(names.join(u' '), QStringLiteral("a d"));
}

void tst_TemplateLanguage::tellsTagsForHighlighting()
{
    using Kind = TemplateTag::Kind;
    const QString text = QStringLiteral("{{a}}{{#if b}}{{else}}{{/if}}{{> c}}{{! d }}\\{{{{e f}}{{g");
    std::vector<Kind> kinds;
    QString covered;
    for (const TemplateTag &tag : findTags(text)) {
        kinds.push_back(tag.kind);
        covered += QStringView(text).mid(tag.offset, tag.length);
    }
    const std::vector<Kind> expected{Kind::Value,   Kind::Block,  Kind::Block, Kind::Block, Kind::Fragment,
                                     Kind::Comment, Kind::Escape, Kind::Wrong, Kind::Wrong};
    QVERIFY(kinds == expected);
    QCOMPARE(covered, text);
}

void tst_TemplateLanguage::namesItsFragments()
{
    const auto parsed = Template::parse(QStringLiteral("{{> b}}{{#if x}}{{> a}}{{else}}{{> b}}{{/if}}"));
    QVERIFY(parsed);
    QCOMPARE(parsed->fragments(), (QStringList{QStringLiteral("b"), QStringLiteral("a")}));
}

void tst_TemplateLanguage::nestsBlocksThirtyTwoDeep()
{
    const auto nested = [](int depth) {
        return QStringLiteral("{{#if a}}").repeated(depth) + u'x' + QStringLiteral("{{/if}}").repeated(depth);
    };
    QCOMPARE(outcome(nested(32), {{QStringLiteral("a"), true}}), QStringLiteral("x"));
    QCOMPARE(outcome(nested(33), {{QStringLiteral("a"), true}}), QStringLiteral("!TooDeep 1:289 if"));
    const auto parsed = Template::parse(nested(100'000));
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().size(), size_t(100'000 - 32));
    const QString calls = QStringLiteral("(eq 1 ").repeated(50) + u'1' + QString(50, u')');
    QVERIFY(outcome(QStringLiteral("{{#if ") + calls + QStringLiteral("}}{{/if}}"), {})
                .startsWith(QStringLiteral("!TooDeep")));
}

/// Each of these would take longer than the universe is old.
void tst_TemplateLanguage::stopsWhatWouldNotEnd()
{
    QJsonArray many;
    for (int i = 0; i < 2000; ++i)
        many += i;
    const QJsonObject context{{QStringLiteral("a"), many}};
    const QString open = QStringLiteral("{{#each @root.a}}");
    const QString loops = open.repeated(20) + QStringLiteral("{{/each}}").repeated(20);
    QVERIFY(outcome(loops, context).startsWith(QStringLiteral("!TooManySteps")));

    Fragments twice;
    for (int i = 0; i < 30; ++i)
        twice.insert(QStringLiteral("f%1").arg(i), QStringLiteral("{{> f%1}}{{> f%1}}").arg(i + 1));
    twice.insert(QStringLiteral("f30"), {});
    const auto parsed = Template::parse(QStringLiteral("{{> f0}}"));
    QVERIFY(parsed);
    const auto rendered = parsed->renderJson({}, twice);
    QVERIFY(!rendered);
    QCOMPARE(rendered.error().front().kind, TemplateError::Kind::TooManySteps);
    QVERIFY(parsed->variables(twice).isEmpty());
}

void tst_TemplateLanguage::boundsIndentedFragments()
{
    const Fragments lines{{QStringLiteral("lines"), QString(400'000, u'\n')}};
    const auto parsed = Template::parse(QString(100, u' ') + QStringLiteral("{{> lines}}\n"));
    QVERIFY(parsed);
    const auto rendered = parsed->renderJson({}, lines);
    QVERIFY(!rendered);
    QCOMPARE(rendered.error().front().kind, TemplateError::Kind::TooLarge);
}

void tst_TemplateLanguage::loopsAsOftenAsTheListIsLong()
{
    QRandomGenerator random(20261125);
    for (int round = 0; round < 200; ++round) {
        QJsonArray list;
        QString expected;
        for (int i = random.bounded(20); i > 0; --i) {
            const QString element(random.bounded(4), QChar(u'a' + random.bounded(26)));
            list += element;
            expected += QStringLiteral("%1:%2\n").arg(list.size() - 1).arg(element);
        }
        const QString text = QStringLiteral("{{#each list}}\n{{@index}}:{{this}}\n{{/each}}\n");
        QCOMPARE(outcome(text, {{QStringLiteral("list"), list}}), expected);
    }
}

QTEST_APPLESS_MAIN(tst_TemplateLanguage)
#include "tst_templatelanguage.moc"
