#include "app/application.h"

#include "core/store/history.h"
#include "ui/history/historypage.h"
#include "ui/history/rundetail.h"
#include "ui/mainwindow.h"
#include "ui/rundiff/rundiffwindow.h"
#include "ui/settings/settingspage.h"
#include "ui/workbench/modelpicker.h"
#include "ui/workbench/workbenchpage.h"

// The page of a run: running it again, here or elsewhere, and two runs side by side.

namespace burin {

void Application::wireRunPage()
{
    const auto readRun = [this](RunId id) {
        return m_database.run([id](const QSqlDatabase &db) { return loadRun(db, id); });
    };
    m_runDiff = new RunDiffWindow(readRun, m_window.get());
    connect(m_history, &HistoryPage::compareRequested, m_runDiff, &RunDiffWindow::compare);
    connect(m_runDiff, &RunDiffWindow::runRequested, this, [this](RunId run) {
        m_window->showPage(MainWindow::Page::History);
        m_history->showRun(run);
    });
    const RunDetail *page = m_history->detail();
    connect(page, &RunDetail::runOnRequested, this,
            [this](const ModelRef &model, const RunRecord &record) { runAgain(record, model); });
    ModelPicker *picker = page->head()->picker();
    connect(picker->popup(), &ModelPopup::modelsRequested, this, &Application::fetchModels);
    connect(picker->popup(), &ModelPopup::settingsRequested, this, [this](const QString &providerId) {
        m_settingsPage->showProvider(providerId);
        m_window->showPage(MainWindow::Page::Settings);
    });
    connect(&m_providers, &ProviderDirectory::changed, picker, [this, picker] {
        picker->setProviders(m_providers.states());
        picker->setChoice({});
    });
    connect(&m_recorder, &RunRecorder::stored, this, &Application::offerDiff);
}

void Application::runAgain(RunRecord record, const ModelRef &model)
{
    const RunId before = record.id;
    if (!model.model.isEmpty()) {
        record.draft.providerId = model.providerId;
        record.draft.model = model.model;
    }
    openRun(record, [this, before] {
        m_repeated = before;
        m_repetition = {};
        m_workbench->act(ErrorAction::RunAgain);
    });
}

void Application::offerDiff(const RunRecord &again)
{
    if (!m_repetition.isValid() || again.id != m_repetition) return;
    m_repetition = {};
    const RunId before = std::exchange(m_repeated, {});
    m_window->showOffer(tr("Run %1 was run again as run %2.").arg(before.value).arg(again.id.value), tr("Compare them"),
                        [this, before, after = again.id] { m_runDiff->compare(before, after); });
}

} // namespace burin
