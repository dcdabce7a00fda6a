#include "tests/e2e/cli/answers.h"
#include "tests/e2e/cli/cliprofile.h"
#include "tests/support/scriptedserver.h"

#include <QTest>

using namespace burin;

/// Limits of spending, from the command line.
class tst_CliBudgets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void areSetListedAndRemoved();
    void wrongUsageChangesNothing_data();
    void wrongUsageChangesNothing();
    void runCountsAgainstItsBudgets();
    void retriesAreCounted();
    void usageFilesAreComparedWithTheLedger();
    void refusesUsageFilesThatItCannotRead();
    void settlesOpenChargesOfNone();
};

namespace {

QStringList words(const char *line)
{
    return QString::fromLatin1(line).split(u' ');
}

QString textAt(const QJsonObject &json, const char *name)
{
    return json.value(QLatin1StringView(name)).toString();
}

} // namespace

void tst_CliBudgets::areSetListedAndRemoved()
{
    const CliProfile profile;
    QCOMPARE(profile.call(words("budgets set month 20")).exitCode, 0);
    QCOMPARE(profile.call(words("budgets set prompt:Reply 0.5")).exitCode, 0);
    const CliResult changed = profile.call(words("budgets set month 25.000000000001 --json"));
    QCOMPARE(changed.exitCode, 0);
    QCOMPARE(changed.documents().size(), 2u);
    const std::vector<QJsonObject> budgets = profile.call(words("budgets list --json")).documents();
    QCOMPARE(budgets.size(), 2u);
    QCOMPARE(textAt(budgets[0], "scope"), u"month"_qs);
    QCOMPARE(textAt(budgets[0], "limit_usd"), u"25.000000000001"_qs);
    QCOMPARE(textAt(budgets[0], "left_usd"), u"25.000000000001"_qs);
    QCOMPARE(textAt(budgets[1], "scope"), u"prompt:Reply"_qs);
    QVERIFY(profile.call(words("budgets list")).output.contains("prompt:Reply"));

    QCOMPARE(profile.call(words("budgets remove month")).exitCode, 0);
    QCOMPARE(profile.call(words("budgets remove month")).exitCode, 2);
    QCOMPARE(profile.call(words("budgets list --json")).documents().size(), 1u);
}

void tst_CliBudgets::wrongUsageChangesNothing_data()
{
    QTest::addColumn<QString>("arguments");
    for (const char *line :
         {"budgets", "budgets set", "budgets set month", "budgets set fortnight 2", "budgets set prompt: 2",
          "budgets set month two", "budgets remove", "budgets list all", "budgets set prompt 2"})
        QTest::newRow(line) << QString::fromLatin1(line);
}

void tst_CliBudgets::wrongUsageChangesNothing()
{
    QFETCH(QString, arguments);
    const CliProfile profile;
    const CliResult result = profile.call(arguments.split(u' '));
    QCOMPARE(result.exitCode, 2);
    QVERIFY(result.messages.contains("budgets"));
    QCOMPARE(profile.call(words("budgets list --json")).output, QByteArray());
}

void tst_CliBudgets::runCountsAgainstItsBudgets()
{
    const CliProfile profile;
    QCOMPARE(profile.call(words("budgets set month 20")).exitCode, 0);
    ScriptedServer server({answer({"ok"})});
    const QStringList priced{u"--user"_qs, u"hi"_qs, u"--price"_qs, u"3,15"_qs, u"--json"_qs};
    const CliResult run = profile.call(adHocRun(server.url(u"/v1"_qs), priced));
    QCOMPARE(run.exitCode, 0);
    const QString cost = textAt(run.document().value(u"cost"_qs).toObject(), "usd");
    QVERIFY(cost.toDouble() > 0);
    const std::vector<QJsonObject> budgets = profile.call(words("budgets list --json")).documents();
    QCOMPARE(budgets.size(), 1u);
    QCOMPARE(textAt(budgets[0], "spent_usd"), cost);
    QCOMPARE(textAt(budgets[0], "reserved_usd"), u"0.000000000000"_qs);
}

void tst_CliBudgets::retriesAreCounted()
{
    const CliProfile profile;
    ScriptedServer server({refusal(503, "busy"), answer({"ok"})});
    const CliResult run = profile.call(adHocRun(
        server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs, u"--retries"_qs, u"1"_qs, u"--retry-initial"_qs, u"0"_qs}));
    QCOMPARE(run.exitCode, 0);
    const std::vector<QJsonObject> rows = profile.call(words("costs --retries --json")).documents();
    QCOMPARE(rows.size(), 2u);
    QCOMPARE(rows[0].value(u"first_attempts"_qs).toInt(), 1);
    QCOMPARE(rows[0].value(u"recoveries"_qs).toInt(), 1);
    QCOMPARE(rows[1].value(u"failures"_qs).toInt(), 1);
    QVERIFY(!textAt(rows[1], "cause").isEmpty());
}

void tst_CliBudgets::usageFilesAreComparedWithTheLedger()
{
    const CliProfile profile;
    ScriptedServer server({answer({"ok"})});
    const CliResult run = profile.call(
        adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs, u"--price"_qs, u"3,15"_qs, u"--json"_qs}));
    const QString provider = textAt(run.document(), "provider");
    const QString cost = textAt(run.document().value(u"cost"_qs).toObject(), "usd");
    const QByteArray served = textAt(run.document(), "model_served").toUtf8();
    const QByteArray today = QDateTime::currentDateTimeUtc().date().toString(Qt::ISODate).toLatin1();
    const QString file =
        profile.writeFile(u"usage.csv"_qs, "date,model,cost\n" + today + ',' + served + ",0.5\n" + today + ",zz,1\n");
    const CliResult unnamed = profile.call({u"costs"_qs, u"reconcile"_qs, file});
    QCOMPARE(unnamed.exitCode, 2);
    QVERIFY(unnamed.messages.contains("--provider"));
    const QStringList asked{u"costs"_qs, u"reconcile"_qs, file, u"--provider"_qs, provider};
    const CliResult table = profile.call(asked);
    QCOMPARE(table.exitCode, 0);
    QVERIFY2(table.output.contains("DRIFT"), table.output.constData());
    const std::vector<QJsonObject> rows = profile.call(asked + QStringList{u"--json"_qs}).documents();
    QCOMPARE(rows.size(), 2u);
    QCOMPARE(textAt(rows[0], "in"), u"both"_qs);
    QCOMPARE(textAt(rows[0].value(u"file"_qs).toObject(), "usd"), u"0.500000000000"_qs);
    QCOMPARE(textAt(rows[0].value(u"ledger"_qs).toObject(), "usd"), cost);
    QCOMPARE(textAt(rows[1], "in"), u"file"_qs);
}

void tst_CliBudgets::refusesUsageFilesThatItCannotRead()
{
    const CliProfile profile;
    const QString file = profile.writeFile(u"usage.csv"_qs, "date,model,cost\n2026-11-23,m,a lot\n");
    const CliResult refused = profile.call({u"costs"_qs, u"reconcile"_qs, file});
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.messages.contains("usage.csv:2: "), refused.messages.constData());
    QCOMPARE(profile.call(words("costs reconcile")).exitCode, 2);
    QCOMPARE(profile.call(words("costs reconcile /nowhere/at/all.csv")).exitCode, 2);
}

void tst_CliBudgets::settlesOpenChargesOfNone()
{
    const CliProfile profile;
    const CliResult result = profile.call(words("costs settle --json"));
    QCOMPARE(result.exitCode, 0); // without a key, which nothing needs
    QCOMPARE(result.document().value(u"open"_qs).toInt(-1), 0);
}

QTEST_GUILESS_MAIN(tst_CliBudgets)
#include "tst_clibudgets.moc"
