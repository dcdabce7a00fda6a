#include "app/desktop/systemtheme.h"
#include "tests/app/support/privatebus.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QDBusVirtualObject>
#include <QGuiApplication>
#include <QPalette>
#include <QSignalSpy>
#include <QTest>

using namespace burin;

namespace {

const QString portalPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString settings = QStringLiteral("org.freedesktop.portal.Settings");
const QString appearance = QStringLiteral("org.freedesktop.appearance");
const QString colorScheme = QStringLiteral("color-scheme");

/// The settings portal as desktops have it.
class FakePortal : public QDBusVirtualObject {
public:
    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override
    {
        asked = message.interface() == settings && message.member() == QLatin1StringView("Read") &&
                message.arguments() == QVariantList{appearance, colorScheme};
        const QVariant inner = QVariant::fromValue(QDBusVariant(value));
        if (asked) connection.send(message.createReply(QVariant::fromValue(QDBusVariant(inner))));
        return asked;
    }
    void announce(const QString &group, const QString &key, const QVariant &news)
    {
        QDBusMessage signal = QDBusMessage::createSignal(portalPath, settings, QStringLiteral("SettingChanged"));
        signal << group << key << QVariant::fromValue(QDBusVariant(news));
        QDBusConnection::sessionBus().send(signal);
    }
    uint value = 0;
    bool asked = false;
};

QPalette palette(QColor text, QColor window)
{
    return {text, window, window, window, window, text, text, window, window};
}

} // namespace

class tst_SystemTheme : public QObject {
    Q_OBJECT
public:
    static void initMain() { s_bus.emplace(); }

private Q_SLOTS:
    void initTestCase();
    void init();
    void readsTheNumber_data();
    void readsTheNumber();
    void luminanceTells();
    void startsWithThePaletteAndFollowsThePortal();
    void followsChanges();
    void noPreferenceMeansThePalette();
    void otherSettingsDoNotMatter();

private:
    static inline std::optional<PrivateBus> s_bus;
    FakePortal m_portal;
};

void tst_SystemTheme::initTestCase()
{
    QVERIFY2(s_bus->start(), "dbus-daemon is not installed");
    QDBusConnection bus = QDBusConnection::sessionBus();
    QVERIFY(bus.registerVirtualObject(portalPath, &m_portal));
    QVERIFY(bus.registerService(QStringLiteral("org.freedesktop.portal.Desktop")));
}

void tst_SystemTheme::init()
{
    QGuiApplication::setPalette(palette(Qt::black, Qt::white));
    m_portal.value = 0;
    m_portal.asked = false;
}

void tst_SystemTheme::readsTheNumber_data()
{
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<int>("expected"); // -1 = nullopt
    const auto wrapped = [](const QVariant &inner) { return QVariant::fromValue(QDBusVariant(inner)); };
    QTest::newRow("no preference") << QVariant(0u) << int(ColorScheme::NoPreference);
    QTest::newRow("dark") << QVariant(1u) << int(ColorScheme::Dark);
    QTest::newRow("light") << QVariant(2u) << int(ColorScheme::Light);
    QTest::newRow("unknown number") << QVariant(7u) << int(ColorScheme::NoPreference);
    QTest::newRow("in a variant") << wrapped(1u) << int(ColorScheme::Dark);
    QTest::newRow("in a variant in a variant") << wrapped(wrapped(2u)) << int(ColorScheme::Light);
    QTest::newRow("text") << QVariant(QStringLiteral("1")) << -1;
    QTest::newRow("nothing") << QVariant() << -1;
}

void tst_SystemTheme::readsTheNumber()
{
    QFETCH(const QVariant, value);
    const std::optional<ColorScheme> scheme = colorSchemeFrom(value);
    QTEST(scheme ? int(*scheme) : -1, "expected");
}

void tst_SystemTheme::luminanceTells()
{
    QVERIFY(isDark(palette(Qt::white, Qt::black)));
    QVERIFY(!isDark(palette(Qt::black, Qt::white)));
}

void tst_SystemTheme::startsWithThePaletteAndFollowsThePortal()
{
    m_portal.value = 1;
    SystemTheme theme;
    QSignalSpy changed(&theme, &SystemTheme::changed);
    QVERIFY(!theme.isDark());
    QVERIFY(changed.wait());
    QVERIFY(theme.isDark());
    QCOMPARE(changed.size(), 1);
}

void tst_SystemTheme::followsChanges()
{
    SystemTheme theme;
    QSignalSpy changed(&theme, &SystemTheme::changed);
    m_portal.announce(appearance, colorScheme, 1u);
    QVERIFY(changed.wait());
    QVERIFY(theme.isDark());
    m_portal.announce(appearance, colorScheme, 2u);
    QVERIFY(changed.wait());
    QVERIFY(!theme.isDark());
}

void tst_SystemTheme::noPreferenceMeansThePalette()
{
    QGuiApplication::setPalette(palette(Qt::white, Qt::black));
    SystemTheme theme;
    QSignalSpy changed(&theme, &SystemTheme::changed);
    m_portal.announce(appearance, colorScheme, 2u);
    QVERIFY(changed.wait());
    QVERIFY(!theme.isDark());
    m_portal.announce(appearance, colorScheme, 0u);
    QVERIFY(changed.wait());
    QVERIFY(theme.isDark());
}

void tst_SystemTheme::otherSettingsDoNotMatter()
{
    SystemTheme theme;
    QTRY_VERIFY(m_portal.asked);
    QSignalSpy changed(&theme, &SystemTheme::changed);
    m_portal.announce(appearance, QStringLiteral("contrast"), 1u);
    m_portal.announce(QStringLiteral("org.example"), colorScheme, 1u);
    m_portal.announce(appearance, colorScheme, 1u);
    QVERIFY(changed.wait());
    m_portal.announce(QStringLiteral("org.example"), colorScheme, 2u);
    m_portal.announce(appearance, colorScheme, 2u);
    QVERIFY(changed.wait());
    QCOMPARE(changed.size(), 2);
}

QTEST_MAIN(tst_SystemTheme)
#include "tst_systemtheme.moc"
