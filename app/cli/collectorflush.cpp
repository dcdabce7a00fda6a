#include "app/cli/collectorflush.h"

#include "app/cli/session.h"

#include <utility>

namespace burin {

CollectorFlush::CollectorFlush(Session &session, Secrets &secrets)
    : QObject(&session), m_session(session), m_secrets(secrets), m_sender(session.database(), this)
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] { end(0); });
    connect(&m_sender, &SpanSender::failing, this, &CollectorFlush::failing);
}

void CollectorFlush::start(std::function<void(int)> then)
{
    m_then = std::move(then);
    m_limit.start(Limit);
    await(m_session.database().run(&loadTelemetry), this, [this](const Result<Telemetry> &telemetry) {
        if (!telemetry || !telemetry->isOn()) return end(0);
        await(m_secrets.find(collectorProfile(*telemetry)), this,
              [this, telemetry = *telemetry](const KeyLookup &lookup) { send(telemetry, lookup.key); });
    });
}

void CollectorFlush::send(const Telemetry &telemetry, const Secret &key)
{
    if (!m_then) return;
    m_sender.setTarget(telemetry, key);
    await(m_sender.flush(Limit), this, [this](int delivered) { end(delivered); });
}

void CollectorFlush::end(int delivered)
{
    m_limit.stop();
    if (const auto then = std::exchange(m_then, {})) then(delivered);
}

} // namespace burin
