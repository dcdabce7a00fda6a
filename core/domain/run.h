#pragma once

#include "core/base/id.h"
#include "core/base/money.h"
#include "core/base/secret.h"
#include "core/domain/error.h"
#include "core/domain/prompt.h"
#include "core/domain/provider.h"
#include "core/domain/receipt.h"
#include "core/domain/streamevent.h"
#include "core/domain/usage.h"

#include <QDateTime>

#include <chrono>
#include <optional>
#include <vector>

namespace burin {

using std::chrono::milliseconds;

/// The limits of one attempt, and of the whole run.
struct Timeouts {
    milliseconds connect{10'000};      ///< Until the connection stands (TLS included).
    milliseconds firstContent{60'000}; ///< From sending the request to the first text or reasoning; headers included.
    milliseconds idle{30'000};         ///< Longest silence between two pieces of content; comments do not count.
    milliseconds total{120'000};       ///< One attempt, from sending to the end.
    milliseconds run{0};               ///< All attempts with the waits between and before them; 0 = no limit.
    bool operator==(const Timeouts &) const = default;
};

/// The defaults for @p model (figures by model family: small, large, turbo, reasoning, local).
Timeouts defaultTimeouts(const ProviderProfile &provider, const QString &model);

struct RetrySettings {
    int retries = 3;             ///< After the first attempt; 0 = one attempt, one request, no more.
    milliseconds initial{2'000}; ///< Before the first retry, times a jitter of [0.5, 1.5); doubles each time.
    milliseconds cap{30'000};    ///< No wait is longer, jitter included.
    milliseconds longestServerWait{60'000}; ///< A longer Retry-After is offered to the user instead of obeyed.
    bool operator==(const RetrySettings &) const = default;
};

/// Prices the user gave for a model that the price book does not know; per million tokens.
struct PriceOverride {
    Money inputPerMillion;
    Money outputPerMillion;
    bool operator==(const PriceOverride &) const = default;
};

/// Who waits for a run. It decides the run's place in the queue and how long a server's wait is obeyed.
enum class RunUse { Interactive, Batch };

/// A model to go on with when the one before failed in one of RunSpec::fallbackOn.
struct FallbackTarget {
    ProviderProfile provider;
    Secret key; ///< Never stored.
    QString model;
};

/// Failures of a provider or its model: another one may do better. The others are the request's or the user's.
inline const std::vector<ErrorCategory> DefaultFallbackOn = {ErrorCategory::Api,      ErrorCategory::Network,
                                                             ErrorCategory::Timeout,  ErrorCategory::RateLimit,
                                                             ErrorCategory::NotFound, ErrorCategory::CostLimit};

/// The answer of an earlier run that this run goes on with.
struct Continuation {
    RunId run;    ///< The run that was cut off.
    QString text; ///< What it had written.
};

/// The place of a run among runs that were asked for together: lanes of a comparison, and repetitions of each.
struct RunBatch {
    QString key;        ///< Made up once for all its runs.
    QString name;       ///< For people; may be empty.
    int lane = 0;       ///< From 0.
    int repetition = 0; ///< Of its lane, from 0.
    bool operator==(const RunBatch &) const = default;
};

/// Everything needed to execute one prompt once. Complete: nothing is looked up later.
struct RunSpec {
    RunId id;                      ///< The journal's row, made before the run starts.
    PromptDraft draft;             ///< What the user wrote: templates and variables.
    std::vector<Message> messages; ///< What is sent: templates rendered.
    ProviderProfile provider;
    Secret key; ///< Never stored.
    Timeouts timeouts;
    RetrySettings retry;
    std::optional<PriceOverride> price;
    QDateTime createdAt; ///< UTC.
    RunUse use = RunUse::Interactive;
    std::vector<FallbackTarget> fallbacks;                     ///< In their order; each has its own retries.
    std::vector<ErrorCategory> fallbackOn = DefaultFallbackOn; ///< After which failures, once retries are used up.
    std::optional<Money> costLimit;                            ///< Stops in mid-stream once the estimate exceeds it.
    std::optional<Continuation> continuation;
    std::optional<RunBatch> batch;          ///< Nullopt = asked for alone.
    qint64 recordedBytes = 8 * 1024 * 1024; ///< Most of the answers' bytes that are recorded; 0 = no recording at all.
};

/// What is asked of the run's own model.
ChatRequest requestOf(const RunSpec &spec);

enum class RunStatus { Running, Completed, Truncated, Partial, Failed, Cancelled, Interrupted, Blocked };

/// "running", "completed", … as stored and printed.
/// Truncated: the stream was cut before its end. Partial: another error after some text arrived.
QString toString(RunStatus status);
std::optional<RunStatus> runStatusFrom(QStringView text);

/// One HTTP request and what became of it.
struct Attempt {
    int number = 1;
    QDateTime startedAt;        ///< UTC.
    milliseconds waited{0};     ///< Before it, for a retry.
    bool sent = false;          ///< At least its head may have left this computer.
    int httpStatus = 0;         ///< 0 = no answer.
    std::optional<Error> error; ///< Nullopt = it succeeded (or was cancelled, see the run's status).
    QString requestId;
    std::optional<milliseconds> connect;
    std::optional<milliseconds> firstByte;
    std::optional<milliseconds> firstContent;
    milliseconds duration{0};
    qint64 bytes = 0; ///< Of the answer's body.
    Usage usage;
    Receipt receipt;
    Billing billing = Billing::None;
    QString modelServed;
    QString providerId;       ///< Where it was sent; empty = to the run's own provider.
    QString modelRequested;   ///< Empty = the run's own model; a fallback names its.
    QString droppedParameter; ///< Left out, because the attempt before was rejected for it.
    bool operator==(const Attempt &) const = default;
};

struct RunTimings {
    milliseconds queued{0}; ///< Waiting for a slot, before the first attempt.
    std::optional<milliseconds> connect;
    std::optional<milliseconds> firstByte;    ///< From sending, of the last attempt.
    std::optional<milliseconds> firstContent; ///< From sending, of the last attempt.
    milliseconds total{0};                    ///< From Run to the end, waits included.
    std::optional<double> tokensPerSecond;    ///< Output tokens ÷ (last − first content).
    bool operator==(const RunTimings &) const = default;
};

/// What a run was and what became of it; the same whether it just ended or was read from the history.
struct RunRecord {
    RunId id;
    PromptDraft draft;
    std::vector<Message> messages;
    QString providerId;
    QString providerName;
    bool simulated = false;
    QDateTime createdAt; ///< UTC.
    QDateTime endedAt;   ///< UTC.

    RunStatus status = RunStatus::Running;
    QString text;
    QString reasoning;
    QString refusal;
    std::vector<ToolCall> toolCalls;
    FinishReason finishReason = FinishReason::Unknown;
    QString nativeFinishReason;
    std::optional<Error> error;

    QString modelServed;    ///< Empty = not told.
    QString providerServed; ///< The provider behind a router.
    QString responseId;     ///< The provider's id of the answer (OpenRouter: generation id).
    QByteArray requestJson; ///< The body that was sent.
    Usage usage;
    Receipt receipt; ///< Sum over the attempts.
    RunTimings timings;
    std::vector<Attempt> attempts;
    int warnings = 0; ///< Frames of the stream that could not be understood.
    std::optional<RunBatch> batch = {};
    RunId continues; ///< The run whose answer this one goes on with; invalid = none.
    bool operator==(const RunRecord &) const = default;
};

} // namespace burin

Q_DECLARE_METATYPE(burin::RunSpec)
Q_DECLARE_METATYPE(burin::RunRecord)
Q_DECLARE_METATYPE(burin::Attempt)
