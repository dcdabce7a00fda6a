#include "tests/e2e/cli/answers.h"
#include "tests/e2e/cli/cliprofile.h"
#include "tests/support/scriptedserver.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTest>

#include <signal.h>

using namespace burin;
using namespace std::chrono_literals;

/// What is kept of runs: when they end well, are cancelled or killed, and when the database is not what it should be.
class tst_CliHistory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void historyCostsAndSearchAgree();
    void listIsFilteredAndPaged();
    void runsAreTaggedQueriedAndDeleted();
    void showTellsEverythingToAReader();
    void diffTellsWhatTwoRunsDifferIn();
    void interruptKeepsTheText_data();
    void interruptKeepsTheText();
    void interruptEndsARepetition();
    void interruptEndsTheWaitForARetry();
    void killedRunIsInterruptedWithItsText();
    void runsOfALivingProcessAreLeftAlone();
    void newerDatabaseIsLeftUntouched_data();
    void newerDatabaseIsLeftUntouched();
    void unwritableFolderSendsNothing();
    void checkTellsSoundFromDamaged();
    void databaseIsCopiedCompactedAndRescued();
    void keysAreNowhere();
    void databaseIsForItsOwnerOnly();
};

namespace {

const QStringList listAll{QStringLiteral("history"), QStringLiteral("list"), QStringLiteral("--json")};

QStringList showRun(qint64 id)
{
    return {u"history"_qs, u"show"_qs, QString::number(id), u"--json"_qs};
}

QString textAt(const QJsonObject &json, const char *name)
{
    return json.value(QLatin1StringView(name)).toString();
}

/// A stream that goes on far longer than any test.
Script endlessAnswer(const QByteArray &text)
{
    return sseHead().event(contentEvent(text)).pause(120s);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool overwrite(const QString &path, qint64 offset, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::ReadWrite) && file.seek(offset) && file.write(bytes) == bytes.size();
}

} // namespace

void tst_CliHistory::historyCostsAndSearchAgree()
{
    ScriptedServer server({answer({"alpha"}, 1000, 500), answer({"beta"}, 10, 20), refusal(500, "oops")});
    CliProfile profile;
    for (const QString &user : {u"first question"_qs, u"second question"_qs, u"third question"_qs})
        profile.call(adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, user, u"--price"_qs, u"3,15"_qs}));
    const std::vector<QJsonObject> runs = profile.call(listAll).documents();
    QCOMPARE(runs.size(), size_t(3));
    QCOMPARE(textAt(runs[0], "status"), u"failed"_qs); // newest first
    QCOMPARE(textAt(runs[2].value(u"cost").toObject(), "usd"), u"0.010500000000"_qs);

    const QJsonObject costs = profile.call({u"costs"_qs, u"--by"_qs, u"model"_qs, u"--json"_qs}).document();
    QCOMPARE(textAt(costs, "model"), u"m-1"_qs);
    QCOMPARE(costs.value(u"runs").toInteger(), 3);
    QCOMPARE(textAt(costs.value(u"cost").toObject(), "usd"), u"0.010830000000"_qs); // 10 × 3 + 20 × 15 more
    const QString today = QDate::currentDate().toString(Qt::ISODate);
    const QJsonObject both =
        profile.call({u"costs"_qs, u"--by"_qs, u"day,provider"_qs, u"--from"_qs, today, u"--json"_qs}).document();
    QCOMPARE(textAt(both, "day"), today);
    QVERIFY(both.contains(u"provider"));
    const QJsonObject split =
        profile.call({u"costs"_qs, u"--by"_qs, u"hour,model,prompt,version,batch"_qs, u"--json"_qs}).document();
    QCOMPARE(split.value(u"runs").toInteger(), 3);
    QCOMPARE(split.value(u"cached_input_tokens").toInteger(), 0);
    QVERIFY(split.contains(u"version") && split.contains(u"batch") && split.contains(u"prompt"));
    QVERIFY(profile.call({u"costs"_qs, u"--by"_qs, u"tag"_qs, u"--json"_qs}).output.isEmpty()); // none has a tag
    QVERIFY(profile.call({u"costs"_qs, u"--to"_qs, u"2001-01-01"_qs, u"--json"_qs}).output.isEmpty());
    QVERIFY(profile.call({u"costs"_qs, u"--by"_qs, u"model"_qs}).output.contains("$0.0108"));

    const CliResult found = profile.call({u"history"_qs, u"search"_qs, u"beta"_qs, u"--json"_qs});
    QCOMPARE(found.document().value(u"id"), runs[1].value(u"id"));
    QCOMPARE(profile.call({u"history"_qs, u"search"_qs, u"question"_qs, u"--json"_qs}).documents().size(), size_t(3));
    QVERIFY(profile.call({u"history"_qs, u"search"_qs, u"\"'*(:"_qs, u"--json"_qs}).exitCode == 0);
}

void tst_CliHistory::listIsFilteredAndPaged()
{
    ScriptedServer server({refusal(500, "oops"), answer({"ok"})});
    CliProfile profile;
    for (int i = 0; i < 4; ++i)
        profile.call(adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs}));
    const std::vector<QJsonObject> failed =
        profile.call(listAll + QStringList{u"--status"_qs, u"failed"_qs}).documents();
    QCOMPARE(failed.size(), size_t(1));
    QVERIFY(textAt(failed[0], "error").startsWith(u"API_ERROR/"));
    QVERIFY(profile.call(listAll + QStringList{u"--model"_qs, u"m-2"_qs}).documents().empty());
    const std::vector<QJsonObject> page = profile.call(listAll + QStringList{u"--limit"_qs, u"2"_qs}).documents();
    QCOMPARE(page.size(), size_t(2));
    const QString last = QString::number(page[1].value(u"id").toInteger());
    const std::vector<QJsonObject> rest = profile.call(listAll + QStringList{u"--before"_qs, last}).documents();
    QCOMPARE(rest.size(), size_t(2));
    QVERIFY(rest[0].value(u"id").toInteger() < page[1].value(u"id").toInteger());
    const CliResult table = profile.call({u"history"_qs, u"list"_qs, u"--limit"_qs, u"1"_qs});
    QVERIFY(table.output.contains("completed") && !table.output.contains("failed"));
    QVERIFY(table.messages.contains("--before"));
}

void tst_CliHistory::runsAreTaggedQueriedAndDeleted()
{
    ScriptedServer server({answer({"ok"})});
    CliProfile profile;
    for (const QString &city : {u"Paris"_qs, u"Rome"_qs, u"Paris"_qs})
        profile.call(
            adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"in {{city}}"_qs, u"--var"_qs, u"city="_qs + city}));
    const auto found = [&](const QString &query) {
        QStringList ids;
        for (const QJsonObject &run : profile.call(listAll + QStringList{u"--query"_qs, query}).documents())
            ids += QString::number(run.value(u"id").toInteger());
        return ids.join(u' ');
    };
    QCOMPARE(found(u"var.city=Paris"_qs), u"3 1"_qs);
    profile.call({u"history"_qs, u"tag"_qs, u"seen"_qs, u"1"_qs, u"2"_qs});
    QCOMPARE(found(u"tag:SEEN"_qs), u"2 1"_qs);
    QCOMPARE(found(u"-tag:seen"_qs), u"3"_qs);
    profile.call({u"history"_qs, u"tag"_qs, u"seen"_qs, u"1"_qs, u"--remove"_qs});
    QCOMPARE(found(u"tag:seen status:completed in"_qs), u"2"_qs);
    profile.call({u"history"_qs, u"delete"_qs, u"2"_qs, u"3"_qs});
    QCOMPARE(found({}), u"1"_qs);
    QCOMPARE(profile.call({u"history"_qs, u"search"_qs, u"cost>"_qs}).exitCode, 2);
}

void tst_CliHistory::showTellsEverythingToAReader()
{
    ScriptedServer server({refusal(503, "busy"), answer({"the answer"})});
    CliProfile profile;
    profile.call(adHocRun(server.url(u"/v1"_qs),
                          {u"--system"_qs, u"be brief"_qs, u"--user"_qs, u"the question"_qs, u"--price"_qs, u"3,15"_qs,
                           u"--retries"_qs, u"1"_qs, u"--retry-initial"_qs, u"0.01"_qs}));
    const QByteArray shown = profile.call({u"history"_qs, u"show"_qs, u"1"_qs}).output;
    for (const char *part : {"be brief", "the question", "the answer", "m-1", "completed", "503", "0.010500000000"})
        QVERIFY2(shown.contains(part), part);
}

void tst_CliHistory::diffTellsWhatTwoRunsDifferIn()
{
    ScriptedServer server({answer({"It rains today."}, 1000, 500), answer({"It snows today."}, 1000, 700)});
    CliProfile profile;
    for (int i = 0; i < 2; ++i)
        profile.call(adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"the weather"_qs, u"--price"_qs, u"3,15"_qs}));
    const CliResult told = profile.call({u"history"_qs, u"diff"_qs, u"1"_qs, u"2"_qs});
    QCOMPARE(told.exitCode, 0);
    QVERIFY2(told.output.contains("It [-rains-]{+snows+} today."), told.output.constData());
    QVERIFY2(told.output.contains("+$0.003000000000"), told.output.constData());
    const QJsonObject json = profile.call({u"history"_qs, u"diff"_qs, u"1"_qs, u"2"_qs, u"--json"_qs}).document();
    QVERIFY(json.value(u"same_request").toBool());
    QStringList changed;
    for (const QJsonValue &row : json.value(u"rows").toArray())
        if (textAt(row.toObject(), "change") != u"same") changed += textAt(row.toObject(), "section");
    QCOMPARE(changed, QStringList{u"answer"_qs});
    QCOMPARE(profile.call({u"history"_qs, u"diff"_qs, u"1"_qs}).exitCode, 2);
    QCOMPARE(profile.call({u"history"_qs, u"diff"_qs, u"1"_qs, u"x"_qs}).exitCode, 2);
    QVERIFY(profile.call({u"history"_qs, u"diff"_qs, u"1"_qs, u"77"_qs}).exitCode != 0);
}

void tst_CliHistory::interruptKeepsTheText_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void tst_CliHistory::interruptKeepsTheText()
{
    QFETCH(int, number);
    ScriptedServer server({endlessAnswer("half a sentence")});
    CliProfile profile;
    const auto process = profile.start(adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs}));
    QTRY_COMPARE_WITH_TIMEOUT(process->peek(64), "half a sentence", 15'000);
    QCOMPARE(::kill(pid_t(process->processId()), number), 0);
    const CliResult result = CliProfile::finish(*process);
    QCOMPARE(result.exitCode, 130);
    QCOMPARE(result.output, "half a sentence\n");
    const QJsonObject stored = profile.call(showRun(1)).document();
    QCOMPARE(textAt(stored, "status"), u"cancelled"_qs);
    QCOMPARE(textAt(stored, "finish_reason"), u"cancelled"_qs);
    QCOMPARE(textAt(stored, "text"), u"half a sentence"_qs);
}

void tst_CliHistory::interruptEndsARepetition()
{
    ScriptedServer server({endlessAnswer("half")});
    CliProfile profile;
    const auto process =
        profile.start(adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs, u"--json"_qs, u"--repeat"_qs, u"5"_qs}));
    QTRY_COMPARE_WITH_TIMEOUT(server.requestCount(), 1, 15'000);
    ::kill(pid_t(process->processId()), SIGINT);
    const CliResult result = CliProfile::finish(*process);
    QCOMPARE(result.exitCode, 130);
    QCOMPARE(textAt(result.document(), "status"), u"cancelled"_qs); // one document, not five
    QCOMPARE(server.requestCount(), 1);
}

void tst_CliHistory::interruptEndsTheWaitForARetry()
{
    ScriptedServer server({refusal(503, "busy")});
    CliProfile profile;
    const auto process =
        profile.start(adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs, u"--retries"_qs, u"3"_qs,
                                                       u"--retry-initial"_qs, u"50"_qs, u"--max-delay"_qs, u"100"_qs}));
    QByteArray messages;
    QTRY_VERIFY_WITH_TIMEOUT((messages += process->readAllStandardError()).contains("Attempt 2"), 15'000);
    ::kill(pid_t(process->processId()), SIGINT);
    QCOMPARE(CliProfile::finish(*process).exitCode, 130);
    QCOMPARE(textAt(profile.call(showRun(1)).document(), "status"), u"cancelled"_qs);
}

void tst_CliHistory::killedRunIsInterruptedWithItsText()
{
    // What comes first is older than a checkpoint interval when the second piece is here.
    ScriptedServer server(
        {sseHead().event(contentEvent("kept text ")).pause(1s).event(contentEvent("tail")).pause(120s)});
    CliProfile profile;
    const auto process =
        profile.start(adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs, u"--price"_qs, u"3,15"_qs}));
    QTRY_COMPARE_WITH_TIMEOUT(process->peek(64), "kept text tail", 15'000);
    process->kill();
    QCOMPARE(CliProfile::finish(*process).exitCode, -1);

    const QJsonObject listed = profile.call(listAll).document();
    QCOMPARE(textAt(listed, "status"), u"interrupted"_qs);
    const QJsonObject stored = profile.call(showRun(1)).document();
    QCOMPARE(textAt(stored, "status"), u"interrupted"_qs);
    QVERIFY(textAt(stored, "text").startsWith(u"kept text "));
    QCOMPARE(stored.value(u"attempts").toArray().size(), 1);
    QCOMPARE(stored.value(u"error").toObject().value(u"code").toString(), u"interrupted"_qs);
    QCOMPARE(profile.call({u"db"_qs, u"check"_qs}).exitCode, 0);
}

void tst_CliHistory::runsOfALivingProcessAreLeftAlone()
{
    ScriptedServer server({endlessAnswer("still going")});
    CliProfile profile;
    const auto process = profile.start(adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs}));
    QTRY_COMPARE_WITH_TIMEOUT(process->peek(64), "still going", 15'000);
    QCOMPARE(textAt(profile.call(listAll).document(), "status"), u"running"_qs);
    process->terminate();
    QCOMPARE(CliProfile::finish(*process).exitCode, 130);
    QCOMPARE(textAt(profile.call(listAll).document(), "status"), u"cancelled"_qs);
}

void tst_CliHistory::newerDatabaseIsLeftUntouched_data()
{
    QTest::addColumn<qint64>("offset");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("newer schema") << qint64(60) << QByteArray("\x00\x00\x03\xe7", 4); // user_version 999
    QTest::newRow("not a database") << qint64(0) << QByteArray("This is my diary, not a database.");
}

void tst_CliHistory::newerDatabaseIsLeftUntouched()
{
    QFETCH(qint64, offset);
    QFETCH(QByteArray, bytes);
    ScriptedServer server({answer({"ok"})});
    CliProfile profile;
    const QStringList run = adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs});
    QCOMPARE(profile.call(run).exitCode, 0);
    QVERIFY(overwrite(profile.databaseFile(), offset, bytes));
    const QByteArray before = contentOf(profile.databaseFile());

    const CliResult refused = profile.call(run);
    QCOMPARE(refused.exitCode, 4);
    QVERIFY2(refused.messages.contains("left untouched"), refused.messages.constData());
    QCOMPARE(server.requestCount(), 1); // the run before; this one was not sent
    for (const QStringList &call : {listAll, showRun(1), QStringList{u"costs"_qs}, QStringList{u"db"_qs, u"check"_qs}})
        QCOMPARE(profile.call(call).exitCode, 4);
    QCOMPARE(contentOf(profile.databaseFile()), before);
    // Without a history there are still budgets, and nobody can tell what they have left.
    QCOMPARE(profile.call(run + QStringList{u"--no-history"_qs}).exitCode, 4);
    QCOMPARE(server.requestCount(), 1);
}

void tst_CliHistory::unwritableFolderSendsNothing()
{
    ScriptedServer server({answer({"ok"})});
    CliProfile profile;
    const QString file = profile.writeFile(u"file"_qs, "not a folder");
    const CliResult result = profile.call(
        adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs, u"--data-dir"_qs, file + u"/profile"_qs}));
    QCOMPARE(result.exitCode, 4);
    QCOMPARE(server.connectionCount(), 0);
}

void tst_CliHistory::checkTellsSoundFromDamaged()
{
    ScriptedServer server({answer({"ok"})});
    CliProfile profile;
    QCOMPARE(profile.call({u"db"_qs, u"check"_qs}).exitCode, 4); // there is none, and none is made
    QVERIFY(!QFile::exists(profile.databaseFile()));
    profile.call(adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs}));
    const CliResult sound = profile.call({u"db"_qs, u"check"_qs, u"--json"_qs});
    QCOMPARE(sound.exitCode, 0);
    QVERIFY(sound.document().value(u"sound").toBool());
}

void tst_CliHistory::databaseIsCopiedCompactedAndRescued()
{
    ScriptedServer server({answer({"ok"})});
    CliProfile profile;
    profile.call(adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs}));
    const QDir folder = QFileInfo(profile.databaseFile()).dir();
    const QString copy = folder.filePath(u"copy.sqlite"_qs);
    const QString rescued = folder.filePath(u"rescued.sqlite"_qs);
    QCOMPARE(profile.call({u"db"_qs, u"backup"_qs, copy}).exitCode, 0);
    QVERIFY(contentOf(copy).startsWith("SQLite format 3"));
    QCOMPARE(profile.call({u"db"_qs, u"backup"_qs, copy}).exitCode, 2); // there is one
    QCOMPARE(profile.call({u"db"_qs, u"vacuum"_qs}).exitCode, 0);
    const CliResult stats = profile.call({u"db"_qs, u"stats"_qs, u"--json"_qs});
    QCOMPARE(stats.exitCode, 0);
    QCOMPARE(stats.document().value(u"runs").toInt(), 1);
    const CliResult salvaged = profile.call({u"db"_qs, u"salvage"_qs, profile.databaseFile(), rescued, u"--json"_qs});
    QCOMPARE(salvaged.exitCode, 0);
    QCOMPARE(salvaged.document().value(u"runs").toInt(), 1);
    QVERIFY(contentOf(rescued).startsWith("SQLite format 3"));
    QCOMPARE(profile.call({u"db"_qs, u"check"_qs}).exitCode, 0);
}

void tst_CliHistory::keysAreNowhere()
{
    const QByteArray key = "sk-canary-0123456789abcdef";
    ScriptedServer server(
        {refusal(401, "Incorrect API key provided: " + key + ". Authorization: Bearer " + key), answer({"ok"})});
    CliProfile profile;
    profile.setVariable(u"BURIN_API_KEY"_qs, QString::fromLatin1(key));
    profile.setVariable(u"QT_LOGGING_RULES"_qs, u"*=true"_qs);
    for (int i = 0; i < 2; ++i) {
        const CliResult result = profile.call(adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs, u"--json"_qs}));
        QVERIFY(!result.output.contains(key) && !result.messages.contains(key));
        QCOMPARE(server.requests().at(size_t(i)).header("authorization"), "Bearer " + key);
    }
    QVERIFY(QFile::exists(profile.databaseFile()));
    for (const QByteArray &shape : {key, key.toBase64(), key.toHex(), key.toPercentEncoding({}, "-")})
        QCOMPARE(profile.filesWith(shape), QStringList());
}

void tst_CliHistory::databaseIsForItsOwnerOnly()
{
    ScriptedServer server({answer({"ok"})});
    CliProfile profile;
    profile.call(adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs}));
    constexpr auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup |
                            QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;
    for (const QFileInfo &entry : QDir(profile.folder()).entryInfoList(QDir::Files | QDir::Hidden))
        QVERIFY2(!(entry.permissions() & others), qUtf8Printable(entry.filePath()));
    QVERIFY(!(QFileInfo(profile.folder()).permissions() & others));
}

QTEST_GUILESS_MAIN(tst_CliHistory)
#include "tst_clihistory.moc"
