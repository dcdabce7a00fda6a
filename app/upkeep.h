#pragma once

#include "core/domain/settings.h"
#include "core/store/backups.h"

#include <QObject>
#include <QTimer>

namespace burin {

class DbThread;

/// Keeps the profile's database small and safe while the program is open, as the settings say: what was deleted goes
/// for good, old recordings go, copies are made, and once a day all pages are read to see whether they can be. Bit by
/// bit and beside everything else. Lives on the window's thread; the DbThread must outlive it.
class Upkeep : public QObject {
    Q_OBJECT
public:
    Upkeep(DbThread &database, QString folder, QObject *parent = nullptr);

    /// A round now, after a while for the program to start, and then every few hours.
    void begin(const Settings &settings);
    /// For the next round.
    void setSettings(const Settings &settings) { m_settings = settings; }

Q_SIGNALS:
    void purged(); ///< Runs lost their texts.
    void backupFailed(const burin::Error &error);
    void damageFound(const burin::Error &error); ///< In pages of the file, not in what they mean.

private:
    void round();
    void purge();
    void dropRecordings();
    void backUp();
    void checkOncePerDay();

    DbThread &m_database;
    const QString m_folder;
    Settings m_settings;
    QTimer m_timer;
};

} // namespace burin
