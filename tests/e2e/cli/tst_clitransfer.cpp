#include "tests/e2e/cli/answers.h"
#include "tests/e2e/cli/cliprofile.h"
#include "tests/support/scriptedserver.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace burin;

/// Runs that go from one profile to another through burin-cli.
class tst_CliTransfer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyFormatIsWritten_data();
    void everyFormatIsWritten();
    void aFileIsWholeOrNotThere();
    void theSameBytesComeOutOfAnotherProfile();
    void badLinesAreListedAndTheRestIsTaken();
    void aCollectorIsToldOfFinishedRuns();
    void costsAreAPage();
    void wrongUsageIsRefused_data();
    void wrongUsageIsRefused();

private:
    static QByteArray contentOf(const QString &path);

    CliProfile m_profile;
};

QByteArray tst_CliTransfer::contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void tst_CliTransfer::initTestCase()
{
    ScriptedServer server({answer({"=cmd|alpha"}, 1000, 500), refusal(500, "oops"), answer({"beta"}, 10, 20)});
    for (const QString &user : {u"first question"_qs, u"second question"_qs, u"third <b>question</b>"_qs})
        m_profile.call(adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, user, u"--price"_qs, u"3,15"_qs}));
}

void tst_CliTransfer::everyFormatIsWritten_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("part");
    QTest::newRow("csv") << u"csv"_qs << QByteArray(",'=cmd|alpha,");
    QTest::newRow("json") << u"json"_qs << QByteArray("\"answer\":\"=cmd|alpha\"");
    QTest::newRow("jsonl") << u"jsonl"_qs << QByteArray("\"pico_usd\":10500000000");
    QTest::newRow("md") << u"md"_qs << QByteArray("\n=cmd|alpha\n");
    QTest::newRow("html") << u"html"_qs << QByteArray("third &lt;b&gt;question&lt;/b&gt;");
}

void tst_CliTransfer::everyFormatIsWritten()
{
    QFETCH(QString, format);
    QFETCH(QByteArray, part);
    const CliResult all = m_profile.call({u"history"_qs, u"export"_qs, u"--format"_qs, format});
    QCOMPARE(all.exitCode, 0);
    QVERIFY2(all.output.contains(part), all.output.constData());
    QVERIFY(all.output.contains("second question"));
    QVERIFY(all.output.indexOf("first question") < all.output.indexOf("second question")); // the oldest first
    const CliResult one = m_profile.call({u"history"_qs, u"export"_qs, u"3"_qs, u"--format"_qs, format});
    QVERIFY(one.output.contains("beta") && !one.output.contains("alpha"));
    const CliResult failed =
        m_profile.call({u"history"_qs, u"export"_qs, u"--status"_qs, u"failed"_qs, u"--format"_qs, format});
    QVERIFY(failed.output.contains("second question") && !failed.output.contains("beta"));
    if (format == u"json") QCOMPARE(QJsonDocument::fromJson(all.output).array().size(), 3);
}

void tst_CliTransfer::aFileIsWholeOrNotThere()
{
    const QString folder = m_profile.folder() + u"/../out"_qs;
    QVERIFY(QDir().mkpath(folder));
    const QString path = folder + u"/runs.html"_qs;
    QCOMPARE(m_profile.call({u"history"_qs, u"export"_qs, u"-o"_qs, path}).exitCode, 0); // as the name ends
    QVERIFY(contentOf(path).startsWith("<!DOCTYPE html>") && contentOf(path).endsWith("</html>\n"));
    QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList{u"runs.html"_qs});
    const CliResult nowhere = m_profile.call({u"history"_qs, u"export"_qs, u"-o"_qs, u"/proc/none/x.csv"_qs});
    QVERIFY(nowhere.exitCode != 0);
    QVERIFY2(nowhere.messages.contains("could not be written"), nowhere.messages.constData());
}

void tst_CliTransfer::theSameBytesComeOutOfAnotherProfile()
{
    const QByteArray exported = m_profile.call({u"history"_qs, u"export"_qs, u"--format"_qs, u"jsonl"_qs}).output;
    QCOMPARE(exported.count('\n'), 3);
    const CliProfile other;
    const QString file = other.writeFile(u"runs.jsonl"_qs, exported);
    QJsonObject summary = other.call({u"history"_qs, u"import"_qs, file, u"--json"_qs}).document();
    QCOMPARE(summary.value(u"added").toInt(), 3);
    QCOMPARE(other.call({u"history"_qs, u"export"_qs, u"--format"_qs, u"jsonl"_qs}).output, exported);
    summary = other.call({u"history"_qs, u"import"_qs, file, u"--json"_qs}).document();
    QCOMPARE(summary.value(u"added").toInt(), 0);
    QCOMPARE(summary.value(u"present").toInt(), 3);
    const QStringList costs{u"costs"_qs, u"--by"_qs, u"day,model"_qs, u"--json"_qs};
    QCOMPARE(other.call(costs).output, m_profile.call(costs).output);
    QCOMPARE(other.call({u"history"_qs, u"search"_qs, u"beta"_qs, u"--json"_qs}).documents().size(), size_t(1));
    QCOMPARE(other.call({u"db"_qs, u"check"_qs}).exitCode, 0);
    // The JSON document is read as well, and by the one that exported it.
    const QString document = other.writeFile(
        u"runs.json"_qs, m_profile.call({u"history"_qs, u"export"_qs, u"--format"_qs, u"json"_qs}).output);
    summary = m_profile.call({u"history"_qs, u"import"_qs, document, u"--json"_qs}).document();
    QCOMPARE(summary.value(u"present").toInt(), 3);
}

void tst_CliTransfer::badLinesAreListedAndTheRestIsTaken()
{
    const QByteArrayList lines =
        m_profile.call({u"history"_qs, u"export"_qs, u"--format"_qs, u"jsonl"_qs}).output.split('\n');
    const CliProfile other;
    const QString file = other.writeFile(u"runs.jsonl"_qs, lines[0] + "\nnot json\n\n{\"burin_run\": 99}\n" + lines[1] +
                                                               "\n" + lines[2].left(100) + "\n");
    const CliResult result = other.call({u"history"_qs, u"import"_qs, file});
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.output.contains("Runs added: 2; here already: 0; refused: 3."), result.output.constData());
    for (const char *place : {"line 2: ", "line 4: ", "line 6: "})
        QVERIFY2(result.messages.contains(place), result.messages.constData());
}

void tst_CliTransfer::aCollectorIsToldOfFinishedRuns()
{
    ScriptedServer collector({jsonResponse(200, "{}")});
    ScriptedServer model({answer({"hi"}, 10, 5)});
    const CliProfile profile;
    const QStringList run = adHocRun(model.url(u"/v1"_qs), {u"--user"_qs, u"a question"_qs});
    const auto waiting = [&profile] {
        return profile.call({u"telemetry"_qs, u"show"_qs, u"--json"_qs}).document().value(u"waiting").toInt(-1);
    };
    QCOMPARE(profile.call(run).exitCode, 0);
    QCOMPARE(waiting(), 0); // off by default
    QCOMPARE(profile.call({u"telemetry"_qs, u"set"_qs, u"http://example.com"_qs}).exitCode, 2);
    QCOMPARE(profile.call({u"telemetry"_qs, u"set"_qs, u"http://127.0.0.1:1"_qs}).exitCode, 0);
    QCOMPARE(profile.call(run).exitCode, 0); // nobody listens there, and the run does not mind
    QCOMPARE(waiting(), 1);
    QCOMPARE(profile.call({u"telemetry"_qs, u"set"_qs, collector.url().toString()}).exitCode, 0);
    const CliResult sent = profile.call({u"telemetry"_qs, u"send"_qs});
    QVERIFY2(sent.messages.contains("Runs sent: 1."), sent.messages.constData());
    QCOMPARE(profile.call(run).exitCode, 0);
    QCOMPARE(waiting(), 0);
    QCOMPARE(collector.requestCount(), 2);
    for (const ReceivedRequest &request : collector.requests())
        QVERIFY(request.body.contains("chat m-1") && !request.body.contains("a question"));
    QCOMPARE(profile.call({u"telemetry"_qs, u"off"_qs}).exitCode, 0);
    QCOMPARE(profile.call(run).exitCode, 0);
    QCOMPARE(collector.requestCount(), 2);
}

void tst_CliTransfer::costsAreAPage()
{
    const QString path = m_profile.folder() + u"/../costs.html"_qs;
    QCOMPARE(m_profile.call({u"costs"_qs, u"--page"_qs, path}).exitCode, 0);
    QVERIFY(contentOf(path).contains("$0.010830000000"));
}

void tst_CliTransfer::wrongUsageIsRefused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("format") << QStringList{u"export"_qs, u"--format"_qs, u"xls"_qs};
    QTest::newRow("id") << QStringList{u"export"_qs, u"x"_qs};
    QTest::newRow("no such run") << QStringList{u"export"_qs, u"99"_qs};
    QTest::newRow("no file") << QStringList{u"import"_qs};
    QTest::newRow("missing file") << QStringList{u"import"_qs, u"/nonexistent"_qs};
}

void tst_CliTransfer::wrongUsageIsRefused()
{
    QFETCH(QStringList, arguments);
    const CliResult result = m_profile.call(QStringList{u"history"_qs} + arguments);
    QCOMPARE(result.exitCode, 2);
    QVERIFY(!result.messages.isEmpty());
}

QTEST_GUILESS_MAIN(tst_CliTransfer)
#include "tst_clitransfer.moc"
