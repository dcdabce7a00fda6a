#pragma once

#include "core/engine/circuit.h"

namespace burin {

struct RetryBudgetSettings {
    double share = 0.2;                        ///< Retries earned by a first attempt.
    double floor = 10;                         ///< Retries there are from the beginning, and grow back with time.
    double most = 20;                          ///< A long good time saves up no more than these.
    std::chrono::milliseconds perRetry{5'000}; ///< In which one retry of the floor grows back.
};

/// How many retries an endpoint may be sent: in an outage of everything, retries must not multiply the load. Retries
/// stay within share × first attempts + floor. Pure: time comes in as a parameter.
class RetryBudget {
public:
    explicit RetryBudget(const RetryBudgetSettings &settings = {}) : m_settings(settings), m_left(settings.floor) {}

    void noteFirstAttempt();
    /// Takes one retry out of the budget; false when none is left.
    bool take(SteadyTime now);

private:
    void growBack(SteadyTime now);

    RetryBudgetSettings m_settings;
    double m_left;
    SteadyTime m_grownAt{};
};

} // namespace burin
