#include "app/application.h"

#include "core/base/await.h"
#include "core/store/reports.h"
#include "ui/common/format.h"
#include "ui/costs/costspage.h"
#include "ui/history/historypage.h"
#include "ui/mainwindow.h"
#include "ui/workbench/workbenchpage.h"

// History and costs: what was stored, and the way back into the workbench.

namespace burin {

void Application::wireHistory()
{
    connect(m_history, &HistoryPage::openRequested, this, [this](const RunRecord &record) {
        if (m_workbench->isRunning()) {
            m_window->showBannerText(tr("A run is going on in the Workbench. Stop it first."));
            return;
        }
        m_workbench->setDraft(record.draft);
        m_workbench->showFinished(record);
        m_window->showPage(MainWindow::Page::Workbench);
    });
    connect(&m_recorder, &RunRecorder::stored, this, [this] {
        m_history->refresh();
        m_costs->refresh();
        showSpend();
    });
    connect(&m_recorder, &RunRecorder::storeFailed, m_window.get(),
            [this](const RunRecord &, const Error &error) { m_window->showBanner(error); });
}

void Application::wireCosts()
{
    connect(m_costs, &CostsPage::runsRequested, this, [this](const RunQuery &query) {
        m_history->showQuery(query);
        m_window->showPage(MainWindow::Page::History);
    });
}

void Application::showSpend()
{
    const QDate today = QDate::currentDate();
    const auto report = [today](const QSqlDatabase &db) { return costReport(db, {today, today}); };
    await(m_database.run(report), this, [this](const Result<CostReport> &result) {
        if (result) m_window->showSpend(tr("today %1").arg(formatMoney(result->totals.spend)));
    });
}

} // namespace burin
