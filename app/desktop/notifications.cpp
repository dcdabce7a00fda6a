#include "app/desktop/notifications.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

namespace burin {

namespace {

constexpr int AsTheDesktopHasIt = -1; // how long it stays

const QString notificationService = QStringLiteral("org.freedesktop.Notifications");

} // namespace

void Notifications::tell(const Notification &notification)
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) return;
    QDBusMessage call =
        QDBusMessage::createMethodCall(notificationService, QStringLiteral("/org/freedesktop/Notifications"),
                                       notificationService, QStringLiteral("Notify"));
    const QVariantMap hints{{QStringLiteral("desktop-entry"), QStringLiteral("io.burin.Burin")},
                            {QStringLiteral("urgency"), QVariant::fromValue(uchar(notification.urgency))}};
    call << QStringLiteral("Burin") << m_ids.value(notification.topic) << QStringLiteral("io.burin.Burin")
         << notification.summary << notification.body.toHtmlEscaped() << QStringList() << hints << AsTheDesktopHasIt;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, topic = notification.topic] {
        watcher->deleteLater();
        const QDBusPendingReply<uint> reply = *watcher;
        if (!reply.isError()) m_ids.insert(topic, reply.value());
    });
}

} // namespace burin
