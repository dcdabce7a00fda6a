#include "tests/core/engine/faultrows.h"
#include "tests/core/engine/runprobe.h"
#include "tests/support/scriptedserver.h"

#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(burin::FaultRow)

/// Rows of the fault matrix against a real socket: exact status, code (and with it category and severity), number of
/// attempts and waits, kept text, billing, and one finished().
class tst_FaultMatrix : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void row_data();
    void row();
    void refusedConnection();
    void unknownHost();
    void nothingIsSentForAnInvalidSpec_data();
    void nothingIsSentForAnInvalidSpec();
};

void tst_FaultMatrix::row_data()
{
    QTest::addColumn<FaultRow>("row");
    for (const auto &rows : {statusFaults(), transportFaults(), streamFaults()}) {
        for (const FaultRow &row : rows)
            QTest::newRow(row.name) << row;
    }
}

void tst_FaultMatrix::row()
{
    QFETCH(FaultRow, row);
    ScriptedServer server(row.script);
    Engine engine({.jitter = [] { return 0.5; }, .waitScale = 0});
    RunSpec spec = specFor(server.url(QStringLiteral("/v1")));
    spec.timeouts = {.connect = 5s, .firstContent = 600ms, .idle = 600ms, .total = 3s};
    RunProbe probe(engine.start(spec));
    QTRY_VERIFY_WITH_TIMEOUT(probe.isDone(), 30'000);

    const RunRecord record = probe.finished.first();
    QCOMPARE(record.error ? QString::fromLatin1(record.error->row().id) : QString(),
             row.code ? QString::fromLatin1(errorRow(*row.code).id) : QString());
    if (row.code) QCOMPARE(toString(record.error->category()), toString(errorRow(*row.code).category));
    QCOMPARE(toString(record.status), toString(row.status));
    QCOMPARE(int(record.attempts.size()), row.attempts);
    QCOMPARE(server.requestCount(), row.attempts); // one POST an attempt, no more
    QCOMPARE(probe.waits.size(), row.attempts - 1);
    if (row.text) {
        QCOMPARE(record.text, QString::fromUtf8(row.text));
        QCOMPARE(probe.text, record.text);
    } else {
        QVERIFY(!record.text.isEmpty());
    }
    QCOMPARE(toString(record.attempts.back().billing), toString(row.billing));
    if (row.finish) QCOMPARE(toString(record.finishReason), toString(*row.finish));
    if (row.billing == Billing::None) QCOMPARE(record.receipt.total, std::optional(Money{}));
    if (row.billing == Billing::Exact) QCOMPARE(record.receipt.total, std::optional(*parseUsd(u"0.000105")));
    QCOMPARE(engine.activeRuns(), 0);
    QCOMPARE(probe.finished.size(), 1);
}

void tst_FaultMatrix::refusedConnection()
{
    QUrl nobody;
    {
        const ScriptedServer server;
        nobody = server.url(QStringLiteral("/v1"));
    }
    Engine engine({.jitter = [] { return 0.5; }, .waitScale = 0});
    RunProbe probe(engine.start(specFor(nobody)));
    QTRY_VERIFY(probe.isDone());
    QCOMPARE(probe.finished.first().error->code, ErrorCode::Refused);
    QCOMPARE(probe.waits, (QList<milliseconds>{2s, 4s, 8s}));
    QCOMPARE(toString(probe.finished.first().attempts.back().billing), toString(Billing::None));
    QVERIFY(!probe.finished.first().attempts.back().sent);
}

void tst_FaultMatrix::unknownHost()
{
    Engine engine({.jitter = [] { return 0.5; }, .waitScale = 0});
    RunSpec spec = specFor(QUrl(QStringLiteral("https://no-such-host.invalid/v1")));
    spec.timeouts.connect = 20s;
    RunProbe probe(engine.start(spec));
    QTRY_VERIFY_WITH_TIMEOUT(probe.isDone(), 60'000);
    QCOMPARE(probe.finished.first().error->code, ErrorCode::HostNotFound);
    QCOMPARE(probe.attempts.size(), 2);
}

void tst_FaultMatrix::nothingIsSentForAnInvalidSpec_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<int>("code");
    const QString safe = QStringLiteral("https://example.invalid/v1");
    const QString m = QStringLiteral("m");
    const auto row = [](const char *name, const QString &url, const QByteArray &key, const QString &model,
                        const QString &prompt,
                        ErrorCode code) { QTest::newRow(name) << url << key << model << prompt << int(code); };
    row("8 http to another computer", QStringLiteral("http://example.invalid/v1"), "k", m, m, ErrorCode::InsecureUrl);
    row("no address", {}, "k", m, m, ErrorCode::BadUrl);
    row("ftp", QStringLiteral("ftp://example.invalid"), "k", m, m, ErrorCode::BadUrl);
    row("a password in the address", QStringLiteral("https://me:secret@example.invalid"), "k", m, m, ErrorCode::BadUrl);
    row("no key", safe, "", m, m, ErrorCode::MissingKey);
    row("116 a line break in the key", safe, "sk-1\n", m, m, ErrorCode::BadKeyFormat);
    row("116 a space in the key", safe, "sk 1", m, m, ErrorCode::BadKeyFormat);
    row("116 a foreign letter in the key", safe, "sk-\xc3\xbc", m, m, ErrorCode::BadKeyFormat);
    row("no model", safe, "k", QStringLiteral(" "), m, ErrorCode::BadParameter);
    row("no prompt", safe, "k", m, {}, ErrorCode::EmptyPrompt);
}

void tst_FaultMatrix::nothingIsSentForAnInvalidSpec()
{
    QFETCH(QString, url);
    QFETCH(QByteArray, key);
    QFETCH(QString, model);
    QFETCH(QString, prompt);
    QFETCH(int, code);
    Engine engine({});
    RunSpec spec = specFor(QUrl(url));
    spec.provider.needsKey = true;
    spec.key = Secret(key);
    spec.draft.model = model;
    spec.messages = {{Role::User, prompt}};
    RunProbe probe(engine.start(spec));
    QVERIFY(!probe.isDone()); // never from inside start()
    QTRY_VERIFY(probe.isDone());
    QCOMPARE(int(probe.finished.first().error->code), code);
    QVERIFY(probe.finished.first().attempts.empty());
    QVERIFY(!probe.finished.first().error->message().contains(QStringLiteral("secret")));
}

QTEST_GUILESS_MAIN(tst_FaultMatrix)
#include "tst_faultmatrix.moc"
