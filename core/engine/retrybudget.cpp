#include "core/engine/retrybudget.h"

#include <algorithm>

namespace burin {

void RetryBudget::noteFirstAttempt()
{
    m_left = std::min(m_left + m_settings.share, m_settings.most);
}

bool RetryBudget::take(SteadyTime now)
{
    growBack(now);
    constexpr double Rounding = 1e-9; // five shares of 0.2 are a whole retry
    if (m_left < 1 - Rounding) return false;
    m_left -= 1;
    return true;
}

void RetryBudget::growBack(SteadyTime now)
{
    if (m_grownAt != SteadyTime{} && m_left < m_settings.floor) {
        const std::chrono::duration<double> passed = now - m_grownAt;
        const double grown = passed / std::chrono::duration<double>(m_settings.perRetry);
        m_left = std::min(m_left + grown, m_settings.floor);
    }
    m_grownAt = now;
}

} // namespace burin
