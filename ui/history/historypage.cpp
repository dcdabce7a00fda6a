#include "ui/history/historypage.h"

#include "core/base/await.h"
#include "core/query/query.h"
#include "ui/commandpalette/commandaction.h"
#include "ui/common/emptystate.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/common/latest.h"
#include "ui/common/undobar.h"
#include "ui/history/historymodel.h"
#include "ui/history/historytable.h"
#include "ui/history/marksbar.h"
#include "ui/history/querybar.h"
#include "ui/history/rundetail.h"
#include "ui/history/runmarker.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/transfer/exportdialog.h"
#include "ui/transfer/transferbar.h"

#include <QAction>
#include <QCalendarWidget>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWidgetAction>

#include <algorithm>

namespace burin {

namespace {

const QString hiddenKey = QStringLiteral("hiddenColumns");
const QString groupedKey = QStringLiteral("grouped");

} // namespace

struct HistoryPage::Questions {
    Latest run;
    Latest facets;
    Latest context;
    Latest replays;
    RunFacets known; ///< What was answered last.
};

HistoryPage::HistoryPage(HistorySource source, QWidget *parent)
    : QWidget(parent),
      m_source(std::move(source)),
      m_model(new HistoryModel(m_source, this)),
      m_bar(new QueryBar(this)),
      m_table(new HistoryTable(m_model, this)),
      m_empty(new EmptyState(this)),
      m_stack(new QStackedWidget(this)),
      m_list(new QWidget(this)),
      m_splitter(new QSplitter(this)),
      m_detail(new RunDetail(this)),
      m_undo(new UndoBar(this)),
      m_marker(new RunMarker(m_source, m_table, m_undo, this)),
      m_count(plainLabel(LabelStyle::SmallMuted, {}, this)),
      m_group(new QToolButton(this)),
      m_day(new QToolButton(this)),
      m_more(new QToolButton(this)),
      m_transfer(new TransferBar(this)),
      m_questions(std::make_unique<Questions>())
{
    build();
    connectParts();
    connectDetail();
    addActions();
    addMarkActions();
}

HistoryPage::~HistoryPage() = default;

void HistoryPage::build()
{
    auto *blank = new QWidget(this); // until the first answer there is nothing to say
    m_stack->addWidget(blank);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    m_group->setText(tr("Group batches"));
    m_group->setAccessibleName(m_group->text());
    m_group->setToolTip(tr("Show the runs of a batch as one row; Right opens it, Left closes it"));
    m_group->setCheckable(true);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(theme().space(4), theme().space(1), theme().space(2), theme().space(1));
    foot->addWidget(m_count, 1);
    addDays(foot);
    foot->addWidget(m_group);
    auto *column = new QVBoxLayout(m_list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_undo);
    column->addWidget(m_stack, 1);
    column->addLayout(foot);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setSizes({theme().space(180), theme().space(120)});
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_list->setMinimumWidth(theme().space(80));
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

/// A calendar from which a day of the list is gone to.
void HistoryPage::addDays(QBoxLayout *foot)
{
    m_day->setText(tr("Go to day"));
    m_day->setAccessibleName(m_day->text());
    m_day->setToolTip(tr("Go to the runs of a day"));
    m_day->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_day);
    auto *calendar = new QCalendarWidget(menu);
    calendar->setAccessibleName(tr("Day"));
    calendar->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    auto *entry = new QWidgetAction(menu);
    entry->setDefaultWidget(calendar);
    menu->addAction(entry);
    m_day->setMenu(menu);
    foot->addWidget(m_day);
    const auto go = [this, menu](QDate day) {
        menu->close();
        m_model->find(day);
    };
    connect(calendar, &QCalendarWidget::clicked, this, go);
    connect(calendar, &QCalendarWidget::activated, this, go);
    connect(m_model, &HistoryModel::found, this, [this](int row) {
        if (row < 0) return;
        m_table->setCurrentIndex(m_model->index(row, HistoryModel::Prompt));
        m_table->scrollTo(m_table->currentIndex(), QAbstractItemView::PositionAtTop);
        m_table->setFocus();
    });
}

void HistoryPage::connectParts()
{
    connect(m_bar, &QueryBar::queryChanged, this, &HistoryPage::ask);
    connect(m_bar, &QueryBar::searchLeft, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_bar, &QueryBar::savedChanged, this, &HistoryPage::savedChanged);
    connect(m_model, &HistoryModel::loaded, this, &HistoryPage::showState);
    connect(m_model, &HistoryModel::counted, this, &HistoryPage::showCount);
    connect(m_table, &HistoryTable::runSelected, this, &HistoryPage::showRun);
    connect(m_table, &HistoryTable::openRequested, this, &HistoryPage::showAlone);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &HistoryPage::notePair);
    connect(m_table, &HistoryTable::batchRequested, this, &HistoryPage::openBatch);
    connect(m_table, &HistoryTable::columnsChanged, this, &HistoryPage::viewChanged);
    connect(m_table, &HistoryTable::orderRequested, this, [this](RunOrder order, RunDirection direction) {
        m_wanted.order = order;
        m_wanted.direction = direction;
        ask();
    });
    connect(m_group, &QToolButton::toggled, this, [this](bool grouped) {
        m_wanted.grouped = grouped;
        m_wanted.open.clear();
        ask();
        Q_EMIT viewChanged();
    });
    connect(m_marker, &RunMarker::failed, this, &HistoryPage::failed);
    connect(m_marker, &RunMarker::changed, this, &HistoryPage::settle);
    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        if (!m_model->error()) m_bar->setText({});
        ask();
    });
}

void HistoryPage::connectDetail()
{
    connect(m_detail, &RunDetail::aloneRequested, this, &HistoryPage::showAlone);
    connect(m_detail, &RunDetail::backRequested, this, &HistoryPage::showList);
    connect(m_detail, &RunDetail::stepRequested, this, &HistoryPage::step);
    connect(m_detail, &RunDetail::runRequested, this, &HistoryPage::showRun);
    connect(m_detail, &RunDetail::compareRequested, this, &HistoryPage::compareRequested);
    connect(m_detail, &RunDetail::marksChanged, this, &HistoryPage::keepMarks);
    connect(m_detail, &RunDetail::openRequested, this, &HistoryPage::openRequested);
    connect(m_detail, &RunDetail::recordingWanted, this, &HistoryPage::showReplays);
    connect(m_detail, &RunDetail::exportRequested, this, &HistoryPage::exportRequested);
    connect(m_detail, &RunDetail::actionRequested, this, &HistoryPage::actionRequested);
    connect(m_detail, &RunDetail::copyAsRequested, this, &HistoryPage::copyAsRequested);
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

/// Also the list's menu.
void HistoryPage::addMarkActions()
{
    const auto add = [this](const char *command, auto run) {
        connect(commandAction(command, m_table, Qt::WidgetShortcut), &QAction::triggered, this, run);
    };
    add("run.star", [this] { m_marker->toggleStar(); });
    for (int rating = 0; rating <= 5; ++rating)
        add(qPrintable(QStringLiteral("run.rate%1").arg(rating)),
            [this, rating] { m_marker->mark(SetRating{rating}); });
    add("run.tag", [this] { m_marker->askForTag(m_questions->known.tags); });
    add("list.delete", [this] { m_marker->mark(DeleteRuns{}); });
}

void HistoryPage::ask()
{
    RunQuery query = m_bar->query();
    query.order = m_wanted.order;
    query.direction = m_wanted.direction;
    query.grouped = m_wanted.grouped;
    query.open = m_wanted.open;
    m_wanted = query;
    m_model->setQuery(query);
}

/// Opens the batch of the current run into all its runs, or closes it.
void HistoryPage::openBatch(bool open)
{
    const RunSummary *run = m_model->run(m_table->currentIndex().row());
    if (!run || !run->batch.isValid() || !m_wanted.grouped) return;
    const bool isOpen = std::ranges::find(m_wanted.open, run->batch) != m_wanted.open.end();
    if (isOpen == open) return;
    if (open)
        m_wanted.open.push_back(run->batch);
    else
        std::erase(m_wanted.open, run->batch);
    ask();
}

void HistoryPage::showCount(int runs, bool all)
{
    const bool newestFirst = m_wanted.order == RunOrder::Created && m_wanted.direction == RunDirection::Descending;
    m_day->setEnabled(runs > 0 && newestFirst);
    const QString text = tr("%n run(s)", nullptr, runs);
    m_count->setText(all ? text : tr("%1, counting …").arg(text));
}

/// Deleted runs go at once; whatever else changed is read again.
void HistoryPage::settle(const MarkChange &change)
{
    if (std::holds_alternative<DeleteRuns>(change.mark))
        m_model->take(change.runs);
    else if (std::holds_alternative<RestoreRuns>(change.mark))
        m_model->setQuery(m_model->query());
    else
        m_model->reread();
    if (std::holds_alternative<AddTag>(change.mark)) loadFacets();
    if (m_detail->record()) showContext(m_detail->record()->id);
}

void HistoryPage::showText(const QString &text)
{
    showList();
    m_bar->setText(text);
    ask();
    m_stale = !isVisible();
}

void HistoryPage::setSaved(const std::vector<SavedQuery> &saved)
{
    m_bar->setSaved(saved);
}

QJsonObject HistoryPage::view() const
{
    QJsonArray hidden;
    for (const int column : m_table->hiddenColumns())
        hidden += column;
    return {{hiddenKey, hidden}, {groupedKey, m_group->isChecked()}};
}

void HistoryPage::setView(const QJsonObject &view)
{
    QList<int> hidden;
    for (const QJsonValue &column : view.value(hiddenKey).toArray())
        if (column.toInt() != HistoryModel::Prompt) hidden += column.toInt();
    m_table->setHiddenColumns(hidden);
    const QSignalBlocker blocker(m_group);
    m_group->setChecked(view.value(groupedKey).toBool());
    m_wanted.grouped = m_group->isChecked();
}

void HistoryPage::showQuery(const RunQuery &query)
{
    showText(printQuery(query));
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
    if (m_model->query() == m_wanted)
        m_model->refresh();
    else
        m_model->setQuery(m_wanted);
    loadFacets();
}

void HistoryPage::loadFacets()
{
    m_questions->facets.ask(this, m_source.facets(), [this](const Result<RunFacets> &facets) {
        if (!facets) return; // the list says what is wrong
        m_questions->known = *facets;
        m_bar->setFacets(*facets);
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
    if (m_list->isHidden()) showList();
    if (const std::optional<Error> &error = m_model->error())
        m_empty->setContent(
            {QStringLiteral("circle-alert"), visibleText(error->message() + u' ' + error->advice()), tr("Try again")});
    else if (!printQuery(m_model->query()).isEmpty())
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

void HistoryPage::keepMarks(RunId run, const RunMarks &before, const RunMarks &after)
{
    await(m_source.mark(changesOf(run, before, after)), this, [this](const Result<MarkChanges> &undo) {
        if (!undo) return Q_EMIT failed(undo.error());
        m_model->reread();
        loadFacets();
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

void HistoryPage::showAlone()
{
    if (!m_detail->record()) return;
    m_detail->setExtent(RunHead::Extent::Alone);
    m_bar->hide();
    m_list->hide();
    m_detail->setFocus();
}

void HistoryPage::showList()
{
    m_detail->setExtent(RunHead::Extent::Part);
    m_bar->show();
    m_list->show();
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
