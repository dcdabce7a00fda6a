#include "app/application.h"

#include "core/base/await.h"
#include "core/engine/recordedrequest.h"
#include "core/engine/replay.h"
#include "core/engine/wirefixture.h"
#include "core/snippets/snippets.h"
#include "core/store/history.h"
#include "core/store/librarydrafts.h"
#include "core/store/marks.h"
#include "core/store/recordings.h"
#include "core/store/runcontext.h"
#include "core/store/wholeanswer.h"
#include "ui/costs/costspage.h"
#include "ui/history/historypage.h"
#include "ui/history/rundetail.h"
#include "ui/mainwindow.h"
#include "ui/settings/reliabilitypane.h"
#include "ui/settings/settingspage.h"
#include "ui/workbench/answerpane.h"
#include "ui/workbench/workbenchpage.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSaveFile>
#include <QtConcurrent>

// History: what was stored, and the way back into the workbench.

namespace burin {

namespace {

/// On a thread of the pool: decoding a large one takes its time, and disks may be slow.
QString writeRecording(const WireRecording &recording, const QString &path)
{
    const Result<QByteArray> text = fixtureText(recording);
    if (!text) return text.error().message();
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) && file.write(*text) == text->size() && file.commit();
    return written ? QString() : file.errorString();
}

} // namespace

HistorySource Application::historySource()
{
    return {
        .page =
            [this](const RunQuery &query, const RunPlace &place, int limit) {
                return m_database.search([=](const QSqlDatabase &db) { return runPage(db, query, place, limit); });
            },
        .stretch =
            [this](const RunQuery &query, RunId before, int limit) {
                return m_database.search([=](const QSqlDatabase &db) { return runStretch(db, query, before, limit); });
            },
        .ids =
            [this](const RunQuery &query, const RunPlace &place, int limit) {
                return m_database.read([=](const QSqlDatabase &db) { return runIds(db, query, place, limit); });
            },
        .run = [this](RunId id) { return m_database.read([id](const QSqlDatabase &db) { return loadRun(db, id); }); },
        .facets = [this] { return m_database.read([](const QSqlDatabase &db) { return runFacets(db); }); },
        .mark =
            [this](const MarkChanges &changes) {
                return m_database.run([changes](const QSqlDatabase &db) { return applyMarks(db, changes); });
            },
        .supersede = [this] { m_database.supersedeSearches(); },
        .replays = [this](RunId id) { return replaysOfRun(id); },
        .context =
            [this](RunId id) {
                return m_database.run([id](const QSqlDatabase &db) { return loadRunContext(db, id); });
            },
    };
}

void Application::restoreHistory(const QJsonObject &documents)
{
    m_views = savedQueriesFrom(documents.value(QLatin1StringView(ViewsDocument)).toObject());
    m_history->setSaved(m_views);
    m_history->setView(documents.value(QLatin1StringView(HistoryDocument)).toObject());
}

void Application::wireHistory()
{
    connect(m_history, &HistoryPage::savedChanged, this, [this](const std::vector<SavedQuery> &views) {
        m_views = views;
        save(QString::fromLatin1(ViewsDocument), toJson(views));
    });
    connect(m_history, &HistoryPage::viewChanged, this,
            [this] { save(QString::fromLatin1(HistoryDocument), m_history->view()); });
    connect(m_history, &HistoryPage::failed, m_window.get(),
            [this](const Error &error) { m_window->showBanner(error); });
    connect(m_history, &HistoryPage::openRequested, this, [this](const RunRecord &record) { openRun(record, [] {}); });
    connect(m_history, &HistoryPage::actionRequested, this, [this](ErrorAction action, const RunRecord &record) {
        if (action == ErrorAction::RunAgain) return runAgain(record, {});
        openRun(record, [this, action] { m_workbench->act(action); });
    });
    connect(m_history, &HistoryPage::exportRequested, this, &Application::exportRecording);
    std::vector<SnippetLanguage> languages;
    for (const SnippetRow &row : snippetRows())
        languages.push_back({QString::fromLatin1(row.id), QString::fromLatin1(row.name)});
    m_history->setSnippetLanguages(languages);
    connect(m_history, &HistoryPage::copyAsRequested, this, &Application::copyRequest);
    std::vector<std::pair<QString, QString>> copies;
    for (const SnippetRow &row : snippetRows())
        copies.emplace_back(QString::fromLatin1(row.id), QString::fromLatin1(row.name));
    m_workbench->answer()->setCopyLanguages(copies);
    connect(m_workbench->answer(), &AnswerPane::copyAsRequested, this,
            [this](const QString &language) { copyRequest(language, m_workbench->shown()); });
    connect(&m_recorder, &RunRecorder::recorded, m_history, &HistoryPage::refreshRecording);
    connect(&m_recorder, &RunRecorder::stored, this, [this] {
        m_history->refresh();
        m_costs->refresh();
        m_settingsPage->reliability()->refresh();
        showBudgets();
    });
    connect(&m_recorder, &RunRecorder::storeFailed, m_window.get(),
            [this](const RunRecord &, const Error &error) { m_window->showBanner(error); });
}

QFuture<Result<std::vector<Replay>>> Application::replaysOfRun(RunId id)
{
    auto recordings = m_database.run([id](const QSqlDatabase &db) { return loadRecordings(db, id); });
    return recordings.then(QtFuture::Launch::Async,
                           [](const Result<std::vector<WireRecording>> &loaded) -> Result<std::vector<Replay>> {
                               if (!loaded) return loaded.error();
                               return replaysOf(*loaded);
                           });
}

void Application::copyRequest(const QString &language, const RunRecord &record)
{
    const SnippetRow *row = findSnippet(language);
    const std::optional<ProviderProfile> profile = profileOf(lastProviderOf(record));
    const auto make = [row, profile, record]() -> std::optional<QString> { // encodes attachments
        const std::optional<HttpRequest> request = profile ? recordedRequest(record, *profile) : std::nullopt;
        if (!row || !request) return std::nullopt;
        return snippetOf(*row, *request, snippetKeyVariable(*profile));
    };
    await(QtConcurrent::run(make), this, [this, record](const std::optional<QString> &source) {
        if (source) return QGuiApplication::clipboard()->setText(*source);
        m_window->showBannerText(
            tr("The provider %1 is not set up any more, so its address is not known.").arg(record.providerName));
    });
}

void Application::exportRecording(const Replay &replay, const QString &path)
{
    await(QtConcurrent::run(writeRecording, replay.recording, path), this, [this, path](const QString &problem) {
        if (problem.isEmpty())
            m_window->showBannerText(tr("%1 has the prompt and the answer in it, and no key.").arg(path));
        else
            m_window->showBannerText(tr("%1 was not written: %2").arg(path, problem));
    });
}

void Application::openRun(const RunRecord &record, std::function<void()> then)
{
    if (!mayOpen()) return;
    keepOpenDraft();
    struct Opened {
        PromptDraft draft;
        QString before;
    };
    const QString note = tr("Kept before an earlier run was opened");
    const auto load = [record, note](const QSqlDatabase &db) -> Result<Opened> {
        const Result<WholeAnswer> answer = wholeAnswer(db, record);
        const Result<PromptDraft> draft = replaceDraft(db, record.draft, note);
        if (!draft) return draft.error();
        return Opened{*draft, answer ? answer->before : QString()};
    };
    m_opening.ask(this, m_database.run(load), [this, record, then = std::move(then)](const Result<Opened> &opened) {
        if (!opened) return m_window->showBanner(opened.error());
        showDraft(opened->draft, {});
        m_workbench->setKeptText(opened->before);
        m_workbench->showFinished(record);
        readConversation(record.id);
        m_window->showPage(MainWindow::Page::Workbench);
        then();
    });
}

} // namespace burin
