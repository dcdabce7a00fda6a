#include "app/cli/runjob.h"

#include "app/cli/collectorflush.h"
#include "app/cli/interrupt.h"
#include "app/cli/providerchoice.h"
#include "app/cli/rundocument.h"
#include "app/cli/session.h"
#include "app/cli/texttable.h"
#include "app/log/runlog.h"
#include "app/recorder/inputcounter.h"
#include "app/recorder/runrecorder.h"
#include "core/base/await.h"
#include "core/engine/engine.h"
#include "core/engine/specchecks.h"

namespace burin {

namespace {

ExitCode exitCodeOf(const RunRecord &record)
{
    if (record.status == RunStatus::Completed) return ExitDone;
    if (record.status == RunStatus::Cancelled) return ExitCancelled;
    return record.error ? exitCodeOf(*record.error) : ExitFailed;
}

} // namespace

RunJob::RunJob(Session &session, RunSpec spec, Options options)
    : QObject(&session),
      m_session(session),
      m_spec(std::move(spec)),
      m_options(options),
      m_secrets(keyOwners(m_spec.provider))
{
    connect(&session.interrupt(), &Interrupt::requested, this, &RunJob::cancel);
}

RunJob::~RunJob() = default;

void RunJob::start()
{
    await(m_secrets.find(m_spec.provider), this, [this](const KeyLookup &lookup) { useKey(lookup); });
}

void RunJob::useKey(const KeyLookup &lookup)
{
    if (m_cancelled) return;
    m_spec.key = lookup.key;
    if (const std::optional<Error> error = keyProblem(m_spec.provider, lookup))
        return refuseRun(m_session, m_spec, refusalOf(*error));
    findFallbackKeys(0);
}

void RunJob::findFallbackKeys(size_t next)
{
    if (m_cancelled) return;
    if (next >= m_spec.fallbacks.size()) return begin();
    FallbackTarget &target = m_spec.fallbacks[next];
    if (target.provider.id == m_spec.provider.id) {
        target.key = m_spec.key;
        return findFallbackKeys(next + 1);
    }
    await(m_secrets.find(target.provider), this, [this, next](const KeyLookup &lookup) {
        FallbackTarget &fallback = m_spec.fallbacks[next];
        fallback.key = lookup.key;
        std::optional<Error> error = keyProblem(fallback.provider, lookup);
        if (!error && lookup.key.isEmpty() && fallback.provider.needsKey)
            error = makeError(ErrorCode::MissingKey, fallback.provider.name);
        if (!error) return findFallbackKeys(next + 1);
        m_session.console().note(
            Cli::tr("The fallback model %1 was left out: %2").arg(fallback.model, error->message()));
        m_spec.fallbacks.erase(m_spec.fallbacks.begin() + qsizetype(next));
        findFallbackKeys(next);
    });
}

void RunJob::begin()
{
    if (const std::optional<Error> error = checkSpec(m_spec)) return refuseRun(m_session, m_spec, refusalOf(*error));
    Engine::Options engine;
    engine.prices = m_options.prices;
    engine.count = inputCounter([] { return LearnedFactors(); });
    if (m_options.history == History::Keep) {
        m_recorder = new RunRecorder(m_session.database(), this);
        m_recorder->setRecordingTotal(m_options.recordingTotal);
        engine.journal = m_recorder->journalHook();
        engine.record = m_recorder->recordHook();
        engine.reserve = m_recorder->reserveHook();
    } else if (m_session.hasDatabase()) {
        m_spending.emplace(m_session.database(), m_spec.draft.title);
        engine.reserve = m_spending->reserveHook();
    }
    m_engine = new Engine(std::move(engine), this);
    if (m_recorder)
        openHistory();
    else
        beginNext();
}

void RunJob::openHistory()
{
    connect(m_recorder, &RunRecorder::stored, this, [this](const RunRecord &r) { conclude(r, exitCodeOf(r)); });
    connect(m_recorder, &RunRecorder::storeFailed, this, &RunJob::keepTrying);
    withHistory(
        m_session, [](const QSqlDatabase &) -> Outcome { return Done{}; }, [this](const Done &) { beginNext(); });
}

void RunJob::beginNext()
{
    if (m_cancelled) return;
    m_spec.createdAt = QDateTime::currentDateTimeUtc();
    m_begun = true;
    if (!m_recorder) return launch({});
    await(m_recorder->begin(m_spec), this, [this](const Result<RunId> &id) {
        if (id)
            launch(*id);
        else
            m_session.refuse(refusalOf(id.error()));
    });
}

void RunJob::launch(RunId id)
{
    m_spec.id = id;
    m_run = m_engine->start(m_spec);
    if (m_recorder) {
        m_recorder->follow(m_run);
        (new RunLog(m_session.log(), m_run))->follow(m_run, m_spec);
    } else {
        connect(m_run, &Run::finished, this, [this](const RunRecord &r) { conclude(r, exitCodeOf(r)); });
    }
    connect(m_run, &Run::textAdded, this, &RunJob::show);
    connect(m_run, &Run::retrying, this, &RunJob::noteRetry);
    connect(m_run, &Run::fellBack, this, &RunJob::noteFallback);
    if (m_cancelled) m_run->cancel();
}

void RunJob::cancel()
{
    m_cancelled = true;
    if (m_run)
        m_run->cancel();
    else if (!m_begun)
        m_session.finish(ExitCancelled);
}

void RunJob::show(const QString &text)
{
    if (m_session.wantsJson() || m_session.console().write(text)) return;
    cancel(); // nobody reads the answer any more: stop paying for it
}

void RunJob::noteRetry(int next, milliseconds delay, const Error &cause)
{
    m_session.console().note(Cli::tr("Attempt %1 in %2 s: %3").arg(next).arg(seconds(delay), cause.message()));
}

void RunJob::noteFallback(int next, const QString &model, const Error &cause)
{
    m_session.console().note(Cli::tr("Attempt %1 with %2: %3").arg(QString::number(next), model, cause.message()));
}

void RunJob::keepTrying(const RunRecord &record, const Error &error)
{
    m_session.console().note(describe(error));
    await(m_recorder->flush(), this, [this, record](Done) {
        if (!m_recorder->unstored().empty()) conclude(record, ExitStorage); // else stored() said so
    });
}

void RunJob::conclude(const RunRecord &record, ExitCode code)
{
    m_run.clear();
    m_begun = false;
    if (m_spending) m_spending->settle(record.receipt.total);
    if (m_exit == ExitDone) m_exit = code;
    if (m_session.wantsJson())
        m_session.console().writeJson(runDocument(record));
    else
        summarize(record);
    const bool goesOn = ++m_done < m_options.repeat && !m_cancelled && code != ExitStorage;
    if (goesOn)
        beginNext();
    else
        end(m_cancelled ? ExitCancelled : m_exit);
}

void RunJob::end(ExitCode code)
{
    if (!m_recorder) return m_session.finish(code);
    await(m_recorder->flush(), this, [this, code](Done) { // recordings come last
        (new CollectorFlush(m_session, m_secrets))->start([this, code](int) { m_session.finish(code); });
    });
}

void RunJob::summarize(const RunRecord &record)
{
    if (!record.text.isEmpty() && !record.text.endsWith(u'\n')) m_session.console().write(QStringLiteral("\n"));
    if (!record.refusal.isEmpty()) m_session.console().note(record.refusal);
    if (record.error) m_session.console().note(describe(*record.error));
    QStringList facts{toString(record.status),
                      Cli::tr("%1 tokens in, %2 out").arg(shown(record.usage.input), shown(record.usage.output)),
                      QStringLiteral("%1 (%2)").arg(shown(record.receipt.total), toString(record.receipt.provenance)),
                      seconds(record.timings.total) + QLatin1StringView(" s")};
    if (record.finishReason != FinishReason::Stop) facts.insert(1, toString(record.finishReason));
    if (record.id.isValid()) facts += Cli::tr("run %1").arg(record.id.value);
    m_session.console().note(facts.join(QLatin1StringView(" | ")));
}

void refuseRun(Session &session, const RunSpec &spec, const Refusal &refusal)
{
    if (session.wantsJson() && refusal.error) {
        RunRecord record;
        record.draft = spec.draft;
        record.messages = spec.messages;
        record.providerId = spec.provider.id;
        record.status = RunStatus::Failed;
        record.finishReason = FinishReason::Error;
        record.error = refusal.error;
        record.receipt.total = Money{}; // nothing was sent, so nothing was spent
        record.receipt.provenance = Provenance::Computed;
        session.console().writeJson(runDocument(record));
    }
    session.refuse(refusal);
}

} // namespace burin
