#include "core/providers/provider.h"
#include "core/providers/registry.h"
#include "core/snippets/literals.h"
#include "core/snippets/snippets.h"
#include "tests/support/scriptedserver.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace burin;

namespace {

/// What shells, interpreters and compilers would replace, and what JSON itself escapes.
QString hostileText()
{
    return QStringLiteral(
               "it's \"quoted\" \\ \\n \\' \\\" %s %1 ${x} $(id) `id` $HOME !! ''' \"\"\" #{y} //?/ ?\?/ \t\n\r\n"
               "\u2028\u2029\u202e日本 Größe \U0001F600 \u0085\ufeff</script> \\u0041 ") +
           QChar(0) + QStringLiteral("\x1b[31m\x7f EOF\nEOF\n@file");
}

ChatRequest hostileChat()
{
    ChatRequest chat{QStringLiteral("m'\"$x"), {{Role::System, QStringLiteral("Be brief.")}, {}}, {}};
    chat.messages[1] = {Role::User, hostileText()};
    chat.parameters.temperature = 0.5;
    chat.tools = {{QStringLiteral("f"), QStringLiteral("it's"),
                   QStringLiteral("{\"b\":1,\"a\":'\\u0000'}").replace(u'\'', u'"')}};
    return chat;
}

ProviderProfile profileFor(const QString &id)
{
    for (const ProviderProfile &profile : builtInProviders())
        if (profile.id == id) return profile;
    return {};
}

HttpRequest requestTo(const ProviderProfile &profile, const ChatRequest &chat)
{
    return providerFor(profile.kind)->encode(profile, chat, Secret("sk-secret-of-the-user"));
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

/// What runs a snippet of a language, and what only checks its syntax; empty = nothing does.
struct ToolRow {
    const char *id;
    const char *program;
    QStringList check; ///< Before the file's name.
    QStringList run;
    QStringList probe; ///< Fails where the program cannot run it.
};

const std::vector<ToolRow> &toolRows()
{
    static const std::vector<ToolRow> rows{
        {"curl", "bash", {u"-n"_qs}, {u"--noprofile"_qs}, {u"-c"_qs, u"command -v curl"_qs}},
        {"python", "python3", {u"-m"_qs, u"py_compile"_qs}, {}, {u"-c"_qs, u"import requests"_qs}},
        {"javascript",
         "node",
         {u"--check"_qs},
         {},
         {u"-e"_qs, u"process.exit(typeof fetch === 'function' ? 0 : 1)"_qs}},
    };
    return rows;
}

struct Ended {
    bool started = false;
    int code = -1;
    QByteArray output;
    QByteArray errors;
};

/// Runs on the event loop, so that a server of this test can answer.
Ended run(const QString &program, const QStringList &arguments)
{
    Ended outcome;
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GEMINI_API_KEY"})
        environment.insert(QString::fromLatin1(name), QStringLiteral("key-of-the-environment"));
    for (const char *name : {"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"})
        environment.remove(QString::fromLatin1(name));
    process.setProcessEnvironment(environment);
    QSignalSpy finished(&process, &QProcess::finished);
    QSignalSpy failed(&process, &QProcess::errorOccurred);
    process.start(program, arguments);
    if (finished.isEmpty() && failed.isEmpty() && !finished.wait(60'000)) return outcome;
    if (finished.isEmpty()) return outcome;
    return {true, process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace

class tst_Snippets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void areExactlyThis_data();
    void areExactlyThis();
    void areOfTheirLanguage_data();
    void areOfTheirLanguage();
    void sendTheSameBytes_data();
    void sendTheSameBytes();
    void neverHaveTheKey();
    void nameTheVariableOfTheKey_data();
    void nameTheVariableOfTheKey();
    void cppLiteralsAreWhatTheyStandFor();
};

void tst_Snippets::areExactlyThis_data()
{
    QTest::addColumn<QString>("provider");
    QTest::addColumn<QString>("language");
    for (const char *provider : {"openai", "anthropic"})
        for (const SnippetRow &row : snippetRows())
            QTest::addRow("%s.%s", provider, row.id) << QString::fromLatin1(provider) << QString::fromLatin1(row.id);
}

void tst_Snippets::areExactlyThis()
{
    QFETCH(QString, provider);
    QFETCH(QString, language);
    const ProviderProfile profile = profileFor(provider);
    const QByteArray source =
        snippetOf(*findSnippet(language), requestTo(profile, hostileChat()), snippetKeyVariable(profile)).toUtf8();
    const QString path = QStringLiteral(BURIN_SOURCE_DIR "/tests/data/snippets/%1.txt")
                             .arg(QString::fromLatin1(QTest::currentDataTag()));
    // After a change that is meant: BURIN_WRITE_GOLDEN=1, then read the difference.
    if (qEnvironmentVariableIsSet("BURIN_WRITE_GOLDEN")) QVERIFY(writeFile(path, source));
    QVERIFY(!source.isEmpty());
    QCOMPARE(source, contentOf(path));
}

void tst_Snippets::areOfTheirLanguage_data()
{
    areExactlyThis_data();
}

void tst_Snippets::areOfTheirLanguage()
{
    QFETCH(QString, provider);
    QFETCH(QString, language);
    const auto tool =
        std::ranges::find_if(toolRows(), [&](const ToolRow &row) { return language == QLatin1StringView(row.id); });
    if (tool == toolRows().end()) return; // C++: see cppLiteralsAreWhatTheyStandFor()
    if (QStandardPaths::findExecutable(QString::fromLatin1(tool->program)).isEmpty()) QSKIP(tool->program);
    const ProviderProfile profile = profileFor(provider);
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("snippet.mjs"));
    const QString source =
        snippetOf(*findSnippet(language), requestTo(profile, hostileChat()), snippetKeyVariable(profile));
    QVERIFY(writeFile(file, source.toUtf8()));
    const Ended checked = run(QString::fromLatin1(tool->program), tool->check + QStringList{file});
    QVERIFY2(checked.started && checked.code == 0, checked.errors.constData());
    // The check would tell.
    QVERIFY(writeFile(file, source.left(source.lastIndexOf(u'\'')).toUtf8() + "("));
    QVERIFY(run(QString::fromLatin1(tool->program), tool->check + QStringList{file}).code != 0);
}

void tst_Snippets::sendTheSameBytes_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("provider");
    QTest::addColumn<int>("attachedBytes");
    for (const ToolRow &tool : toolRows()) {
        const QString id = QString::fromLatin1(tool.id);
        for (const char *provider : {"openai", "anthropic", "gemini", "ollama"})
            QTest::addRow("%s, %s", tool.id, provider) << id << QString::fromLatin1(provider) << 0;
        // More than a system takes as one argument.
        QTest::addRow("%s, a large file", tool.id) << id << QStringLiteral("openai") << 300'000;
    }
}

void tst_Snippets::sendTheSameBytes()
{
    QFETCH(QString, language);
    QFETCH(QString, provider);
    QFETCH(int, attachedBytes);
    const auto tool =
        std::ranges::find_if(toolRows(), [&](const ToolRow &row) { return language == QLatin1StringView(row.id); });
    const Ended there = run(QString::fromLatin1(tool->program), tool->probe);
    if (!there.started || there.code != 0) QSKIP(tool->program);

    ScriptedServer server({sseResponse({"{\"a\":1}", "[DONE]"})});
    ProviderProfile profile = profileFor(provider);
    QVERIFY(!profile.kind.isEmpty());
    profile.baseUrl = server.url(QStringLiteral("/v1"));
    ChatRequest chat = hostileChat();
    if (attachedBytes)
        chat.messages.back().attachments = {
            {QStringLiteral("a.png"), QStringLiteral("image/png"), QByteArray(attachedBytes, '\xfb')}};
    const HttpRequest request = requestTo(profile, chat);
    const QString keyVariable = snippetKeyVariable(profile);
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("snippet.mjs"));
    QVERIFY(writeFile(file, snippetOf(*findSnippet(language), request, keyVariable).toUtf8()));
    const Ended sent = run(QString::fromLatin1(tool->program), tool->run + QStringList{file});
    QVERIFY2(sent.started && sent.code == 0, sent.errors.constData());
    QVERIFY2(sent.output.contains("[DONE]"), sent.output.constData());

    QCOMPARE(server.requestCount(), 1);
    const ReceivedRequest &received = server.requests().front();
    QCOMPARE(received.body, request.body);
    QCOMPARE(received.method, request.method);
    QCOMPARE(received.target, request.url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority));
    for (const auto &[name, value] : request.headers)
        QCOMPARE(received.header(name), value);
    const QByteArray key = keyVariable.isEmpty() ? QByteArray() : request.keyPrefix + "key-of-the-environment";
    QCOMPARE(received.header(request.keyHeader), key);
}

void tst_Snippets::neverHaveTheKey()
{
    for (const ProviderProfile &profile : builtInProviders()) {
        const HttpRequest request = requestTo(profile, hostileChat());
        for (const SnippetRow &row : snippetRows()) {
            const QString variable = snippetKeyVariable(profile);
            const QString source = snippetOf(row, request, variable);
            QVERIFY(!source.contains(QLatin1StringView("secret")));
            QVERIFY(variable.isEmpty() || source.contains(variable));
            QVERIFY(!snippetOf(row, request, {}).contains(QString::fromLatin1(request.keyHeader)));
        }
    }
}

void tst_Snippets::nameTheVariableOfTheKey_data()
{
    QTest::addColumn<ProviderProfile>("profile");
    QTest::addColumn<QString>("variable");
    ProviderProfile profile;
    QTest::newRow("needs one, none is named") << profile << QStringLiteral("API_KEY");
    profile.needsKey = false;
    QTest::newRow("needs none") << profile << QString();
    QTest::newRow("ollama") << profileFor(QStringLiteral("ollama")) << QString(); // may have one, on this computer
    QTest::newRow("anthropic") << profileFor(QStringLiteral("anthropic")) << QStringLiteral("ANTHROPIC_API_KEY");
    QTest::newRow("ad hoc") << adHocProvider(QStringLiteral("openai"), QUrl(QStringLiteral("http://127.0.0.1:1")))
                            << QStringLiteral("BURIN_API_KEY");
}

void tst_Snippets::nameTheVariableOfTheKey()
{
    QFETCH(ProviderProfile, profile);
    QFETCH(QString, variable);
    QCOMPARE(snippetKeyVariable(profile), variable);
}

void tst_Snippets::cppLiteralsAreWhatTheyStandFor()
{
    // As this compiler reads them: the literal was written by cppLiteral(), see the comparison.
    const QByteArray text = QStringLiteral("\"ä\\n\"\x01"
                                           "7 \U0001F600\n")
                                .toUtf8();
    const QString literal = QStringLiteral(R"("\"\303\244\\n\"\0017 \360\237\230\200\n")");
    QCOMPARE(cppLiteral(text), literal);
    QCOMPARE(QByteArray("\"\303\244\\n\"\0017 \360\237\230\200\n"), text);
    // A long body is cut into literals that the compiler joins; no escape is cut.
    HttpRequest request;
    request.url = QUrl(QStringLiteral("http://127.0.0.1/"));
    request.body = QByteArray(20'000, '"');
    const QString source = snippetOf(*findSnippet(u"cpp"), request, {});
    QCOMPARE(source.count(QStringLiteral("\\\"")), 20'000);
    for (const QString &line : source.split(u'\n'))
        QVERIFY(line.size() < 16'100);
}

QTEST_GUILESS_MAIN(tst_Snippets)
#include "tst_snippets.moc"
