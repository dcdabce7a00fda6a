#include "core/engine/circuit.h"

#include <algorithm>

namespace burin {

Circuit::Role Circuit::begin()
{
    if (!m_open) return Role::Ordinary;
    m_probing = true;
    return Role::Probe;
}

void Circuit::noteSuccess()
{
    m_open = m_probing = false;
    m_failures = m_failedProbes = 0;
    m_pause = {};
}

void Circuit::noteFailure(Role role, SteadyTime now)
{
    if (role == Role::Probe) {
        m_probing = false;
        if (!m_open) return; // another attempt's success closed it meanwhile
        ++m_failedProbes;
        open(now);
    } else if (!m_open && ++m_failures >= m_settings.failuresToOpen) {
        open(now);
    }
}

void Circuit::noteNothing(Role role)
{
    if (role == Role::Probe) m_probing = false;
}

void Circuit::open(SteadyTime now)
{
    m_pause = m_open ? std::min(m_pause * 2, m_settings.longestPause) : m_settings.firstPause;
    m_open = true;
    m_until = now + m_pause;
}

} // namespace burin
