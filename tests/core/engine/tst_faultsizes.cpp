#include "tests/core/engine/faultcheck.h"
#include "tests/core/engine/faultrows.h"
#include "tests/support/scriptedserver.h"

#include <QFile>
#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

namespace {

constexpr qint64 Kilobyte = 1024;
constexpr qint64 Megabyte = 1024 * Kilobyte;
constexpr qint64 MostGrowth = 80 * Megabyte;

/// What more memory this process needed at its worst since this was made: server, client and test together.
class MemoryGrowth {
public:
    MemoryGrowth()
    {
        QFile clear(QStringLiteral("/proc/self/clear_refs"));
        m_canReset = clear.open(QIODevice::WriteOnly) && clear.write("5") == 1; // forgets the highest mark
        clear.close();
        m_before = field("VmRSS:");
    }
    qint64 bytes() const { return field("VmHWM:") - m_before; }
    bool isMeasured() const { return m_canReset && m_before > 0; }

private:
    static qint64 field(const QByteArray &name)
    {
        QFile status(QStringLiteral("/proc/self/status"));
        if (!status.open(QIODevice::ReadOnly)) return 0;
        for (const QByteArray &line : status.readAll().split('\n')) {
            if (line.startsWith(name)) return line.simplified().split(' ').value(1).toLongLong() * Kilobyte;
        }
        return 0;
    }

    qint64 m_before = 0;
    bool m_canReset = false;
};

/// @p megabytes of @p piece as fast as the client takes them, each piece a chunk.
Script flood(Script script, const QByteArray &piece, int megabytes)
{
    const QByteArray chunk = QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n";
    return script.writeRepeatedly(chunk, int(megabytes * Megabyte / piece.size()));
}

/// A delta of fifty tokens, as a chunk; @p word tells it from another.
QByteArray fiftyTokens(const QByteArray &word)
{
    const QByteArray delta = "data: " + textChunk((word + ' ').repeated(50)) + "\n\n";
    return QByteArray::number(delta.size(), 16) + "\r\n" + delta + "\r\n";
}

struct SizeRow {
    const char *name;
    Script script;
    ExpectedFault fails;
    RunStatus status = RunStatus::Failed;
    QList<milliseconds> waits = {};
    qsizetype text = 0; ///< Characters kept.
    Billing billing = Billing::Unknown;
    qint64 read = 512 * Megabyte; ///< No more of the body is taken.
};

std::vector<SizeRow> rows()
{
    const QByteArray filler(64 * Kilobyte, 'x');
    const QByteArray comment = ": " + QByteArray(64 * Kilobyte, 'x') + "\n\n";
    const QList<milliseconds> schedule = {2s, 4s, 8s};
    constexpr int Deltas = 20'000;
    Script endless = sseHead();
    endless.writeRepeatedly(fiftyTokens("abcd") + fiftyTokens("efgh"), Deltas / 2); // two by turns: no repetition
    endless.event(finishChunk("stop")).event(usageChunk()).event("[DONE]").end();
    const QByteArray page = responseHead(500, {{"Content-Type", "text/html"}, {"Transfer-Encoding", "chunked"}});
    return {
        {.name = "57 an error page of 100 MB",
         .script = flood(Script().write(page), "<p>" + filler, 100).end(),
         .fails = {"API_ERROR server_error MEDIUM", "The provider failed with status 500."},
         .waits = schedule,
         .read = 8 * Megabyte},
        {.name = "82 a line of 100 MB",
         .script = flood(sseHead().event(textChunk("one ")), filler, 100).end(),
         .fails = {"API_ERROR response_too_large HIGH", "The answer is larger than the limit of 16 MiB a line."},
         .status = RunStatus::Partial,
         .text = 4,
         .billing = Billing::Estimated,
         .read = 32 * Megabyte},
        {.name = "84 a million tokens",
         .script = endless,
         .fails = {},
         .status = RunStatus::Completed,
         .text = qsizetype(Deltas) * 250,
         .billing = Billing::Exact},
        {.name = "84 beyond the cap of the body",
         .script = flood(sseHead().event(textChunk("one ")), comment, 600).end(),
         .fails = {"API_ERROR response_too_large HIGH", "The answer is larger than the limit of 512 MiB."},
         .status = RunStatus::Partial,
         .text = 4,
         .billing = Billing::Estimated},
    };
}

} // namespace

Q_DECLARE_METATYPE(SizeRow)

/// Rows of the fault matrix about sizes: whatever a server sends, it costs little memory.
class tst_FaultSizes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void memoryStaysBounded_data();
    void memoryStaysBounded();
    void aFloodOfHeadersEndsWithTheLimit_data();
    void aFloodOfHeadersEndsWithTheLimit();
};

void tst_FaultSizes::memoryStaysBounded_data()
{
    QTest::addColumn<SizeRow>("row");
    for (const SizeRow &row : rows())
        QTest::newRow(row.name) << row;
}

void tst_FaultSizes::memoryStaysBounded()
{
    QFETCH(SizeRow, row);
    ScriptedServer server({row.script});
    Engine engine({.jitter = [] { return 0.5; }, .waitScale = 0});
    RunSpec spec = specFor(server.url(QStringLiteral("/v1")));
    spec.timeouts = {.connect = 60s, .firstContent = 120s, .idle = 120s, .total = 240s};
    const MemoryGrowth growth;
    QList<RunRecord> ended;
    QList<milliseconds> waits;
    Run *run = engine.start(spec);
    connect(run, &Run::retrying, this, [&waits](int, milliseconds delay) { waits += delay; });
    connect(run, &Run::finished, this, [&ended](const RunRecord &record) { ended += record; });
    QTRY_VERIFY_WITH_TIMEOUT(!ended.isEmpty(), 240'000);
    const RunRecord &record = ended.first();
    QCOMPARE(told(record.error), QString::fromUtf8(row.fails.error));
    if (record.error) QCOMPARE(record.error->message(), sentenceOf(row.fails, spec));
    QCOMPARE(toString(record.status), toString(row.status));
    QCOMPARE(record.text.size(), row.text);
    QCOMPARE(waits, row.waits);
    QCOMPARE(server.requestCount(), int(record.attempts.size()));
    QCOMPARE(toString(record.attempts.back().billing), toString(row.billing));
    QVERIFY(record.attempts.back().bytes <= row.read);
    if (!growth.isMeasured()) QSKIP("this system does not tell the highest memory use");
    qInfo("%.1f MB more at the worst, %lld bytes read", double(growth.bytes()) / Megabyte,
          static_cast<long long>(record.attempts.back().bytes));
    QVERIFY(growth.bytes() <= MostGrowth);
}

void tst_FaultSizes::aFloodOfHeadersEndsWithTheLimit_data()
{
    QTest::addColumn<QByteArray>("headers");
    QByteArray lines;
    for (int i = 0; i < 100'000; ++i)
        lines += "X-" + QByteArray::number(i) + ": x\r\n";
    QTest::newRow("16 one of 1 MB") << "X-Flood: " + QByteArray(1'000'000, 'x') + "\r\n";
    QTest::newRow("16 a hundred thousand") << lines;
}

void tst_FaultSizes::aFloodOfHeadersEndsWithTheLimit()
{
    // Qt reads such a head for half a minute and says nothing meanwhile; the limit to the first byte ends it.
    QFETCH(QByteArray, headers);
    ScriptedServer server({Script().write("HTTP/1.1 200 OK\r\n" + headers).stall()});
    Engine engine({.waitScale = 0});
    RunSpec spec = specFor(server.url(QStringLiteral("/v1")));
    spec.timeouts = {.connect = 60s, .firstContent = 500ms, .idle = 60s, .total = 120s};
    spec.retry.retries = 0;
    const MemoryGrowth growth;
    RunProbe probe(engine.start(spec));
    QTRY_VERIFY_WITH_TIMEOUT(probe.isDone(), 120'000);
    const RunRecord record = probe.finished.first();
    QCOMPARE(told(record.error), QString::fromUtf8(expected::FirstByte.error));
    QCOMPARE(record.error->message(), sentenceOf(expected::FirstByte, spec, 0.5));
    QCOMPARE(toString(record.attempts.back().billing), toString(Billing::Unknown));
    QCOMPARE(record.text, QString());
    if (growth.isMeasured()) QVERIFY(growth.bytes() <= MostGrowth);
    QTRY_COMPARE_WITH_TIMEOUT(server.openConnections(), 0, 60'000);
}

QTEST_GUILESS_MAIN(tst_FaultSizes)
#include "tst_faultsizes.moc"
