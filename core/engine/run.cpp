#include "core/engine/run.h"

#include "core/base/await.h"
#include "core/base/overloaded.h"
#include "core/cost/attachmenttokens.h"
#include "core/domain/replay.h"
#include "core/engine/attemptrecord.h"
#include "core/providers/provider.h"

#include <QCoreApplication>

#include <algorithm>

namespace burin {

namespace {

/// What @p record has cost so far; an attempt that is unpriced counts nothing, as in its receipt.
Money spent(const RunRecord &record)
{
    Money sum;
    for (const Attempt &attempt : record.attempts)
        sum += attempt.receipt.total.value_or(Money{});
    return sum;
}

std::optional<Money> smaller(std::optional<Money> left, std::optional<Money> right)
{
    if (!left || !right) return left ? left : right;
    return std::min(left, right);
}

/// Why a run that may cost @p limit at most is not begun.
std::optional<Error> overLimit(const CostEstimate &estimate, const std::optional<Money> &limit)
{
    if (!limit) return std::nullopt;
    if (!estimate.input)
        return makeError(ErrorCode::BudgetReached, {},
                         QCoreApplication::translate("Engine", "No price is known for the model, so its cost cannot "
                                                               "be held to a limit."));
    const bool over = *estimate.input > *limit || (estimate.worst && *estimate.worst > *limit);
    return over ? std::optional(makeError(ErrorCode::BudgetReached)) : std::nullopt;
}

Lane laneOf(RunUse use, bool isRetry)
{
    if (use == RunUse::Interactive) return isRetry ? Lane::UserRetry : Lane::User;
    return isRetry ? Lane::BatchRetry : Lane::Batch;
}

} // namespace

Run::Run(RunSpec spec, Services services, QObject *parent)
    : QObject(parent),
      m_spec(std::move(spec)),
      m_services(std::move(services)),
      m_plan(m_spec),
      m_record(beginningOf(m_spec)),
      m_costLimit(m_spec.costLimit)
{
    for (QTimer *timer : {&m_wait, &m_deadline})
        timer->setSingleShot(true);
    connect(&m_wait, &QTimer::timeout, this, [this] { enqueue(Asker::Engine); });
    connect(&m_deadline, &QTimer::timeout, this, &Run::endAtDeadline);
}

Run::~Run()
{
    if (m_phase == Phase::Queued)
        m_services.scheduler.withdraw(m_ticket);
    else if (m_phase == Phase::Journalling || m_phase == Phase::Sending)
        m_services.scheduler.release(m_ticket);
}

void Run::start()
{
    m_clock.start();
    QMetaObject::invokeMethod(this, &Run::begin, Qt::QueuedConnection);
}

void Run::begin()
{
    if (m_cancelled) return; // its end is on the way
    if (const std::optional<Error> error = m_plan.problem()) {
        finish(RunStatus::Failed, error);
        return;
    }
    if (m_spec.timeouts.run > milliseconds(0)) m_deadline.start(m_spec.timeouts.run);
    countInputs();
}

void Run::countInputs()
{
    if (!m_services.count) return reserve(m_plan.estimate(m_services.prices));
    m_phase = Phase::Reserving;
    await(m_services.count(m_plan.targetSpecs()), this, [this](const std::vector<InputTokens> &counts) {
        if (m_phase == Phase::Reserving) reserve(m_plan.estimate(m_services.prices, counts));
    });
}

void Run::reserve(const CostEstimate &estimate)
{
    if (const std::optional<Error> error = overLimit(estimate, m_costLimit)) {
        finish(RunStatus::Failed, error);
        return;
    }
    if (!m_services.reserve) {
        enqueue(Asker::User);
        return;
    }
    m_phase = Phase::Reserving;
    await(m_services.reserve(m_spec.id, estimate), this, [this](const Result<CostReservation> &reserved) {
        if (m_phase != Phase::Reserving) return;
        if (!reserved) {
            finish(RunStatus::Failed, reserved.error());
            return;
        }
        m_costLimit = smaller(m_costLimit, reserved->costLimit);
        enqueue(Asker::User);
    });
}

void Run::enqueue(Asker asker)
{
    m_phase = Phase::Queued;
    m_ticket = m_services.scheduler.request({.endpoint = m_plan.endpoint(),
                                             .lane = laneOf(m_spec.use, asker == Asker::Engine),
                                             .granted = [this] { journal(); },
                                             .refused = [this](const Error &error) { goOnAfterRefusal(error); }});
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
        if (m_phase != Phase::Journalling) return;
        if (outcome)
            send();
        else
            abandon(RunStatus::Failed, outcome.error());
    });
}

AttemptTask::Setup Run::setup()
{
    using Connection = ConnectionPool::Connection;
    const RunPlan::Target &target = m_plan.target();
    const ChatRequest request = m_plan.request();
    AttemptTask::Setup setup{.provider = target.codec,
                             .profile = target.provider,
                             .request = target.codec->encode(target.provider, request, target.key),
                             .timeouts = m_spec.timeouts,
                             .connection = m_plan.wantsFreshConnection() ? Connection::Fresh : Connection::Any,
                             .costWatch = std::nullopt,
                             .prices = &m_services.prices,
                             .recordedBytes = m_services.record ? m_spec.recordedBytes : 0};
    if (m_costLimit)
        setup.costWatch = CostWatch(m_plan.pricing(m_attempt.startedAt),
                                    estimateTokens(request, fileTokensFor(target.provider.kind, target.model)),
                                    *m_costLimit - spent(m_record));
    return setup;
}

void Run::send()
{
    m_phase = Phase::Sending;
    AttemptTask::Setup setup = this->setup();
    m_record.requestJson = setup.request.body;
    m_task = new AttemptTask(std::move(setup), m_services.pool, this);
    connect(m_task, &AttemptTask::textAdded, this, &Run::textAdded);
    connect(m_task, &AttemptTask::reasoningAdded, this, &Run::reasoningAdded);
    connect(m_task, &AttemptTask::finished, this, &Run::endAttempt);
    m_task->start();
    Q_EMIT attemptStarted(m_attempt.number); // behind the start, so that a slot can cancel
}

void Run::endAttempt(const AttemptTask::Ending &ending)
{
    const ChatRequest request = m_plan.request();
    const AttemptFacts facts{.ending = ending,
                             .answer = m_task->answer(),
                             .request = request,
                             .pricing = m_plan.pricing(m_attempt.startedAt)};
    const Attempt attempt = completed(m_attempt, facts, m_services.prices);
    m_record.attempts.push_back(attempt);
    adopt(m_record, attempt, facts);
    record(ending);
    AttemptNews news = newsOf(attempt.error, ending.result, QDateTime::currentDateTimeUtc());
    news.tokens = attempt.usage.input.value_or(0) + attempt.usage.output.value_or(0);
    m_phase = Phase::Waiting;
    m_services.scheduler.release(m_ticket, news);
    if (attempt.error && concernsKey(*attempt.error))
        m_services.scheduler.pause(m_plan.endpoint(), m_plan.target().provider, *attempt.error);
    m_task->deleteLater();
    Q_EMIT attemptEnded(attempt);
    settleOrGoOn(ending, attempt);
}

void Run::record(const AttemptTask::Ending &ending)
{
    if (!ending.recording) return;
    WireRecording recording = *ending.recording;
    recording.attempt = m_attempt.number;
    m_spec.recordedBytes = std::max<qint64>(0, m_spec.recordedBytes - recordedBytes(recording)); // the cap is the run's
    m_services.record(m_spec.id, recording);
}

void Run::settleOrGoOn(const AttemptTask::Ending &ending, const Attempt &attempt)
{
    if (!ending.error || m_cancelled) {
        finish(ending.error ? RunStatus::Cancelled : ending.status, std::nullopt);
        return;
    }
    if (m_late) {
        finish(ending.status, attempt.error);
        return;
    }
    const NextStep step =
        m_plan.after(*attempt.error,
                     {.hadContent = m_task->answer().hasContent(), .jitter = m_services.jitter(), .takeRetry = [this] {
                          return m_services.scheduler.takeRetry(m_plan.endpoint());
                      }});
    if (const auto *giveUp = std::get_if<GiveUp>(&step))
        finish(ending.status, giveUp->error);
    else
        goOn(step, attempt);
}

void Run::goOn(const NextStep &step, const Attempt &attempt)
{
    m_attempt = m_plan.nextAttempt(attempt.number + 1);
    if (const auto *retry = std::get_if<RetryAfter>(&step)) {
        wait(retry->delay, *attempt.error);
        return;
    }
    if (std::holds_alternative<FallBack>(step))
        Q_EMIT fellBack(m_attempt.number, m_plan.target().model, *attempt.error);
    if (m_phase == Phase::Waiting) enqueue(Asker::User); // unless a slot has cancelled it
}

/// The queue has no hope for the attempt that waits in it.
void Run::goOnAfterRefusal(const Error &error)
{
    if (!m_plan.fallBack(error)) {
        m_phase = Phase::Waiting;
        finish(RunStatus::Failed, error);
        return;
    }
    m_attempt = m_plan.nextAttempt(m_attempt.number);
    m_phase = Phase::Waiting;
    Q_EMIT fellBack(m_attempt.number, m_plan.target().model, error);
    if (m_phase == Phase::Waiting) enqueue(Asker::User);
}

void Run::wait(milliseconds delay, const Error &cause)
{
    m_attempt.waited = delay;
    m_wait.start(std::chrono::duration_cast<milliseconds>(delay * m_services.waitScale));
    Q_EMIT retrying(m_attempt.number, delay, cause);
}

void Run::retryNow()
{
    if (!m_wait.isActive()) return;
    m_attempt.waited -= milliseconds(m_wait.remainingTime());
    m_wait.stop();
    enqueue(Asker::User);
}

void Run::useKey(const ProviderProfile &provider, const Secret &key)
{
    const bool wasQueued = m_phase == Phase::Queued;
    if (!m_plan.useKey(provider, key) || !wasQueued) return;
    m_services.scheduler.withdraw(m_ticket);
    enqueue(m_attempt.number == 1 ? Asker::User : Asker::Engine);
}

void Run::cancel()
{
    if (m_cancelled || m_phase == Phase::Ended) return;
    m_cancelled = true;
    if (m_phase == Phase::Sending)
        m_task->cancel();
    else
        abandon(RunStatus::Cancelled, std::nullopt);
}

void Run::endAtDeadline()
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(m_spec.timeouts.run);
    const Error error = makeError(ErrorCode::TotalTimeout, QString::number(seconds.count()));
    m_late = true;
    if (m_phase == Phase::Sending)
        m_task->stop(error);
    else
        abandon(RunStatus::Failed, error);
}

/// Ends the run between its attempts, whatever it waits for.
void Run::abandon(RunStatus status, std::optional<Error> error)
{
    if (m_phase == Phase::Queued)
        m_services.scheduler.withdraw(m_ticket);
    else if (m_phase == Phase::Journalling)
        m_services.scheduler.release(m_ticket);
    m_wait.stop();
    m_deadline.stop();
    m_phase = Phase::Idle;
    QMetaObject::invokeMethod(
        this, [this, status, error] { finish(status, error); }, Qt::QueuedConnection);
}

void Run::finish(RunStatus status, std::optional<Error> error)
{
    if (m_phase == Phase::Ended) return;
    m_phase = Phase::Ended;
    m_wait.stop();
    m_deadline.stop();
    m_record.timings.total = milliseconds(m_clock.elapsed());
    conclude(m_record, status, std::move(error));
    Q_EMIT finished(m_record);
}

} // namespace burin
