#include "app/application.h"

#include "core/base/await.h"
#include "core/store/comparisons.h"
#include "core/store/history.h"
#include "core/store/libraryversions.h"
#include "ui/compare/comparepage.h"
#include "ui/compare/laneanswer.h"
#include "ui/compare/lanepane.h"
#include "ui/compare/laneseries.h"
#include "ui/compare/lanesetup.h"
#include "ui/mainwindow.h"
#include "ui/settings/settingspage.h"
#include "ui/workbench/workbenchpage.h"

#include <QUuid>

#include <algorithm>

// Lanes side by side: each of their runs is a run like those of the workbench, with its own budget and its own row.

namespace burin {

namespace {

constexpr size_t VersionsOffered = 50;

/// A run that is not in the history any more is left out.
Result<OpenedComparison> readComparison(const QSqlDatabase &db, const QString &key)
{
    const Result<std::optional<Comparison>> comparison = loadComparison(db, key);
    if (!comparison) return comparison.error();
    OpenedComparison opened;
    if (!*comparison) return opened;
    opened.comparison = **comparison;
    for (const ComparedLane &lane : opened.comparison.lanes) {
        std::vector<RunRecord> records;
        for (const RunId id : lane.runs)
            if (const Result<RunRecord> record = loadRun(db, id)) records.push_back(*record);
        opened.records.push_back(std::move(records));
    }
    return opened;
}

/// The newest versions of @p prompt, as lanes run them.
Result<std::vector<LanePrompt>> lanePromptsOf(const QSqlDatabase &db, PromptId prompt)
{
    std::vector<LanePrompt> offered;
    if (!prompt.isValid()) return offered;
    const Result<std::vector<PromptVersion>> versions = versionsOf(db, prompt);
    if (!versions) return versions.error();
    for (const PromptVersion &listed : *versions) {
        if (offered.size() == VersionsOffered) break;
        const Result<PromptVersion> version = loadVersion(db, listed.id);
        if (!version) return version.error();
        //: A version of a prompt, such as "Support reply v3".
        QString title = Application::tr("%1 v%2").arg(version->draft.title).arg(version->number);
        if (!listed.labels.isEmpty()) title += QStringLiteral(" · ") + listed.labels.join(QStringLiteral(", "));
        offered.push_back({.title = title, .draft = version->draft});
    }
    return offered;
}

} // namespace

void Application::wireCompare()
{
    connect(m_compare, &ComparePage::runRequested, this, &Application::runLane);
    connect(m_compare, &ComparePage::actionRequested, this, [this](const LanePane *lane, ErrorAction action) {
        const std::vector<RunRecord> &records = lane->series()->records();
        if (action == ErrorAction::Continue && !records.empty()) // the lanes stay comparable
            return openRun(records.back(), [this, action] { m_workbench->act(action); });
        actOn(action, QString::fromLatin1(LaneTopic) + lane->lane().model.providerId);
    });
    connect(m_compare, &ComparePage::modelsRequested, this, &Application::fetchModels);
    connect(m_compare, &ComparePage::settingsRequested, this, [this](const QString &providerId) {
        m_settingsPage->showProvider(providerId);
        m_window->showPage(MainWindow::Page::Settings);
    });
    connect(m_compare, &ComparePage::changed, this, [this](const Comparison &comparison) {
        await(m_database.run([comparison](const QSqlDatabase &db) { return saveComparison(db, comparison); }), this,
              [this](const Outcome &outcome) {
                  if (!outcome) return m_window->showBanner(outcome.error());
                  showComparisons();
              });
    });
    connect(m_compare, &ComparePage::openRequested, this, &Application::openComparison);
    connect(m_compare, &ComparePage::removed, this, [this](const QString &key) {
        await(m_database.run([key](const QSqlDatabase &db) { return removeComparison(db, key); }), this,
              [this](const Outcome &outcome) {
                  if (!outcome) return m_window->showBanner(outcome.error());
                  showComparisons();
              });
    });
    // Opening a run or another prompt replaces the draft without an edit.
    connect(m_window.get(), &MainWindow::pageShown, this, [this](MainWindow::Page page) {
        if (page != MainWindow::Page::Compare) return;
        m_compare->setOpenDraft(m_workbench->draft());
        offerVersions(m_workbench->draft().prompt);
    });
    connect(&m_providers, &ProviderDirectory::changed, m_compare,
            [this] { m_compare->setProviders(m_providers.states()); });
}

void Application::showComparisons()
{
    await(m_database.run([](const QSqlDatabase &db) { return comparisons(db); }), this,
          [this](const Result<std::vector<ComparisonEntry>> &entries) {
              if (entries) m_compare->setSaved(*entries);
          });
}

void Application::restoreComparison()
{
    await(m_database.run([](const QSqlDatabase &db) { return comparisons(db); }), this,
          [this](const Result<std::vector<ComparisonEntry>> &entries) {
              if (!entries) return; // the profile could not be read either, which is told
              m_compare->setSaved(*entries);
              if (!entries->empty()) openComparison(entries->front().key);
          });
}

void Application::openComparison(const QString &key)
{
    await(m_database.run([key](const QSqlDatabase &db) { return readComparison(db, key); }), this,
          [this](const Result<OpenedComparison> &opened) {
              if (!opened) return m_window->showBanner(opened.error());
              if (!opened->comparison.lanes.empty()) m_compare->openComparison(*opened);
          });
}

void Application::runLane(LanePane *lane, const PromptDraft &draft, const std::vector<Message> &messages)
{
    RunSpec spec;
    spec.draft = draft;
    spec.draft.turn = {}; // lanes are compared; they branch no conversation
    spec.messages = messages;
    spec.batch = batchOf(lane);
    prepareRun(std::move(spec), laneAudience(lane, draft.providerId));
}

/// A lane that begins again begins a new batch; lanes that begin after it, until one does so again, are of the same.
RunBatch Application::batchOf(const LanePane *lane)
{
    const Comparison comparison = m_compare->comparison();
    const int repetition = int(lane->series()->records().size());
    if (repetition == 0) {
        if (comparison.key != m_batchComparison || m_batchLanes.contains(lane)) {
            m_batch = {QUuid::createUuid().toString(QUuid::WithoutBraces), comparison.name};
            m_batchComparison = comparison.key;
            m_batchLanes.clear();
        }
        m_batchLanes.insert(lane);
    }
    RunBatch batch = m_batch;
    batch.lane = int(std::ranges::find(m_compare->lanes(), lane) - m_compare->lanes().begin());
    batch.repetition = repetition;
    return batch;
}

RunAudience Application::laneAudience(LanePane *lane, const QString &providerId)
{
    // The lane may be gone by the time its run begins.
    const QPointer<LanePane> shown(lane);
    const QString topic = QString::fromLatin1(LaneTopic) + providerId;
    return {.topic = topic,
            .refused =
                [shown](const Error &error) {
                    if (shown) shown->series()->refuse(error);
                },
            .asked =
                [shown](const Error &question, std::function<void()> approve) {
                    if (shown) shown->ask(question, std::move(approve));
                },
            .starting =
                [shown](const RunSpec &spec) {
                    if (shown) shown->answer()->showStarted(spec);
                },
            .begun =
                [this, shown, topic](Run *run, const RunSpec &spec) {
                    if (shown)
                        showLaneRun(shown, run, spec, topic);
                    else
                        run->cancel();
                }};
}

void Application::retryLanes(const QString &providerId)
{
    m_window->showPage(MainWindow::Page::Compare);
    for (LanePane *lane : m_compare->lanes()) {
        const std::vector<RunRecord> &records = lane->series()->records();
        const bool failed = records.empty() || records.back().error;
        const bool theirs = lane->lane().model.providerId == providerId;
        if (failed && theirs && !lane->series()->isRunning()) Q_EMIT lane->runPressed();
    }
}

void Application::showLaneRun(LanePane *lane, Run *run, const RunSpec &spec, const QString &topic)
{
    LaneAnswer *const answer = lane->answer();
    connect(run, &Run::attemptStarted, answer, &LaneAnswer::showAttempt);
    connect(run, &Run::textAdded, answer, &LaneAnswer::appendText);
    connect(run, &Run::reasoningAdded, answer, &LaneAnswer::appendReasoning);
    connect(run, &Run::retrying, answer, &LaneAnswer::showRetrying);
    connect(run, &Run::fellBack, answer, &LaneAnswer::showFallback);
    connect(run, &Run::finished, lane->series(), &LaneSeries::finish);
    connect(run, &Run::finished, this,
            [this, id = spec.provider.id, topic](const RunRecord &record) { noteFailure(record, id, topic); });
    connect(answer, &LaneAnswer::retryNowRequested, run, &Run::retryNow);
    connect(lane->series(), &LaneSeries::stopRequested, run, &Run::cancel);
    if (lane->series()->isStopped()) run->cancel();
}

void Application::offerVersions(PromptId prompt)
{
    const auto read = [prompt](const QSqlDatabase &db) { return lanePromptsOf(db, prompt); };
    m_readingVersions.ask(this, m_database.run(read), [this](const Result<std::vector<LanePrompt>> &versions) {
        if (!versions) return m_window->showBanner(versions.error());
        m_compare->setVersions(*versions);
    });
}

} // namespace burin
