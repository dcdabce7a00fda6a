#include "app/transfer/historyimport.h"

#include "app/transfer/importreader.h"
#include "core/base/await.h"
#include "core/store/dbthread.h"
#include "core/store/portableruns.h"
#include "core/store/runkeys.h"

#include <QtConcurrent>

namespace burin {

HistoryImport::HistoryImport(DbThread &database, QString path, QObject *parent)
    : QObject(parent), m_database(database), m_path(std::move(path))
{
}

void HistoryImport::start()
{
    await(QtConcurrent::run(openImport, m_path), this, [this](const Result<std::shared_ptr<ImportReader>> &reader) {
        if (!reader) return Q_EMIT finished(reader.error());
        m_reader = *reader;
        writeKeys();
    });
}

/// Old runs get their keys first, so that those of the file can be found among them.
void HistoryImport::writeKeys()
{
    constexpr int AtOnce = 1'000;
    if (m_cancelled) return end();
    await(m_database.run([](const QSqlDatabase &db) { return fillRunKeys(db, AtOnce); }), this,
          [this](const Result<int> &written) {
              if (!written) return Q_EMIT finished(written.error());
              if (*written > 0) return writeKeys();
              readNext();
          });
}

void HistoryImport::readNext()
{
    if (m_cancelled || m_reader->atEnd()) return end();
    await(QtConcurrent::run([reader = m_reader] { return reader->next(); }), this,
          [this](const Result<std::vector<ImportRow>> &rows) {
              if (!rows) return Q_EMIT finished(rows.error());
              take(*rows);
          });
}

void HistoryImport::take(const std::vector<ImportRow> &rows)
{
    std::vector<PortableRun> runs;
    QStringList places;
    for (const ImportRow &row : rows) {
        if (!row.run) {
            refuse(row.place, row.run.error());
            continue;
        }
        runs.push_back(*row.run);
        places += row.place;
    }
    const auto add = [runs = std::move(runs)](const QSqlDatabase &db) { return takeRuns(db, runs); };
    await(m_database.run(add), this, [this, places](const Result<std::vector<TakenRun>> &taken) {
        if (!taken) return Q_EMIT finished(taken.error());
        for (size_t i = 0; i < taken->size(); ++i) {
            const TakenRun &run = taken->at(i);
            if (run.fate == TakenRun::Fate::Refused) refuse(places.at(qsizetype(i)), run.reason);
            m_summary.added += run.fate == TakenRun::Fate::Added ? 1 : 0;
            m_summary.present += run.fate == TakenRun::Fate::Present ? 1 : 0;
        }
        Q_EMIT progressed(m_reader->position(), m_reader->size());
        readNext();
    });
}

void HistoryImport::refuse(const QString &place, const QString &reason)
{
    ++m_summary.refused;
    if (m_summary.problems.size() < ImportSummary::MostListed) m_summary.problems.push_back({place, reason});
}

void HistoryImport::end()
{
    m_summary.cancelled = m_cancelled;
    Q_EMIT finished(m_summary);
}

} // namespace burin
