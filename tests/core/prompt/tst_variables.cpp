#include "core/prompt/variables.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace burin;
using Kind = ValueError::Kind;
using Type = VariableType;

Q_DECLARE_METATYPE(burin::VariableRow)
Q_DECLARE_METATYPE(burin::ValueError::Kind)

namespace {

VariableRow rowOf(Type type)
{
    return {.name = QStringLiteral("v"), .type = type};
}

VariableRow optionalOf(Type type)
{
    return {.name = QStringLiteral("v"), .type = type, .required = false};
}

VariableRow rangeOf(Type type, double minimum, double maximum)
{
    return {.name = QStringLiteral("v"), .type = type, .minimum = minimum, .maximum = maximum};
}

VariableRow optionsOf(Type type)
{
    return {.name = QStringLiteral("v"), .type = type, .options = {QStringLiteral("red"), QStringLiteral("blue")}};
}

VariableRow patternOf(const QString &pattern)
{
    return {.name = QStringLiteral("v"), .type = Type::Text, .pattern = pattern};
}

/// As JSON, so that kinds show.
QString shown(const QJsonValue &value)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
}

} // namespace

class tst_Variables : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsTypedText_data();
    void readsTypedText();
    void tellsWhatIsWrong_data();
    void tellsWhatIsWrong();
    void usesTheFallbackWhileNothingWasEntered();
    void takesATextThatWasLeftEmptyOnPurpose();
    void optionalOnesHaveAnEmptyValue();
    void givesUpPatternsThatTakeForever();
    void tellsWhereJsonBreaks();
    void checksDeclarations();
    void keepsValuesAsText();
    void mergesDeclaredAndUsedInOrderOfAppearance();
};

void tst_Variables::readsTypedText_data()
{
    QTest::addColumn<VariableRow>("row");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const VariableRow &variable, const char *text, const char *expected) {
        QTest::newRow(name) << variable << QString::fromUtf8(text) << QString::fromUtf8(expected);
    };
    row("text", rowOf(Type::Text), " a ", R"([" a "])");
    row("multiline", rowOf(Type::Multiline), "a\nb", R"(["a\nb"])");
    row("whole number", rowOf(Type::Number), " 42 ", "[42]");
    row("fraction", rowOf(Type::Number), "-0.5", "[-0.5]");
    row("exponent", rowOf(Type::Number), "1e3", "[1000]");
    row("beyond the doubles", rowOf(Type::Number), "9007199254740993", "[9007199254740993]");
    row("within the range", rangeOf(Type::Number, 1, 2), "2", "[2]");
    row("true", rowOf(Type::Boolean), "true", "[true]");
    row("false, loud", rowOf(Type::Boolean), "FALSE", "[false]");
    row("choice", optionsOf(Type::Choice), "red", R"(["red"])");
    row("multi-choice", optionsOf(Type::MultiChoice), R"(["blue","red"])", R"([["blue","red"]])");
    row("list", rowOf(Type::List), R"([ "a", "b" ])", R"([["a","b"]])");
    row("file", rowOf(Type::File), "content\n", R"(["content\n"])");
    row("JSON object", rowOf(Type::Json), R"({"a": [1, null]})", R"([{"a":[1,null]}])");
    row("JSON number", rowOf(Type::Json), "3.5", "[3.5]");
    row("JSON text", rowOf(Type::Json), R"("x")", R"(["x"])");
    row("pattern", patternOf(QStringLiteral("[a-z]+")), "abc", R"(["abc"])");
    row("pattern of letters", patternOf(QStringLiteral("\\w+")), "Zoë", R"(["Zoë"])");
    row("length in characters", rangeOf(Type::Text, 2, 2), "😀é", R"(["😀é"])");
}

void tst_Variables::readsTypedText()
{
    QFETCH(VariableRow, row);
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const auto value = typedValue(row, text);
    QVERIFY(value);
    QCOMPARE(shown(*value), expected);
}

void tst_Variables::tellsWhatIsWrong_data()
{
    QTest::addColumn<VariableRow>("row");
    QTest::addColumn<QString>("text");
    QTest::addColumn<Kind>("expected");
    const auto row = [](const char *name, const VariableRow &variable, const char *text, Kind kind) {
        QTest::newRow(name) << variable << QString::fromUtf8(text) << kind;
    };
    row("no number", rowOf(Type::Number), "three", Kind::NotANumber);
    row("a number with a comma", rowOf(Type::Number), "1,5", Kind::NotANumber);
    row("no group separators", rowOf(Type::Number), "1,000", Kind::NotANumber);
    row("infinity is no number", rowOf(Type::Number), "inf", Kind::NotANumber);
    row("blank is no number", rowOf(Type::Number), "  ", Kind::Missing);
    row("number too small", rangeOf(Type::Number, 1, 2), "0.99", Kind::TooSmall);
    row("number too large", rangeOf(Type::Number, 1, 2), "2.01", Kind::TooLarge);
    row("text too short", rangeOf(Type::Text, 2, 3), "a", Kind::TooSmall);
    row("text too long", rangeOf(Type::Multiline, 2, 3), "abcd", Kind::TooLarge);
    row("list too short", rangeOf(Type::List, 2, 3), R"(["a"])", Kind::TooSmall);
    row("no boolean", rowOf(Type::Boolean), "yes", Kind::NotABoolean);
    row("no option", optionsOf(Type::Choice), "green", Kind::NotAnOption);
    row("one is no option", optionsOf(Type::MultiChoice), R"(["red","green"])", Kind::NotAnOption);
    row("no list", rowOf(Type::List), "a, b", Kind::NotAList);
    row("an object is no list", rowOf(Type::List), "{}", Kind::NotAList);
    row("numbers are no texts", rowOf(Type::List), "[1]", Kind::NotAList);
    row("no JSON", rowOf(Type::Json), "{a}", Kind::BadJson);
    row("two JSON values", rowOf(Type::Json), "1, 2", Kind::BadJson);
    row("JSON that closes too early", rowOf(Type::Json), "1], [2", Kind::BadJson);
    row("no match", patternOf(QStringLiteral("[a-z]+")), "abc1", Kind::NoMatch);
    row("an alternative must match all", patternOf(QStringLiteral("a|b")), "ab", Kind::NoMatch);
    row("bad pattern", patternOf(QStringLiteral("(")), "a", Kind::BadPattern);
    row("nothing chosen", optionsOf(Type::Choice), "", Kind::Missing);
}

void tst_Variables::tellsWhatIsWrong()
{
    QFETCH(VariableRow, row);
    QFETCH(QString, text);
    QFETCH(Kind, expected);
    const auto value = typedValue(row, text);
    QVERIFY(!value);
    QCOMPARE(value.error().kind, expected);
    const QString sentence = describe(value.error(), row);
    QVERIFY2(sentence.endsWith(u'.') && !sentence.contains(QStringLiteral("%1")), qPrintable(sentence));
}

void tst_Variables::usesTheFallbackWhileNothingWasEntered()
{
    VariableRow row = rowOf(Type::Number);
    row.fallback = QStringLiteral("7");
    QCOMPARE(shown(*typedValue(row, std::nullopt)), QStringLiteral("[7]"));
    QCOMPARE(shown(*typedValue(row, QString())), QStringLiteral("[7]"));
    QCOMPARE(shown(*typedValue(row, QStringLiteral("8"))), QStringLiteral("[8]"));
    row.fallback = QStringLiteral("seven");
    QVERIFY(!typedValue(row, std::nullopt));
}

void tst_Variables::takesATextThatWasLeftEmptyOnPurpose()
{
    VariableRow row = rowOf(Type::Multiline);
    QCOMPARE(shown(*typedValue(row, QString())), QStringLiteral(R"([""])"));
    QCOMPARE(typedValue(row, std::nullopt).error().kind, Kind::Missing);
    row.fallback = QStringLiteral("x");
    QCOMPARE(shown(*typedValue(row, QString())), QStringLiteral(R"([""])"));
}

void tst_Variables::optionalOnesHaveAnEmptyValue()
{
    const std::pair<Type, const char *> expected[] = {
        {Type::Text, R"([""])"},   {Type::Number, "[null]"},    {Type::Boolean, "[false]"},
        {Type::Choice, R"([""])"}, {Type::MultiChoice, "[[]]"}, {Type::List, "[[]]"},
        {Type::File, R"([""])"},   {Type::Json, "[null]"},      {Type::Multiline, R"([""])"},
    };
    for (const auto &[type, json] : expected) {
        QCOMPARE(shown(*typedValue(optionalOf(type), std::nullopt)), QString::fromLatin1(json));
        QCOMPARE(typedValue(rowOf(type), std::nullopt).error().kind, Kind::Missing);
    }
}

/// Without a limit this one would take years.
void tst_Variables::givesUpPatternsThatTakeForever()
{
    const auto value = typedValue(patternOf(QStringLiteral("(a|a|aa)*b")), QString(60, u'a') + QStringLiteral("bc"));
    QVERIFY(!value);
    QCOMPARE(value.error().kind, Kind::BadPattern);
}

void tst_Variables::tellsWhereJsonBreaks()
{
    const auto value = typedValue(rowOf(Type::Json), QStringLiteral("{\"é\": 1, x}"));
    QVERIFY(!value);
    QVERIFY2(qAbs(value.error().offset - 9) <= 1, qPrintable(QString::number(value.error().offset)));
    QVERIFY(!value.error().detail.isEmpty());
}

void tst_Variables::checksDeclarations()
{
    QVERIFY(!checkDeclaration(rowOf(Type::Number)));
    QVERIFY(!checkDeclaration(patternOf(QStringLiteral("a+"))));
    QCOMPARE(checkDeclaration(patternOf(QStringLiteral("a)")))->kind, Kind::BadPattern);
    VariableRow row = rangeOf(Type::Number, 1, 2);
    row.fallback = QStringLiteral("3");
    QCOMPARE(checkDeclaration(row)->kind, Kind::TooLarge);
}

void tst_Variables::keepsValuesAsText()
{
    QCOMPARE(textOfValue(QStringLiteral("x")), QStringLiteral("x"));
    QCOMPARE(textOfValue(2.5), QStringLiteral("2.5"));
    QCOMPARE(textOfValue(true), QStringLiteral("true"));
    QCOMPARE(textOfValue(QJsonArray{QStringLiteral("a"), 1}), QStringLiteral(R"(["a",1])"));
    QCOMPARE(textOfValue(QJsonValue::Null), QString());
}

void tst_Variables::mergesDeclaredAndUsedInOrderOfAppearance()
{
    PromptDraft draft;
    draft.messages = {{.role = Role::System, .text = QStringLiteral("{{b}} {{> sign}}")},
                      {.role = Role::User, .text = QStringLiteral("{{off}}"), .enabled = false},
                      {.role = Role::User, .text = QStringLiteral("{{#each list}}{{x}}{{/each}} {{a}} {{b}} {{c")}};
    draft.declared = {{.name = QStringLiteral("unused")},
                      {.name = QStringLiteral("list"), .type = Type::Json},
                      {.name = QStringLiteral("b"), .type = Type::Number, .required = false}};
    const auto rows = variablesOf(draft, {{QStringLiteral("sign"), QStringLiteral("{{author}}")}});
    QStringList told;
    for (const VariableRow &row : rows)
        told += row.name + u':' + toString(row.type);
    QCOMPARE(told.join(u' '), QStringLiteral("b:number author:multiline list:json a:multiline"));
    QVERIFY(!rows.front().required);
    QVERIFY(rows.back().required);
}

QTEST_APPLESS_MAIN(tst_Variables)
#include "tst_variables.moc"
