#pragma once

#include <chrono>

namespace burin {

/// The clock of everything in the engine that waits; never goes back.
using SteadyTime = std::chrono::steady_clock::time_point;

/// When an endpoint counts as broken, and how it is tried again.
struct CircuitSettings {
    int failuresToOpen = 10;                     ///< In a row; any answer of the endpoint in between starts over.
    std::chrono::milliseconds firstPause{5'000}; ///< Until the first probe; doubles with each one that fails.
    std::chrono::milliseconds longestPause{60'000};
    int probesToGiveUp = 5; ///< After so many failed probes what waits is ended instead of kept waiting.
};

/// The circuit breaker of one endpoint: after a run of failures nothing automatic is sent there until a single probe
/// came through. Pure: time comes in as a parameter.
class Circuit {
public:
    explicit Circuit(const CircuitSettings &settings = {}) : m_settings(settings) {}

    /// What an attempt was for. The end of a probe decides about an open circuit; others that were already under way
    /// when it opened tell nothing new, unless they succeed.
    enum class Role { Ordinary, Probe };

    bool isOpen() const { return m_open; }
    /// Whether an automatic attempt may start: always while closed, one probe at a time once the pause is over.
    bool allows(SteadyTime now) const { return !m_open || (!m_probing && now >= m_until); }
    /// The earliest time at which allows() can become true by itself.
    SteadyTime opensForProbe() const { return m_until; }
    /// The attempt that allows() let through starts now; tells what it is.
    Role begin();
    void noteSuccess();
    void noteFailure(Role role, SteadyTime now);
    /// The attempt ended without saying anything about the endpoint: cancelled, say.
    void noteNothing(Role role);
    /// So many probes failed that waiting further is no help.
    bool hasGivenUp() const { return m_open && m_failedProbes >= m_settings.probesToGiveUp; }

private:
    void open(SteadyTime now);

    CircuitSettings m_settings;
    int m_failures = 0;
    int m_failedProbes = 0;
    bool m_open = false;
    bool m_probing = false;
    std::chrono::milliseconds m_pause{0};
    SteadyTime m_until;
};

} // namespace burin
