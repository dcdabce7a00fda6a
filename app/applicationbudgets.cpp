#include "app/application.h"

#include "core/base/await.h"
#include "core/store/budgetreports.h"
#include "core/store/budgets.h"
#include "core/store/reports.h"
#include "core/store/retrystatistics.h"
#include "ui/bannerarea.h"
#include "ui/budgets/budgetspage.h"
#include "ui/budgets/budgetspane.h"
#include "ui/budgets/budgettexts.h"
#include "ui/common/format.h"
#include "ui/history/historypage.h"
#include "ui/mainwindow.h"
#include "ui/settings/reliabilitypane.h"
#include "ui/settings/settingsform.h"
#include "ui/settings/settingspage.h"
#include "ui/statusstrip.h"
#include "ui/workbench/workbenchpage.h"

// Budgets: set in the settings, counted by the store, told in the status bar and, when one runs low, above the pages.

namespace burin {

namespace {

/// What the status bar tells, read at once.
struct Spend {
    Money today;
    BudgetsOverview overview;
};

Result<Spend> readSpend(const QSqlDatabase &db, const QDateTime &now)
{
    const Result<CostReport> report = costReport(db, {now.date(), now.date()});
    if (!report) return report.error();
    const Result<BudgetsOverview> overview = budgetsOverview(db, now);
    if (!overview) return overview.error();
    return Spend{report->totals.spend, *overview};
}

QString lineOf(const BudgetState &state)
{
    const BudgetStanding standing = standingOf(state);
    return budgetTitle(state.budget) + QStringLiteral(": ") + standing.figures + QStringLiteral(" · ") + standing.word;
}

} // namespace

void Application::wireBudgets()
{
    BudgetsPane *pane = m_budgets->budgets();
    connect(pane, &BudgetsPane::budgetSet, this, [this](const Budget &budget) {
        changeBudgets([budget](const QSqlDatabase &db) { return setBudget(db, budget); });
    });
    connect(pane, &BudgetsPane::budgetRemoved, this, [this](const Budget &budget) {
        changeBudgets([budget](const QSqlDatabase &db) -> Outcome {
            const Result<bool> removed = removeBudget(db, budget);
            return removed ? Outcome(Done()) : Outcome(removed.error());
        });
    });
    connect(m_workbench, &WorkbenchPage::draftChanged, pane,
            [pane](const PromptDraft &draft) { pane->setPromptTitle(draft.title); });
    m_settingsPage->reliability()->setSource([this](const DayRange &range) {
        return m_database.run([range](const QSqlDatabase &db) { return retryStatistics(db, range); });
    });
    connect(&m_recorder, &RunRecorder::budgetCrossed, this, &Application::tellCrossed);
    connect(m_window->strip(), &StatusStrip::spendClicked, this, &Application::showBudgetsPage);
    connect(m_window.get(), &MainWindow::pageShown, this, [this](MainWindow::Page page) {
        if (page == MainWindow::Page::Budgets) showBudgets();
    });
    connect(pane, &BudgetsPane::policyRequested, this, [this] {
        m_settingsPage->showSection(settingText("Budgets"));
        m_window->showPage(MainWindow::Page::Settings);
    });
    connect(pane, &BudgetsPane::runRequested, this, [this](RunId run) {
        m_history->showRun(run);
        m_window->showPage(MainWindow::Page::History);
    });
}

void Application::showBudgetsPage()
{
    m_budgets->showTab(m_budgets->budgets());
    m_window->showPage(MainWindow::Page::Budgets);
}

void Application::changeBudgets(std::function<Outcome(const QSqlDatabase &)> change)
{
    await(m_database.run(std::move(change)), this, [this](const Outcome &outcome) {
        if (!outcome) m_window->showBanner(outcome.error());
        showBudgets();
    });
}

void Application::showBudgets()
{
    const QDateTime now = QDateTime::currentDateTime();
    await(m_database.run([now](const QSqlDatabase &db) { return readSpend(db, now); }), this,
          [this](const Result<Spend> &spend) {
              if (!spend) return;
              m_budgets->budgets()->setOverview(spend->overview);
              StatusFacts facts = m_window->strip()->facts();
              facts.spend = tr("today %1").arg(formatMoney(spend->today));
              facts.spendTone.clear();
              QStringList lines;
              for (const BudgetReport &budget : spend->overview.budgets) {
                  const BudgetState &state = budget.state;
                  lines += lineOf(state);
                  if (state.budget.scope != BudgetScope::Day) continue;
                  facts.spend = tr("today %1 / %2").arg(formatMoney(spend->today), formatMoney(state.budget.limit));
                  const BudgetStanding standing = standingOf(state);
                  if (standing.tone == QLatin1StringView("ok")) continue;
                  facts.spendTone = standing.tone;
                  facts.spend += QStringLiteral(" · ") + standing.word;
              }
              facts.spendToolTip = lines.join(u'\n');
              m_window->strip()->setFacts(facts);
          });
}

void Application::tellCrossed(const BudgetAlert &alert)
{
    const QString topic = QStringLiteral("budget:") + toString(alert.budget.scope) + alert.budget.prompt;
    m_window->banners()->withdraw(topic); // the higher threshold says it all
    const QString text = budgetAlertText(alert.budget, alert.percent, alert.spent);
    m_window->banners()->showNotice(text, toneOfPercent(alert.percent), topic);
    if (m_window->isActiveWindow()) return;
    using Urgency = Notifications::Urgency;
    m_notifications.tell({.topic = topic,
                          .summary = budgetTitle(alert.budget),
                          .body = text,
                          .urgency = alert.percent >= 100 ? Urgency::Critical : Urgency::Normal});
}

} // namespace burin
