#include "core/engine/run.h"

#include "core/base/await.h"
#include "core/cost/pricing.h"
#include "core/domain/replay.h"
#include "core/engine/retrydecision.h"
#include "core/engine/specchecks.h"
#include "core/engine/verdict.h"
#include "core/providers/errormap.h"
#include "core/providers/registry.h"

#include <QCryptographicHash>

namespace burin {

namespace {

RunRecord beginningOf(const RunSpec &spec)
{
    RunRecord record;
    record.id = spec.id;
    record.draft = spec.draft;
    record.messages = spec.messages;
    record.providerId = spec.provider.id;
    record.providerName = spec.provider.name;
    record.simulated = spec.provider.simulated;
    record.createdAt = spec.createdAt;
    return record;
}

/// What the provider did not report, counted here and marked as such.
Usage estimatedUsage(const RunSpec &spec, const Answer &answer)
{
    Usage usage;
    usage.input = estimateTokens(spec.messages);
    usage.output = estimateTokens(answer.text) + estimateTokens(answer.reasoning) + estimateTokens(answer.refusal);
    usage.source = Usage::Source::Estimated;
    return usage;
}

/// The codec does not know which model was asked for; the sentence names it.
std::optional<Error> named(std::optional<Error> error, const QString &model)
{
    const bool aboutModel =
        error && (error->code == ErrorCode::ModelNotFound || error->code == ErrorCode::ModelRetired);
    if (aboutModel && error->argument.isEmpty()) error->argument = model;
    return error;
}

std::optional<double> speed(const Usage &usage, const AttemptTask::Ending &ending)
{
    if (!usage.output || !ending.firstContent || *ending.lastContent <= *ending.firstContent) return std::nullopt;
    return double(*usage.output) * 1000 / double((*ending.lastContent - *ending.firstContent).count());
}

} // namespace

Run::Run(RunSpec spec, Services services, QObject *parent)
    : QObject(parent),
      m_spec(std::move(spec)),
      m_services(std::move(services)),
      m_provider(providerFor(m_spec.provider.kind)),
      m_record(beginningOf(m_spec))
{
    m_wait.setSingleShot(true);
    connect(&m_wait, &QTimer::timeout, this, &Run::enqueue);
}

Run::~Run()
{
    if (m_phase == Phase::Queued)
        m_services.scheduler.withdraw(m_ticket);
    else if (m_phase == Phase::Journalling || m_phase == Phase::Sending)
        m_services.scheduler.release(endpoint());
}

QString Run::endpoint() const
{
    // The key takes part as a hash only: the string lives in a map for the whole session.
    const QByteArray key = QCryptographicHash::hash(m_spec.key.reveal(), QCryptographicHash::Sha256).toHex();
    return m_spec.provider.baseUrl.toString() + u' ' + QString::fromLatin1(key);
}

void Run::start()
{
    m_clock.start();
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_cancelled)
                finish(RunStatus::Cancelled, std::nullopt);
            else if (const std::optional<Error> error = checkSpec(m_spec))
                finish(RunStatus::Failed, error);
            else if (!m_provider)
                finish(RunStatus::Failed, makeError(ErrorCode::BadParameter, QStringLiteral("kind")));
            else
                enqueue();
        },
        Qt::QueuedConnection);
}

void Run::enqueue()
{
    m_phase = Phase::Queued;
    m_ticket = m_services.scheduler.request(endpoint(), [this] { journal(); });
}

void Run::journal()
{
    m_phase = Phase::Journalling;
    if (m_attempt.number == 1) m_record.timings.queued = milliseconds(m_clock.elapsed());
    m_attempt.startedAt = QDateTime::currentDateTimeUtc();
    if (!m_services.journal) {
        send();
        return;
    }
    await(m_services.journal(m_spec.id, m_attempt), this, [this](const Outcome &outcome) {
        if (outcome) {
            send();
            return;
        }
        m_services.scheduler.release(endpoint());
        finish(RunStatus::Failed, outcome.error());
    });
}

void Run::send()
{
    if (m_cancelled) {
        m_services.scheduler.release(endpoint());
        finish(RunStatus::Cancelled, std::nullopt);
        return;
    }
    m_phase = Phase::Sending;
    const ChatRequest chat{m_spec.draft.model, m_spec.messages, m_spec.draft.parameters};
    AttemptTask::Setup setup{.provider = m_provider,
                             .profile = m_spec.provider,
                             .request = m_provider->encode(m_spec.provider, chat, m_spec.key),
                             .timeouts = m_spec.timeouts,
                             .recordedBytes = m_services.record ? m_spec.recordedBytes : 0};
    m_record.requestJson = setup.request.body;
    m_task = new AttemptTask(std::move(setup), m_services.pool, this);
    connect(m_task, &AttemptTask::textAdded, this, &Run::textAdded);
    connect(m_task, &AttemptTask::reasoningAdded, this, &Run::reasoningAdded);
    connect(m_task, &AttemptTask::finished, this, &Run::endAttempt);
    Q_EMIT attemptStarted(m_attempt.number);
    m_task->start();
}

Attempt Run::completed(const AttemptTask::Ending &ending) const
{
    const Answer &answer = m_task->answer();
    Attempt attempt = m_attempt;
    attempt.sent = ending.result.sent;
    attempt.httpStatus = ending.result.status;
    attempt.error = named(ending.error, m_spec.draft.model);
    attempt.requestId = requestIdOf(ending.result.headers);
    attempt.connect = ending.result.connect;
    attempt.firstByte = ending.result.firstByte;
    attempt.firstContent = ending.firstContent;
    attempt.duration = ending.result.duration;
    attempt.bytes = ending.result.bytes;
    attempt.modelServed = answer.model;
    attempt.billing = billingOf(answer, ending.error, ending.result);
    if (attempt.billing == Billing::Exact)
        attempt.usage = answer.usage;
    else if (attempt.billing == Billing::Estimated)
        attempt.usage = estimatedUsage(m_spec, answer);
    attempt.receipt = receiptOf(attempt);
    return attempt;
}

Receipt Run::receiptOf(const Attempt &attempt) const
{
    const bool free = m_spec.provider.local || m_spec.provider.simulated;
    if (attempt.billing == Billing::Unknown && !free) return {};
    if (attempt.billing == Billing::None) {
        Receipt nothing;
        nothing.total = Money{};
        nothing.provenance = free ? Provenance::Local : Provenance::Computed;
        return nothing;
    }
    return priceOf({.provider = m_spec.provider,
                    .model = attempt.modelServed.isEmpty() ? m_spec.draft.model : attempt.modelServed,
                    .time = attempt.startedAt,
                    .usage = attempt.usage,
                    .reported = m_task->answer().reportedCost,
                    .price = m_spec.price},
                   m_services.prices);
}

void Run::endAttempt(const AttemptTask::Ending &ending)
{
    m_services.scheduler.release(endpoint());
    m_phase = Phase::Waiting;
    const Attempt attempt = completed(ending);
    m_record.attempts.push_back(attempt);
    adoptAnswer(ending);
    record(ending);
    m_task->deleteLater();
    Q_EMIT attemptEnded(attempt);
    settleOrRetry(ending, attempt);
}

void Run::record(const AttemptTask::Ending &ending)
{
    if (!ending.recording) return;
    WireRecording recording = *ending.recording;
    recording.attempt = m_attempt.number;
    m_spec.recordedBytes = std::max<qint64>(0, m_spec.recordedBytes - recordedBytes(recording)); // the cap is the run's
    m_services.record(m_spec.id, recording);
}

void Run::adoptAnswer(const AttemptTask::Ending &ending)
{
    // Only the last attempt can have content: none follows one that had some.
    const Answer &answer = m_task->answer();
    const Attempt &attempt = m_record.attempts.back();
    m_record.text = answer.text;
    m_record.reasoning = answer.reasoning;
    m_record.refusal = answer.refusal;
    m_record.toolCalls = answer.toolCalls;
    m_record.finishReason = answer.finishReason;
    m_record.nativeFinishReason = answer.nativeFinishReason;
    m_record.modelServed = answer.model;
    m_record.providerServed = answer.provider;
    m_record.responseId = answer.responseId;
    m_record.warnings = answer.invalidFrames;
    m_record.usage = attempt.usage;
    m_record.timings.connect = attempt.connect;
    m_record.timings.firstByte = attempt.firstByte;
    m_record.timings.firstContent = attempt.firstContent;
    m_record.timings.tokensPerSecond = speed(attempt.usage, ending);
}

void Run::settleOrRetry(const AttemptTask::Ending &ending, const Attempt &attempt)
{
    if (!ending.error || m_cancelled) {
        finish(ending.error ? RunStatus::Cancelled : ending.status, std::nullopt);
        return;
    }
    const RetryFacts facts{.error = *attempt.error,
                           .retriesDone = attempt.number - 1,
                           .usedOnce = m_usedOnce,
                           .hadContent = m_task->answer().hasContent(),
                           .jitter = m_services.jitter()};
    const RetryDecision decision = decideRetry(facts, m_spec.retry);
    if (const auto *giveUp = std::get_if<GiveUp>(&decision)) {
        finish(ending.status, giveUp->error);
        return;
    }
    const milliseconds delay = std::get<RetryAfter>(decision).delay;
    m_usedOnce = m_usedOnce || ending.error->row().retry == RetryRule::Once;
    m_attempt = {};
    m_attempt.number = attempt.number + 1;
    m_attempt.waited = delay;
    m_wait.start(std::chrono::duration_cast<milliseconds>(delay * m_services.waitScale));
    Q_EMIT retrying(m_attempt.number, delay, *attempt.error);
}

void Run::retryNow()
{
    if (!m_wait.isActive()) return;
    m_attempt.waited -= milliseconds(m_wait.remainingTime());
    m_wait.stop();
    enqueue();
}

void Run::cancel()
{
    if (m_cancelled || m_phase == Phase::Ended) return;
    m_cancelled = true;
    if (m_phase == Phase::Sending) {
        m_task->cancel();
    } else if (m_phase == Phase::Waiting || (m_phase == Phase::Queued && m_services.scheduler.withdraw(m_ticket))) {
        m_wait.stop();
        m_phase = Phase::Idle;
        QMetaObject::invokeMethod(
            this, [this] { finish(RunStatus::Cancelled, std::nullopt); }, Qt::QueuedConnection);
    }
}

void Run::finish(RunStatus status, std::optional<Error> error)
{
    if (m_phase == Phase::Ended) return;
    m_phase = Phase::Ended;
    m_record.status = status;
    m_record.error = std::move(error);
    m_record.endedAt = QDateTime::currentDateTimeUtc();
    m_record.timings.total = milliseconds(m_clock.elapsed());
    m_record.receipt = sumOf(m_record.attempts);
    if (status == RunStatus::Cancelled)
        m_record.finishReason = FinishReason::Cancelled;
    else if (status == RunStatus::Truncated)
        m_record.finishReason = FinishReason::Truncated;
    else if (status != RunStatus::Completed && m_record.finishReason == FinishReason::Unknown)
        m_record.finishReason = FinishReason::Error;
    Q_EMIT finished(m_record);
}

} // namespace burin
