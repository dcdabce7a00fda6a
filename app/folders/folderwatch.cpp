#include "app/folders/folderwatch.h"

#include "core/base/await.h"

#include <QtConcurrentRun>

#include <algorithm>

namespace burin {

namespace {

using namespace std::chrono_literals;

constexpr auto Pause = 150ms;      ///< From the first sign of a change to the scan.
constexpr int MostWatched = 8'000; ///< Files and folders; the system's limit is shared by all programs.
constexpr int WatchedAtOnce = 100; ///< Each is a call of the system.

std::vector<FolderScan> scanAll(const QStringList &folders, const FolderScans &before,
                                const std::shared_ptr<std::atomic_bool> &stopped)
{
    std::vector<FolderScan> scans;
    for (const QString &folder : folders) {
        const auto old = std::ranges::find(*before, folder, &FolderScan::root);
        scans.push_back(
            scanFolder(folder, old == before->end() ? FolderScan() : *old, [&stopped] { return stopped->load(); }));
    }
    return scans;
}

} // namespace

FolderWatch::FolderWatch(QObject *parent)
    : QObject(parent), m_scans(std::make_shared<const std::vector<FolderScan>>()), m_before(m_scans)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(Pause);
    m_slice.setInterval(0);
    connect(&m_pause, &QTimer::timeout, this, &FolderWatch::scan);
    connect(&m_slice, &QTimer::timeout, this, &FolderWatch::watchSlice);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &FolderWatch::rescan);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &FolderWatch::rescan);
}

FolderWatch::~FolderWatch()
{
    m_stopped->store(true);
}

void FolderWatch::setFolders(const QStringList &folders)
{
    m_folders = folders;
    m_pause.stop();
    scan();
}

void FolderWatch::rescan()
{
    // Not restarted: a folder that changes without end is read all the same.
    if (!m_folders.isEmpty() && !m_pause.isActive()) m_pause.start();
}

void FolderWatch::scan()
{
    m_isAsked = m_isScanning;
    if (m_isScanning) return;
    m_isScanning = true;
    await(QtConcurrent::run(scanAll, m_folders, m_scans, m_stopped), this,
          [this](const std::vector<FolderScan> &scans) { take(scans); });
}

void FolderWatch::take(const std::vector<FolderScan> &scans)
{
    m_isScanning = false;
    const bool isNews = scans != *m_scans;
    if (isNews) {
        m_before = m_scans;
        m_scans = std::make_shared<const std::vector<FolderScan>>(scans);
    }
    watch();
    if (isNews) Q_EMIT changed();
    Q_EMIT scanned();
    if (m_isAsked) scan();
}

void FolderWatch::watch()
{
    QSet<QString> wanted;
    QStringList missing;
    const QStringList now = m_watcher.files() + m_watcher.directories();
    const QSet<QString> watched(now.cbegin(), now.cend());
    const auto want = [&](const QString &path) {
        if (wanted.size() >= MostWatched) return;
        wanted.insert(path);
        if (!watched.contains(path)) missing += path;
    };
    for (const FolderScan &scan : *m_scans) {
        for (const QString &directory : scan.directories)
            want(directory);
    }
    for (const FolderScan &scan : *m_scans) {
        for (const ScannedFile &file : scan.files)
            want(scan.root + u'/' + file.file.path);
    }
    QStringList left;
    std::ranges::copy_if(now, std::back_inserter(left), [&](const QString &path) { return !wanted.contains(path); });
    if (!left.isEmpty()) m_watcher.removePaths(left);
    m_toWatch = missing;
    if (!m_toWatch.isEmpty()) m_slice.start();
}

void FolderWatch::watchSlice()
{
    const QStringList slice = m_toWatch.mid(0, WatchedAtOnce);
    m_toWatch = m_toWatch.mid(WatchedAtOnce);
    if (m_toWatch.isEmpty()) m_slice.stop();
    if (!slice.isEmpty()) m_watcher.addPaths(slice); // what is gone again, or beyond the limit, a rescan finds
}

} // namespace burin
