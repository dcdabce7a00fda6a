#include "core/domain/logentry.h"

#include <QJsonDocument>
#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

namespace {

LogEntry fullEntry()
{
    LogEntry entry;
    entry.time = QDateTime(QDate(2026, 3, 4), QTime(5, 6, 7, 89), Qt::UTC);
    entry.level = LogLevel::Warning;
    entry.area = QStringLiteral("engine");
    entry.message = QStringLiteral("attempt failed");
    entry.error = ErrorCode::TooManyRequests;
    entry.run = RunId{17};
    entry.attempt = 2;
    entry.providerId = QStringLiteral("openai");
    entry.model = QStringLiteral("m-1");
    entry.httpStatus = 429;
    entry.requestId = QStringLiteral("req_1");
    entry.duration = 1500ms;
    entry.wait = 0ms;
    return entry;
}

} // namespace

class tst_LogEntry : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void writesTheMembersThatScriptsRelyOn();
    void writesNoEmptyMember();
    void readsBackWhatItWrote();
    void refusesWhatIsNoEntry_data();
    void refusesWhatIsNoEntry();
    void severitiesHaveLevels();
};

void tst_LogEntry::writesTheMembersThatScriptsRelyOn()
{
    const QByteArray line = QJsonDocument(toJson(fullEntry())).toJson(QJsonDocument::Compact);
    const QByteArray expected =
        QByteArray(R"({"area":"engine","attempt":2,"category":"RATE_LIMIT_ERROR","code":")") +
        errorRow(ErrorCode::TooManyRequests).id +
        R"(","duration_ms":1500,"http_status":429,"level":"warning","message":"attempt failed",)"
        R"("model":"m-1","provider":"openai","request_id":"req_1","run":17,"severity":")" +
        toString(errorRow(ErrorCode::TooManyRequests).severity).toUtf8() +
        R"(","time":"2026-03-04T05:06:07.089Z","wait_ms":0})";
    QCOMPARE(line, expected);
}

void tst_LogEntry::writesNoEmptyMember()
{
    LogEntry entry;
    entry.time = fullEntry().time;
    QCOMPARE(toJson(entry).keys(), (QStringList{QStringLiteral("level"), QStringLiteral("time")}));
}

void tst_LogEntry::readsBackWhatItWrote()
{
    QCOMPARE(logEntryFrom(toJson(fullEntry())), fullEntry());
    LogEntry small;
    small.time = fullEntry().time;
    small.level = LogLevel::Debug;
    QCOMPARE(logEntryFrom(toJson(small)), small);
}

void tst_LogEntry::refusesWhatIsNoEntry_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("empty") << QByteArray("{}");
    QTest::newRow("no level") << QByteArray(R"({"time":"2026-03-04T05:06:07.089Z"})");
    QTest::newRow("unknown level") << QByteArray(R"({"time":"2026-03-04T05:06:07.089Z","level":"loud"})");
    QTest::newRow("no time") << QByteArray(R"({"level":"info"})");
    QTest::newRow("not a time") << QByteArray(R"({"time":"now","level":"info"})");
}

void tst_LogEntry::refusesWhatIsNoEntry()
{
    QFETCH(const QByteArray, json);
    QVERIFY(!logEntryFrom(QJsonDocument::fromJson(json).object()));
}

void tst_LogEntry::severitiesHaveLevels()
{
    QCOMPARE(toString(levelOf(Severity::Low)), toString(LogLevel::Info));
    QCOMPARE(toString(levelOf(Severity::Medium)), toString(LogLevel::Warning));
    QCOMPARE(toString(levelOf(Severity::High)), toString(LogLevel::Error));
    QCOMPARE(toString(levelOf(Severity::Critical)), toString(LogLevel::Error));
}

QTEST_APPLESS_MAIN(tst_LogEntry)
#include "tst_logentry.moc"
