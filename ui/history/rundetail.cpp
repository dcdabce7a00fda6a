#include "ui/history/rundetail.h"

#include "ui/common/actionbuttons.h"
#include "ui/common/attemptcells.h"
#include "ui/common/celltable.h"
#include "ui/common/datatable.h"
#include "ui/common/emptystate.h"
#include "ui/common/endnote.h"
#include "ui/common/factlist.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/common/scrollpage.h"
#include "ui/history/answersection.h"
#include "ui/history/errornote.h"
#include "ui/history/promptview.h"
#include "ui/history/replayfacts.h"
#include "ui/history/replayview.h"
#include "ui/history/runfacts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace burin {

RunDetail::RunDetail(QWidget *parent)
    : QWidget(parent),
      m_stack(new QStackedWidget(this)),
      m_empty(new EmptyState(this)),
      m_icon(new QLabel(this)),
      m_title(plainLabel(LabelStyle::Title, {}, this)),
      m_subtitle(plainLabel(LabelStyle::Muted, {}, this)),
      m_figures(plainLabel(LabelStyle::Body, {}, this)),
      m_open(new QPushButton(tr("Open in Workbench"), this)),
      m_actions(new ActionButtons(this)),
      m_error(new ErrorNote(this)),
      m_tabs(new QTabWidget(this)),
      m_answer(new AnswerSection(this)),
      m_prompt(new PromptView(this)),
      m_timings(new FactList(this)),
      m_cost(new FactList(this)),
      m_receipt(new CellModel(this)),
      m_receiptTable(new DataTable(this)),
      m_attempts(new CellModel(this)),
      m_attemptTable(new DataTable(this)),
      m_request(new QPlainTextEdit(this)),
      m_copyAs(new QToolButton(this)),
      m_replay(new ReplayView(this))
{
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Parts of the run"));
    m_tabs->tabBar()->setAccessibleName(m_tabs->accessibleName());
    m_tabs->addTab(m_answer, tr("Answer"));
    m_tabs->addTab(m_prompt, tr("Prompt"));
    m_tabs->addTab(scrollPage(m_timings, tr("Timings")), tr("Timings"));
    m_tabs->addTab(makeCost(), tr("Cost"));
    m_tabs->addTab(makeAttempts(), tr("Attempts"));
    m_tabs->addTab(makeRequest(), tr("Request"));
    m_tabs->addTab(m_replay, tr("Recording"));

    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(m_tabs, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(page);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);

    connect(m_open, &QPushButton::clicked, this, [this] {
        if (m_record) Q_EMIT openRequested(*m_record);
    });
    connect(m_tabs, &QTabWidget::currentChanged, this, &RunDetail::wantRecording);
    connect(m_replay, &ReplayView::exportRequested, this, &RunDetail::exportRequested);
    connect(m_actions, &ActionButtons::triggered, this, [this](ErrorAction action) {
        if (m_record) Q_EMIT actionRequested(action, *m_record);
    });
    connect(&theme(), &Theme::changed, this, [this] {
        if (m_record) showHead();
    });
    clear();
}

QWidget *RunDetail::makeHead()
{
    m_title->setWordWrap(true);
    m_subtitle->setWordWrap(true);
    m_figures->setWordWrap(true);
    m_open->setIcon(icon(QStringLiteral("square-pen")));
    m_open->setAccessibleName(m_open->text());
    for (QLabel *label : {m_title, m_subtitle, m_figures}) {
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setMinimumWidth(1);
    }
    auto *head = new QWidget(this);
    auto *grid = new QGridLayout(head);
    grid->setContentsMargins(theme().space(4), theme().space(3), theme().space(4), theme().space(3));
    grid->setHorizontalSpacing(theme().space(2));
    grid->setVerticalSpacing(theme().space(1));
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_icon, 0, 0, Qt::AlignTop);
    grid->addWidget(m_title, 0, 1, Qt::AlignTop);
    grid->addWidget(m_open, 0, 2, Qt::AlignTop);
    grid->addWidget(m_subtitle, 1, 1, 1, 2);
    grid->addWidget(m_figures, 2, 1, 1, 2);
    grid->addWidget(m_actions, 3, 1, 1, 2);
    grid->setRowMinimumHeight(4, theme().space(1));
    grid->addWidget(m_error, 5, 0, 1, 3);
    return head;
}

QWidget *RunDetail::makeCost()
{
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(4));
    m_receiptTable->setModel(m_receipt);
    m_receiptTable->setAccessibleName(tr("Receipt"));
    m_receiptTable->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout->addWidget(m_cost);
    layout->addWidget(m_receiptTable);
    return scrollPage(content, tr("Cost"));
}

QWidget *RunDetail::makeAttempts()
{
    m_attemptTable->setModel(m_attempts);
    m_attemptTable->setAccessibleName(tr("Attempts"));
    return m_attemptTable;
}

QWidget *RunDetail::makeRequest()
{
    m_request->setReadOnly(true);
    m_request->setUndoRedoEnabled(false);
    m_request->setTabChangesFocus(true);
    m_request->setFont(theme().monoFont());
    m_request->setProperty("bare", true);
    m_request->setAccessibleName(tr("Request as JSON"));
    m_request->document()->setDocumentMargin(theme().space(4));
    auto *copy = new QToolButton(this);
    copy->setText(tr("Copy"));
    copy->setIcon(icon(QStringLiteral("copy")));
    copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    copy->setAccessibleName(tr("Copy the request"));
    connect(copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_request->toPlainText()); });
    m_copyAs->setText(tr("Copy as"));
    m_copyAs->setIcon(icon(QStringLiteral("code")));
    m_copyAs->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_copyAs->setPopupMode(QToolButton::InstantPopup);
    m_copyAs->setAccessibleName(tr("Copy the request as a program"));
    m_copyAs->setToolTip(tr("The key is read from an environment variable."));
    m_copyAs->setMenu(new QMenu(m_copyAs));
    m_copyAs->setVisible(false);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_copyAs);
    buttons->addWidget(copy);
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, theme().space(1), 0, 0);
    layout->setSpacing(0);
    layout->addLayout(buttons);
    layout->addWidget(m_request, 1);
    return page;
}

void RunDetail::setSnippetLanguages(const std::vector<SnippetLanguage> &languages)
{
    m_copyAs->menu()->clear();
    for (const SnippetLanguage &language : languages) {
        QAction *action = m_copyAs->menu()->addAction(language.name);
        connect(action, &QAction::triggered, this, [this, id = language.id] {
            if (m_record) Q_EMIT copyAsRequested(id, *m_record);
        });
    }
    m_copyAs->setVisible(!languages.empty());
}

void RunDetail::setRecord(const RunRecord &record)
{
    m_record = record;
    showHead();
    m_answer->setRecord(record);
    m_prompt->setRecord(record);
    m_timings->setFacts(timingFacts(record));
    m_cost->setFacts(costFacts(record));
    showTables();
    const QString request = requestText(record);
    if (m_request->toPlainText() != request) m_request->setPlainText(request);
    m_copyAs->setEnabled(!record.requestJson.isEmpty());
    if (m_wanted != record.id) m_wanted = {};
    wantRecording();
    m_stack->setCurrentIndex(1);
}

void RunDetail::wantRecording()
{
    if (!m_record || m_tabs->currentWidget() != m_replay || m_wanted == m_record->id) return;
    m_replay->showNothing(whyNothingWasRecorded(*m_record)); // until the answer is there
    if (m_record->status == RunStatus::Running) return;
    m_wanted = m_record->id;
    Q_EMIT recordingWanted(m_wanted);
}

void RunDetail::setReplays(RunId run, const Result<std::vector<Replay>> &replays)
{
    if (!m_record || m_record->id != run || m_wanted != run) return;
    if (!replays)
        m_replay->showNothing(visibleText(replays.error().message() + u' ' + replays.error().advice()));
    else if (replays->empty())
        m_replay->showNothing(whyNothingWasRecorded(*m_record));
    else
        m_replay->setReplays(*replays);
}

void RunDetail::refreshRecording(RunId run)
{
    if (m_wanted == run) m_wanted = {};
    wantRecording();
}

void RunDetail::showError(const Error &error)
{
    m_record.reset();
    m_empty->setContent({QStringLiteral("circle-alert"), visibleText(error.message() + u' ' + error.advice()), {}});
    m_stack->setCurrentIndex(0);
}

void RunDetail::clear()
{
    m_record.reset();
    m_empty->setContent({QStringLiteral("file-text"), tr("Choose a run to read it."), {}});
    m_stack->setCurrentIndex(0);
}

void RunDetail::showHead()
{
    const QColor color = toneColor(statusTone(m_record->status));
    const int side = theme().space(5);
    m_icon->setPixmap(icon(statusIconName(m_record->status), color).pixmap(QSize(side, side), devicePixelRatio()));
    m_icon->setAccessibleName(formatStatus(m_record->status));
    const QString title = oneLine(m_record->draft.title);
    m_title->setText(title.isEmpty() ? tr("Untitled prompt") : title);
    m_subtitle->setText(runSubtitle(*m_record));
    m_figures->setText(runFigures(*m_record));
    std::vector<ErrorAction> actions;
    if (canContinue(*m_record)) actions.push_back(ErrorAction::Continue);
    if (m_record->status != RunStatus::Running) actions.push_back(ErrorAction::RunAgain);
    m_actions->setActions(actions);
    m_error->setVisible(m_record->error.has_value());
    if (m_record->error) m_error->setError(*m_record->error);
}

void RunDetail::showTables()
{
    m_receipt->setTable(receiptTable(m_record->receipt));
    m_receiptTable->setVisible(m_receipt->rowCount() > 0);
    m_receiptTable->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_receiptTable->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    const int rows = m_receipt->rowCount() * m_receiptTable->verticalHeader()->defaultSectionSize();
    m_receiptTable->setFixedHeight(rows + m_receiptTable->horizontalHeader()->sizeHint().height());
    m_attempts->setTable(attemptTable(*m_record));
    m_attemptTable->resizeColumnsToContents();
    for (int column = 0; column < m_attempts->columnCount(); ++column)
        m_attemptTable->setColumnWidth(column, std::min(m_attemptTable->columnWidth(column), theme().space(60)));
}

} // namespace burin
