#include "core/engine/scheduler.h"

#include <algorithm>

namespace burin {

namespace {

SteadyTime now()
{
    return std::chrono::steady_clock::now();
}

} // namespace

Scheduler::Scheduler(const EndpointSettings &settings, QObject *parent) : QObject(parent), m_settings(settings)
{
    m_wake.setSingleShot(true);
    connect(&m_wake, &QTimer::timeout, this, [this] {
        for (const auto &[endpoint, place] : m_places)
            grantSoon(endpoint);
    });
}

Scheduler::Place &Scheduler::place(const QString &endpoint)
{
    return m_places.try_emplace(endpoint, Place{Endpoint(m_settings), {}, {}}).first->second;
}

Scheduler::Ticket Scheduler::request(Demand demand)
{
    const Ticket ticket = ++m_lastTicket;
    const QString endpoint = demand.endpoint;
    place(endpoint).lanes[size_t(demand.lane)].push_back({ticket, std::move(demand)});
    grantSoon(endpoint);
    return ticket;
}

bool Scheduler::withdraw(Ticket ticket)
{
    for (auto &[name, place] : m_places) {
        for (std::deque<Waiting> &lane : place.lanes) {
            const auto waiting = std::ranges::find(lane, ticket, &Waiting::ticket);
            if (waiting == lane.end()) continue;
            lane.erase(waiting);
            return true;
        }
    }
    return false;
}

void Scheduler::release(Ticket ticket, const AttemptNews &news)
{
    const Held held = m_held.take(ticket);
    Place &place = this->place(held.endpoint);
    place.endpoint.end(held.permit, news, now());
    if (!place.endpoint.isPaused()) place.pause.reset();
    grantSoon(held.endpoint);
}

int Scheduler::inFlight(const QString &endpoint) const
{
    const auto place = m_places.find(endpoint);
    return place == m_places.end() ? 0 : place->second.endpoint.inFlight();
}

bool Scheduler::takeRetry(const QString &endpoint)
{
    return place(endpoint).endpoint.takeRetry(now());
}

void Scheduler::grantSoon(const QString &endpoint)
{
    QMetaObject::invokeMethod(
        this, [this, endpoint] { grant(endpoint); }, Qt::QueuedConnection);
}

void Scheduler::grant(const QString &name)
{
    Place &place = this->place(name);
    refuseHopeless(place, name);
    Endpoint::Permit permit;
    // A granted function may ask, release or withdraw, so each round looks at everything again.
    while (const std::optional<Waiting> next = takeNext(place, permit)) {
        m_held.insert(next->ticket, {name, permit});
        next->demand.granted();
    }
    announcePause(place);
    armTimer();
}

std::optional<Scheduler::Waiting> Scheduler::takeNext(Place &place, Endpoint::Permit &permit)
{
    for (size_t lane = 0; lane < place.lanes.size(); ++lane) {
        std::deque<Waiting> &queue = place.lanes[lane];
        if (queue.empty() || !place.endpoint.mayStart(Lane(lane), now())) continue;
        Waiting next = std::move(queue.front());
        queue.pop_front();
        permit = place.endpoint.begin(Lane(lane), now());
        return next;
    }
    return std::nullopt;
}

void Scheduler::refuse(Place &place, Lane first, const Error &error)
{
    std::vector<Waiting> refused;
    for (size_t lane = size_t(first); lane < place.lanes.size(); ++lane) {
        std::ranges::move(place.lanes[lane], std::back_inserter(refused));
        place.lanes[lane].clear();
    }
    for (const Waiting &waiting : refused)
        waiting.demand.refused(error);
}

void Scheduler::refuseHopeless(Place &place, const QString &endpoint)
{
    // Once the pause is over, the next in line is let through as a probe instead.
    const bool hopeless = place.endpoint.hasGivenUp() && now() < place.endpoint.nextChance();
    if (hopeless) refuse(place, Lane::UserRetry, makeError(ErrorCode::CircuitOpen, endpoint.section(u' ', 0, 0)));
}

void Scheduler::armTimer()
{
    SteadyTime earliest = SteadyTime::max();
    for (const auto &[name, place] : m_places) {
        const bool automaticWait =
            std::any_of(place.lanes.begin() + 1, place.lanes.end(), [](const auto &lane) { return !lane.empty(); });
        const SteadyTime chance = place.endpoint.nextChance();
        if (automaticWait && chance > now()) earliest = std::min(earliest, chance);
    }
    if (earliest == SteadyTime::max())
        m_wake.stop();
    else
        m_wake.start(std::chrono::ceil<std::chrono::milliseconds>(earliest - now()));
}

bool Scheduler::Place::holdsBatches() const
{
    return !lanes[size_t(Lane::Batch)].empty() || !lanes[size_t(Lane::BatchRetry)].empty();
}

void Scheduler::pause(const QString &endpoint, const ProviderProfile &provider, const Error &cause)
{
    Place &place = this->place(endpoint);
    if (place.pause) return;
    place.pause = Pause{provider, cause};
    place.endpoint.setPaused(true);
    grantSoon(endpoint); // which announces it if something waits
}

void Scheduler::announcePause(Place &place)
{
    if (!place.pause || place.pause->announced || !place.holdsBatches()) return;
    place.pause->announced = true;
    const Pause pause = *place.pause; // a handler may resume
    Q_EMIT keyPaused(pause.provider, pause.cause);
}

void Scheduler::resume(const ProviderProfile &provider)
{
    for (auto &[name, place] : m_places) {
        if (!place.pause || place.pause->provider.baseUrl != provider.baseUrl) continue;
        place.pause.reset();
        place.endpoint.setPaused(false);
        grantSoon(name);
    }
}

void Scheduler::dropPaused(const ProviderProfile &provider)
{
    for (auto &[name, place] : m_places) {
        if (place.pause && place.pause->provider.baseUrl == provider.baseUrl)
            refuse(place, Lane::BatchRetry, makeError(ErrorCode::KeyPaused, provider.name));
    }
    resume(provider);
}

bool Scheduler::isPaused(const QString &endpoint) const
{
    const auto place = m_places.find(endpoint);
    return place != m_places.end() && place->second.pause.has_value();
}

} // namespace burin
