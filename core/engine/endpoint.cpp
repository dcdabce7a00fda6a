#include "core/engine/endpoint.h"

#include <algorithm>

namespace burin {

using std::chrono::milliseconds;

namespace {

CircuitSettings scaled(CircuitSettings settings, double scale)
{
    settings.firstPause = std::chrono::duration_cast<milliseconds>(settings.firstPause * scale);
    settings.longestPause = std::chrono::duration_cast<milliseconds>(settings.longestPause * scale);
    return settings;
}

} // namespace

Endpoint::Endpoint(const EndpointSettings &settings)
    : m_settings(settings),
      m_window(settings.ceiling),
      m_circuit(scaled(settings.circuit, settings.waitScale)),
      m_retries(settings.retries)
{
}

bool Endpoint::mayStart(Lane lane, SteadyTime now) const
{
    const bool extra = !isBatch(lane) && m_batch > 0 && m_interactive < m_settings.interactiveExtra;
    if (inFlight() >= m_window.size() && !extra) return false;
    if (lane == Lane::User) return true;
    if (isBatch(lane) && m_paused) return false;
    return now >= m_heldUntil && (now >= m_nextPaced || now >= m_pacedUntil) && m_circuit.allows(now);
}

SteadyTime Endpoint::nextChance() const
{
    const SteadyTime paced = std::min(m_nextPaced, m_pacedUntil);
    const SteadyTime probe = m_circuit.isOpen() ? m_circuit.opensForProbe() : SteadyTime{};
    return std::max({m_heldUntil, paced, probe});
}

Endpoint::Permit Endpoint::begin(Lane lane, SteadyTime now)
{
    if (lane == Lane::User || lane == Lane::Batch) m_retries.noteFirstAttempt();
    ++(isBatch(lane) ? m_batch : m_interactive);
    if (m_spacing > milliseconds(0)) m_nextPaced = now + m_spacing;
    const Circuit::Role role = lane == Lane::User ? Circuit::Role::Ordinary : m_circuit.begin();
    return {.lane = lane, .era = m_window.era(), .role = role};
}

void Endpoint::end(const Permit &permit, const AttemptNews &news, SteadyTime now)
{
    --(isBatch(permit.lane) ? m_batch : m_interactive);
    judge(permit, news, now);
    pace(news, now);
}

void Endpoint::judge(const Permit &permit, const AttemptNews &news, SteadyTime now)
{
    switch (news.kind) {
    case AttemptNews::Kind::Success:
        m_window.noteSuccess();
        m_circuit.noteSuccess();
        m_paused = false; // the key works again
        break;
    case AttemptNews::Kind::Alive:
        m_circuit.noteSuccess();
        break;
    case AttemptNews::Kind::RateLimited:
        m_window.noteRateLimit(permit.era);
        m_circuit.noteSuccess();
        break;
    case AttemptNews::Kind::Failure:
        m_circuit.noteFailure(permit.role, now);
        break;
    case AttemptNews::Kind::Nothing:
        m_circuit.noteNothing(permit.role);
        break;
    }
}

void Endpoint::pace(const AttemptNews &news, SteadyTime now)
{
    if (news.retryAfter)
        m_heldUntil = std::max(m_heldUntil, now + real(std::min(*news.retryAfter, m_settings.longestHold)));
    if (news.limits.empty()) return;
    m_spacing = real(spacingFor(news.limits, news.tokens));
    if (m_spacing == milliseconds(0)) {
        m_nextPaced = {};
        return;
    }
    m_nextPaced = now + m_spacing;
    const auto reset = std::ranges::max(news.limits, {}, &RateLimit::reset).reset;
    m_pacedUntil = now + real(reset);
}

milliseconds Endpoint::real(milliseconds announced) const
{
    return std::chrono::duration_cast<milliseconds>(announced * m_settings.waitScale);
}

} // namespace burin
