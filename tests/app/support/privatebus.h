#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace burin {

/// A D-Bus session bus of the test's own, in an otherwise empty home folder: nothing of the user's desktop is reached
/// or touched. Make it in initMain(), before anything looks for the session bus.
class PrivateBus {
public:
    PrivateBus();
    ~PrivateBus();

    /// Whether the bus runs; DBUS_SESSION_BUS_ADDRESS is its address then.
    bool start();
    /// The empty home folder: HOME, XDG_DATA_HOME and their kin are in it.
    QString home() const { return m_home.path(); }

private:
    QTemporaryDir m_home;
    QProcess m_daemon;
};

/// The files below @p folder whose content or name has @p needle in it.
QStringList filesContaining(const QString &folder, const QByteArray &needle);

} // namespace burin
