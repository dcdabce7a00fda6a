#pragma once

#include "core/cost/inputtokens.h"
#include "core/cost/pricing.h"
#include "core/domain/run.h"
#include "core/engine/retrydecision.h"

#include <functional>
#include <variant>
#include <vector>

namespace burin {

class Provider;

/// Another attempt follows at once, without a parameter that the provider does not accept. Not a retry.
struct Resend {
    QString parameter;
};
/// The next target's turn.
struct FallBack {};

/// What follows a failed attempt.
using NextStep = std::variant<RetryAfter, Resend, FallBack, GiveUp>;

/// Where a run is sent, in what order, and what it still may try: its targets with the retries and parameters left to
/// each. A value without I/O; it changes with each step.
class RunPlan {
public:
    struct Target {
        ProviderProfile provider;
        Secret key;
        QString model;
        const Provider *codec = nullptr; ///< Nullptr: its kind is unknown.
    };
    struct Circumstances {
        bool hadContent = false;
        double jitter = 0.5;                  ///< In [0, 1).
        std::function<bool()> takeRetry = {}; ///< Whether the endpoint's retry budget allows one; empty = it does.
    };
    static constexpr int MostDroppedParameters = 3;

    explicit RunPlan(const RunSpec &spec);

    const Target &target() const { return m_targets[m_current]; }
    /// Why nothing can be sent to the target.
    std::optional<Error> problem() const { return problemOf(m_targets[m_current]); }
    /// What tells the target's queue from others: base URL and a hash of the key.
    QString endpoint() const;
    /// For the target: its model, the messages with what is to be continued, the parameters it accepts.
    ChatRequest request() const;
    /// The next attempt's row, with what makes it differ from the run's first.
    Attempt nextAttempt(int number) const;
    /// Whether the next attempt must not use a connection that is already open.
    bool wantsFreshConnection() const { return m_freshConnection; }

    /// Decides, and moves on to what it decided.
    NextStep after(const Error &error, const Circumstances &circumstances);
    /// Moves on to the next usable target if @p error is one to fall back on.
    bool fallBack(const Error &error);
    /// For targets of @p provider that are still to come, and the present one. False if nothing changed.
    bool useKey(const ProviderProfile &provider, const Secret &key);

    /// What is sent to each target, in their order and without keys.
    std::vector<RunSpec> targetSpecs() const;
    /// Of the dearest target: any of them may serve the run. @p counts are of targetSpecs(); without them the input is
    /// guessed by its length.
    CostEstimate estimate(const PriceBook &prices, const std::vector<InputTokens> &counts = {}) const;
    /// How the target's attempt is priced; the usage is left to the caller. Valid as long as the plan.
    PricingInput pricing(const QDateTime &startedAt) const;

private:
    RunSpec specFor(const Target &target) const;
    std::optional<Error> problemOf(const Target &target) const;
    bool drop(const Error &error);

    RunSpec m_spec;
    std::vector<Target> m_targets; ///< The run's own and its fallbacks.
    size_t m_current = 0;
    ChatParameters m_parameters; ///< Without the dropped ones of the target.
    QStringList m_dropped;       ///< Of the target.
    QString m_justDropped;
    int m_retries = 0; ///< Of the target.
    bool m_usedOnce = false;
    bool m_freshConnection = false;
};

} // namespace burin
