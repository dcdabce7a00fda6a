#pragma once

#include "core/engine/attemptnews.h"
#include "core/engine/circuit.h"
#include "core/engine/retrybudget.h"
#include "core/engine/sendwindow.h"

namespace burin {

/// Who goes first: a lane is served before those below it. All but User are automatic: nobody pressed a button for
/// just this attempt, so they obey the endpoint's pauses.
enum class Lane { User, UserRetry, BatchRetry, Batch };

inline bool isBatch(Lane lane)
{
    return lane == Lane::BatchRetry || lane == Lane::Batch;
}

struct EndpointSettings {
    int ceiling = 50;         ///< Requests in flight at most.
    int interactiveExtra = 4; ///< So many more may interactive runs send where batches fill the window.
    std::chrono::milliseconds longestHold{300'000}; ///< A longer Retry-After holds automatic attempts no longer.
    double waitScale = 1;                           ///< Real ÷ announced waits; below 1 only in tests.
    CircuitSettings circuit = {};
    RetryBudgetSettings retries = {};
};

/// All that is known of one endpoint (a base URL with a key), and whether something may be sent to it. Pure: time
/// comes in as a parameter, nothing waits in here.
class Endpoint {
public:
    /// An attempt under way; given back to end().
    struct Permit {
        Lane lane = Lane::User;
        SendWindow::Era era = 0;
        Circuit::Role role = Circuit::Role::Ordinary;
    };

    explicit Endpoint(const EndpointSettings &settings);

    bool mayStart(Lane lane, SteadyTime now) const;
    /// When mayStart() of an automatic attempt can become true without anything else happening; in the past if time
    /// is not what it waits for.
    SteadyTime nextChance() const;
    Permit begin(Lane lane, SteadyTime now);
    void end(const Permit &permit, const AttemptNews &news, SteadyTime now);
    /// Takes a retry out of the endpoint's budget; false when it is used up.
    bool takeRetry(SteadyTime now) { return m_retries.take(now); }

    int inFlight() const { return m_interactive + m_batch; }
    /// Nothing automatic has a chance for long.
    bool hasGivenUp() const { return m_circuit.hasGivenUp(); }
    bool isPaused() const { return m_paused; }
    /// While paused, batches wait.
    void setPaused(bool paused) { m_paused = paused; }

private:
    void judge(const Permit &permit, const AttemptNews &news, SteadyTime now);
    void pace(const AttemptNews &news, SteadyTime now);
    std::chrono::milliseconds real(std::chrono::milliseconds announced) const;

    EndpointSettings m_settings;
    SendWindow m_window;
    Circuit m_circuit;
    RetryBudget m_retries;
    int m_interactive = 0; ///< In flight.
    int m_batch = 0;       ///< In flight.
    bool m_paused = false;
    SteadyTime m_heldUntil{};  ///< As Retry-After asked.
    SteadyTime m_nextPaced{};  ///< So that a quota lasts.
    SteadyTime m_pacedUntil{}; ///< The quota's reset.
    std::chrono::milliseconds m_spacing{0};
};

} // namespace burin
