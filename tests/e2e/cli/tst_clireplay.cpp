#include "tests/e2e/cli/answers.h"
#include "tests/e2e/cli/cliprofile.h"
#include "tests/support/scriptedserver.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace burin;

/// `replay` plays what `run` recorded, with no server left.
class tst_CliReplay : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void playsTheAnswerOffline_data();
    void playsTheAnswerOffline();
    void documentEqualsThatOfTheRun();
    void choosesTheAttempt();
    void exportsATestFixture();
    void saysWhyThereIsNothing_data();
    void saysWhyThereIsNothing();
};

namespace {

constexpr char Key[] = "sk-canary-0123456789";

/// A profile with one run that needed two attempts.
struct Made {
    Made()
    {
        profile.setVariable(u"BURIN_API_KEY"_qs, QString::fromLatin1(Key));
        ScriptedServer server({refusal(503, "busy"), answer({"Gr\xc3\xbc", "\xc3\x9f", "e"})});
        run = profile
                  .call(adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs, u"--retries"_qs, u"1"_qs,
                                                         u"--retry-initial"_qs, u"0"_qs, u"--json"_qs}))
                  .document();
        id = QString::number(run.value(u"id").toInteger());
    }
    CliProfile profile;
    QJsonObject run;
    QString id;
};

} // namespace

void tst_CliReplay::playsTheAnswerOffline_data()
{
    QTest::addColumn<QStringList>("call");
    QTest::newRow("as it was") << QStringList{u"replay"_qs};
    QTest::newRow("at once") << QStringList{u"replay"_qs, u"--speed"_qs, u"0"_qs};
    QTest::newRow("faster") << QStringList{u"replay"_qs, u"--speed"_qs, u"50"_qs};
    QTest::newRow("by way of the history") << QStringList{u"history"_qs, u"replay"_qs};
}

void tst_CliReplay::playsTheAnswerOffline()
{
    QFETCH(QStringList, call);
    const Made made;
    QCOMPARE(made.run.value(u"status").toString(), u"completed"_qs);
    const CliResult result = made.profile.call(call + QStringList{made.id});
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(QString::fromUtf8(result.output), u"Grüße\n"_qs);
    QVERIFY2(result.messages.contains("attempt 2"), result.messages.constData());
}

void tst_CliReplay::documentEqualsThatOfTheRun()
{
    const Made made;
    const QJsonObject document = made.profile.call({u"replay"_qs, made.id, u"--json"_qs}).document();
    for (const char *name : {"text", "reasoning", "tool_calls", "status", "finish_reason", "model_served", "error"})
        QCOMPARE(document.value(QLatin1StringView(name)), made.run.value(QLatin1StringView(name)));
    const QJsonObject usage = document.value(u"usage").toObject();
    for (const char *name : {"input", "cached_input", "cache_write", "output", "reasoning"})
        QCOMPARE(usage.value(QLatin1StringView(name)),
                 made.run.value(u"usage").toObject().value(QLatin1StringView(name)));
    QCOMPARE(document.value(u"attempt").toInt(), 2);
    QVERIFY(document.value(u"first_content_ms").toDouble() > 0);
    QVERIFY(document.value(u"end_ms").toDouble() >= document.value(u"first_content_ms").toDouble());
    QVERIFY(document.value(u"bytes").toInteger() > 0);
}

void tst_CliReplay::choosesTheAttempt()
{
    const Made made;
    const CliResult first = made.profile.call({u"replay"_qs, made.id, u"--attempt"_qs, u"1"_qs, u"--json"_qs});
    QCOMPARE(first.document().value(u"http_status").toInt(), 503);
    QCOMPARE(first.document().value(u"status").toString(), u"failed"_qs);
    const CliResult third = made.profile.call({u"replay"_qs, made.id, u"--attempt"_qs, u"3"_qs});
    QCOMPARE(third.exitCode, 1);
    QVERIFY(third.messages.contains("3"));
}

void tst_CliReplay::exportsATestFixture()
{
    const Made made;
    const QString path = made.profile.writeFile(u"fixture.json"_qs, "old");
    const CliResult result = made.profile.call({u"replay"_qs, made.id, u"--export"_qs, path});
    QCOMPARE(result.exitCode, 0);
    QVERIFY(result.output.isEmpty());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    const QJsonObject fixture = QJsonDocument::fromJson(text).object();
    QCOMPARE(fixture.value(u"burin_fixture").toInt(), 1);
    QCOMPARE(fixture.value(u"expected").toObject().value(u"text").toString(), u"Grüße"_qs);
    QVERIFY(!text.contains(Key));
    QCOMPARE(made.profile.filesWith(Key), QStringList());
    const CliResult nowhere = made.profile.call({u"replay"_qs, made.id, u"--export"_qs, u"/nowhere/x.json"_qs});
    QCOMPARE(nowhere.exitCode, 4);
}

void tst_CliReplay::saysWhyThereIsNothing_data()
{
    QTest::addColumn<QStringList>("call");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("no id") << QStringList{u"replay"_qs} << 2 << QByteArray("id of one run");
    QTest::newRow("not an id") << QStringList{u"replay"_qs, u"x"_qs} << 2 << QByteArray("id of one run");
    QTest::newRow("bad speed") << QStringList{u"replay"_qs, u"1"_qs, u"--speed"_qs, u"-1"_qs} << 2
                               << QByteArray("--speed -1");
    QTest::newRow("no such run") << QStringList{u"replay"_qs, u"4711"_qs} << 2 << QByteArray("4711");
    QTest::newRow("never sent") << QStringList{u"replay"_qs, u"1"_qs} << 1 << QByteArray("run 1");
}

void tst_CliReplay::saysWhyThereIsNothing()
{
    QFETCH(QStringList, call);
    QFETCH(int, exitCode);
    QFETCH(QByteArray, message);
    const CliProfile profile;
    QUrl gone;
    {
        const ScriptedServer server;
        gone = server.url(u"/v1"_qs);
    }
    profile.call(adHocRun(gone, {u"--user"_qs, u"hi"_qs})); // run 1, refused by nobody
    const CliResult result = profile.call(call);
    QVERIFY2(result.messages.contains(message), result.messages.constData());
    QCOMPARE(result.exitCode, exitCode);
    QVERIFY(result.output.isEmpty());
}

QTEST_GUILESS_MAIN(tst_CliReplay)
#include "tst_clireplay.moc"
