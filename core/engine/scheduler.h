#pragma once

#include "core/domain/provider.h"
#include "core/engine/endpoint.h"

#include <QHash>
#include <QObject>
#include <QString>
#include <QTimer>

#include <array>
#include <deque>
#include <functional>
#include <map>

namespace burin {

/// Hands out the slots of each endpoint, so that no request waits inside Qt: interactive runs before batches, each
/// lane in the order it was asked. What an attempt's end tells about its endpoint comes back with release() and decides
/// who may go next, and when. Lives on one thread.
class Scheduler : public QObject {
    Q_OBJECT
public:
    using Ticket = quint64;

    /// Someone who wants to send one request.
    struct Demand {
        QString endpoint; ///< Base URL and key; any string that tells endpoints apart.
        Lane lane = Lane::User;
        std::function<void()> granted;
        std::function<void(const Error &)> refused; ///< Instead of granted, when waiting has become pointless.
    };

    explicit Scheduler(const EndpointSettings &settings, QObject *parent = nullptr);

    /// Calls @p demand.granted once a slot is free: asynchronously, and not after withdraw() or the end of the
    /// scheduler. Every grant is answered by one release().
    Ticket request(Demand demand);
    /// Forgets a request that was not granted yet. False if it already was: then release() is due.
    bool withdraw(Ticket ticket);
    void release(Ticket ticket, const AttemptNews &news = {});
    int inFlight(const QString &endpoint) const;
    /// Whether the endpoint's budget of retries allows one more; takes it.
    bool takeRetry(const QString &endpoint);

    /// Batches wait from now on, until resume() or a success of an interactive run. keyPaused() follows once one waits.
    void pause(const QString &endpoint, const ProviderProfile &provider, const Error &cause);
    /// Lets the paused queues of @p provider go on.
    void resume(const ProviderProfile &provider);
    /// Ends what waits in the paused queues of @p provider with KeyPaused, and resumes them.
    void dropPaused(const ProviderProfile &provider);
    bool isPaused(const QString &endpoint) const;

Q_SIGNALS:
    /// Once for each pause that holds something up.
    void keyPaused(const burin::ProviderProfile &provider, const burin::Error &cause);

private:
    struct Waiting {
        Ticket ticket;
        Demand demand;
    };
    struct Pause {
        ProviderProfile provider;
        Error cause;
        bool announced = false;
    };
    struct Place {
        Endpoint endpoint;
        std::array<std::deque<Waiting>, 4> lanes; ///< By Lane.
        std::optional<Pause> pause;

        bool holdsBatches() const;
    };
    struct Held {
        QString endpoint;
        Endpoint::Permit permit;
    };

    Place &place(const QString &endpoint);
    void grantSoon(const QString &endpoint);
    void grant(const QString &endpoint);
    std::optional<Waiting> takeNext(Place &place, Endpoint::Permit &permit);
    void refuse(Place &place, Lane first, const Error &error);
    void refuseHopeless(Place &place, const QString &endpoint);
    void announcePause(Place &place);
    void armTimer();

    EndpointSettings m_settings;
    std::map<QString, Place> m_places; ///< References stay valid while granted functions ask again.
    QHash<Ticket, Held> m_held;
    QTimer m_wake;
    Ticket m_lastTicket = 0;
};

} // namespace burin
