#include "ui/history/historypage.h"

#include "ui/commandpalette/commandaction.h"
#include "ui/common/emptystate.h"
#include "ui/common/format.h"
#include "ui/common/latest.h"
#include "ui/history/historymodel.h"
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
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace burin {

struct HistoryPage::Questions {
    Latest run;
    Latest facets;
    Latest replays;
};

HistoryPage::HistoryPage(HistorySource source, QWidget *parent)
    : QWidget(parent),
      m_source(std::move(source)),
      m_model(new HistoryModel(m_source.page, this)),
      m_bar(new QueryBar(this)),
      m_table(new HistoryTable(m_model, this)),
      m_empty(new EmptyState(this)),
      m_stack(new QStackedWidget(this)),
      m_splitter(new QSplitter(this)),
      m_detail(new RunDetail(this)),
      m_more(new QToolButton(this)),
      m_transfer(new TransferBar(this)),
      m_questions(std::make_unique<Questions>())
{
    build();
    connectParts();
    addActions();
}

HistoryPage::~HistoryPage() = default;

void HistoryPage::build()
{
    auto *blank = new QWidget(this); // until the first answer there is nothing to say
    m_stack->addWidget(blank);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    m_splitter->addWidget(m_stack);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setSizes({theme().space(180), theme().space(120)});
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_stack->setMinimumWidth(theme().space(80));
    m_detail->setMinimumWidth(theme().space(70));

    auto *line = new QFrame(this);
    line->setProperty("line", true);
    line->setFixedHeight(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(0, 0, theme().space(2), 0);
    head->addWidget(m_bar, 1);
    head->addWidget(m_more);
    m_more->hide();
    layout->addLayout(head);
    layout->addWidget(m_transfer);
    layout->addWidget(line);
    layout->addWidget(m_splitter, 1);
}

void HistoryPage::connectParts()
{
    connect(m_bar, &QueryBar::queryChanged, this, [this](const RunQuery &query) { m_model->setQuery(query); });
    connect(m_bar, &QueryBar::searchLeft, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_model, &HistoryModel::loaded, this, &HistoryPage::showState);
    connect(m_table, &HistoryTable::runSelected, this, &HistoryPage::showRun);
    connect(m_table, &HistoryTable::openRequested, this, &HistoryPage::openSelected);
    connect(m_detail, &RunDetail::openRequested, this, &HistoryPage::openRequested);
    connect(m_detail, &RunDetail::recordingWanted, this, &HistoryPage::showReplays);
    connect(m_detail, &RunDetail::exportRequested, this, &HistoryPage::exportRequested);
    connect(m_detail, &RunDetail::actionRequested, this, &HistoryPage::actionRequested);
    connect(m_detail, &RunDetail::copyAsRequested, this, &HistoryPage::copyAsRequested);
    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        if (!m_model->error()) m_bar->setQuery({});
        m_model->setQuery(m_bar->query());
    });
}

void HistoryPage::addActions()
{
    connect(commandAction("find.here", this), &QAction::triggered, m_bar, &QueryBar::focusSearch);
    QAction *open = commandAction("list.open", m_table, Qt::WidgetShortcut);
    open->setText(tr("Open in Workbench"));
    connect(open, &QAction::triggered, this, &HistoryPage::openSelected);
}

void HistoryPage::showQuery(const RunQuery &query)
{
    m_bar->setQuery(query);
    m_model->setQuery(query);
    m_table->setFocus();
    m_stale = !isVisible();
}

void HistoryPage::refresh()
{
    m_stale = true;
    if (isVisible()) load();
}

void HistoryPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale) load();
}

void HistoryPage::load()
{
    m_stale = false;
    m_model->refresh();
    loadFacets();
}

void HistoryPage::loadFacets()
{
    m_questions->facets.ask(this, m_source.facets(), [this](const Result<RunFacets> &facets) {
        if (facets) m_bar->setFacets(*facets);
    });
}

void HistoryPage::showState()
{
    if (m_model->rowCount() > 0) {
        m_stack->setCurrentWidget(m_table);
        const RunId chosen = m_table->selectedRun();
        if (!chosen.isValid()) return m_table->select(m_shown);
        if (m_detail->record() && m_detail->record()->status == RunStatus::Running) showRun(chosen);
        return;
    }
    m_shown = {};
    m_detail->clear();
    if (const std::optional<Error> &error = m_model->error())
        m_empty->setContent(
            {QStringLiteral("circle-alert"), visibleText(error->message() + u' ' + error->advice()), tr("Try again")});
    else if (m_model->query() != RunQuery())
        m_empty->setContent({QStringLiteral("search"), tr("No run matches."), tr("Clear filters")});
    else
        m_empty->setContent({QStringLiteral("history"), tr("No runs yet – Ctrl+Enter runs the open prompt."), {}});
    m_stack->setCurrentWidget(m_empty);
}

void HistoryPage::showRun(RunId id)
{
    if (!id.isValid()) return;
    m_shown = id;
    m_questions->run.ask(this, m_source.run(id), [this](const Result<RunRecord> &record) {
        if (record)
            m_detail->setRecord(*record);
        else
            m_detail->showError(record.error());
    });
}

void HistoryPage::showReplays(RunId id)
{
    if (!m_source.replays) return;
    m_questions->replays.ask(this, m_source.replays(id), [this, id](const Result<std::vector<Replay>> &replays) {
        m_detail->setReplays(id, replays);
    });
}

void HistoryPage::refreshRecording(RunId run)
{
    m_detail->refreshRecording(run);
}

void HistoryPage::openSelected()
{
    if (m_detail->record() && m_detail->record()->id == m_table->selectedRun())
        Q_EMIT openRequested(*m_detail->record());
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

void HistoryPage::setSnippetLanguages(const std::vector<SnippetLanguage> &languages)
{
    m_detail->setSnippetLanguages(languages);
}

} // namespace burin
