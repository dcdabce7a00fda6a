#pragma once

#include "core/exchange/folderscan.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <atomic>
#include <memory>
#include <vector>

namespace burin {

/// Scans of folders of prompt files, in the order of the folders. Never null.
using FolderScans = std::shared_ptr<const std::vector<FolderScan>>;

/// Reads folders of prompt files in the pool, and again whenever something in them changes. Changes that come together,
/// as with a checkout of git, make few scans. Lives on the thread of the window.
class FolderWatch : public QObject {
    Q_OBJECT
public:
    explicit FolderWatch(QObject *parent = nullptr);
    ~FolderWatch() override;

    /// Whole paths.
    void setFolders(const QStringList &folders);
    const QStringList &folders() const { return m_folders; }
    /// Looks at all folders once more, soon: not every change on a network's disk is told.
    void rescan();
    FolderScans scans() const { return m_scans; }
    /// As they were before the last change.
    FolderScans before() const { return m_before; }

Q_SIGNALS:
    void changed(); ///< scans() has news.
    void scanned(); ///< A scan ended, with news or without.

private:
    void scan();
    void take(const std::vector<FolderScan> &scans);
    void watch();
    void watchSlice();

    QStringList m_folders;
    FolderScans m_scans;
    FolderScans m_before;
    QFileSystemWatcher m_watcher;
    QStringList m_toWatch;
    QTimer m_pause;
    QTimer m_slice;
    bool m_isScanning = false;
    bool m_isAsked = false; ///< For a scan after the one that is going on.
    std::shared_ptr<std::atomic_bool> m_stopped = std::make_shared<std::atomic_bool>(false);
};

} // namespace burin
