#include "core/store/dbthread.h"
#include "core/store/library.h"
#include "tests/e2e/cli/answers.h"
#include "tests/e2e/cli/cliprofile.h"
#include "tests/support/scriptedserver.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace burin;

/// Prompt files at the command line: run, and turned into other formats.
class tst_CliPromptFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void runsTheFilesMessagesModelAndParameters();
    void optionsWinOverTheFile();
    void goesOnWithTheFilesFallbacks();
    void valuesAreOfTheirDeclaredTypes();
    void tellsOfACaseThatIsNotThere();
    void tellsWhereTheFileIsWrong();
    void includesPromptsOfTheLibrary();
    void convertsAndTellsWhatWasLost();
};

namespace {

const QByteArray promptFile = "name: Greeting\n"
                              "model: m-file\n"
                              "modelParameters: {temperature: 0.5, maxTokens: 7}\n"
                              "messages:\n"
                              "  - {role: system, content: Be brief.}\n"
                              "  - {role: user, content: 'Hello {{name}}'}\n"
                              "  - {role: assistant, content: Hi.}\n"
                              "  - {role: user, content: 'Again, {{mood}}'}\n"
                              "testData:\n"
                              "  - {name: Ada, mood: merry}\n"
                              "x-burin:\n"
                              "  cases: [the first]\n"
                              "  values: {name: Bob, mood: tired}\n";

QStringList at(const QUrl &url, const QStringList &more)
{
    return QStringList{u"run"_qs,      u"--kind"_qs,    u"openai"_qs, u"--base-url"_qs,
                       url.toString(), u"--retries"_qs, u"0"_qs} +
           more;
}

QStringList sentTexts(const QJsonObject &body)
{
    QStringList texts;
    for (const QJsonArray messages = body.value(u"messages").toArray(); const QJsonValue &message : messages)
        texts += message.toObject().value(u"role").toString() + u':' + message.toObject().value(u"content").toString();
    return texts;
}

QJsonObject bodyOf(const ScriptedServer &server)
{
    return QJsonDocument::fromJson(server.requests().front().body).object();
}

QString textAt(const QJsonObject &json, const char *name)
{
    return json.value(QLatin1StringView(name)).toString();
}

QJsonArray attemptsOf(const QJsonObject &json)
{
    return json.value(u"attempts").toArray();
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void tst_CliPromptFile::runsTheFilesMessagesModelAndParameters()
{
    ScriptedServer server({answer({"Hi"})});
    const CliProfile profile;
    const QString file = profile.writeFile(u"greeting.prompt.yml"_qs, promptFile);
    const CliResult result = profile.call(at(server.url(u"/v1"_qs), {file, u"--case"_qs, u"the first"_qs}));
    QVERIFY2(result.exitCode == 0, result.messages.constData());
    const QJsonObject body = bodyOf(server);
    QCOMPARE(sentTexts(body),
             (QStringList{u"system:Be brief."_qs, u"user:Hello Ada"_qs, u"assistant:Hi."_qs, u"user:Again, merry"_qs}));
    QCOMPARE(body.value(u"model").toString(), u"m-file"_qs);
    QCOMPARE(body.value(u"temperature").toDouble(), 0.5);
}

void tst_CliPromptFile::optionsWinOverTheFile()
{
    ScriptedServer server({answer({"Hi"})});
    const CliProfile profile;
    const QString file = profile.writeFile(u"greeting.prompt.yml"_qs, promptFile);
    const CliResult result =
        profile.call(at(server.url(u"/v1"_qs), {file, u"--model"_qs, u"m-2"_qs, u"--var"_qs, u"name=Eve"_qs,
                                                u"--param"_qs, u"temperature=1"_qs, u"--system"_qs, u"Be long."_qs}));
    QVERIFY2(result.exitCode == 0, result.messages.constData());
    const QJsonObject body = bodyOf(server);
    QCOMPARE(sentTexts(body),
             (QStringList{u"system:Be long."_qs, u"user:Hello Eve"_qs, u"assistant:Hi."_qs, u"user:Again, tired"_qs}));
    QCOMPARE(body.value(u"model").toString(), u"m-2"_qs);
    QCOMPARE(body.value(u"temperature").toDouble(), 1.0);
}

void tst_CliPromptFile::goesOnWithTheFilesFallbacks()
{
    const QByteArray file = "model: m-1\nmessages:\n  - {role: user, content: hi}\nx-burin:\n  fallbacks:\n"
                            "    - {provider: openai, model: without-key}\n"
                            "    - {provider: simulator, model: simulator-fast}\n";
    CliProfile profile;
    {
        ScriptedServer server({refusal(503, "busy")});
        const QString path = profile.writeFile(u"a.prompt.yml"_qs, file);
        const CliResult result = profile.call(at(server.url(u"/v1"_qs), {path, u"--json"_qs}));
        QVERIFY2(result.exitCode == 0, result.messages.constData());
        QCOMPARE(attemptsOf(result.document()).size(), 2);
        QCOMPARE(textAt(attemptsOf(result.document())[1].toObject(), "model_requested"), u"simulator-fast"_qs);
        QVERIFY2(result.messages.contains("without-key was left out"), result.messages.constData());
    }
    ScriptedServer server({refusal(503, "busy")}); // and not after an error that the file does not name
    const QString path = profile.writeFile(u"b.prompt.yml"_qs, file + "  fallbackOn: [TIMEOUT_ERROR]\n");
    const CliResult result = profile.call(at(server.url(u"/v1"_qs), {path, u"--json"_qs}));
    QVERIFY(result.exitCode != 0);
    QCOMPARE(attemptsOf(result.document()).size(), 1);
}

void tst_CliPromptFile::valuesAreOfTheirDeclaredTypes()
{
    const CliProfile profile;
    const QString file =
        profile.writeFile(u"typed.prompt.yml"_qs,
                          "model: m\nmessages:\n  - role: user\n"
                          "    content: '{{#if polite}}Please{{/if}}{{#each items}} {{this}};{{/each}} {{count}}'\n"
                          "x-burin:\n  variables:\n    - {name: polite, type: boolean}\n"
                          "    - {name: items, type: list}\n"
                          "    - {name: count, type: number, max: 9, default: '3'}\n");
    const QStringList values{u"--var"_qs, u"polite=false"_qs, u"--var"_qs, uR"(items=["a","b"])"_qs};
    ScriptedServer server({answer({"Hi"})});
    const CliResult result = profile.call(at(server.url(u"/v1"_qs), QStringList{file} + values));
    QVERIFY2(result.exitCode == 0, result.messages.constData());
    QCOMPARE(sentTexts(bodyOf(server)), QStringList{u"user: a; b; 3"_qs});
    const CliResult refused =
        profile.call(at(server.url(u"/v1"_qs), QStringList{file} + values + QStringList{u"--var"_qs, u"count=10"_qs}));
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.messages.contains("count"), refused.messages.constData());
}

void tst_CliPromptFile::tellsOfACaseThatIsNotThere()
{
    const CliProfile profile;
    const QString file = profile.writeFile(u"greeting.prompt.yml"_qs, promptFile);
    const CliResult result =
        profile.call({u"run"_qs, file, u"--case"_qs, u"none"_qs, u"--provider"_qs, u"simulator"_qs});
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.messages.contains("the first"), result.messages.constData());
}

void tst_CliPromptFile::includesPromptsOfTheLibrary()
{
    ScriptedServer server({answer({"Hi"})});
    const CliProfile profile;
    const QByteArray head = "model: m\nmessages:\n  - {role: user, content: '";
    const auto call = [&](const char *content, const QStringList &more = {}) {
        const QString file = profile.writeFile(u"in.prompt.yml"_qs, head + content + "'}\n");
        return profile.call(at(server.url(u"/v1"_qs), QStringList{file} + more));
    };
    const CliResult none = call("Hi {{> Tone}}");
    QCOMPARE(none.exitCode, 2);
    QVERIFY2(none.messages.contains("Line 1, column 4: there is no fragment “Tone”."), none.messages.constData());
    {
        QDir().mkpath(profile.folder());
        DbThread database(profile.folder());
        PromptDraft draft;
        draft.title = u"Tone"_qs;
        draft.messages = systemAndUser({}, u"be {{how}}"_qs);
        const auto made = database.run([draft](const QSqlDatabase &db) { return createPrompt(db, {.draft = draft}); });
        QTRY_VERIFY(made.isFinished());
        QVERIFY(made.result());
    }
    const CliResult result = call("Hi {{> \"Tone@1\"}}", {u"--var"_qs, u"how=kind"_qs});
    QVERIFY2(result.exitCode == 0, result.messages.constData());
    QCOMPARE(sentTexts(bodyOf(server)), QStringList{u"user:Hi be kind"_qs});
}

void tst_CliPromptFile::tellsWhereTheFileIsWrong()
{
    const CliProfile profile;
    const QString file = profile.writeFile(u"bad.prompt.yml"_qs, "name: x\nname: y\n");
    const CliResult result = profile.call({u"run"_qs, file, u"--provider"_qs, u"simulator"_qs});
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.messages.contains("bad.prompt.yml") && result.messages.contains("Line 2, column 1"),
             result.messages.constData());
}

void tst_CliPromptFile::convertsAndTellsWhatWasLost()
{
    const CliProfile profile;
    const QString in =
        profile.writeFile(u"a.prompty"_qs, "---\nname: A\nmodel:\n  api: chat\n  configuration: {api_key: k-1}\n"
                                           "---\nsystem:\nBe kind.\nuser:\n{{ q }} {% if x %}\n");
    const QString native = profile.writeFile(u"a.prompt.yml"_qs, {});
    const CliResult result = profile.call({u"convert"_qs, in, native});
    QVERIFY2(result.exitCode == 0, result.messages.constData());
    QVERIFY2(result.messages.contains("a.prompty:5:19: model.configuration.api_key"), result.messages.constData());
    QVERIFY2(result.messages.contains("a.prompty:10:9: user"), result.messages.constData());
    QVERIFY2(contentOf(native).contains("content: Be kind."), contentOf(native).constData());
    QVERIFY(!contentOf(native).contains("k-1"));
    const CliResult printed = profile.call({u"convert"_qs, native, u"-"_qs, u"--to"_qs, u"llm"_qs});
    QVERIFY2(printed.exitCode == 0 && printed.output.contains("system: Be kind."),
             (printed.messages + printed.output).constData());
    QCOMPARE(profile.call({u"convert"_qs, native, u"x.docx"_qs}).exitCode, 2);
}

QTEST_GUILESS_MAIN(tst_CliPromptFile)
#include "tst_clipromptfile.moc"
