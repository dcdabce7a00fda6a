#pragma once

#include <QSqlDatabase>

#include <atomic>

namespace burin {

/// Whether an answer is still wanted: until @p generation counts on. Asked on another thread than the one that counts.
class Interruption {
public:
    explicit Interruption(const std::atomic<int> &generation) : m_now(generation), m_asked(generation) {}
    bool isDue() const { return m_now != m_asked; }

private:
    const std::atomic<int> &m_now;
    const int m_asked;
};

/// Stops the statements of a connection, within a millisecond or so, once @p interruption is due; they fail then.
/// Nullptr: they run to their end. The interruption must outlive it.
class InterruptionScope {
public:
    InterruptionScope(const QSqlDatabase &db, const Interruption *interruption);
    ~InterruptionScope();
    Q_DISABLE_COPY_MOVE(InterruptionScope)

    bool isInterrupted() const { return m_interruption && m_interruption->isDue(); }

private:
    const QSqlDatabase &m_db;
    const Interruption *m_interruption;
};

} // namespace burin
