#include "app/application.h"
#include "app/secrets/secrets.h"
#include "core/providers/registry.h"
#include "tests/app/support/privatebus.h"
#include "tests/core/net/exchange.h"
#include "tests/e2e/canary/echoes.h"
#include "tests/e2e/canary/traces.h"
#include "tests/e2e/cli/answers.h"
#include "tests/e2e/cli/cliprofile.h"
#include "tests/support/scriptedserver.h"
#include "ui/mainwindow.h"
#include "ui/settings/settingspage.h"
#include "ui/workbench/workbenchpage.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDir>
#include <QLoggingCategory>
#include <QTest>

using namespace burin;

namespace {

/// Of no vendor's shape, with signs that percent-encoding and base64 change.
const QByteArray canary = "Zq7+Canary/f3a9=2c51~Kx";

constexpr int Patience = 60'000;

/// What the program passed on to stderr in this process.
QByteArray spokenHere;

void collect(QtMsgType, const QMessageLogContext &, const QString &message)
{
    spokenHere += message.toUtf8() + '\n';
}

MainWindow *window()
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *window = qobject_cast<MainWindow *>(widget)) return window;
    }
    return nullptr;
}

} // namespace

/// A key goes through the whole program, meets servers that send it back in every way, and must be found nowhere
/// afterwards. The model's own text is not searched: it is the user's content and is kept as it came, and a server
/// that can put the key there has it already.
class tst_Canary : public QObject {
    Q_OBJECT
public:
    static void initMain() { s_bus.emplace(); }

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void theSearchFindsEveryLook();
    void aKeyOfTheEnvironmentLeavesNoTrace_data();
    void aKeyOfTheEnvironmentLeavesNoTrace();
    void aKeyOfTheKeychainLeavesNoTrace();
    void aKeyEnteredInTheWindowLeavesNoTrace();
    void redirectTargetsGetNothing_data();
    void redirectTargetsGetNothing();
    void whatTheModelWritesIsKeptAsItCame();

private:
    void speakLoudly(CliProfile &profile) const;
    QByteArray useEverything(const CliProfile &profile, const QString &kind, const QUrl &url) const;

    static inline std::optional<PrivateBus> s_bus;
    QProcess m_keyring;
};

void tst_Canary::initTestCase()
{
    QVERIFY2(s_bus->start(), "dbus-daemon is not installed");
    m_keyring.start(QStringLiteral("gnome-keyring-daemon"), {QStringLiteral("--foreground"), QStringLiteral("--unlock"),
                                                             QStringLiteral("--components=secrets")});
    QVERIFY2(m_keyring.waitForStarted(), "gnome-keyring-daemon is not installed");
    m_keyring.write("password");
    m_keyring.closeWriteChannel();
    QTRY_VERIFY_WITH_TIMEOUT(
        QDBusConnection::sessionBus().interface()->isServiceRegistered(QStringLiteral("org.freedesktop.secrets")),
        Patience);
}

void tst_Canary::cleanupTestCase()
{
    m_keyring.kill();
    m_keyring.waitForFinished();
}

/// Everything that Qt and the program can be made to say.
void tst_Canary::speakLoudly(CliProfile &profile) const
{
    profile.setVariable(QStringLiteral("QT_LOGGING_RULES"), QStringLiteral("*=true"));
    const QString temporary = profile.folder() + QStringLiteral("/../tmp");
    QDir().mkpath(temporary);
    profile.setVariable(QStringLiteral("TMPDIR"), temporary);
}

/// Runs, lists and exports; all that was printed.
QByteArray tst_Canary::useEverything(const CliProfile &profile, const QString &kind, const QUrl &url) const
{
    const QStringList provider{QStringLiteral("--kind"), kind, QStringLiteral("--base-url"), url.toString()};
    const QString json = QStringLiteral("--json");
    const QStringList run =
        QStringList{QStringLiteral("run")} + provider + QStringList{QStringLiteral("--model"),   QStringLiteral("m-1"),
                                                                    QStringLiteral("--retries"), QStringLiteral("1"),
                                                                    QStringLiteral("--user"),    QStringLiteral("hi")};
    QByteArray printed;
    for (const QStringList &arguments :
         {run, run + QStringList{json}, QStringList{QStringLiteral("verify")} + provider,
          QStringList{QStringLiteral("models")} + provider,
          QStringList{QStringLiteral("history"), QStringLiteral("list"), json},
          QStringList{QStringLiteral("history"), QStringLiteral("show"), QStringLiteral("1"), json},
          QStringList{QStringLiteral("history"), QStringLiteral("show"), QStringLiteral("2")},
          QStringList{QStringLiteral("history"), QStringLiteral("export"), QStringLiteral("--format"),
                      QStringLiteral("jsonl")},
          QStringList{QStringLiteral("history"), QStringLiteral("export"), QStringLiteral("--format"),
                      QStringLiteral("html")}}) {
        const CliResult result = profile.call(arguments);
        printed += result.output + result.messages;
    }
    return printed;
}

void tst_Canary::theSearchFindsEveryLook()
{
    QCOMPARE(looksOf(canary).size(), 9);
    for (const QByteArray &look : looksOf(canary)) {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("found")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("around " + look + " around");
        file.close();
        QCOMPARE(tracesBelow(folder.path(), canary).size(), 1);
    }
    for (int before = 0; before < 3; ++before)
        QVERIFY(!tracesIn((QByteArray(before, 'x') + canary + "yy").toBase64(), canary).isEmpty());
    QVERIFY(tracesIn("Zq7 Canary f3a9", canary).isEmpty());
}

void tst_Canary::aKeyOfTheEnvironmentLeavesNoTrace_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("index");
    const std::vector<Echo> echoes = echoesOf(canary, {});
    // Each call starts seven programs, so only one format meets every echo; the others meet one each in turn.
    const QStringList kinds = providerKinds();
    for (size_t index = 0; index < echoes.size(); ++index) {
        QTest::addRow("openai, %s", echoes[index].name) << QStringLiteral("openai") << int(index);
        const QString other = kinds.at(int(index) % kinds.size());
        if (other != QLatin1StringView("openai"))
            QTest::addRow("%s, %s", qPrintable(other), echoes[index].name) << other << int(index);
    }
}

void tst_Canary::aKeyOfTheEnvironmentLeavesNoTrace()
{
    QFETCH(const QString, kind);
    QFETCH(const int, index);
    ScriptedServer elsewhere({jsonResponse(200, "{}")});
    ScriptedServer server({echoesOf(canary, elsewhere.url().toEncoded())[size_t(index)].script});
    CliProfile profile;
    speakLoudly(profile);
    profile.setVariable(QStringLiteral("BURIN_API_KEY"), QString::fromLatin1(canary));
    const QByteArray printed = useEverything(profile, kind, server.url(QStringLiteral("/v1")));
    QVERIFY(server.requestCount() >= 4); // two runs, verify, models
    QVERIFY2(!tracesIn(server.requests()[0].head, canary).isEmpty(), "the key was not used at all");
    QCOMPARE(tracesIn(printed, canary), QStringList());
    QCOMPARE(tracesBelow(profile.folder() + QStringLiteral("/.."), canary), QStringList());
    QVERIFY(QFile::exists(profile.folder() + QStringLiteral("/logs/burin.jsonl")));
    QCOMPARE(elsewhere.connectionCount(), 0);
}

void tst_Canary::aKeyOfTheKeychainLeavesNoTrace()
{
    ScriptedServer server({refusal(401, "Bad key " + canary)});
    const QUrl url = server.url(QStringLiteral("/v1"));
    {
        Secrets secrets({});
        const QFuture<KeySource> saved = secrets.save(adHocProvider(QStringLiteral("openai"), url), Secret(canary));
        QTRY_VERIFY_WITH_TIMEOUT(saved.isFinished(), Patience);
        QCOMPARE(saved.result(), KeySource::Keychain);
    }
    CliProfile profile;
    speakLoudly(profile);
    profile.setVariable(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"),
                        QString::fromLatin1(qgetenv("DBUS_SESSION_BUS_ADDRESS")));
    const QByteArray printed = useEverything(profile, QStringLiteral("openai"), url);
    QVERIFY(server.requestCount() >= 4);
    QCOMPARE(server.requests()[0].header("authorization"), "Bearer " + canary);
    QCOMPARE(tracesIn(printed, canary), QStringList());
    QCOMPARE(tracesBelow(profile.folder() + QStringLiteral("/.."), canary), QStringList());
    QCOMPARE(tracesBelow(s_bus->home(), canary), QStringList());
}

void tst_Canary::aKeyEnteredInTheWindowLeavesNoTrace()
{
    ScriptedServer server({refusal(401, "Bad key " + canary, {{"x-request-id", canary}})});
    QTemporaryDir folder;
    QLoggingCategory::setFilterRules(QStringLiteral("*.debug=true"));
    const QtMessageHandler before = qInstallMessageHandler(collect);
    {
        Application application(folder.path());
        application.start();
        QTRY_VERIFY_WITH_TIMEOUT(window() && window()->isVisible(), Patience);
        auto *settings = window()->findChild<SettingsPage *>();
        auto *page = window()->findChild<WorkbenchPage *>();
        const QString provider = QStringLiteral("openai");
        Q_EMIT settings->baseUrlChanged(provider, server.url(QStringLiteral("/v1")));
        Q_EMIT settings->keyEntered(provider, Secret(canary));
        PromptDraft draft;
        draft.messages = systemAndUser({}, QStringLiteral("hi"));
        draft.providerId = provider;
        draft.model = QStringLiteral("m-1");
        page->setDraft(draft);
        const auto hasRun = [&server, page] {
            if (page->isRunning()) return false;
            const bool isAsked = std::ranges::any_of(
                server.requests(), [](const ReceivedRequest &request) { return request.method == "POST"; });
            if (!isAsked) QTest::keyClick(page, Qt::Key_Return, Qt::ControlModifier); // until the keychain has the key
            return isAsked;
        };
        QTRY_VERIFY_WITH_TIMEOUT(hasRun(), Patience);
        const int asked = server.requestCount();
        Q_EMIT settings->testRequested(provider);
        QTRY_VERIFY_WITH_TIMEOUT(server.requestCount() > asked, Patience);
    }
    qInstallMessageHandler(before);
    QLoggingCategory::setFilterRules({});
    QCOMPARE(server.requests().back().header("authorization"), "Bearer " + canary);
    QCOMPARE(tracesIn(spokenHere, canary), QStringList());
    QCOMPARE(tracesBelow(folder.path(), canary), QStringList());
    QVERIFY(QFile::exists(folder.filePath(QStringLiteral("logs/burin.jsonl"))));
}

void tst_Canary::redirectTargetsGetNothing_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("header");
    for (const int status : {301, 302, 303, 307, 308}) {
        for (const char *header : {"Authorization", "x-api-key"})
            QTest::addRow("%d, %s", status, header) << status << QByteArray(header);
    }
}

void tst_Canary::redirectTargetsGetNothing()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, header);
    ScriptedServer elsewhere({jsonResponse(200, "{}")});
    ScriptedServer server({response(status, {}, {{"location", elsewhere.url().toEncoded()}})});
    HttpRequest request = postTo(server.url());
    request.keyHeader = header;
    request.key = Secret(canary);
    HttpExchange exchange(request);
    QVERIFY(exchange.run());
    QCOMPARE(exchange.result.status, status);
    QVERIFY(server.requests()[0].header(header).contains(canary));
    QCOMPARE(server.requestCount(), 1);
    QCOMPARE(elsewhere.connectionCount(), 0);
}

void tst_Canary::whatTheModelWritesIsKeptAsItCame()
{
    ScriptedServer server({answer({"you sent ", canary})});
    CliProfile profile;
    profile.setVariable(QStringLiteral("BURIN_API_KEY"), QString::fromLatin1(canary));
    const CliResult result = profile.call(adHocRun(
        server.url(QStringLiteral("/v1")), {QStringLiteral("--user"), QStringLiteral("hi"), QStringLiteral("--json")}));
    QCOMPARE(result.document().value(u"text").toString(), QStringLiteral("you sent ") + QString::fromLatin1(canary));
}

QTEST_MAIN(tst_Canary)
#include "tst_canary.moc"
