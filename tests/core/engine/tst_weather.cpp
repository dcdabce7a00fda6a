#include "tests/core/engine/faultrows.h"
#include "tests/core/engine/runprobe.h"
#include "tests/support/scriptedserver.h"

#include <QRandomGenerator>
#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

namespace {

constexpr int Runs = 5'000;
constexpr int RunsWithoutRetries = 2'000;
constexpr int InFlight = 40;
constexpr int Keys = 8;                           // each with limits of its own, as if runs went to so many providers
constexpr qint64 PicoPerInputToken = 3'000'000;   // $3 a million
constexpr qint64 PicoPerOutputToken = 15'000'000; // $15 a million

/// A day on which 5 % of the requests meet a 429, 3 % a 5xx, 2 % a reset before any content, and 1 % silence. Keeps
/// the bill as the provider would: what was answered whole was charged, to the token.
class Weather {
public:
    explicit Weather(quint32 seed) : m_random(seed)
    {
        m_server.answerWith([this](const ReceivedRequest &) { return answer(); });
    }

    QUrl url() const { return m_server.url(QStringLiteral("/v1")); }
    int requestsSeen() const { return m_server.requestCount(); }
    Money bill() const { return m_bill; }
    int faults() const { return m_faults; }

private:
    Script answer()
    {
        const quint32 percent = m_random.bounded(100U);
        if (percent >= 11) return charged();
        ++m_faults;
        if (percent < 5) return jsonResponse(429, "{}");
        if (percent < 8) return jsonResponse(percent == 5 ? 500 : percent == 6 ? 502 : 503, "{}");
        if (percent < 10) return m_random.bounded(2) ? Script().reset() : sseHead().pause(1ms).reset();
        return Script().stall();
    }

    Script charged()
    {
        const qint64 input = m_random.bounded(5'000);
        const qint64 output = 1 + m_random.bounded(2'000);
        m_bill += Money{input * PicoPerInputToken + output * PicoPerOutputToken};
        const QByteArray usage = R"({"choices":[],"usage":{"prompt_tokens":)" + QByteArray::number(input) +
                                 R"(,"completion_tokens":)" + QByteArray::number(output) + "}}";
        return sseResponse({textChunk("fine"), finishChunk("stop"), usage, "[DONE]"});
    }

    ScriptedServer m_server;
    QRandomGenerator m_random;
    Money m_bill;
    int m_faults = 0;
};

/// What became of many runs.
struct Harvest {
    int done = 0;
    int succeeded = 0;
    int attempts = 0;
    int sent = 0;
    Money runs;       ///< Sum of the runs' receipts.
    Money ledger;     ///< Sum of the attempts' receipts.
    int unpriced = 0; ///< Attempts that may have been charged and are shown so.
};

void add(Harvest &harvest, const RunRecord &record)
{
    ++harvest.done;
    harvest.succeeded += record.status == RunStatus::Completed && record.text == u"fine";
    harvest.runs += record.receipt.total.value_or(Money{});
    for (const Attempt &attempt : record.attempts) {
        ++harvest.attempts;
        harvest.sent += attempt.sent;
        harvest.ledger += attempt.receipt.total.value_or(Money{});
        harvest.unpriced += attempt.billing == Billing::Unknown;
    }
}

/// Starts @p runs runs, InFlight at a time.
class Season : public QObject {
    Q_OBJECT
public:
    Season(const Weather &weather, int runs, int retries) : m_weather(weather), m_runs(runs), m_retries(retries)
    {
        for (int i = 0; i < InFlight; ++i)
            next();
    }
    const Harvest &harvest() const { return m_harvest; }
    bool isOver() const { return m_harvest.done == m_runs; }

private:
    void next()
    {
        if (m_started == m_runs) return;
        ++m_started;
        RunSpec spec = specFor(m_weather.url());
        spec.key = Secret("sk-" + QByteArray::number(m_started % Keys));
        // Long enough that only the silent ones run into it, whatever else this machine has to do.
        spec.timeouts = {.connect = 60s, .firstContent = 2s, .idle = 60s, .total = 120s};
        spec.retry.retries = m_retries;
        connect(m_engine.start(spec), &Run::finished, this, [this](const RunRecord &record) {
            add(m_harvest, record);
            next();
        });
    }

    static Engine::Options options()
    {
        Engine::Options options;
        options.waitScale = 0.0005; // a wait of two seconds takes one millisecond
        return options;
    }

    const Weather &m_weather;
    int m_runs;
    int m_retries;
    int m_started = 0;
    Harvest m_harvest;
    Engine m_engine{options()};
};

double percentOf(int part, int whole)
{
    return 100.0 * part / whole;
}

} // namespace

/// Ordinary bad weather: the engine brings nearly every run home, and knows to the pico-dollar what it cost.
class tst_Weather : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nearlyEveryRunSucceedsAndTheBillIsExact();
};

void tst_Weather::nearlyEveryRunSucceedsAndTheBillIsExact()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    Weather bare(seed);
    const Season without(bare, RunsWithoutRetries, 0);
    QTRY_VERIFY_WITH_TIMEOUT(without.isOver(), 240'000);

    Weather weather(seed);
    const Season season(weather, Runs, 3);
    QTRY_VERIFY_WITH_TIMEOUT(season.isOver(), 240'000);
    const Harvest &harvest = season.harvest();
    qInfo("seed %u: %d runs, %d requests, %d of them failed: %.2f %% succeed; without retries %.2f %% of %d", seed,
          Runs, weather.requestsSeen(), weather.faults(), percentOf(harvest.succeeded, Runs),
          percentOf(without.harvest().succeeded, RunsWithoutRetries), RunsWithoutRetries);
    qInfo("billed %s USD, known %s USD, %d attempts perhaps charged", qPrintable(exactUsd(weather.bill())),
          qPrintable(exactUsd(harvest.ledger)), harvest.unpriced);

    QVERIFY(percentOf(harvest.succeeded, Runs) >= 99.5);
    QVERIFY(percentOf(without.harvest().succeeded, RunsWithoutRetries) < 95);
    QCOMPARE(exactUsd(harvest.ledger), exactUsd(weather.bill()));
    QCOMPARE(exactUsd(harvest.runs), exactUsd(harvest.ledger));
    QCOMPARE(exactUsd(without.harvest().ledger), exactUsd(bare.bill()));
    QCOMPARE(harvest.sent, weather.requestsSeen()); // every POST is an attempt, every attempt at most one POST
    QVERIFY(harvest.attempts > Runs + Runs / 20);   // the weather was as bad as meant
    QVERIFY(harvest.unpriced > 0);
}

QTEST_GUILESS_MAIN(tst_Weather)
#include "tst_weather.moc"
