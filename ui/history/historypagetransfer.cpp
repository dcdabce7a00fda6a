#include "ui/history/historymodel.h"
#include "ui/history/historypage.h"
#include "ui/history/historytable.h"
#include "ui/history/querybar.h"
#include "ui/history/rundetail.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/transfer/exportdialog.h"
#include "ui/transfer/transferbar.h"

#include <QAction>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace burin {

std::optional<std::pair<RunId, RunId>> HistoryPage::selectedPair() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (rows.size() != 2) return std::nullopt;
    const RunSummary *one = m_model->run(rows[0].row());
    const RunSummary *other = m_model->run(rows[1].row());
    if (!one || !other) return std::nullopt;
    return std::minmax({one->id, other->id});
}

void HistoryPage::notePair()
{
    const auto pair = selectedPair();
    const RunId shown = m_table->selectedRun();
    m_detail->head()->setPair(!pair ? RunId() : pair->first == shown ? pair->second : pair->first);
    m_compare->setEnabled(pair.has_value());
}

void HistoryPage::compareSelected()
{
    if (const auto pair = selectedPair()) Q_EMIT compareRequested(pair->first, pair->second);
}

void HistoryPage::setExportChoices(const std::vector<ExportChoice> &choices)
{
    m_more->setIcon(icon(QStringLiteral("ellipsis")));
    m_more->setObjectName(QStringLiteral("historyMore"));
    m_more->setAccessibleName(tr("Export and import"));
    m_more->setToolTip(m_more->accessibleName());
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(new QMenu(m_more));
    m_more->show();
    addTransfers(choices);
}

void HistoryPage::addTransfers(const std::vector<ExportChoice> &choices)
{
    const auto exportRuns = [this, choices](const std::vector<RunId> &runs) {
        const QString name = runs.empty() ? tr("runs") : tr("run %1").arg(runs.front().value);
        askForExport(this, choices, name, [this, runs](const QString &format, const QString &path) {
            Q_EMIT runsExportRequested(format, path, runs, m_model->query());
        });
    };
    QMenu *menu = m_more->menu();
    QAction *all = menu->addAction(tr("Export these runs…"), this, [exportRuns] { exportRuns({}); });
    all->setObjectName(QStringLiteral("exportFound"));
    QAction *one = menu->addAction(tr("Export the chosen run…"), this,
                                   [this, exportRuns] { exportRuns({m_table->selectedRun()}); });
    one->setObjectName(QStringLiteral("exportChosen"));
    QAction *import = menu->addAction(tr("Import runs…"), this, &HistoryPage::askForImport);
    import->setObjectName(QStringLiteral("importRuns"));
    connect(menu, &QMenu::aboutToShow, this, [this, all, one, import] {
        const bool free = !m_transfer->isBusy();
        all->setEnabled(free && m_model->rowCount() > 0);
        one->setEnabled(free && m_table->selectedRun().isValid());
        import->setEnabled(free);
    });
}

void HistoryPage::askForImport()
{
    auto *dialog = new QFileDialog(this, tr("Import runs"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Runs of Burin, logs.db of llm (*.jsonl *.json *.db)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &HistoryPage::importRequested);
    dialog->open();
}

} // namespace burin
