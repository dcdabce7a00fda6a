#pragma once

#include <QHash>
#include <QObject>
#include <QString>

#include <deque>
#include <functional>

namespace burin {

/// Hands out the slots of each endpoint in the order they were asked for, so that no request waits inside Qt.
class Scheduler : public QObject {
    Q_OBJECT
public:
    using Ticket = quint64;

    explicit Scheduler(int slotsPerEndpoint, QObject *parent = nullptr);

    /// Calls @p granted once a slot of @p endpoint is free: asynchronously, and not after withdraw() or the end of the
    /// scheduler. Every grant is answered by one release().
    Ticket request(const QString &endpoint, std::function<void()> granted);
    /// Forgets a request that was not granted yet. False if it already was: then release() is due.
    bool withdraw(Ticket ticket);
    void release(const QString &endpoint);
    int inFlight(const QString &endpoint) const;

private:
    struct Waiting {
        Ticket ticket;
        std::function<void()> granted;
    };
    struct Endpoint {
        int inFlight = 0;
        std::deque<Waiting> queue;
    };

    void grant(const QString &endpoint);

    QHash<QString, Endpoint> m_endpoints;
    Ticket m_lastTicket = 0;
    int m_slots;
};

} // namespace burin
