#include "core/prompt/jsonschema.h"

#include <QTest>

using namespace burin;

class tst_JsonSchema : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsWhereJsonIsWrong_data();
    void tellsWhereJsonIsWrong();
    void takesSchemas_data();
    void takesSchemas();
};

void tst_JsonSchema::tellsWhereJsonIsWrong_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<int>("line"); // 0: it is right
    QTest::addColumn<int>("column");
    const auto row = [](const char *name, const QString &json, int line, int column) {
        QTest::newRow(name) << json << line << column;
    };
    row("object", QStringLiteral("{\"a\": [1, null]}"), 0, 0);
    row("number", QStringLiteral("3.5"), 0, 0);
    row("text", QStringLiteral("\"ä\""), 0, 0);
    row("word", QStringLiteral("oops"), 1, 1);
    row("second line", QStringLiteral("{\n  \"a\": oops\n}"), 2, 8);
    row("columns are characters", QStringLiteral("{\"äöü\": oops}"), 1, 9);
    row("two values", QStringLiteral("1 2"), 1, 3);
    row("open", QStringLiteral("{\"a\": 1"), 1, 8);
    row("closed too early", QStringLiteral("1], [2"), 1, 2);
}

void tst_JsonSchema::tellsWhereJsonIsWrong()
{
    QFETCH(QString, json);
    QFETCH(int, line);
    QFETCH(int, column);
    const auto problem = checkJson(json);
    QCOMPARE(problem.has_value(), line > 0);
    if (!problem) return;
    QCOMPARE(problem->line, line);
    QVERIFY2(qAbs(problem->column - column) <= 1, qPrintable(describe(*problem)));
    QVERIFY(problem->offset <= json.size());
    QVERIFY(describe(*problem).contains(problem->reason));
}

void tst_JsonSchema::takesSchemas_data()
{
    QTest::addColumn<QString>("schema");
    QTest::addColumn<bool>("valid");
    const auto row = [](const char *name, const char *schema, bool valid) {
        QTest::newRow(name) << QString::fromUtf8(schema) << valid;
    };
    row("empty", "{}", true);
    row("object", R"({"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]})", true);
    row("limits", R"({"type": "array", "items": {"type": "integer", "minimum": 1}, "maxItems": 3})", true);
    row("additional", R"({"type": "object", "additionalProperties": false})", true);
    row("choice", R"({"enum": ["a", 1, null]})", true);
    row("alternatives", R"({"anyOf": [{"type": "null"}, {"type": "number"}]})", true);
    row("definition", R"({"$ref": "#/definitions/a", "definitions": {"a": {"type": "string"}}})", true);
    row("recursion", R"({"type": "object", "properties": {"child": {"$ref": "#"}}})", true);
    row("list", "[]", false);
    row("required is no list", R"({"required": 7})", false);
    row("properties are no object", R"({"properties": []})", false);
    row("negative limit", R"({"maxItems": -1})", false);
    row("unknown type", R"({"type": "text"})", false);
    row("another document", R"({"$ref": "https://x.example/schema.json"})", false);
    row("a file", R"({"$ref": "file:///etc/passwd"})", false);
    row("syntax", R"({"type": })", false);
}

void tst_JsonSchema::takesSchemas()
{
    QFETCH(QString, schema);
    QFETCH(bool, valid);
    const auto problem = checkJsonSchema(schema);
    QVERIFY2(problem.has_value() != valid, problem ? qPrintable(describe(*problem)) : "accepted");
}

QTEST_GUILESS_MAIN(tst_JsonSchema)
#include "tst_jsonschema.moc"
