#include "core/domain/attachment.h"
#include "core/providers/keptjson.h"
#include "core/providers/provider.h"
#include "core/providers/registry.h"
#include "core/providers/requestparts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace burin;

namespace {

const QStringList Kinds{QStringLiteral("openai"),    QStringLiteral("openrouter"), QStringLiteral("openai-responses"),
                        QStringLiteral("anthropic"), QStringLiteral("gemini"),     QStringLiteral("ollama")};

Attachment image()
{
    return {QStringLiteral("a.png"), QStringLiteral("image/png"), "PNG"};
}

Attachment document()
{
    return {QStringLiteral("b.pdf"), QStringLiteral("application/pdf"), "%PDF"};
}

Attachment notes()
{
    return {QStringLiteral("n.md"), QStringLiteral("text/markdown"), "# Größe"};
}

Message userWith(const std::vector<Attachment> &files)
{
    return {Role::User, QStringLiteral("look"), files};
}

/// Two calls in one turn, answered in the other order: one with an object, one with text.
std::vector<Message> toolTalk()
{
    return {{Role::User, QStringLiteral("weather?")},
            {Role::Assistant,
             QStringLiteral("Let me see."),
             {},
             {},
             {{QStringLiteral("c1"), QStringLiteral("get_weather"), QStringLiteral(R"({"z": 1, "a": "x y"})")},
              {QStringLiteral("c2"), QStringLiteral("now"), QString()}}},
            {Role::Tool, QStringLiteral("noon"), {}, QStringLiteral("c2")},
            {Role::Tool, QStringLiteral(R"({"t":21})"), {}, QStringLiteral("c1")}};
}

std::vector<ToolDefinition> tools()
{
    return {{QStringLiteral("get_weather"), QStringLiteral("Of a city."),
             QStringLiteral("{ \"type\": \"object\",\n  \"properties\": {\"z\": {\"type\": \"integer\"}} }")},
            {QStringLiteral("now"), {}, {}}};
}

ResponseFormat schema(const char *text)
{
    return {ResponseFormat::Kind::JsonSchema, {}, QString::fromUtf8(text)};
}

HttpRequest sent(const QString &kind, const ChatRequest &chat)
{
    return providerFor(kind)->encode(adHocProvider(kind, QUrl(QStringLiteral("https://h.example"))), chat, Secret("k"));
}

QByteArray readable(const QJsonValue &value)
{
    return QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Indented);
}

QJsonValue parsed(const QByteArray &json)
{
    return QJsonDocument::fromJson('[' + json + ']').array().first();
}

void addRow(const char *name, const char *kind, const char *part)
{
    QTest::newRow(name) << QString::fromLatin1(kind) << QByteArray(part);
}

void addColumns()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("part");
}

/// The named fields of the body are exactly those of @p part; "null" stands for a field that must not be there.
void compareFields(const HttpRequest &request, const QByteArray &part)
{
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    QVERIFY(!body.isEmpty());
    const QJsonObject expected = parsed(part).toObject();
    QVERIFY2(!expected.isEmpty(), part.constData());
    for (auto it = expected.begin(); it != expected.end(); ++it) {
        const QJsonValue value = body.contains(it.key()) ? body.value(it.key()) : QJsonValue(QJsonValue::Null);
        QCOMPARE(readable(value), readable(it.value()));
    }
}

} // namespace

/// Files, tools, calls and formats in each vendor's own shape.
class tst_RichRequests : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void filesFollowTheText_data();
    void filesFollowTheText();
    void callsAndTheirAnswersAreTheFormatsOwn_data();
    void callsAndTheirAnswersAreTheFormatsOwn();
    void toolsAreDeclared_data();
    void toolsAreDeclared();
    void theAnswersFormIsAskedFor_data();
    void theAnswersFormIsAskedFor();
    void toolsOfParametersStay();
    void geminiThreeGetsASignatureForForeignCalls();
    void keysOfASchemaKeepTheirOrder();
    void marksAreOnlyReplacedAsAWhole();
    void strictIsAskedForWhereTheSchemaAllows_data();
    void strictIsAskedForWhereTheSchemaAllows();
    void whatAFormatCannotTakeIsRefused_data();
    void whatAFormatCannotTakeIsRefused();
    void mistakesAreToldWithTheirPlace();
};

void tst_RichRequests::filesFollowTheText_data()
{
    addColumns();
    const char *chat = R"({"messages":[{"role":"user","content":[
        {"type":"text","text":"look\n\n<file name=\"n.md\">\n# Größe\n</file>"},
        {"type":"image_url","image_url":{"url":"data:image/png;base64,UE5H"}},
        {"type":"file","file":{"filename":"b.pdf","file_data":"data:application/pdf;base64,JVBERg=="}}]}]})";
    addRow("OpenAI", "openai", chat);
    addRow("OpenRouter", "openrouter", chat);
    addRow("Responses", "openai-responses", R"({"input":[{"role":"user","content":[
        {"type":"input_text","text":"look\n\n<file name=\"n.md\">\n# Größe\n</file>"},
        {"type":"input_image","detail":"auto","image_url":"data:image/png;base64,UE5H"},
        {"type":"input_file","filename":"b.pdf","file_data":"data:application/pdf;base64,JVBERg=="}]}]})");
    addRow("Anthropic", "anthropic", R"({"messages":[{"role":"user","content":[
        {"type":"text","text":"look\n\n<file name=\"n.md\">\n# Größe\n</file>"},
        {"type":"image","source":{"type":"base64","media_type":"image/png","data":"UE5H"}},
        {"type":"document","title":"b.pdf",
         "source":{"type":"base64","media_type":"application/pdf","data":"JVBERg=="}}]}]})");
    addRow("Gemini", "gemini", R"({"contents":[{"role":"user","parts":[
        {"text":"look\n\n<file name=\"n.md\">\n# Größe\n</file>"},
        {"inlineData":{"mimeType":"image/png","data":"UE5H"}},
        {"inlineData":{"mimeType":"application/pdf","data":"JVBERg=="}}]}]})");
    addRow("Ollama, without documents", "ollama", R"({"messages":[{"role":"user",
        "content":"look\n\n<file name=\"n.md\">\n# Größe\n</file>","images":["UE5H"]}]})");
}

void tst_RichRequests::filesFollowTheText()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, part);
    const bool documents = providerFor(kind)->abilities().documents;
    const std::vector<Attachment> files =
        documents ? std::vector{notes(), image(), document()} : std::vector{notes(), image()};
    const ChatRequest chat{QStringLiteral("m"), {userWith(files)}, {}};
    QVERIFY(!checkRequest(chat, providerFor(kind)->abilities()));
    compareFields(sent(kind, chat), part);
}

void tst_RichRequests::callsAndTheirAnswersAreTheFormatsOwn_data()
{
    addColumns();
    const char *chat = R"({"messages":[{"role":"user","content":"weather?"},
        {"role":"assistant","content":"Let me see.","tool_calls":[
            {"id":"c1","type":"function","function":{"name":"get_weather","arguments":"{\"z\": 1, \"a\": \"x y\"}"}},
            {"id":"c2","type":"function","function":{"name":"now","arguments":""}}]},
        {"role":"tool","tool_call_id":"c2","content":"noon"},
        {"role":"tool","tool_call_id":"c1","content":"{\"t\":21}"}]})";
    addRow("OpenAI", "openai", chat);
    addRow("OpenRouter", "openrouter", chat);
    addRow("Responses", "openai-responses", R"({"input":[{"role":"user","content":"weather?"},
        {"role":"assistant","content":"Let me see."},
        {"type":"function_call","call_id":"c1","name":"get_weather","arguments":"{\"z\": 1, \"a\": \"x y\"}"},
        {"type":"function_call","call_id":"c2","name":"now","arguments":""},
        {"type":"function_call_output","call_id":"c2","output":"noon"},
        {"type":"function_call_output","call_id":"c1","output":"{\"t\":21}"}]})");
    addRow("Anthropic", "anthropic", R"({"messages":[{"role":"user","content":"weather?"},
        {"role":"assistant","content":[{"type":"text","text":"Let me see."},
            {"type":"tool_use","id":"c1","name":"get_weather","input":{"z":1,"a":"x y"}},
            {"type":"tool_use","id":"c2","name":"now","input":{}}]},
        {"role":"user","content":[{"type":"tool_result","tool_use_id":"c2","content":"noon"},
            {"type":"tool_result","tool_use_id":"c1","content":"{\"t\":21}"}]}]})");
    addRow("Gemini", "gemini", R"({"contents":[{"role":"user","parts":[{"text":"weather?"}]},
        {"role":"model","parts":[{"text":"Let me see."},
            {"functionCall":{"name":"get_weather","args":{"z":1,"a":"x y"}}},
            {"functionCall":{"name":"now","args":{}}}]},
        {"role":"user","parts":[{"functionResponse":{"name":"now","response":{"output":"noon"}}},
            {"functionResponse":{"name":"get_weather","response":{"t":21}}}]}]})");
    addRow("Ollama", "ollama", R"({"messages":[{"role":"user","content":"weather?"},
        {"role":"assistant","content":"Let me see.","tool_calls":[
            {"function":{"name":"get_weather","arguments":{"z":1,"a":"x y"}}},
            {"function":{"name":"now","arguments":{}}}]},
        {"role":"tool","tool_name":"now","content":"noon"},
        {"role":"tool","tool_name":"get_weather","content":"{\"t\":21}"}]})");
}

void tst_RichRequests::callsAndTheirAnswersAreTheFormatsOwn()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, part);
    const ChatRequest chat{QStringLiteral("m"), toolTalk(), {}};
    QVERIFY(!checkRequest(chat, providerFor(kind)->abilities()));
    compareFields(sent(kind, chat), part);
}

void tst_RichRequests::toolsAreDeclared_data()
{
    addColumns();
    const char *chat = R"({"tools":[{"type":"function","function":{"name":"get_weather","description":"Of a city.",
        "parameters":{"type":"object","properties":{"z":{"type":"integer"}}}}},
        {"type":"function","function":{"name":"now"}}]})";
    addRow("OpenAI", "openai", chat);
    addRow("OpenRouter", "openrouter", chat);
    addRow("Ollama", "ollama", chat);
    addRow("Responses", "openai-responses", R"({"tools":[{"type":"function","name":"get_weather","strict":false,
        "description":"Of a city.","parameters":{"type":"object","properties":{"z":{"type":"integer"}}}},
        {"type":"function","name":"now","strict":false,"parameters":null}]})");
    addRow("Anthropic", "anthropic", R"({"tools":[{"name":"get_weather","description":"Of a city.",
        "input_schema":{"type":"object","properties":{"z":{"type":"integer"}}}},
        {"name":"now","input_schema":{"type":"object","properties":{}}}]})");
    addRow("Gemini", "gemini", R"({"tools":[{"functionDeclarations":[{"name":"get_weather","description":"Of a city.",
        "parametersJsonSchema":{"type":"object","properties":{"z":{"type":"integer"}}}},{"name":"now"}]}]})");
}

void tst_RichRequests::toolsAreDeclared()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, part);
    const ChatRequest chat{QStringLiteral("m"), {userWith({})}, {}, tools()};
    compareFields(sent(kind, chat), part);
    const ProviderProfile profile = adHocProvider(kind, QUrl(QStringLiteral("https://h.example")));
    if (const auto count = providerFor(kind)->countRequest(profile, chat, {})) // what is counted is what is sent
        QVERIFY2(count->body.contains("Of a city.") && !count->body.contains("kept-json"), count->body.constData());
}

void tst_RichRequests::theAnswersFormIsAskedFor_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<bool>("withSchema");
    QTest::addColumn<QByteArray>("part");
    const auto row = [](const char *kind, bool withSchema, const char *part) {
        QTest::addRow("%s%s", kind, withSchema ? ", a schema" : "")
            << QString::fromLatin1(kind) << withSchema << QByteArray(part);
    };
    for (const char *kind : {"openai", "openrouter"}) {
        row(kind, false, R"({"response_format":{"type":"json_object"}})");
        row(kind, true, R"({"response_format":{"type":"json_schema","json_schema":{"name":"answer","strict":false,
            "schema":{"type":"object"}}}})");
    }
    row("openai-responses", false, R"({"text":{"format":{"type":"json_object"}}})");
    row("openai-responses", true, R"({"text":{"format":{"type":"json_schema","name":"answer","strict":false,
        "schema":{"type":"object"}}}})");
    row("anthropic", true, R"({"output_config":{"effort":"low","format":{"type":"json_schema",
        "schema":{"type":"object"}}}})");
    row("gemini", false, R"({"generationConfig":{"responseMimeType":"application/json",
        "thinkingConfig":{"includeThoughts":true,"thinkingLevel":"LOW"}}})");
    row("gemini", true, R"({"generationConfig":{"responseMimeType":"application/json",
        "responseJsonSchema":{"type":"object"},"thinkingConfig":{"includeThoughts":true,"thinkingLevel":"LOW"}}})");
    row("ollama", false, R"({"format":"json"})");
    row("ollama", true, R"({"format":{"type":"object"}})");
}

void tst_RichRequests::theAnswersFormIsAskedFor()
{
    QFETCH(QString, kind);
    QFETCH(bool, withSchema);
    QFETCH(QByteArray, part);
    ChatRequest chat{QStringLiteral("claude-opus-4-6"), {userWith({})}, {}};
    chat.parameters.reasoningEffort = QStringLiteral("low"); // stands beside it in some
    chat.format = withSchema ? schema(R"({"type":"object"})") : ResponseFormat{ResponseFormat::Kind::JsonObject};
    compareFields(sent(kind, chat), part);
}

void tst_RichRequests::toolsOfParametersStay()
{
    ChatRequest chat{QStringLiteral("m"), {userWith({})}, {}, {tools().back()}};
    chat.parameters.extra = {{QStringLiteral("tools"), QJsonArray{QJsonObject{{QStringLiteral("type"), 1}}}}};
    for (const QString &kind : Kinds) {
        const QJsonArray all =
            QJsonDocument::fromJson(sent(kind, chat).body).object().value(QLatin1StringView("tools")).toArray();
        QCOMPARE(all.size(), 2);
        QCOMPARE(all.first().toObject().value(QLatin1StringView("type")).toInt(), 1);
    }
}

void tst_RichRequests::geminiThreeGetsASignatureForForeignCalls()
{
    for (const auto &[model, wanted] : {std::pair{"gemini-2.5-pro", 0}, std::pair{"gemini-3-pro-preview", 1},
                                        std::pair{"models/gemini-3.5-flash", 1}, std::pair{"gemma-3", 0}}) {
        const ChatRequest chat{QString::fromLatin1(model), toolTalk(), {}};
        QCOMPARE(sent(QStringLiteral("gemini"), chat).body.count("\"thoughtSignature\""), wanted); // of the first call
    }
}

void tst_RichRequests::keysOfASchemaKeepTheirOrder()
{
    // Models write the fields in the order of the schema: the reasons before the verdict, not the other way round.
    const char *text = "{ \"type\" : \"object\",\n\t\"properties\": {\"reasons\": {\"const\": \" \\\" { \\\\\"},"
                       "\"answer\": {\"maximum\": 1e400}}}";
    const QByteArray compact =
        R"({"type":"object","properties":{"reasons":{"const":" \" { \\"},"answer":{"maximum":1e400}}})";
    for (const QString &kind : Kinds) {
        ChatRequest chat{QStringLiteral("m"), toolTalk(), {}, {{QStringLiteral("f"), {}, QString::fromUtf8(text)}}};
        chat.format = schema(text);
        const QByteArray body = sent(kind, chat).body;
        QVERIFY2(body.count(compact) == 2, body.constData());
        const bool asText = kind.startsWith(QLatin1StringView("open"));
        QVERIFY2(body.contains(asText ? R"({\"z\": 1, \"a\": \"x y\"})" : R"({"z":1,"a":"x y"})"), body.constData());
    }
}

void tst_RichRequests::marksAreOnlyReplacedAsAWhole()
{
    // A prompt that talks about the mark stays what it is.
    const QString text = QStringLiteral("{\"a\":1}");
    const QString mark = keptJson(text).toString();
    ChatRequest chat{QStringLiteral("m"), {{Role::User, QStringLiteral("What is \"%1\"?").arg(mark)}}, {}};
    chat.format = schema(qPrintable(text));
    const QByteArray body = sent(QStringLiteral("openai"), chat).body;
    QVERIFY2(body.contains("What is \\\"" + mark.toUtf8() + "\\\"?"), body.constData());
    QVERIFY(body.contains("\"schema\":{\"a\":1}"));
}

void tst_RichRequests::strictIsAskedForWhereTheSchemaAllows_data()
{
    QTest::addColumn<bool>("strict");
    QTest::newRow(
        R"({"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false})")
        << true;
    QTest::newRow(R"({"type":"object","properties":{"a":{"type":"string"}},"required":["a"]})") << false;
    QTest::newRow(R"({"type":"object","properties":{"a":{}},"required":[],"additionalProperties":false})") << false;
    QTest::newRow(R"({"type":"object","properties":{"a":{"type":"array","items":{"type":"object"}}},"required":["a"],
        "additionalProperties":false})")
        << false;
    QTest::newRow(R"({"type":"object","properties":{"a":{"anyOf":[{"type":"null"},{"type":"object","properties":{},
        "additionalProperties":false}]}},"required":["a"],"additionalProperties":false})")
        << true;
}

void tst_RichRequests::strictIsAskedForWhereTheSchemaAllows()
{
    QFETCH(bool, strict);
    QCOMPARE(isStrictSchema(parsed(QTest::currentDataTag())), strict);
}

void tst_RichRequests::whatAFormatCannotTakeIsRefused_data()
{
    QTest::addColumn<ChatRequest>("chat");
    QTest::addColumn<QString>("error");     ///< Its id.
    QTest::addColumn<QStringList>("kinds"); ///< That refuse it; the others take it.
    const auto row = [](const char *name, const ChatRequest &chat, const char *error, const QStringList &kinds) {
        QTest::newRow(name) << chat << QString::fromLatin1(error) << kinds;
    };
    const auto with = [](const std::vector<Message> &messages) {
        return ChatRequest{QStringLiteral("m"), messages, {}};
    };
    const QStringList byName{QStringLiteral("gemini"), QStringLiteral("ollama")};
    const QStringList asObject = byName + QStringList{QStringLiteral("anthropic")};
    row("a PDF", with({userWith({document()})}), "not_taken", {QStringLiteral("ollama")});
    row("a GIF", with({userWith({{QStringLiteral("a.gif"), QStringLiteral("image/gif"), "GIF89a"}})}), "not_taken",
        byName);
    row("an archive", with({userWith({{QStringLiteral("a.zip"), QStringLiteral("application/zip"), "PK"}})}),
        "not_taken", Kinds);
    row("text that is none", with({userWith({{QStringLiteral("a.txt"), QStringLiteral("text/plain"), "\xff\xfe"}})}),
        "not_taken", Kinds);
    row("an image for the system", with({{Role::System, QStringLiteral("x"), {image()}}}), "not_taken", Kinds);
    row("an image of a tool", with({toolTalk()[1], {Role::Tool, {}, {image()}, QStringLiteral("c1")}}), "not_taken",
        Kinds);
    row("a text for the system", with({{Role::System, QStringLiteral("x"), {notes()}}}), "", {});
    row("an answer without a call", with({{Role::Tool, QStringLiteral("42")}}), "unmatched_tool_answer", Kinds);
    row("an answer to another call", with({toolTalk()[1], {Role::Tool, {}, {}, QStringLiteral("c9")}}),
        "unmatched_tool_answer", byName);
    row("an answer before its call", with({toolTalk()[3], toolTalk()[1]}), "unmatched_tool_answer", byName);
    std::vector<Message> broken = toolTalk();
    broken[1].toolCalls[0].arguments = QStringLiteral("{\"city\": \"Os");
    row("arguments that were cut off", with(broken), "bad_json", asObject);
    ChatRequest chat = with({userWith({})});
    chat.tools = {{QStringLiteral("f"), {}, QStringLiteral("{")}};
    row("a tool whose parameters are no JSON", chat, "bad_json", Kinds);
    chat.tools = {{QStringLiteral("f"), {}, QStringLiteral("[]")}};
    row("a tool whose parameters are a list", chat, "bad_json", Kinds);
    chat.tools = {{QStringLiteral(" "), {}, {}}};
    row("a tool without a name", chat, "not_taken", Kinds);
    chat.tools.clear();
    chat.format = {ResponseFormat::Kind::JsonObject};
    row("JSON without a schema", chat, "not_taken", {QStringLiteral("anthropic")});
    chat.format = schema("");
    row("a schema without a schema", chat, "bad_json", Kinds);
    chat.format = schema("{\"type\":}");
    row("a schema that is no JSON", chat, "bad_json", Kinds);
}

void tst_RichRequests::whatAFormatCannotTakeIsRefused()
{
    QFETCH(ChatRequest, chat);
    QFETCH(QString, error);
    QFETCH(QStringList, kinds);
    for (const QString &kind : Kinds) {
        const std::optional<Error> refused = checkRequest(chat, providerFor(kind)->abilities());
        QVERIFY2(refused.has_value() == kinds.contains(kind), qPrintable(kind));
        if (!refused) continue;
        QCOMPARE(QString::fromLatin1(refused->row().id), error);
        QVERIFY(refused->category() == ErrorCategory::Validation);
    }
}

void tst_RichRequests::mistakesAreToldWithTheirPlace()
{
    ChatRequest chat{QStringLiteral("m"), {userWith({})}, {}};
    chat.tools = {{QStringLiteral("get_weather"), {}, QStringLiteral("{\n  \"ä\": 1,\n  \"b\" 2}")}};
    const QString message = checkRequest(chat, {})->message();
    QVERIFY2(message.contains(QStringLiteral("get_weather")), qPrintable(message));
    QVERIFY2(message.contains(QStringLiteral("line 3")), qPrintable(message));
    chat = {QStringLiteral("m"), {userWith({document()})}, {}};
    QVERIFY(checkRequest(chat, {})->message().contains(QStringLiteral("b.pdf")));
}

QTEST_GUILESS_MAIN(tst_RichRequests)
#include "tst_richrequests.moc"
