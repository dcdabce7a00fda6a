#include "ui/rundiff/rundiffwindow.h"

#include "ui/commandpalette/commandaction.h"
#include "ui/common/celltable.h"
#include "ui/common/datatable.h"
#include "ui/common/emptystate.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/rundiff/difftext.h"
#include "ui/rundiff/figurecells.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QGridLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QtConcurrent>
#include <QToolButton>
#include <QVBoxLayout>

namespace burin {

RunDiffWindow::RunDiffWindow(RunSource source, QWidget *parent)
    : QWidget(parent, Qt::Window),
      m_source(std::move(source)),
      m_stack(new QStackedWidget(this)),
      m_empty(new EmptyState(this)),
      m_swap(new QToolButton(this)),
      m_previous(new QToolButton(this)),
      m_next(new QToolButton(this)),
      m_beside(new QToolButton(this)),
      m_count(plainLabel(LabelStyle::Muted, {}, this)),
      m_note(plainLabel(LabelStyle::Muted, {}, this)),
      m_figures(new CellModel(this)),
      m_table(new DataTable(this)),
      m_text(new DiffText(this))
{
    setWindowTitle(tr("Two runs"));
    resize(theme().space(300), theme().space(190));
    for (int side = 0; side < 2; ++side) {
        m_lines[side] = plainLabel(LabelStyle::Body, {}, this);
        m_lines[side]->setWordWrap(true);
        m_lines[side]->setMinimumWidth(1);
        m_open[side] = new QToolButton(this);
    }
    build();
    addCommands();
    connect(m_swap, &QToolButton::clicked, this, [this] {
        std::swap(m_ids[0], m_ids[1]);
        ask();
    });
    connect(m_beside, &QToolButton::toggled, this,
            [this](bool beside) { m_text->setLayout(beside ? DiffLayout::Beside : DiffLayout::Inline); });
    connect(m_text, &DiffText::moved, this, &RunDiffWindow::showPlace);
}

QWidget *RunDiffWindow::makeHead()
{
    auto *head = new QWidget(this);
    auto *grid = new QGridLayout(head);
    grid->setContentsMargins(theme().space(4), theme().space(3), theme().space(4), theme().space(1));
    grid->setHorizontalSpacing(theme().space(2));
    for (int side = 0; side < 2; ++side) {
        const int column = side * 3;
        grid->addWidget(plainLabel(LabelStyle::SmallMuted, side ? tr("After") : tr("Before"), this), 0, column);
        grid->addWidget(m_lines[side], 1, column);
        grid->addWidget(m_open[side], 1, column + 1, Qt::AlignTop);
        grid->setColumnStretch(column, 1);
        m_open[side]->setText(tr("Open"));
        m_open[side]->setAccessibleName(side ? tr("Open the second run") : tr("Open the first run"));
        connect(m_open[side], &QToolButton::clicked, this, [this, side] { Q_EMIT runRequested(m_ids[side]); });
    }
    m_swap->setIcon(icon(QStringLiteral("arrow-up-down")));
    m_swap->setAccessibleName(tr("Exchange the two runs"));
    m_swap->setToolTip(m_swap->accessibleName());
    grid->addWidget(m_swap, 1, 2, Qt::AlignTop);
    return head;
}

QWidget *RunDiffWindow::makeBar()
{
    m_previous->setIcon(icon(QStringLiteral("chevron-up")));
    m_previous->setAccessibleName(tr("Change before"));
    m_next->setIcon(icon(QStringLiteral("chevron-down")));
    m_next->setAccessibleName(tr("Next change"));
    m_beside->setText(tr("Side by side"));
    m_beside->setIcon(icon(QStringLiteral("columns-3")));
    m_beside->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_beside->setCheckable(true);
    m_beside->setChecked(true);
    m_beside->setAccessibleName(tr("Show the texts side by side"));
    auto *bar = new QWidget(this);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(theme().space(4), 0, theme().space(4), theme().space(1));
    layout->setSpacing(theme().space(1));
    layout->addWidget(m_count);
    layout->addWidget(m_previous);
    layout->addWidget(m_next);
    m_note->setWordWrap(true);
    layout->addSpacing(theme().space(3));
    layout->addWidget(m_note, 1);
    layout->addWidget(m_beside);
    return bar;
}

void RunDiffWindow::build()
{
    m_table->setModel(m_figures);
    m_table->setAccessibleName(tr("Figures of both runs"));
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(1));
    layout->addWidget(makeHead());
    layout->addWidget(makeBar());
    auto *parts = new QSplitter(Qt::Vertical, page);
    parts->setHandleWidth(1);
    parts->setChildrenCollapsible(false);
    parts->addWidget(m_table);
    parts->addWidget(m_text);
    parts->setStretchFactor(1, 1);
    parts->setSizes({theme().space(60), theme().space(120)});
    layout->addWidget(parts, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(page);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
}

void RunDiffWindow::addCommands()
{
    for (const auto &[id, button, step] :
         {std::tuple{"diff.next", m_next, 1}, std::tuple{"diff.previous", m_previous, -1}}) {
        QAction *action = commandAction(id, this);
        button->setToolTip(action->shortcut().toString(QKeySequence::NativeText));
        connect(action, &QAction::triggered, this, [this, step = step] { m_text->step(step); });
        connect(button, &QToolButton::clicked, action, &QAction::trigger);
    }
}

void RunDiffWindow::compare(RunId before, RunId after)
{
    m_ids[0] = before;
    m_ids[1] = after;
    m_empty->setContent({QStringLiteral("loader"), tr("Reading both runs …"), {}});
    m_stack->setCurrentIndex(0);
    show();
    raise();
    activateWindow();
    ask();
}

void RunDiffWindow::ask()
{
    m_question.ask(this, m_source(m_ids[0]), [this](const Result<RunRecord> &before) {
        if (before)
            readAfter(*before);
        else
            showError(before.error());
    });
}

void RunDiffWindow::readAfter(const RunRecord &before)
{
    m_question.ask(this, m_source(m_ids[1]), [this, before](const Result<RunRecord> &after) {
        if (!after) return showError(after.error());
        m_lines[0]->setText(runLine(before));
        m_lines[1]->setText(runLine(*after));
        const auto make = [before, after = *after] { return diffOf(before, after); };
        m_question.ask(this, QtConcurrent::run(make), [this](const RunDiff &diff) { showDiff(diff); });
    });
}

void RunDiffWindow::showDiff(const RunDiff &diff)
{
    setWindowTitle(tr("Run %1 and run %2").arg(diff.before.value).arg(diff.after.value));
    m_figures->setTable(figureTable(diff));
    m_table->resizeColumnsToContents();
    for (int column = 0; column < m_figures->columnCount(); ++column)
        m_table->setColumnWidth(column, std::max(m_table->columnWidth(column), theme().space(35)));
    m_text->setDiff(diff);
    m_note->setText(diff.sameRequest() ? tr("The same was asked of the same model.") : QString());
    m_stack->setCurrentIndex(1);
    m_text->setFocus();
    Q_EMIT shown();
}

void RunDiffWindow::showError(const Error &error)
{
    m_empty->setContent({QStringLiteral("circle-alert"), visibleText(error.message() + u' ' + error.advice()), {}});
    m_stack->setCurrentIndex(0);
    Q_EMIT shown();
}

void RunDiffWindow::showPlace()
{
    const int count = m_text->changes();
    m_previous->setEnabled(count > 0);
    m_next->setEnabled(count > 0);
    if (count == 0)
        m_count->setText(tr("No text differs"));
    else if (m_text->current() < 0)
        m_count->setText(tr("%n change(s)", nullptr, count));
    else
        m_count->setText(tr("Change %1 of %2").arg(m_text->current() + 1).arg(count));
}

void RunDiffWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

} // namespace burin
