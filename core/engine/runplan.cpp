#include "core/engine/runplan.h"

#include "core/engine/continuation.h"
#include "core/engine/specchecks.h"
#include "core/providers/provider.h"
#include "core/providers/registry.h"

#include <QCryptographicHash>

#include <algorithm>

namespace burin {

namespace {

RunPlan::Target targetOf(const ProviderProfile &provider, const Secret &key, const QString &model)
{
    return {.provider = provider, .key = key, .model = model, .codec = providerFor(provider.kind)};
}

} // namespace

RunPlan::RunPlan(const RunSpec &spec) : m_spec(spec), m_parameters(spec.draft.parameters)
{
    m_targets.push_back(targetOf(spec.provider, spec.key, spec.draft.model));
    for (const FallbackTarget &fallback : spec.fallbacks)
        m_targets.push_back(targetOf(fallback.provider, fallback.key, fallback.model));
}

RunSpec RunPlan::specFor(const Target &target) const
{
    RunSpec spec = m_spec;
    spec.provider = target.provider;
    spec.key = target.key;
    spec.draft.model = target.model;
    // The user named a price for the model that was asked for, not for its substitutes.
    if (&target != m_targets.data()) spec.price.reset();
    return spec;
}

std::optional<Error> RunPlan::problemOf(const Target &target) const
{
    if (const std::optional<Error> error = checkSpec(specFor(target))) return error;
    if (!target.codec) return makeError(ErrorCode::BadParameter, QStringLiteral("kind"));
    return std::nullopt;
}

QString RunPlan::endpoint() const
{
    // The key takes part as a hash only: the string lives in a map for the whole session.
    const QByteArray key = QCryptographicHash::hash(target().key.reveal(), QCryptographicHash::Sha256).toHex();
    return target().provider.baseUrl.toString() + u' ' + QString::fromLatin1(key);
}

ChatRequest RunPlan::request() const
{
    ChatRequest request = requestOf(specFor(target()));
    request.parameters = m_parameters;
    if (!m_spec.continuation) return request;
    const bool prefills = target().codec->continuesAssistant(target().provider, target().model);
    request.messages =
        continued(m_spec.messages, *m_spec.continuation, prefills ? ContinueBy::Prefill : ContinueBy::Quoting);
    return request;
}

Attempt RunPlan::nextAttempt(int number) const
{
    Attempt attempt;
    attempt.number = number;
    attempt.droppedParameter = m_justDropped;
    if (m_current > 0) {
        attempt.providerId = target().provider.id;
        attempt.modelRequested = target().model;
    }
    return attempt;
}

NextStep RunPlan::after(const Error &error, const Circumstances &circumstances)
{
    m_justDropped.clear();
    m_freshConnection = false;
    if (!circumstances.hadContent && drop(error)) return Resend{m_justDropped};
    const RetryDecision decision = decideRetry({.error = error,
                                                .retriesDone = m_retries,
                                                .usedOnce = m_usedOnce,
                                                .hadContent = circumstances.hadContent,
                                                .jitter = circumstances.jitter},
                                               m_spec.retry);
    const auto *retry = std::get_if<RetryAfter>(&decision);
    if (retry && (!circumstances.takeRetry || circumstances.takeRetry())) {
        ++m_retries;
        m_freshConnection = error.row().retry == RetryRule::Once;
        m_usedOnce = m_usedOnce || m_freshConnection;
        return *retry;
    }
    const auto *giveUp = std::get_if<GiveUp>(&decision);
    const Error final = giveUp ? giveUp->error : error;
    if (!circumstances.hadContent && fallBack(final)) return FallBack{};
    return GiveUp{final};
}

bool RunPlan::drop(const Error &error)
{
    if (error.code != ErrorCode::RejectedParameter || m_dropped.size() >= MostDroppedParameters) return false;
    if (m_dropped.contains(error.argument)) return false;
    const ChatParameters rest = without(m_parameters, error.argument);
    if (rest == m_parameters) return false;
    m_parameters = rest;
    m_justDropped = error.argument;
    m_dropped += error.argument;
    return true;
}

bool RunPlan::fallBack(const Error &error)
{
    if (std::ranges::find(m_spec.fallbackOn, error.category()) == m_spec.fallbackOn.end()) return false;
    const auto usable = [this](const Target &target) { return !problemOf(target); };
    const auto next = std::find_if(m_targets.begin() + qsizetype(m_current) + 1, m_targets.end(), usable);
    if (next == m_targets.end()) return false;
    m_current = size_t(next - m_targets.begin());
    m_parameters = m_spec.draft.parameters;
    m_dropped.clear();
    m_justDropped.clear();
    m_retries = 0;
    m_usedOnce = false;
    return true;
}

bool RunPlan::useKey(const ProviderProfile &provider, const Secret &key)
{
    bool changed = false;
    for (size_t i = m_current; i < m_targets.size(); ++i) {
        Target &target = m_targets[i];
        if (target.provider.baseUrl != provider.baseUrl || target.key == key) continue;
        target.key = key;
        changed = true;
    }
    return changed;
}

std::vector<RunSpec> RunPlan::targetSpecs() const
{
    std::vector<RunSpec> specs;
    for (const Target &target : m_targets) {
        specs.push_back(specFor(target));
        specs.back().key = {};
        for (FallbackTarget &fallback : specs.back().fallbacks)
            fallback.key = {};
    }
    return specs;
}

CostEstimate RunPlan::estimate(const PriceBook &prices, const std::vector<InputTokens> &counts) const
{
    const auto estimateOf = [&](size_t i) {
        const RunSpec spec = specFor(m_targets[i]);
        return i < counts.size() ? estimateCost(spec, prices, counts[i]) : estimateCost(spec, prices);
    };
    CostEstimate dearest = estimateOf(0);
    for (size_t i = 1; i < m_targets.size(); ++i) {
        const CostEstimate other = estimateOf(i);
        // What is not known of one of them is not known of the run.
        const bool known = dearest.worst && other.worst;
        dearest.worst = known ? std::max(dearest.worst, other.worst) : std::nullopt;
    }
    return dearest;
}

PricingInput RunPlan::pricing(const QDateTime &startedAt) const
{
    return {.provider = target().provider,
            .model = target().model,
            .time = startedAt,
            .usage = {},
            .reported = std::nullopt,
            .price = m_current == 0 ? m_spec.price : std::nullopt};
}

} // namespace burin
