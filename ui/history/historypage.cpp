#include "ui/history/historypage.h"

#include "ui/commandpalette/commandaction.h"
#include "ui/common/emptystate.h"
#include "ui/common/format.h"
#include "ui/common/latest.h"
#include "ui/history/historymodel.h"
#include "ui/history/historytable.h"
#include "ui/history/querybar.h"
#include "ui/history/rundetail.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace burin {

struct HistoryPage::Questions {
    Latest run;
    Latest facets;
    Latest context;
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
    layout->addWidget(m_bar);
    layout->addWidget(line);
    layout->addWidget(m_splitter, 1);
}

void HistoryPage::connectParts()
{
    connect(m_bar, &QueryBar::queryChanged, this, [this](const RunQuery &query) { m_model->setQuery(query); });
    connect(m_bar, &QueryBar::searchLeft, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_model, &HistoryModel::loaded, this, &HistoryPage::showState);
    connect(m_table, &HistoryTable::runSelected, this, &HistoryPage::showRun);
    connect(m_table, &HistoryTable::openRequested, this, &HistoryPage::showAlone);
    connect(m_detail, &RunDetail::aloneRequested, this, &HistoryPage::showAlone);
    connect(m_detail, &RunDetail::backRequested, this, &HistoryPage::showList);
    connect(m_detail, &RunDetail::stepRequested, this, &HistoryPage::step);
    connect(m_detail, &RunDetail::runRequested, this, &HistoryPage::showRun);
    connect(m_detail, &RunDetail::compareRequested, this, &HistoryPage::compareRequested);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &HistoryPage::notePair);
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
    connect(commandAction("find.here", this), &QAction::triggered, this, [this] {
        showList();
        m_bar->focusSearch();
    });
    QAction *open = commandAction("list.open", m_table, Qt::WidgetShortcut);
    open->setText(tr("Show on the whole page"));
    connect(open, &QAction::triggered, this, &HistoryPage::showAlone);
    m_compare = commandAction("history.diff", m_table, Qt::WidgetShortcut);
    m_compare->setEnabled(false);
    connect(m_compare, &QAction::triggered, this, &HistoryPage::compareSelected);
}

void HistoryPage::showQuery(const RunQuery &query)
{
    showList();
    m_bar->setQuery(query);
    m_model->setQuery(query);
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
    if (m_stack->isHidden()) showList();
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
        if (!record) return m_detail->showError(record.error());
        m_detail->setRecord(*record);
        showContext(record->id);
    });
}

void HistoryPage::showContext(RunId id)
{
    if (!m_source.context) return;
    m_questions->context.ask(this, m_source.context(id), [this, id](const Result<RunContext> &context) {
        if (context) m_detail->setContext(id, *context);
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

std::optional<std::pair<RunId, RunId>> HistoryPage::selectedPair() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (rows.size() != 2) return std::nullopt;
    return std::minmax({m_model->run(rows[0].row()).id, m_model->run(rows[1].row()).id});
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

void HistoryPage::showAlone()
{
    if (!m_detail->record()) return;
    m_detail->setExtent(RunHead::Extent::Alone);
    m_bar->hide();
    m_stack->hide();
    m_detail->setFocus();
}

void HistoryPage::showList()
{
    m_detail->setExtent(RunHead::Extent::Part);
    m_bar->show();
    m_stack->show();
    m_table->setFocus();
}

void HistoryPage::step(int rows)
{
    const int row = m_table->currentIndex().row() + rows;
    if (row < 0 || row >= m_model->rowCount()) return;
    m_table->setCurrentIndex(m_model->index(row, HistoryModel::Prompt));
}

void HistoryPage::setSnippetLanguages(const std::vector<SnippetLanguage> &languages)
{
    m_detail->setSnippetLanguages(languages);
}

} // namespace burin
