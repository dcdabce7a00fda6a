#include "app/application.h"

#include "app/profile/storedprofile.h"
#include "app/promptassist/assistanswer.h"
#include "app/promptassist/assistrequest.h"
#include "core/base/await.h"
#include "ui/assist/assistpane.h"
#include "ui/common/format.h"
#include "ui/compare/comparepage.h"
#include "ui/history/historypage.h"
#include "ui/mainwindow.h"
#include "ui/workbench/modelpicker.h"
#include "ui/workbench/promptpane.h"
#include "ui/workbench/workbenchpage.h"

// Help with the prompt: questions to a model about the prompt in the workbench, as runs like any other.

namespace burin {

void Application::wireAssist()
{
    m_assist = new AssistPane(m_window.get());
    connect(m_workbench, &WorkbenchPage::assistRequested, m_assist,
            [this](AssistKind kind) { m_assist->begin(kind, m_workbench->draft()); });
    connect(m_assist, &AssistPane::askRequested, this, &Application::askForHelp);
    connect(m_assist, &AssistPane::confirmed, this, [this] {
        if (const auto confirmed = std::exchange(m_assistConfirmed, {})) confirmed();
    });
    connect(m_assist, &AssistPane::stopRequested, this, [this] {
        if (m_assistRun) m_assistRun->cancel();
    });
    connect(m_assist, &AssistPane::improvementAccepted, this, &Application::acceptDraft);
    connect(m_assist, &AssistPane::casesAccepted, this, [this](const std::vector<ValueSet> &cases) {
        m_workbench->prompt()->addCases(cases);
        m_window->showPage(MainWindow::Page::Workbench);
    });
    connect(m_assist->picker()->popup(), &ModelPopup::modelsRequested, this, &Application::fetchModels);
    connect(m_assist->picker()->popup(), &ModelPopup::settingsRequested, m_workbench,
            &WorkbenchPage::settingsRequested);
    connect(&m_providers, &ProviderDirectory::changed, m_assist,
            [this] { m_assist->picker()->setProviders(m_providers.states()); });
}

void Application::acceptDraft(const PromptDraft &draft)
{
    m_workbench->setDraft(draft);
    keepDraft(m_workbench->draft());
    m_compare->setOpenDraft(m_workbench->draft());
    showEstimate(m_workbench->draft());
    m_window->showPage(MainWindow::Page::Workbench);
}

void Application::askForHelp(const AssistOrder &order)
{
    std::optional<RunRecord> run;
    if (order.kind == AssistKind::ExplainFailure) run = m_workbench->shown();
    RunSpec spec;
    spec.draft = assistDraft(order, m_assist->subject(), run);
    spec.messages = assistMessages(spec.draft);
    m_assistConfirmed = {};
    m_assist->showStarted();
    completeSpec(std::move(spec), [this, kind = order.kind](const Result<RunSpec> &complete) {
        if (!complete) return m_assist->showProblem(complete.error().message(), {});
        checkApproval(*complete, [this, ready = *complete, kind](const std::optional<Error> &question) {
            if (!question) return beginHelp(ready, kind);
            m_assistConfirmed = [this, ready, kind] {
                m_assist->showStarted();
                beginHelp(ready, kind);
            };
            m_assist->showQuestion(*question);
        });
    });
}

void Application::beginHelp(const RunSpec &spec, AssistKind kind)
{
    if (m_blocked) return m_assist->showProblem(m_blocked->message(), {});
    await(m_recorder.begin(spec), this, [this, spec = spec, kind](const Result<RunId> &id) mutable {
        if (!id) return m_assist->showProblem(id.error().message(), {});
        spec.id = *id;
        m_assistRun = m_engine.start(spec);
        m_recorder.follow(m_assistRun);
        m_runLog.follow(m_assistRun, spec);
        m_history->refresh();
        connect(m_assistRun, &Run::finished, m_assist,
                [this, kind](const RunRecord &record) { showHelpResult(record, kind); });
    });
}

void Application::showHelpResult(const RunRecord &record, AssistKind kind)
{
    if (record.status != RunStatus::Completed) {
        const QString why = record.error ? record.error->message() : formatStatus(record.status);
        return m_assist->showProblem(why, record.text);
    }
    const Result<AssistResult, QString> result = readAssistAnswer(kind, record.text, m_assist->subject());
    if (!result) return m_assist->showProblem(result.error(), record.text);
    m_assist->showResult(*result, formatMoney(record.receipt.total, record.receipt.provenance));
}

} // namespace burin
