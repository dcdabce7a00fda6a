#include "tests/core/engine/faultcheck.h"
#include "tests/core/engine/faultrows.h"
#include "tests/support/scriptedserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(burin::FaultRow)

/// Rows of the fault matrix that a script can play, against a real socket: exact status, category, sub-code, severity
/// and sentence, number and timing of the retries, kept text and words, billing, and one finished().
class tst_FaultMatrix : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void row_data();
    void row();
    void namesNoRowTwice();
};

namespace {

constexpr milliseconds Short = 400ms;

Timeouts timeoutsFor(ShortLimit limit)
{
    Timeouts timeouts{.connect = 60s, .firstContent = 60s, .idle = 60s, .total = 120s};
    if (limit == ShortLimit::FirstContent) timeouts.firstContent = Short;
    if (limit == ShortLimit::Idle) timeouts.idle = Short;
    if (limit == ShortLimit::Total) timeouts.total = Short;
    return timeouts;
}

void checkError(const FaultRow &row, const RunRecord &record, const RunSpec &spec)
{
    QCOMPARE(told(record.error), QString::fromUtf8(row.fails.error));
    if (!record.error) return;
    QCOMPARE(record.error->message(), sentenceOf(row.fails, spec, double(Short.count()) / 1000));
    QVERIFY(!record.error->advice().isEmpty());
    if (row.detail) QCOMPARE(record.error->detail, QString::fromUtf8(row.detail));
    QCOMPARE(record.attempts.back().error->requestId, QString());
}

void checkText(const FaultRow &row, const RunRecord &record, const QString &streamed)
{
    if (row.text)
        QCOMPARE(record.text, QString::fromUtf8(row.text));
    else
        QVERIFY(!record.text.isEmpty());
    QCOMPARE(streamed, record.text); // what was shown is what is kept
    QCOMPARE(record.warnings, row.warnings);
    if (row.finish) QCOMPARE(toString(record.finishReason), toString(*row.finish));
}

void checkCost(const FaultRow &row, const RunRecord &record)
{
    QCOMPARE(toString(record.attempts.back().billing), toString(row.billing));
    const std::optional<Money> total = record.receipt.total;
    switch (row.billing) {
    case Billing::None: // an earlier attempt of the row cannot have cost anything either
        QCOMPARE(total, std::optional(Money{}));
        break;
    case Billing::Exact: // ten tokens in, five out
        QCOMPARE(total, std::optional(*parseUsd(u"0.000105")));
        break;
    case Billing::Estimated:
        QVERIFY(total > Money{});
        QCOMPARE(toString(record.receipt.provenance), toString(Provenance::Estimated));
        break;
    case Billing::Unknown: // never shown as free
        QCOMPARE(total, std::optional<Money>());
        break;
    }
}

} // namespace

void tst_FaultMatrix::row_data()
{
    QTest::addColumn<FaultRow>("row");
    for (const FaultRow &row : allFaultRows())
        QTest::newRow(row.name) << row;
}

void tst_FaultMatrix::row()
{
    QFETCH(FaultRow, row);
    ScriptedServer server(row.script);
    Engine engine({.jitter = [] { return 0.5; }, .waitScale = 0});
    RunSpec spec = specFor(server.url(QStringLiteral("/v1")));
    spec.timeouts = timeoutsFor(row.limit);
    Run *run = engine.start(spec);
    RunProbe probe(run);
    QSignalSpy finished(run, &Run::finished); // QTRY_ would look every 50 ms only
    QVERIFY(finished.wait(120'000));

    const RunRecord record = probe.finished.first();
    checkError(row, record, spec);
    QCOMPARE(toString(record.status), toString(row.status));
    QList<milliseconds> waits;
    for (const int wait : row.waits)
        waits += milliseconds(wait);
    QCOMPARE(probe.waits, waits);
    QCOMPARE(record.attempts.size(), row.waits.size() + 1);
    QCOMPARE(probe.attempts.size(), record.attempts.size());
    QCOMPARE(server.requestCount(), int(record.attempts.size())); // one POST an attempt, no more
    checkText(row, record, probe.text);
    checkCost(row, record);
    QCOMPARE(engine.activeRuns(), 0);
    QCOMPARE(probe.finished.size(), 1);
}

void tst_FaultMatrix::namesNoRowTwice()
{
    QSet<QByteArray> names;
    for (const FaultRow &row : allFaultRows()) {
        QVERIFY2(!names.contains(row.name), row.name);
        names += row.name;
        bool numbered = false;
        const int number = QByteArray(row.name).split(' ').first().toInt(&numbered);
        QVERIFY2(numbered && number >= 1 && number <= 125, row.name);
    }
}

QTEST_GUILESS_MAIN(tst_FaultMatrix)
#include "tst_faultmatrix.moc"
