#include "core/engine/attemptrecord.h"

#include "core/cost/attachmenttokens.h"
#include "core/engine/verdict.h"
#include "core/providers/errormap.h"

#include <algorithm>

namespace burin {

namespace {

/// What the provider did not report, counted here and marked as such. A report from the middle of a stream is the
/// best there is for the input, and a lower bound for the output.
Usage estimatedUsage(const AttemptFacts &facts)
{
    const Answer &answer = facts.answer;
    const bool reported = answer.usage.source == Usage::Source::Reported;
    const qint64 counted =
        estimateTokens(answer.text) + estimateTokens(answer.reasoning) + estimateTokens(answer.refusal);
    Usage usage = reported ? answer.usage : Usage{};
    const FileTokens how = fileTokensFor(facts.pricing.provider.kind, facts.pricing.model);
    if (!usage.input) usage.input = estimateTokens(facts.request, how);
    usage.output = std::max(usage.output.value_or(0), counted);
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

Receipt receiptOf(const Attempt &attempt, const AttemptFacts &facts, const PriceBook &prices)
{
    const ProviderProfile &provider = facts.pricing.provider;
    const bool free = provider.local || provider.simulated;
    if (attempt.billing == Billing::Unknown && !free) return {};
    if (attempt.billing == Billing::None) {
        Receipt nothing;
        nothing.total = Money{};
        nothing.provenance = free ? Provenance::Local : Provenance::Computed;
        return nothing;
    }
    return priceOf({.provider = provider,
                    .model = attempt.modelServed.isEmpty() ? facts.pricing.model : attempt.modelServed,
                    .time = attempt.startedAt,
                    .usage = attempt.usage,
                    .reported = facts.answer.reportedCost,
                    .price = facts.pricing.price},
                   prices);
}

std::optional<double> speed(const Usage &usage, const AttemptTask::Ending &ending)
{
    if (!usage.output || !ending.firstContent || *ending.lastContent <= *ending.firstContent) return std::nullopt;
    return double(*usage.output) * 1000 / double((*ending.lastContent - *ending.firstContent).count());
}

} // namespace

Attempt completed(Attempt attempt, const AttemptFacts &facts, const PriceBook &prices)
{
    const HttpResult &result = facts.ending.result;
    attempt.sent = result.sent;
    attempt.httpStatus = result.status;
    attempt.error = named(facts.ending.error, facts.pricing.model);
    attempt.requestId = requestIdOf(result.headers);
    attempt.connect = result.connect;
    attempt.firstByte = result.firstByte;
    attempt.firstContent = facts.ending.firstContent;
    attempt.duration = result.duration;
    attempt.bytes = result.bytes;
    attempt.modelServed = facts.answer.model;
    attempt.billing = billingOf(facts.answer, facts.ending.error, result);
    if (attempt.billing == Billing::Exact)
        attempt.usage = facts.answer.usage;
    else if (attempt.billing == Billing::Estimated)
        attempt.usage = estimatedUsage(facts);
    attempt.receipt = receiptOf(attempt, facts, prices);
    return attempt;
}

void adopt(RunRecord &record, const Attempt &attempt, const AttemptFacts &facts)
{
    const Answer &answer = facts.answer;
    record.text = answer.text;
    record.reasoning = answer.reasoning;
    record.refusal = answer.refusal;
    record.toolCalls = answer.toolCalls;
    record.finishReason = answer.finishReason;
    record.nativeFinishReason = answer.nativeFinishReason;
    record.modelServed = answer.model;
    record.providerServed = answer.provider;
    record.responseId = answer.responseId;
    record.warnings = answer.invalidFrames;
    record.usage = attempt.usage;
    record.timings.connect = attempt.connect;
    record.timings.firstByte = attempt.firstByte;
    record.timings.firstContent = attempt.firstContent;
    record.timings.tokensPerSecond = speed(attempt.usage, facts.ending);
}

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
    if (spec.continuation) record.continues = spec.continuation->run;
    record.batch = spec.batch;
    return record;
}

void conclude(RunRecord &record, RunStatus status, std::optional<Error> error)
{
    record.status = status;
    record.error = std::move(error);
    record.endedAt = QDateTime::currentDateTimeUtc();
    record.receipt = sumOf(record.attempts);
    if (status == RunStatus::Cancelled)
        record.finishReason = FinishReason::Cancelled;
    else if (status == RunStatus::Truncated)
        record.finishReason = FinishReason::Truncated;
    else if (status != RunStatus::Completed && record.finishReason == FinishReason::Unknown)
        record.finishReason = FinishReason::Error;
}

} // namespace burin
