#include "app/application.h"

#include "core/base/await.h"
#include "core/store/wholeanswer.h"
#include "ui/costs/costspage.h"
#include "ui/history/historypage.h"
#include "ui/mainwindow.h"
#include "ui/settings/reliabilitypane.h"
#include "ui/settings/settingspage.h"
#include "ui/workbench/workbenchpage.h"

// History and costs: what was stored, and the way back into the workbench.

namespace burin {

void Application::wireHistory()
{
    connect(m_history, &HistoryPage::openRequested, this, [this](const RunRecord &record) { openRun(record, [] {}); });
    connect(m_history, &HistoryPage::actionRequested, this, [this](ErrorAction action, const RunRecord &record) {
        openRun(record, [this, action] { m_workbench->act(action); });
    });
    connect(&m_recorder, &RunRecorder::stored, this, [this] {
        m_history->refresh();
        m_costs->refresh();
        m_settingsPage->reliability()->refresh();
        showBudgets();
    });
    connect(&m_recorder, &RunRecorder::storeFailed, m_window.get(),
            [this](const RunRecord &, const Error &error) { m_window->showBanner(error); });
}

void Application::openRun(const RunRecord &record, std::function<void()> then)
{
    if (m_workbench->isRunning()) {
        m_window->showBannerText(tr("A run is going on in the Workbench. Stop it first."));
        return;
    }
    await(m_database.run([record](const QSqlDatabase &db) { return wholeAnswer(db, record); }), this,
          [this, record, then = std::move(then)](const Result<WholeAnswer> &answer) {
              m_workbench->setDraft(record.draft);
              m_workbench->setKeptText(answer ? answer->before : QString());
              m_workbench->showFinished(record);
              m_window->showPage(MainWindow::Page::Workbench);
              then();
          });
}

void Application::wireCosts()
{
    connect(m_costs, &CostsPage::runsRequested, this, [this](const RunQuery &query) {
        m_history->showQuery(query);
        m_window->showPage(MainWindow::Page::History);
    });
}

} // namespace burin
