#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"

#include <QObject>

#include <memory>
#include <vector>

namespace burin {

class DbThread;
class ImportReader;
struct ImportRow;

/// A run of the file that was not taken.
struct ImportProblem {
    QString place; ///< "line 7".
    QString reason;
};

struct ImportSummary {
    static constexpr size_t MostListed = 1'000;

    qint64 added = 0;
    qint64 present = 0; ///< Were here already, and stayed as they are.
    qint64 refused = 0;
    std::vector<ImportProblem> problems; ///< Of the refused ones the first MostListed.
    bool cancelled = false;              ///< What was taken until then stays; importing again takes the rest.
};

/// Takes the runs of a file into the history; see openImport() for its forms and takeRuns() for what becomes of them.
/// Files are read and understood in the pool; the database takes a few runs at a time, each time in one transaction, so
/// that a running run's journal never waits. Importing the same file again adds nothing. Lives on one thread; the
/// DbThread must outlive it.
class HistoryImport : public QObject {
    Q_OBJECT
public:
    HistoryImport(DbThread &database, QString path, QObject *parent);

    /// Call once.
    void start();
    /// finished() follows soon.
    void cancel() { m_cancelled = true; }

Q_SIGNALS:
    /// Bytes of the file, or rows of the log.
    void progressed(qint64 done, qint64 total);
    void finished(const burin::Result<burin::ImportSummary> &summary); ///< Exactly once, later.

private:
    void writeKeys();
    void readNext();
    void take(const std::vector<ImportRow> &rows);
    void refuse(const QString &place, const QString &reason);
    void end();

    DbThread &m_database;
    QString m_path;
    std::shared_ptr<ImportReader> m_reader;
    ImportSummary m_summary;
    bool m_cancelled = false;
};

} // namespace burin
