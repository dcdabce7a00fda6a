#include "app/desktop/systemtheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QGuiApplication>
#include <QPalette>

namespace burin {

namespace {

const QString portal = QStringLiteral("org.freedesktop.portal.Desktop");
const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
const QString settings = QStringLiteral("org.freedesktop.portal.Settings");
const QString appearance = QStringLiteral("org.freedesktop.appearance");
const QString colorScheme = QStringLiteral("color-scheme");

} // namespace

std::optional<ColorScheme> colorSchemeFrom(QVariant value)
{
    // Read answers with a variant in a variant, the signal with one.
    while (value.metaType() == QMetaType::fromType<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    if (value.typeId() != QMetaType::UInt) return std::nullopt;
    switch (value.toUInt()) {
    case 1:
        return ColorScheme::Dark;
    case 2:
        return ColorScheme::Light;
    default:
        return ColorScheme::NoPreference; // as the portal's specification wants it for unknown numbers
    }
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
}

SystemTheme::SystemTheme(QObject *parent)
    : QObject(parent), m_startedDark(burin::isDark(QGuiApplication::palette())), m_dark(m_startedDark)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) return;
    // Without a service name: with one, QtDBus would wait for the bus to tell its owner.
    bus.connect(QString(), path, settings, QStringLiteral("SettingChanged"), this,
                SLOT(readSetting(QString, QString, QDBusVariant)));
    QDBusMessage question = QDBusMessage::createMethodCall(portal, path, settings, QStringLiteral("Read"));
    question << appearance << colorScheme;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (!reply.isError()) readSetting(appearance, colorScheme, reply.value());
    });
}

void SystemTheme::readSetting(const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group != appearance || key != colorScheme) return;
    if (const std::optional<ColorScheme> scheme = colorSchemeFrom(value.variant())) apply(*scheme);
}

void SystemTheme::apply(ColorScheme scheme)
{
    const bool dark = scheme == ColorScheme::NoPreference ? m_startedDark : scheme == ColorScheme::Dark;
    if (dark == m_dark) return;
    m_dark = dark;
    Q_EMIT changed();
}

} // namespace burin
