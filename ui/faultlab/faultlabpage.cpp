#include "ui/faultlab/faultlabpage.h"

#include "ui/common/announce.h"
#include "ui/common/labels.h"
#include "ui/common/progressline.h"
#include "ui/faultlab/faultresult.h"
#include "ui/faultlab/faulttable.h"
#include "ui/faultlab/faultwords.h"
#include "ui/faultlab/scenariolist.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace burin {

FaultLabPage::FaultLabPage(QWidget *parent) : QWidget(parent), m_list(new ScenarioList(this))
{
    auto *splitter = new QSplitter(this);
    splitter->setObjectName(QStringLiteral("faultLab"));
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    splitter->addWidget(m_list);
    splitter->addWidget(makeDetail());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({theme().space(70), theme().space(200)});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    setFocusProxy(m_list);
    connect(m_list, &ScenarioList::currentChanged, this, &FaultLabPage::showScenario);
    connect(m_list, &ScenarioList::triggered, this, &FaultLabPage::run);
    connect(m_kind, &QComboBox::currentTextChanged, m_list, &ScenarioList::setKind);
    connect(m_run, &QPushButton::clicked, this, &FaultLabPage::run);
    connect(m_runAll, &QPushButton::clicked, this, &FaultLabPage::runAll);
    connect(m_cancel, &QPushButton::clicked, this, &FaultLabPage::cancelRequested);
    connect(m_result, &FaultResult::runAgainRequested, this, &FaultLabPage::run);
    connect(m_result, &FaultResult::settingsRequested, this, &FaultLabPage::settingsRequested);
    setRunning(0);
}

QWidget *FaultLabPage::makeDetail()
{
    auto *detail = new QWidget(this);
    m_title = plainLabel(LabelStyle::Title, {}, detail);
    m_description = plainLabel(LabelStyle::Body, {}, detail);
    m_description->setWordWrap(true);
    m_expected = plainLabel(LabelStyle::Muted, {}, detail);
    m_expected->setWordWrap(true);
    m_line = new ProgressLine(detail);
    m_result = new FaultResult(detail);
    m_table = new FaultTable(detail);
    m_results = new QStackedWidget(detail);
    auto *layout = new QVBoxLayout(detail);
    const int margin = theme().space(4);
    layout->setContentsMargins(margin, theme().space(3), margin, margin);
    layout->setSpacing(theme().space(3));
    layout->addWidget(m_title);
    layout->addWidget(m_description);
    layout->addWidget(m_expected);
    layout->addWidget(makeControls());
    layout->addWidget(m_line);
    layout->addWidget(m_results, 1);
    m_results->addWidget(m_result);
    m_results->addWidget(m_table);
    return detail;
}

QWidget *FaultLabPage::makeControls()
{
    auto *bar = new QWidget(this);
    m_kind = new QComboBox(bar);
    m_kind->setAccessibleName(tr("Wire format"));
    m_kind->setToolTip(tr("Wire format"));
    m_skipWaits = new QCheckBox(tr("Don't wait before retries"), bar);
    m_skipWaits->setChecked(true);
    m_run = new QPushButton(tr("Run the open prompt through it"), bar);
    m_run->setObjectName(QStringLiteral("runFault"));
    m_run->setProperty("primary", true);
    m_runAll = new QPushButton(tr("Run all"), bar);
    m_runAll->setObjectName(QStringLiteral("runAllFaults"));
    m_cancel = new QPushButton(tr("Cancel"), bar);
    m_progress = plainLabel(LabelStyle::SmallMuted, {}, bar);
    m_progress->setObjectName(QStringLiteral("faultProgress"));
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(2));
    for (QWidget *part :
         {static_cast<QWidget *>(m_kind), static_cast<QWidget *>(m_run), static_cast<QWidget *>(m_runAll),
          static_cast<QWidget *>(m_cancel), static_cast<QWidget *>(m_skipWaits)})
        layout->addWidget(part);
    layout->addStretch();
    layout->addWidget(m_progress);
    return bar;
}

void FaultLabPage::setScenarios(const std::vector<FaultScenario> &scenarios)
{
    m_scenarios = scenarios;
    m_list->setScenarios(scenarios);
}

void FaultLabPage::setKinds(const QStringList &kinds)
{
    m_kind->clear();
    m_kind->addItems(kinds);
}

const FaultScenario *FaultLabPage::find(const QString &model) const
{
    const auto found = std::ranges::find(m_scenarios, model, &FaultScenario::model);
    return found == m_scenarios.end() ? nullptr : &*found;
}

void FaultLabPage::showScenario(const QString &model)
{
    const FaultScenario *const scenario = find(model);
    m_title->setText(scenario ? scenario->title : QString());
    m_description->setText(scenario ? scenario->description : QString());
    m_expected->setText(scenario ? tr("Expected: %1").arg(wordsFor(scenario->expect)) : QString());
    setRunning(m_running);
    if (m_running > 0 || m_results->currentWidget() == m_table) return;
    m_result->clear();
}

FaultOrder FaultLabPage::orderFor(const QString &model) const
{
    return {model, m_kind->currentText(), !m_skipWaits->isChecked()};
}

void FaultLabPage::run()
{
    if (m_running > 0 || !find(m_list->current())) return;
    m_results->setCurrentWidget(m_result);
    m_result->showStarted();
    m_ordered = 1;
    setRunning(1);
    Q_EMIT runRequested(orderFor(m_list->current()));
}

void FaultLabPage::runAll()
{
    std::vector<FaultOrder> orders;
    for (const QString &model : m_list->offered())
        orders.push_back(orderFor(model));
    if (m_running > 0 || orders.empty()) return;
    m_table->clear();
    m_results->setCurrentWidget(m_table);
    m_ordered = int(orders.size());
    setRunning(m_ordered);
    Q_EMIT runAllRequested(orders);
}

void FaultLabPage::setRunning(int runs)
{
    m_running = runs;
    const bool any = find(m_list->current());
    m_run->setEnabled(runs == 0 && any);
    m_runAll->setEnabled(runs == 0 && any);
    m_cancel->setVisible(runs > 0);
    m_kind->setEnabled(runs == 0);
    if (runs > 0)
        m_line->start();
    else
        m_line->stop();
    showProgress();
}

void FaultLabPage::showProgress()
{
    if (m_results->currentWidget() != m_table || m_ordered == 0) return m_progress->clear();
    m_progress->setText(tr("%1 of %2 as expected").arg(m_table->met()).arg(m_table->count()) +
                        (m_running > 0 ? tr(", %1 still running").arg(m_running) : QString()));
}

void FaultLabPage::showAttempt(const Attempt &attempt)
{
    if (m_ordered == 1) m_result->showAttempt(attempt);
}

void FaultLabPage::showRetrying(int next, std::chrono::milliseconds delay)
{
    if (m_ordered == 1) m_result->showRetrying(next, delay);
}

void FaultLabPage::showFinished(const QString &model, const RunRecord &record)
{
    const FaultScenario *const scenario = find(model);
    if (!scenario || m_running == 0) return;
    if (m_results->currentWidget() == m_table)
        m_table->add(*scenario, record);
    else
        m_result->showFinished(record, scenario->expect);
    setRunning(m_running - 1);
    if (m_running == 0 && m_ordered > 1) announce(this, m_progress->text());
}

void FaultLabPage::dropOrders(int count)
{
    setRunning(std::max(0, m_running - count));
}

void FaultLabPage::showError(const Error &error)
{
    setRunning(0);
    m_result->clear();
    m_results->setCurrentWidget(m_result);
    m_description->setText(error.message() + u' ' + error.advice());
}

} // namespace burin
