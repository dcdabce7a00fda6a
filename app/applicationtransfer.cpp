#include "app/application.h"

#include "app/transfer/historyexport.h"
#include "app/transfer/historyimport.h"
#include "core/base/await.h"
#include "core/export/reportpages.h"
#include "core/store/history.h"
#include "ui/compare/comparepage.h"
#include "ui/costs/costspage.h"
#include "ui/history/historypage.h"
#include "ui/mainwindow.h"
#include "ui/transfer/exportdialog.h"
#include "ui/transfer/transferbar.h"

#include <QCoreApplication>
#include <QSaveFile>
#include <QtConcurrent>

// Exports and imports. The bar on the History page says how they go, whoever asked for them.

namespace burin {

namespace {

std::vector<ExportChoice> exportChoices()
{
    std::vector<ExportChoice> choices;
    for (const ExportFormat &format : exportFormats())
        choices.push_back({QString::fromLatin1(format.id), QCoreApplication::translate("Transfer", format.name)});
    return choices;
}

/// A page to read comes first, since that is what a comparison is exported for.
std::vector<ExportChoice> comparisonChoices()
{
    std::vector<ExportChoice> choices = exportChoices();
    std::ranges::reverse(choices);
    return choices;
}

/// On the database's thread.
Result<std::vector<std::vector<RunRecord>>> recordsOf(const QSqlDatabase &db, const Comparison &comparison)
{
    std::vector<std::vector<RunRecord>> records;
    for (const ComparedLane &lane : comparison.lanes) {
        records.emplace_back();
        for (const RunId id : lane.runs) { // one that is not in the history any more is left out
            if (const Result<RunRecord> record = loadRun(db, id)) records.back().push_back(*record);
        }
    }
    return records;
}

/// In the pool. Empty, or why it failed.
QString writePage(const Comparison &comparison, const std::vector<std::vector<RunRecord>> &records, const QString &path)
{
    const QByteArray page = comparisonPage(comparison, records);
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) && file.write(page) == page.size() && file.commit();
    return written ? QString() : file.errorString();
}

QString sentence(const ImportSummary &summary)
{
    QStringList parts{Application::tr("%n run(s) added", nullptr, int(summary.added))};
    if (summary.present > 0) parts += Application::tr("%n were here already", nullptr, int(summary.present));
    if (summary.refused > 0) parts += Application::tr("%n could not be taken", nullptr, int(summary.refused));
    if (summary.cancelled) parts += Application::tr("cancelled");
    return parts.join(QLatin1StringView(", ")) + u'.';
}

QString problemLines(const ImportSummary &summary)
{
    QStringList lines;
    for (const ImportProblem &problem : summary.problems)
        lines += problem.place + QLatin1StringView(": ") + problem.reason;
    return lines.join(u'\n');
}

} // namespace

void Application::wireTransfer()
{
    m_history->setExportChoices(exportChoices());
    m_compare->setExportChoices(comparisonChoices());
    connect(m_history, &HistoryPage::runsExportRequested, this,
            [this](const QString &format, const QString &path, const std::vector<RunId> &runs, const RunQuery &query) {
                exportRuns({findExportFormat(format), query, runs, path});
            });
    connect(m_history, &HistoryPage::importRequested, this, &Application::importRuns);
    connect(m_compare, &ComparePage::exportRequested, this, &Application::exportComparison);
}

void Application::exportRuns(const ExportOrder &order)
{
    TransferBar *bar = m_history->transferBar();
    auto *job = new HistoryExport(m_database, order, this);
    bar->begin(tr("Exporting runs…"));
    connect(bar, &TransferBar::cancelRequested, job, &HistoryExport::cancel);
    connect(job, &HistoryExport::progressed, bar, &TransferBar::showProgress);
    connect(job, &HistoryExport::finished, this, [bar, job, path = order.path](const Result<ExportSummary> &summary) {
        job->deleteLater();
        if (!summary)
            bar->end(summary.error().message() + u' ' + summary.error().advice(), QStringLiteral("error"),
                     summary.error().detail);
        else if (summary->cancelled)
            bar->end(tr("Cancelled; no file was written."));
        else
            bar->end(tr("%n run(s) exported into %1.", nullptr, int(summary->runs)).arg(path), QStringLiteral("ok"));
    });
    job->start();
}

void Application::exportComparison(const Comparison &comparison, const QString &format, const QString &path)
{
    if (format != QLatin1StringView("html")) {
        ExportOrder order{findExportFormat(format), {}, {}, path};
        for (const ComparedLane &lane : comparison.lanes)
            order.runs.insert(order.runs.end(), lane.runs.begin(), lane.runs.end());
        if (order.runs.empty()) return m_window->showBannerText(tr("Nothing was run in this comparison yet."));
        m_window->showPage(MainWindow::Page::History);
        return exportRuns(order);
    }
    const auto load = [comparison](const QSqlDatabase &db) { return recordsOf(db, comparison); };
    await(m_database.read(load), this,
          [this, comparison, path](const Result<std::vector<std::vector<RunRecord>>> &loaded) {
              if (!loaded) return m_window->showBanner(loaded.error());
              await(QtConcurrent::run(writePage, comparison, *loaded, path), this,
                    [this, path](const QString &problem) {
                        if (problem.isEmpty())
                            m_window->showBannerText(tr("The comparison is in %1.").arg(path));
                        else
                            m_window->showBannerText(tr("%1 was not written: %2").arg(path, problem));
                    });
          });
}

void Application::importRuns(const QString &path)
{
    TransferBar *bar = m_history->transferBar();
    auto *job = new HistoryImport(m_database, path, this);
    bar->begin(tr("Importing runs…"));
    connect(bar, &TransferBar::cancelRequested, job, &HistoryImport::cancel);
    connect(job, &HistoryImport::progressed, bar, &TransferBar::showProgress);
    connect(job, &HistoryImport::finished, this, [this, bar, job](const Result<ImportSummary> &summary) {
        job->deleteLater();
        if (!summary)
            return bar->end(summary.error().message() + u' ' + summary.error().advice(), QStringLiteral("error"),
                            summary.error().detail);
        bar->end(sentence(*summary), summary->refused > 0 ? QStringLiteral("warn") : QStringLiteral("ok"),
                 problemLines(*summary));
        m_history->refresh();
        m_costs->refresh();
    });
    job->start();
}

} // namespace burin
