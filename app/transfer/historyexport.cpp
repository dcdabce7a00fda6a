#include "app/transfer/historyexport.h"

#include "core/base/await.h"
#include "core/store/dbthread.h"
#include "core/store/history.h"
#include "core/store/portableruns.h"

#include <QSaveFile>
#include <QtConcurrent>

#include <algorithm>

#include <stdio.h>

namespace burin {

namespace {

constexpr int IdsAtOnce = 500;
constexpr size_t RunsAtOnce = 20;

} // namespace

/// The target and what turns runs into its bytes. Used by one thread at a time.
struct HistoryExport::File {
    std::unique_ptr<RunWriter> writer;
    QString path;
    std::unique_ptr<QFileDevice> device;

    Outcome open()
    {
        if (path == QLatin1StringView("-")) {
            auto out = std::make_unique<QFile>();
            const bool opened = out->open(stdout, QIODevice::WriteOnly);
            device = std::move(out);
            return opened ? write(writer->begin()) : failure();
        }
        device = std::make_unique<QSaveFile>(path);
        return device->open(QIODevice::WriteOnly) ? write(writer->begin()) : failure();
    }
    Outcome write(const QByteArray &bytes)
    {
        if (device->write(bytes) == bytes.size()) return Done{};
        return failure();
    }
    Outcome add(const std::vector<PortableRun> &runs)
    {
        for (const PortableRun &run : runs)
            if (const Outcome written = write(writer->add(run)); !written) return written;
        return Done{};
    }
    Outcome commit()
    {
        if (const Outcome written = write(writer->end()); !written) return written;
        auto *file = qobject_cast<QSaveFile *>(device.get());
        return (file ? file->commit() : device->flush()) ? Outcome(Done{}) : failure();
    }
    Outcome failure() const
    {
        const QString words = device->errorString();
        return makeError(ErrorCode::FileNotWritten, path == QLatin1StringView("-") ? words : path, words);
    }
};

HistoryExport::HistoryExport(DbThread &database, ExportOrder order, QObject *parent)
    : QObject(parent), m_database(database), m_order(std::move(order)), m_file(std::make_shared<File>())
{
    Q_ASSERT(m_order.format);
    m_file->writer = m_order.format->writer();
    m_file->path = m_order.path;
    m_order.query.order = RunOrder::Created;
    m_order.query.direction = RunDirection::Descending;
    m_order.query.grouped = false; // every run of a batch
}

HistoryExport::~HistoryExport() = default;

void HistoryExport::start()
{
    if (m_order.runs.empty()) return findRuns({});
    m_ids = m_order.runs;
    std::ranges::sort(m_ids, std::ranges::greater());
    open();
}

void HistoryExport::findRuns(RunId before)
{
    if (m_cancelled) return end(ExportSummary{0, true});
    const auto find = [query = m_order.query, before](const QSqlDatabase &db) {
        return runPage(db, query, before, IdsAtOnce);
    };
    await(m_database.read(find), this, [this](const Result<RunPage> &page) {
        if (!page) return end(page.error());
        for (const RunSummary &run : page->runs)
            m_ids.push_back(run.id);
        if (page->more) return findRuns(m_ids.back());
        open();
    });
}

void HistoryExport::open()
{
    m_total = qint64(m_ids.size());
    await(QtConcurrent::run([file = m_file] { return file->open(); }), this, [this](const Outcome &opened) {
        if (!opened) return end(opened.error());
        writeNext();
    });
}

void HistoryExport::writeNext()
{
    if (m_cancelled) return end(ExportSummary{m_written, true});
    if (m_ids.empty()) return commit();
    const size_t count = std::min(RunsAtOnce, m_ids.size());
    const std::vector<RunId> next(m_ids.rbegin(), m_ids.rbegin() + qsizetype(count));
    m_ids.resize(m_ids.size() - count);
    const auto load = [next](const QSqlDatabase &db) { return loadPortableRuns(db, next); };
    await(m_database.read(load), this, [this](const Result<std::vector<PortableRun>> &runs) {
        if (!runs) return end(runs.error());
        const auto add = [file = m_file, runs = *runs] { return file->add(runs); };
        await(QtConcurrent::run(add), this, [this, count = qint64(runs->size())](const Outcome &added) {
            if (!added) return end(added.error());
            m_written += count;
            Q_EMIT progressed(m_total - qint64(m_ids.size()), m_total);
            writeNext();
        });
    });
}

void HistoryExport::commit()
{
    await(QtConcurrent::run([file = m_file] { return file->commit(); }), this, [this](const Outcome &committed) {
        if (!committed) return end(committed.error());
        end(ExportSummary{m_written, false});
    });
}

void HistoryExport::end(const Result<ExportSummary> &summary)
{
    m_file->device.reset(); // an unfinished file goes
    Q_EMIT finished(summary);
}

} // namespace burin
