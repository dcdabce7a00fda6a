#include "core/engine/sendwindow.h"

#include <algorithm>

namespace burin {

void SendWindow::noteSuccess()
{
    if (m_size == m_ceiling || ++m_successes < m_size) return;
    m_successes = 0;
    ++m_size;
}

void SendWindow::noteRateLimit(Era sentIn)
{
    m_successes = 0;
    if (sentIn != m_era) return;
    ++m_era;
    m_size = std::max(1, m_size / 2);
}

} // namespace burin
