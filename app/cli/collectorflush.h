#pragma once

#include "app/secrets/secrets.h"
#include "app/telemetry/spansender.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace burin {

class Session;

/// Tells the user's collector, if there is one, of the runs that wait, before the program ends. Limited: what is not
/// delivered by then stays in the queue for the next time. A child of the session.
class CollectorFlush : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds Limit{3'000};

    /// @p secrets outlives it.
    CollectorFlush(Session &session, Secrets &secrets);

    /// Calls @p then(runs that were delivered) once, later.
    void start(std::function<void(int delivered)> then);

Q_SIGNALS:
    void failing(const QString &problem);

private:
    void send(const Telemetry &telemetry, const Secret &key);
    void end(int delivered);

    Session &m_session;
    Secrets &m_secrets;
    SpanSender m_sender;
    QTimer m_limit; ///< The keychain may take its time.
    std::function<void(int)> m_then;
};

} // namespace burin
