#include "app/desktop/notifications.h"
#include "tests/app/support/privatebus.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QSignalSpy>
#include <QTest>

using namespace burin;

namespace {

/// The notification service as desktops have it.
class FakeService : public QDBusVirtualObject {
public:
    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override
    {
        if (message.member() != QLatin1StringView("Notify")) return false;
        told += message.arguments();
        connection.send(message.createReply(QVariant::fromValue(uint(100 + told.size()))));
        return true;
    }
    QList<QVariantList> told;
};

} // namespace

class tst_Notifications : public QObject {
    Q_OBJECT
public:
    static void initMain() { s_bus.emplace(); }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(s_bus->start(), "dbus-daemon is not installed");
        QDBusConnection bus = QDBusConnection::sessionBus();
        QVERIFY(bus.registerVirtualObject(QStringLiteral("/org/freedesktop/Notifications"), &m_service));
    }

    void withoutAServiceNothingHappens()
    {
        Notifications notifications;
        notifications.tell({QStringLiteral("t"), QStringLiteral("nobody listens"), {}});
        QVERIFY(m_service.told.isEmpty());
    }

    void tellsPlainTextAndReplacesWhatItToldBefore()
    {
        QVERIFY(QDBusConnection::sessionBus().registerService(QStringLiteral("org.freedesktop.Notifications")));
        Notifications notifications;
        Notifications::Notification news{.topic = QStringLiteral("budget:month"),
                                         .summary = QStringLiteral("Each month"),
                                         .body = QStringLiteral("The budget of “<b>x</b>” is used up."),
                                         .urgency = Notifications::Urgency::Critical};
        notifications.tell(news);
        QTRY_COMPARE(m_service.told.size(), 1);
        const QVariantList first = m_service.told.first();
        QCOMPARE(first.size(), 8);
        QCOMPARE(first.at(1).toUInt(), 0u);
        QCOMPARE(first.at(3).toString(), news.summary);
        QVERIFY(first.at(4).toString().contains(QStringLiteral("&lt;b&gt;")));
        // The service's answer to the first takes a moment to arrive; then the next takes its place.
        QTRY_VERIFY((notifications.tell(news), m_service.told.last().at(1).toUInt() >= 101));
        news.topic = QStringLiteral("budget:day");
        const qsizetype before = m_service.told.size();
        notifications.tell(news);
        QTRY_COMPARE(m_service.told.size(), before + 1);
        QCOMPARE(m_service.told.last().at(1).toUInt(), 0u); // another topic
    }

private:
    static inline std::optional<PrivateBus> s_bus;
    FakeService m_service;
};

QTEST_GUILESS_MAIN(tst_Notifications)
#include "tst_notifications.moc"
