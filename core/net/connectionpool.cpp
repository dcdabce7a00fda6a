#include "core/net/connectionpool.h"

#include <QNetworkAccessManager>

#include <algorithm>

namespace burin {

struct ConnectionPool::Lease::Slot {
    std::unique_ptr<QNetworkAccessManager> manager = std::make_unique<QNetworkAccessManager>();
    int leases = 0;
};

ConnectionPool::Lease::Lease(Slot *slot) : m_slot(slot)
{
    ++m_slot->leases;
}

ConnectionPool::Lease::Lease(Lease &&other) noexcept : m_slot(std::exchange(other.m_slot, nullptr)) {}

ConnectionPool::Lease::~Lease()
{
    if (m_slot) --m_slot->leases;
}

QNetworkAccessManager &ConnectionPool::Lease::manager() const
{
    Q_ASSERT(m_slot);
    return *m_slot->manager;
}

ConnectionPool::ConnectionPool(QObject *parent) : QObject(parent) {}

ConnectionPool::~ConnectionPool() = default;

ConnectionPool::Lease ConnectionPool::acquire(Connection connection)
{
    const auto leastLoaded = std::min_element(m_slots.begin(), m_slots.end(), [](const auto &left, const auto &right) {
        return left->leases < right->leases;
    });
    const int most = connection == Connection::Fresh ? 1 : ConnectionsPerManager;
    if (leastLoaded != m_slots.end() && (*leastLoaded)->leases < most) {
        if (connection == Connection::Fresh) (*leastLoaded)->manager->clearConnectionCache();
        return Lease(leastLoaded->get());
    }
    m_slots.push_back(std::make_unique<Lease::Slot>());
    return Lease(m_slots.back().get());
}

int ConnectionPool::managerCount() const
{
    return static_cast<int>(m_slots.size());
}

} // namespace burin
