#pragma once

namespace burin {

/// How many requests one endpoint is sent at the same time: halved when it says that there were too many, one more
/// after as many successes in a row as the window is wide (additive increase, multiplicative decrease). Pure.
class SendWindow {
public:
    /// Counts the times the window was halved: a limit reported by a request that was sent before the last halving
    /// belongs to the wider window and halves nothing again.
    using Era = int;

    explicit SendWindow(int ceiling) : m_ceiling(ceiling), m_size(ceiling) {}

    int size() const { return m_size; } ///< 1 to the ceiling; the ceiling at first.
    Era era() const { return m_era; }
    void noteSuccess();
    /// @p sentIn is the era in which the refused request was sent.
    void noteRateLimit(Era sentIn);

private:
    int m_ceiling;
    int m_size;
    int m_successes = 0;
    Era m_era = 0;
};

} // namespace burin
