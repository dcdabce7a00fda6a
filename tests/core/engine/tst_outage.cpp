#include "core/engine/retrydecision.h"
#include "core/net/retrypolicy.h"
#include "tests/core/engine/faultrows.h"
#include "tests/core/engine/runprobe.h"
#include "tests/support/scriptedserver.h"

#include <QRandomGenerator>
#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

/// How polite the engine is to servers in trouble: it does not add to an outage, spreads its retries, and waits as long
/// as it is asked to.
class tst_Outage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTotalOutageIsNotAmplified_data();
    void aTotalOutageIsNotAmplified();
    void retriesAreSpreadEvenly_data();
    void retriesAreSpreadEvenly();
    void retryAfterIsObeyed_data();
    void retryAfterIsObeyed();
};

void tst_Outage::aTotalOutageIsNotAmplified_data()
{
    QTest::addColumn<int>("failuresToOpen");
    QTest::addColumn<int>("fewestRequests");
    QTest::newRow("125 a circuit that opens") << CircuitSettings{}.failuresToOpen << 1;
    QTest::newRow("125 the budget of retries alone") << 1'000'000 << 500;
}

void tst_Outage::aTotalOutageIsNotAmplified()
{
    QFETCH(int, failuresToOpen);
    QFETCH(int, fewestRequests);
    constexpr int Runs = 500;
    ScriptedServer server({jsonResponse(503, "{}")});
    Engine::Options options;
    options.waitScale = 0.0005;
    options.circuit.failuresToOpen = failuresToOpen;
    Engine engine(options);
    int done = 0;
    int failed = 0;
    int attempts = 0;
    QSet<QString> told;
    for (int i = 0; i < Runs; ++i) {
        RunSpec spec = specFor(server.url(QStringLiteral("/v1")));
        spec.id = {i + 1};
        spec.use = RunUse::Batch;
        spec.timeouts = {.connect = 60s, .firstContent = 60s, .idle = 60s, .total = 120s};
        connect(engine.start(spec), &Run::finished, this, [&](const RunRecord &record) {
            ++done;
            failed += record.status == RunStatus::Failed;
            attempts += int(record.attempts.size());
            if (record.error) told += QString::fromLatin1(record.error->row().id);
        });
    }
    QTRY_COMPARE_WITH_TIMEOUT(done, Runs, 240'000);
    qInfo("%d runs, %d requests: %.3f for one; told: %s", Runs, server.requestCount(),
          double(server.requestCount()) / Runs, qPrintable(QStringList(told.values()).join(QStringLiteral(", "))));
    QCOMPARE(failed, Runs); // each row of the batch has its end
    QCOMPARE(server.requestCount(), attempts);
    QVERIFY(server.requestCount() <= Runs * 5 / 4);
    QVERIFY(server.requestCount() >= fewestRequests);
}

void tst_Outage::retriesAreSpreadEvenly_data()
{
    QTest::addColumn<int>("retry");
    QTest::addColumn<int>("planned");
    QTest::newRow("first") << 1 << 2'000;
    QTest::newRow("second") << 2 << 4'000;
    QTest::newRow("third") << 3 << 8'000;
}

void tst_Outage::retriesAreSpreadEvenly()
{
    constexpr int Draws = 10'000;
    QFETCH(int, retry);
    QFETCH(int, planned);
    QRandomGenerator random(20261125);
    RetryFacts facts;
    facts.error = makeError(ErrorCode::Overloaded);
    facts.retriesDone = retry - 1;
    double sum = 0;
    std::array<int, 10> tenths{};
    for (int i = 0; i < Draws; ++i) {
        facts.jitter = random.generateDouble();
        const RetryDecision decision = decideRetry(facts, RetrySettings{});
        QVERIFY(std::holds_alternative<RetryAfter>(decision));
        const auto delay = double(std::get<RetryAfter>(decision).delay.count());
        const double share = delay / planned;
        QVERIFY2(share >= 0.5 && share <= 1.5, qPrintable(QString::number(delay)));
        sum += share;
        ++tenths.at(size_t(qBound(0, int((share - 0.5) * 10), 9)));
    }
    const double mean = sum / Draws;
    QVERIFY2(mean > 0.98 && mean < 1.02, qPrintable(QString::number(mean)));
    // Evenly: no tenth of the range has much more or less than its thousand.
    const auto [fewest, most] = std::ranges::minmax(tenths);
    QVERIFY2(fewest > 850 && most < 1'150, qPrintable(QStringLiteral("%1 to %2").arg(fewest).arg(most)));
}

void tst_Outage::retryAfterIsObeyed_data()
{
    QTest::addColumn<HttpHeaders>("headers");
    QTest::addColumn<int>("wait"); // of the run, with the jitter in the middle: at least our own two seconds
    const auto seconds = [](const QByteArray &value, int wait) {
        QTest::addRow("Retry-After: %s", value.constData()) << HttpHeaders{{"Retry-After", value}} << wait;
    };
    const auto both = [](const QByteArray &milliseconds, const QByteArray &value, int wait) {
        QTest::addRow("retry-after-ms: %s, Retry-After: %s", milliseconds.constData(), value.constData())
            << HttpHeaders{{"retry-after-ms", milliseconds}, {"Retry-After", value}} << wait;
    };
    const auto date = [](const QByteArray &value, int wait) {
        QTest::addRow("%s", value.constData())
            << HttpHeaders{{"Date", "Tue, 01 Jan 2030 12:00:00 GMT"}, {"Retry-After", value}} << wait;
    };
    seconds("3", 3'000);
    seconds(" 7 ", 7'000);
    seconds("+4", 4'000);
    seconds("2.5", 2'500);
    seconds("3.999", 3'999);
    seconds("59.95", 59'950);
    seconds("60", 60'000);
    seconds("0010", 10'000);
    seconds("1e1", 10'000);
    seconds("5.", 5'000);
    seconds("1", 2'000);
    seconds("0", 2'000);
    seconds("0.001", 2'000);
    seconds("-1", 2'000);
    seconds("NaN", 2'000);
    seconds("Infinity", 2'000);
    seconds("3 s", 2'000);
    seconds("0x10", 2'000);
    seconds("", 2'000);
    both("4500", "60", 4'500);
    both("3000.4", "1", 3'001);
    both("soon", "6", 6'000);
    both("-5", "6", 6'000);
    date("Tue, 01 Jan 2030 12:00:09 GMT", 9'000);
    date("Tuesday, 01-Jan-30 12:00:31 GMT", 31'000);
    date("Tue Jan  1 12:00:42 2030", 42'000);
    date("Tue, 01 Jan 2030 11:59:00 GMT", 2'000);
}

void tst_Outage::retryAfterIsObeyed()
{
    QFETCH(HttpHeaders, headers);
    QFETCH(int, wait);
    RetryFacts facts;
    facts.error = makeError(ErrorCode::TooManyRequests);
    facts.error.retryAfter = retryAfter(headers, QDateTime::currentDateTimeUtc());
    const RetryDecision decision = decideRetry(facts, RetrySettings{});
    QVERIFY(std::holds_alternative<RetryAfter>(decision));
    const auto delay = int(std::get<RetryAfter>(decision).delay.count());
    QVERIFY2(qAbs(delay - wait) <= 50, qPrintable(QString::number(delay)));
}

QTEST_GUILESS_MAIN(tst_Outage)
#include "tst_outage.moc"
