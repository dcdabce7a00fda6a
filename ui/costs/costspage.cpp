#include "ui/costs/costspage.h"

#include "ui/common/emptystate.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/costs/costsboard.h"
#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace burin {

namespace {
constexpr int LongestRange = 90;
}

CostsPage::CostsPage(std::function<QFuture<Result<CostReport>>(const DayRange &)> source, QWidget *parent)
    : QWidget(parent), m_source(std::move(source)), m_ranges(new QButtonGroup(this))
{
    QWidget *header = makeHeader(); // first, so that it is first in the tab order
    m_board = new CostsBoard(this);
    m_empty = new EmptyState(this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(new QWidget(this)); // until the first answer there is nothing to say
    m_stack->addWidget(m_board);
    m_stack->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    const int margin = theme().space(4);
    layout->setContentsMargins(margin, theme().space(3), margin, margin);
    layout->setSpacing(theme().space(3));
    layout->addWidget(header);
    layout->addWidget(m_stack, 1);
    connect(m_ranges, &QButtonGroup::idClicked, this, &CostsPage::setDays);
    connect(m_board, &CostsBoard::runsRequested, this, &CostsPage::runsRequested);
    connect(m_empty, &EmptyState::actionTriggered, this, [this] { setDays(m_offered); });
}

QWidget *CostsPage::makeHeader()
{
    auto *header = new QWidget(this);
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(1));
    layout->addWidget(plainLabel(LabelStyle::Title, tr("Costs"), header));
    layout->addStretch();
    for (const int days : {1, 7, 30, LongestRange}) {
        auto *button = new QToolButton(header);
        button->setText(days == 1 ? tr("Today") : tr("%n days", nullptr, days));
        button->setCheckable(true);
        button->setChecked(days == m_days);
        button->setAccessibleName(days == 1 ? tr("Today") : tr("Last %n days", nullptr, days));
        m_ranges->addButton(button, days);
        layout->addWidget(button);
    }
    return header;
}

void CostsPage::refresh()
{
    m_stale = true;
    if (isVisible()) load();
}

void CostsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale) load();
}

void CostsPage::setDays(int days)
{
    m_days = days;
    m_ranges->button(days)->setChecked(true);
    refresh();
}

void CostsPage::load()
{
    m_stale = false;
    const QDate today = QDate::currentDate();
    m_latest.ask(this, m_source({today.addDays(1 - m_days), today}),
                 [this](const Result<CostReport> &report) { showReport(report); });
}

void CostsPage::showReport(const Result<CostReport> &report)
{
    if (!report) {
        m_offered = m_days;
        m_empty->setContent({QStringLiteral("circle-alert"),
                             visibleText(report.error().message() + u' ' + report.error().advice()), tr("Try again")});
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    m_board->setReport(*report);
    if (report->totals.runs > 0) return m_stack->setCurrentWidget(m_board);
    const QString sentence = m_days == 1 ? tr("No runs today.") : tr("No runs in the last %n days.", nullptr, m_days);
    const bool longest = m_days == LongestRange;
    m_offered = LongestRange;
    m_empty->setContent(
        {QStringLiteral("chart-column"), sentence, longest ? QString() : tr("Show %n days", nullptr, LongestRange)});
    m_stack->setCurrentWidget(m_empty);
}

} // namespace burin
