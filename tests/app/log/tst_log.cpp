#include "app/log/diagnostics.h"
#include "app/log/log.h"
#include "app/log/messagehandler.h"
#include "app/log/runlog.h"
#include "core/base/knownsecrets.h"

#include <QLoggingCategory>
#include <QSignalSpy>
#include <QtConcurrent>
#include <QTemporaryDir>
#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

#define AWAIT(future) QTRY_VERIFY_WITH_TIMEOUT((future).isFinished(), 60'000)

namespace {

Q_LOGGING_CATEGORY(category, "burin.net")

/// Of no known shape, so that only knowing it helps.
constexpr char canary[] = "unusual+Canary/77";

LogEntry saying(const QString &message)
{
    LogEntry entry;
    entry.area = QStringLiteral("test");
    entry.message = message;
    return entry;
}

Attempt failedAttempt()
{
    Attempt attempt;
    attempt.number = 2;
    attempt.httpStatus = 503;
    attempt.requestId = QStringLiteral("req_9");
    attempt.duration = 120ms;
    attempt.error = makeError(ErrorCode::Overloaded, {}, QStringLiteral("you wrote: my prompt"));
    return attempt;
}

const RunNames run{RunId{4}, QStringLiteral("openai"), QStringLiteral("m-1")};

} // namespace

class tst_Log : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { rememberSecret(Secret(canary)); }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void keepsTheOrder();
    void leavesOutWhatIsBelowItsLevel();
    void hidesKeys();
    void writesWhatWasGivenBeforeItEnds();
    void takesMessagesOfAllThreads();
    void messagesGoOnRedacted();
    void aFailedAttemptHasItsFactsButNoContent();
    void aFallbackIsLoggedWithItsOwnNames();
    void aRetryTellsItsWait();
    void endsAreNamedAfterTheirStatus();
    void diagnosticsHaveFactsButNoKey();

private:
    std::vector<LogEntry> written(Log &log)
    {
        const QFuture<std::vector<LogEntry>> entries = log.tail(100'000);
        [&] { AWAIT(entries); }();
        return entries.isFinished() ? entries.result() : std::vector<LogEntry>();
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_Log::keepsTheOrder()
{
    Log log(m_folder->path());
    const QSignalSpy added(&log, &Log::added);
    for (int i = 0; i < 500; ++i)
        log.write(saying(QString::number(i)));
    const std::vector<LogEntry> entries = written(log);
    QCOMPARE(entries.size(), 500U);
    for (int i = 0; i < 500; ++i)
        QCOMPARE(entries[size_t(i)].message, QString::number(i));
    QTRY_COMPARE_WITH_TIMEOUT(added.size(), 500, 60'000);
    QVERIFY(entries[0].time.isValid());
}

void tst_Log::leavesOutWhatIsBelowItsLevel()
{
    Log log(m_folder->path());
    log.configure(LogLevel::Warning, {});
    for (const LogLevel level : {LogLevel::Debug, LogLevel::Info, LogLevel::Warning, LogLevel::Error}) {
        LogEntry entry = saying(toString(level));
        entry.level = level;
        log.write(entry);
    }
    const std::vector<LogEntry> entries = written(log);
    QCOMPARE(entries.size(), 2U);
    QCOMPARE(entries[0].message, QStringLiteral("warning"));
}

void tst_Log::hidesKeys()
{
    Log log(m_folder->path());
    LogEntry entry = saying(QStringLiteral("sent ") + QLatin1StringView(canary));
    entry.model = QString::fromLatin1(QByteArray(canary).toHex());
    entry.requestId = QStringLiteral("sk-abcdef1234567890");
    log.write(entry);
    const std::vector<LogEntry> entries = written(log);
    QCOMPARE(entries.size(), 1U);
    QCOMPARE(entries[0].message, QStringLiteral("sent [redacted]"));
    QCOMPARE(entries[0].model, QStringLiteral("[redacted]"));
    QCOMPARE(entries[0].requestId, QStringLiteral("[redacted]"));
}

void tst_Log::writesWhatWasGivenBeforeItEnds()
{
    {
        Log log(m_folder->path());
        for (int i = 0; i < 200; ++i)
            log.write(saying(QString::number(i)));
    }
    Log next(m_folder->path());
    QCOMPARE(written(next).size(), 200U);
}

void tst_Log::takesMessagesOfAllThreads()
{
    Log log(m_folder->path());
    {
        const QtMessageHandler before =
            qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) {});
        const MessageHandler handler(log);
        std::vector<QFuture<void>> threads;
        for (int thread = 0; thread < 4; ++thread) {
            threads.push_back(QtConcurrent::run([] {
                for (int i = 0; i < 50; ++i)
                    qCWarning(category, "from a thread");
            }));
        }
        for (const QFuture<void> &thread : threads)
            AWAIT(thread);
        qInstallMessageHandler(before);
    }
    const std::vector<LogEntry> entries = written(log);
    QCOMPARE(entries.size(), 200U);
    QCOMPARE(entries[7].area, QStringLiteral("net"));
    QCOMPARE(toString(entries[7].level), toString(LogLevel::Warning));
}

void tst_Log::messagesGoOnRedacted()
{
    Log log(m_folder->path());
    static QStringList passedOn;
    passedOn.clear();
    const QtMessageHandler before = qInstallMessageHandler(
        [](QtMsgType, const QMessageLogContext &, const QString &message) { passedOn += message; });
    {
        const MessageHandler handler(log);
        qCWarning(category, "key %s", canary);
    }
    qInstallMessageHandler(before);
    QCOMPARE(passedOn, QStringList(QStringLiteral("key [redacted]")));
    QCOMPARE(written(log).at(0).message, QStringLiteral("key [redacted]"));
}

void tst_Log::aFailedAttemptHasItsFactsButNoContent()
{
    const LogEntry entry = attemptEntry(run, failedAttempt());
    QCOMPARE(entry.message, QStringLiteral("attempt failed"));
    QCOMPARE(entry.error, ErrorCode::Overloaded);
    QCOMPARE(toString(entry.level), toString(levelOf(errorRow(ErrorCode::Overloaded).severity)));
    QCOMPARE(entry.run, RunId{4});
    QCOMPARE(entry.attempt, 2);
    QCOMPARE(entry.providerId, QStringLiteral("openai"));
    QCOMPARE(entry.model, QStringLiteral("m-1"));
    QCOMPARE(entry.httpStatus, 503);
    QCOMPARE(entry.requestId, QStringLiteral("req_9"));
    QCOMPARE(entry.duration, 120ms);
    const QByteArray line = QJsonDocument(toJson(entry)).toJson();
    QVERIFY(!line.contains("prompt"));

    Attempt good = failedAttempt();
    good.error.reset();
    QCOMPARE(attemptEntry(run, good).message, QStringLiteral("attempt ended"));
    QCOMPARE(toString(attemptEntry(run, good).level), toString(LogLevel::Info));
}

void tst_Log::aFallbackIsLoggedWithItsOwnNames()
{
    Attempt attempt = failedAttempt();
    attempt.providerId = QStringLiteral("groq");
    attempt.modelRequested = QStringLiteral("m-2");
    QCOMPARE(attemptEntry(run, attempt).providerId, QStringLiteral("groq"));
    QCOMPARE(attemptEntry(run, attempt).model, QStringLiteral("m-2"));
}

void tst_Log::aRetryTellsItsWait()
{
    const LogEntry entry = retryEntry(run, 3, 2500ms, *failedAttempt().error);
    QCOMPARE(entry.attempt, 3);
    QCOMPARE(entry.wait, 2500ms);
    QCOMPARE(entry.error, ErrorCode::Overloaded);
    QCOMPARE(toString(entry.level), toString(LogLevel::Info));
}

void tst_Log::endsAreNamedAfterTheirStatus()
{
    RunRecord record;
    record.text = QStringLiteral("the answer");
    record.status = RunStatus::Completed;
    record.timings.total = 3s;
    QCOMPARE(endEntry(run, record).message, QStringLiteral("run completed"));
    QCOMPARE(endEntry(run, record).duration, 3s);
    QVERIFY(!QJsonDocument(toJson(endEntry(run, record))).toJson().contains("answer"));
    record.status = RunStatus::Failed;
    record.error = makeError(ErrorCode::KeyPaused, QStringLiteral("OpenAI"));
    QCOMPARE(endEntry(run, record).message, QStringLiteral("key paused"));
    QCOMPARE(toString(endEntry(run, record).level), toString(LogLevel::Error));
}

void tst_Log::diagnosticsHaveFactsButNoKey()
{
    Diagnostics facts;
    facts.sqliteVersion = QStringLiteral("3.40.1");
    facts.schemaVersion = 4;
    ProviderState used;
    used.profile.id = QStringLiteral("openai");
    used.profile.baseUrl = QUrl(QStringLiteral("https://gate.example/v1?key=abc"));
    used.keySource = KeySource::Keychain;
    used.keyState = KeyState::Rejected;
    ProviderState unused;
    unused.profile.id = QStringLiteral("mistral");
    facts.providers = {used, unused};
    facts.settings.set(QString::fromLatin1(setting::Retries), 7);
    LogEntry entry = saying(QStringLiteral("with ") + QLatin1StringView(canary));
    entry.time = QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);
    facts.log = {entry};
    const QString text = diagnosticsText(facts);
    for (const char *expected :
         {"Burin: " BURIN_VERSION, "Qt: " QT_VERSION_STR, "TLS: openssl", "SQLite: 3.40.1", "Schema: 4",
          "openai: rejected, key from the keychain, https gate.example", "not set up: 1", "retry.count = 7",
          "Log, last 1 lines", "\"message\":\"with [redacted]\""})
        QVERIFY2(text.contains(QLatin1StringView(expected)), expected);
    QVERIFY(!text.contains(QLatin1StringView(canary)));
    QVERIFY(!text.contains(QStringLiteral("abc")));
    QVERIFY(!text.contains(QStringLiteral("mistral")));
    QVERIFY(!text.contains(QStringLiteral("retry.cap")));
    QVERIFY(diagnosticsText({}).contains(QStringLiteral("Schema: unknown")));
}

QTEST_GUILESS_MAIN(tst_Log)
#include "tst_log.moc"
