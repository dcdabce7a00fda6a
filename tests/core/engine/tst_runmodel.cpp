#include "tests/core/engine/faultrows.h"
#include "tests/core/engine/runprobe.h"
#include "tests/support/scriptedserver.h"

#include <QPromise>
#include <QRandomGenerator>
#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

namespace {

constexpr int Sequences = 1'500;
constexpr int AtOnce = 25;

/// What a run may say, and when: a reference that knows nothing of how runs work. Each signal is a step; a step that
/// is not allowed in its state is written down.
class Reference {
public:
    void attemptStarted(int number)
    {
        expect(m_state == State::Begun || m_state == State::Waiting, "an attempt starts out of turn");
        expect(number == m_attempts + 1, "an attempt has the wrong number");
        m_attempts = number;
        m_state = State::Trying;
    }
    void text(const QString &part)
    {
        expect(m_state == State::Trying, "text outside of an attempt");
        expect(!part.isEmpty(), "empty text");
        m_text += part;
    }
    void attemptEnded(const Attempt &attempt)
    {
        expect(m_state == State::Trying, "an attempt ends that did not start");
        expect(attempt.number == m_attempts, "another attempt ends than started");
        m_state = State::Tried;
    }
    void retrying(int next)
    {
        expect(m_state == State::Tried, "a retry without a failed attempt");
        expect(next == m_attempts + 1, "a retry has the wrong number");
        expect(m_text.isEmpty(), "a retry behind content");
        m_state = State::Waiting;
    }
    void finished(const RunRecord &record)
    {
        expect(m_state != State::Trying, "the end comes inside an attempt");
        expect(m_state != State::Finished, "a second end");
        expect(int(record.attempts.size()) == m_attempts, "attempts are missing in the record");
        expect(record.text == m_text, "other text is kept than was shown");
        expect(record.status != RunStatus::Running, "still running at its end");
        const bool endsWell = record.status == RunStatus::Completed || record.status == RunStatus::Cancelled;
        expect(endsWell != record.error.has_value(), "the error does not fit the status");
        expect(record.status != RunStatus::Cancelled || m_cancelled, "cancelled, but nobody did");
        expect(record.status != RunStatus::Failed || m_text.isEmpty(), "failed with text");
        m_state = State::Finished;
    }
    void cancelled() { m_cancelled = true; }

    bool isFinished() const { return m_state == State::Finished; }
    const QStringList &wrong() const { return m_wrong; }

private:
    enum class State { Begun, Trying, Tried, Waiting, Finished };

    void expect(bool fulfilled, const char *what)
    {
        if (!fulfilled) m_wrong += QString::fromUtf8(what);
        if (m_state == State::Finished) m_wrong += QStringLiteral("something behind the end");
    }

    State m_state = State::Begun;
    int m_attempts = 0;
    bool m_cancelled = false;
    QString m_text;
    QStringList m_wrong;
};

/// Events in any order: what a server may do with a request …
Script randomScript(QRandomGenerator &random)
{
    Script script;
    if (random.bounded(8) == 0) return jsonResponse(random.bounded(2) ? 503 : 401, "{}");
    if (random.bounded(8) > 0) script = sseHead();
    for (int step = random.bounded(6); step > 0; --step) {
        switch (random.bounded(7)) {
        case 0:
            script.event(finishChunk(random.bounded(4) ? "stop" : "error"));
            break;
        case 1:
            script.event("[DONE]");
            break;
        case 2:
            script.event(R"({"error":{"message":"x","type":"overloaded_error"}})");
            break;
        case 3:
            script.comment("ping");
            break;
        case 4:
            script.event("{broken");
            break;
        default:
            script.event(textChunk("a"));
            break;
        }
        if (random.bounded(2)) script.pause(milliseconds(random.bounded(4)));
    }
    switch (random.bounded(4)) {
    case 0:
        return script.close();
    case 1:
        return script.reset();
    case 2:
        return script.stall();
    default:
        return script.end().close();
    }
}

/// … and what the user and the store may do with a run.
struct Interference {
    int cancelAfter = -1;      ///< Milliseconds; negative = never.
    bool cancelInText = false; ///< From inside the handler.
    bool cancelInEnd = false;  ///< From inside the handler of an attempt's end.
    bool impatient = false;    ///< Does not wait for retries.
    bool shortTimeouts = false;
};

Interference randomInterference(QRandomGenerator &random)
{
    Interference mood;
    if (random.bounded(3) == 0) mood.cancelAfter = random.bounded(30);
    mood.cancelInText = random.bounded(6) == 0;
    mood.cancelInEnd = random.bounded(8) == 0;
    mood.impatient = random.bounded(3) == 0;
    mood.shortTimeouts = random.bounded(3) == 0;
    return mood;
}

void watch(Run *run, Reference &reference)
{
    QObject::connect(run, &Run::attemptStarted, run, [&reference](int number) { reference.attemptStarted(number); });
    QObject::connect(run, &Run::textAdded, run, [&reference](const QString &part) { reference.text(part); });
    QObject::connect(run, &Run::attemptEnded, run, [&reference](const Attempt &a) { reference.attemptEnded(a); });
    QObject::connect(run, &Run::retrying, run, [&reference](int next) { reference.retrying(next); });
    QObject::connect(run, &Run::finished, run, [&reference](const RunRecord &r) { reference.finished(r); });
}

void interfere(Run *run, Reference &reference, const Interference &mood)
{
    const auto cancel = [run, &reference] {
        reference.cancelled();
        run->cancel();
    };
    if (mood.cancelAfter >= 0) QTimer::singleShot(mood.cancelAfter, Qt::PreciseTimer, run, cancel);
    if (mood.cancelInText) QObject::connect(run, &Run::textAdded, run, cancel);
    if (mood.cancelInEnd) QObject::connect(run, &Run::attemptEnded, run, cancel);
    if (mood.impatient) QObject::connect(run, &Run::retrying, run, &Run::retryNow, Qt::QueuedConnection);
}

QFuture<Outcome> ready(const Outcome &outcome)
{
    QPromise<Outcome> promise;
    promise.start();
    promise.addResult(outcome);
    promise.finish();
    return promise.future();
}

} // namespace

/// The state machine of a run against a reference, under events in any order: data, errors, silence, ends, time-outs,
/// cancels, a store that fails. Always exactly one end, and never a step that makes no sense.
class tst_RunModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anyOrderOfEventsHasOneEnd();
};

void tst_RunModel::anyOrderOfEventsHasOneEnd()
{
    const quint32 seed = qEnvironmentVariableIsSet("BURIN_SEED") ? qEnvironmentVariable("BURIN_SEED").toUInt()
                                                                 : QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    ScriptedServer server;
    server.answerWith([&random](const ReceivedRequest &) { return randomScript(random); });
    Engine::Options options;
    options.waitScale = 0.001;
    options.slotsPerEndpoint = AtOnce * 3 / 4; // some have to queue
    options.journal = [&random](RunId, const Attempt &) {
        return ready(random.bounded(40) ? Outcome(Done{}) : Outcome(makeError(ErrorCode::DiskFull)));
    };
    Engine engine(options);
    QHash<QString, int> ends;
    for (int first = 0; first < Sequences; first += AtOnce) {
        std::vector<Reference> references(AtOnce);
        for (Reference &reference : references) {
            RunSpec spec = specFor(server.url(QStringLiteral("/v1")));
            const Interference mood = randomInterference(random);
            const milliseconds limit = mood.shortTimeouts ? 15ms : 100ms;
            spec.timeouts = {.connect = 60s, .firstContent = limit, .idle = limit, .total = 2 * limit};
            Run *run = engine.start(spec);
            watch(run, reference);
            interfere(run, reference, mood);
            connect(run, &Run::finished, this, [&ends](const RunRecord &record) { ++ends[toString(record.status)]; });
        }
        QTRY_COMPARE_WITH_TIMEOUT(engine.activeRuns(), 0, 120'000);
        for (const Reference &reference : references) {
            QVERIFY2(reference.wrong().isEmpty(), qPrintable(reference.wrong().join(QStringLiteral("; "))));
            QVERIFY(reference.isFinished());
        }
        QTRY_COMPARE(engine.findChildren<Run *>().size(), 0);
    }
    // Teeth: each way to end was met.
    for (const RunStatus status :
         {RunStatus::Completed, RunStatus::Truncated, RunStatus::Partial, RunStatus::Failed, RunStatus::Cancelled})
        QVERIFY2(ends.value(toString(status)) > 0, qPrintable(toString(status)));
    qInfo() << ends;
}

QTEST_GUILESS_MAIN(tst_RunModel)
#include "tst_runmodel.moc"
