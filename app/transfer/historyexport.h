#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"
#include "core/domain/history.h"
#include "core/export/exportformats.h"

#include <QObject>

#include <memory>
#include <vector>

class QFileDevice;

namespace burin {

class DbThread;

struct ExportOrder {
    const ExportFormat *format = nullptr;
    RunQuery query;          ///< All runs that it finds …
    std::vector<RunId> runs; ///< … unless these are chosen.
    QString path;            ///< "-" = stdout.
};

struct ExportSummary {
    qint64 runs = 0;
    bool cancelled = false; ///< Nothing was left behind, unless it went to stdout.
};

/// Writes runs of the history into a file, the oldest first; runs that are going on are left out. The database gives a
/// few runs at a time, so that a running run's journal never waits, and they are formatted and written in the pool. All
/// that is held are those few and the list of ids (8 bytes a run). The file appears under its name when it is whole; an
/// older one stays until then. Lives on one thread; the DbThread must outlive it.
class HistoryExport : public QObject {
    Q_OBJECT
public:
    HistoryExport(DbThread &database, ExportOrder order, QObject *parent);
    ~HistoryExport() override;

    /// Call once.
    void start();
    /// finished() follows soon.
    void cancel() { m_cancelled = true; }

Q_SIGNALS:
    void progressed(qint64 done, qint64 total);
    void finished(const burin::Result<burin::ExportSummary> &summary); ///< Exactly once, later.

private:
    struct File;

    void findRuns(RunId before);
    void open();
    void writeNext();
    void commit();
    void end(const Result<ExportSummary> &summary);

    DbThread &m_database;
    ExportOrder m_order;
    std::vector<RunId> m_ids; ///< Newest first; the last one is written next.
    qint64 m_total = 0;
    qint64 m_written = 0;
    std::shared_ptr<File> m_file;
    bool m_cancelled = false;
};

} // namespace burin
