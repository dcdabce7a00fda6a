#include "core/engine/scheduler.h"

#include <algorithm>

namespace burin {

Scheduler::Scheduler(int slotsPerEndpoint, QObject *parent) : QObject(parent), m_slots(slotsPerEndpoint) {}

Scheduler::Ticket Scheduler::request(const QString &endpoint, std::function<void()> granted)
{
    const Ticket ticket = ++m_lastTicket;
    m_endpoints[endpoint].queue.push_back({ticket, std::move(granted)});
    QMetaObject::invokeMethod(
        this, [this, endpoint] { grant(endpoint); }, Qt::QueuedConnection);
    return ticket;
}

bool Scheduler::withdraw(Ticket ticket)
{
    for (Endpoint &endpoint : m_endpoints) {
        const auto waiting = std::ranges::find(endpoint.queue, ticket, &Waiting::ticket);
        if (waiting != endpoint.queue.end()) {
            endpoint.queue.erase(waiting);
            return true;
        }
    }
    return false;
}

void Scheduler::release(const QString &endpoint)
{
    --m_endpoints[endpoint].inFlight;
    QMetaObject::invokeMethod(
        this, [this, endpoint] { grant(endpoint); }, Qt::QueuedConnection);
}

int Scheduler::inFlight(const QString &endpoint) const
{
    return m_endpoints.value(endpoint).inFlight;
}

void Scheduler::grant(const QString &name)
{
    // A granted function may ask or withdraw again, so nothing is held across the call.
    while (m_endpoints[name].inFlight < m_slots && !m_endpoints[name].queue.empty()) {
        Endpoint &endpoint = m_endpoints[name];
        const std::function<void()> granted = std::move(endpoint.queue.front().granted);
        endpoint.queue.pop_front();
        ++endpoint.inFlight;
        granted();
    }
}

} // namespace burin
