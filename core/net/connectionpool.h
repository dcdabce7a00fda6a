#pragma once

#include <QObject>

#include <memory>
#include <vector>

class QNetworkAccessManager;

namespace burin {

/// Network managers, enough that no request queues inside Qt: one manager opens six connections per host and no more.
/// Managers are made on demand and stay. Lives on one thread.
class ConnectionPool : public QObject {
    Q_OBJECT
public:
    static constexpr int ConnectionsPerManager = 6;

    /// Gives its place back when destroyed. Must not outlive the pool.
    class Lease {
    public:
        Lease(Lease &&other) noexcept;
        Lease &operator=(Lease &&) = delete;
        ~Lease();
        QNetworkAccessManager &manager() const;

    private:
        friend class ConnectionPool;
        struct Slot;
        explicit Lease(Slot *slot);
        Slot *m_slot;
    };

    explicit ConnectionPool(QObject *parent = nullptr);
    ~ConnectionPool() override;

    /// Whether a request may take over a connection that an earlier one left open.
    enum class Connection { Any, Fresh };

    /// A place on the least loaded manager. For a fresh connection it is one without requests, whose idle connections
    /// are closed first.
    Lease acquire(Connection connection = Connection::Any);
    int managerCount() const;

private:
    std::vector<std::unique_ptr<Lease::Slot>> m_slots; ///< By pointer: leases hold the address.
};

} // namespace burin
