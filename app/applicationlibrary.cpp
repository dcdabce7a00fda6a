#include "app/application.h"

#include "core/base/await.h"
#include "core/store/library.h"
#include "core/store/librarydrafts.h"
#include "core/store/libraryversions.h"
#include "ui/commandpalette/commandaction.h"
#include "ui/common/announce.h"
#include "ui/compare/comparepage.h"
#include "ui/library/librarypanel.h"
#include "ui/library/librarytexts.h"
#include "ui/library/versionspane.h"
#include "ui/mainwindow.h"
#include "ui/statusstrip.h"
#include "ui/workbench/promptpane.h"
#include "ui/workbench/workbenchpage.h"

#include <QAction>

#include <algorithm>

// The library: which prompt is open in the workbench, and what is kept of it.

namespace burin {

namespace {

constexpr std::chrono::milliseconds NewsTime{6'000};

} // namespace

void Application::wireLibrary()
{
    connect(m_library, &LibraryPanel::openPromptRequested, this,
            [this](PromptId id) { openFromLibrary([id](const QSqlDatabase &db) { return openPrompt(db, id); }, {}); });
    connect(m_library, &LibraryPanel::openDraftRequested, this,
            [this](DraftId id) { openFromLibrary([id](const QSqlDatabase &db) { return loadDraft(db, id); }, id); });
    connect(m_library, &LibraryPanel::newPromptRequested, this, &Application::newPrompt);
    connect(m_library, &LibraryPanel::changed, this, &Application::followChange);
    connect(m_library, &LibraryPanel::failed, this, [this](const Error &error) { m_window->showBanner(error); });
    connect(m_workbench->prompt(), &PromptPane::casesChanged, this, &Application::keepCases);
    VersionsPane *versions = m_library->versions();
    connect(versions, &VersionsPane::saveRequested, this, [this](const QString &note) { saveOpen(note); });
    connect(versions, &VersionsPane::restoreRequested, this, &Application::restoreVersionOf);
    const auto add = [this](const char *command, auto handler) {
        connect(commandAction(command, m_window.get(), Qt::WindowShortcut), &QAction::triggered, this, handler);
    };
    add("prompt.new", [this] { newPrompt({}); });
    add("prompt.save", [this] { saveOpen(m_library->versions()->note()); });
    add("prompt.saveAs", [this] { saveCopy(); });
}

void Application::keepDraft(const PromptDraft &draft)
{
    if (m_file) return keepFile(draft);
    m_kept = draft;
    const auto keep = [opened = m_opened, draft](const QSqlDatabase &db) { return keepOpened(db, opened, draft); };
    await(m_database.run(keep), this, [this, opened = m_opened](const Result<DraftId> &kept) {
        if (!kept) return m_window->showBanner(kept.error());
        if (opened.place != m_opened.place) return m_library->refresh(); // another prompt was opened meanwhile
        const PromptDraft now = m_workbench->draft();
        m_library->setOpened(now.prompt, now.version, now.prompt.isValid() ? DraftId() : *kept);
    });
}

void Application::showCases(PromptId prompt)
{
    const auto show = [this](const std::vector<ValueSet> &cases) {
        m_cases = cases;
        m_workbench->prompt()->setCases(cases);
        m_compare->setValueSets(cases);
    };
    m_readingCases.forget();
    show({});
    if (!prompt.isValid()) return;
    const auto read = [prompt](const QSqlDatabase &db) { return casesOf(db, prompt); };
    m_readingCases.ask(this, m_database.run(read), [this, show](const Result<std::vector<ValueSet>> &cases) {
        if (!cases) return m_window->showBanner(cases.error());
        show(*cases);
    });
}

void Application::keepCases(const std::vector<ValueSet> &cases)
{
    m_readingCases.forget();
    m_cases = cases;
    m_compare->setValueSets(cases);
    if (m_file) return keepFile(m_workbench->draft());
    const PromptId prompt = m_workbench->draft().prompt;
    if (!prompt.isValid()) return; // they are kept with the first version
    await(m_database.run([prompt, cases](const QSqlDatabase &db) { return saveCases(db, prompt, cases); }), this,
          [this](const Outcome &kept) {
              if (!kept) m_window->showBanner(kept.error());
          });
}

void Application::keepOpenDraft()
{
    const PromptDraft draft = m_workbench->draft();
    if (draft != m_kept) keepDraft(draft);
}

void Application::noteOpenPrompt()
{
    const auto note = [opened = m_opened, id = m_workbench->draft().prompt](const QSqlDatabase &db) {
        return noteOpened(db, opened, id);
    };
    await(m_database.run(note), this, [this](const Outcome &noted) {
        if (!noted) m_window->showBanner(noted.error());
    });
}

void Application::showDraft(const PromptDraft &draft, DraftId id)
{
    m_opened = OpenedPrompt{std::make_shared<OpenedPrompt::Place>(OpenedPrompt::Place{.draft = id})};
    m_newFolder.clear();
    m_file.reset();
    m_workbench->setDraft(draft);
    m_kept = m_workbench->draft();
    m_compare->setOpenDraft(m_kept);
    m_library->setOpened(draft.prompt, draft.version, id);
    showCases(draft.prompt);
    readConversation({});
    if (m_restored) noteOpenPrompt();
    showEstimate(m_workbench->draft());
    fetchModels(m_workbench->draft().providerId);
}

bool Application::mayOpen()
{
    if (!m_workbench->isRunning()) return true;
    m_window->showBannerText(tr("A run is going on in the Workbench. Stop it first."));
    return false;
}

void Application::openFromLibrary(const std::function<Result<PromptDraft>(const QSqlDatabase &)> &load, DraftId id)
{
    if (!mayOpen()) return;
    keepOpenDraft();
    m_opening.ask(this, m_database.run(load), [this, id](const Result<PromptDraft> &draft) {
        if (!draft) return m_window->showBanner(draft.error());
        showDraft(*draft, id);
        m_workbench->clearAnswer();
    });
}

void Application::newPrompt(const QString &folder)
{
    if (!mayOpen()) return;
    keepOpenDraft();
    PromptDraft draft;
    const PromptDraft before = m_workbench->draft();
    draft.providerId = before.providerId;
    draft.model = before.model;
    showDraft(draft, {});
    m_newFolder = folder;
    m_workbench->clearAnswer();
    m_window->showPage(MainWindow::Page::Workbench);
}

void Application::saveVersionOf(const PromptDraft &draft, const QString &note)
{
    const auto save = [draft, note, opened = m_opened,
                       folder = m_newFolder](const QSqlDatabase &db) -> Result<SavedVersion> {
        if (draft.prompt.isValid()) return saveVersion(db, draft.prompt, draft, note);
        const Result<PromptVersion> made =
            createPrompt(db, {.draft = draft, .folder = folder, .note = note, .from = opened.place->draft});
        if (!made) return made.error();
        *opened.place = {.prompt = made->prompt};
        return SavedVersion{*made, true};
    };
    await(m_database.run(save), this, [this, opened = m_opened](const Result<SavedVersion> &saved) {
        if (!saved) return m_window->showBanner(saved.error());
        if (opened.place != m_opened.place) return m_library->refresh();
        const bool isFirst = !m_workbench->draft().prompt.isValid();
        m_workbench->setPlace(saved->version.prompt, saved->version.id);
        if (isFirst && !m_cases.empty()) keepCases(m_cases);
        m_opened = OpenedPrompt();
        m_kept = saved->version.draft;
        const QString text = saved->isNew ? tr("Saved as version %1.") : tr("Nothing has changed since version %1.");
        tellSaved(saved->version, text.arg(saved->version.number));
    });
}

void Application::tellSaved(const PromptVersion &version, const QString &text)
{
    m_library->versions()->clearNote();
    m_workbench->prompt()->refreshFragments(); // it may include what was saved
    m_library->setOpened(version.prompt, version.id, {});
    say(text);
    noteOpenPrompt();
}

void Application::say(const QString &text)
{
    m_window->strip()->showMessage(text, int(NewsTime.count()));
    announce(m_window.get(), text);
}

void Application::saveOpen(const QString &note)
{
    m_file ? saveOpenFile() : saveVersionOf(m_workbench->draft(), note);
}

void Application::saveCopy()
{
    if (!mayOpen()) return;
    keepOpenDraft();
    PromptDraft draft = m_workbench->draft();
    const PromptId original = draft.prompt;
    //: The title of a copy. %1 is that of the original.
    draft.title = tr("%1 (copy)").arg(shownTitle(draft.title));
    const auto save = [draft, original, cases = m_file ? m_cases : std::vector<ValueSet>()](const QSqlDatabase &db) {
        const Result<LibraryEntry> entry = libraryEntry(db, original);
        NewPrompt copy{.draft = draft, .cases = cases};
        if (entry) {
            copy.folder = entry->folder;
            copy.tags = entry->tags;
        }
        if (const Result<std::vector<ValueSet>> kept = casesOf(db, original)) copy.cases = *kept;
        return createPrompt(db, copy);
    };
    m_opening.ask(this, m_database.run(save), [this](const Result<PromptVersion> &made) {
        if (!made) return m_window->showBanner(made.error());
        showDraft(made->draft, {});
        tellSaved(*made, tr("Saved as a copy."));
    });
}

void Application::restoreVersionOf(VersionId version)
{
    if (!mayOpen()) return;
    keepOpenDraft();
    const QString note = tr("Kept before an earlier version was restored");
    const auto load = [version, note](const QSqlDatabase &db) { return restoreVersion(db, version, note); };
    m_opening.ask(this, m_database.run(load), [this](const Result<PromptDraft> &draft) {
        if (!draft) return m_window->showBanner(draft.error());
        showDraft(*draft, {});
    });
}

void Application::followChange(const LibraryChange &change)
{
    const PromptDraft open = m_workbench->draft();
    if (const auto *renamed = std::get_if<RenamePrompt>(&change); renamed && renamed->prompt == open.prompt)
        return m_workbench->setTitle(renamed->title);
    if (const auto *gone = std::get_if<DiscardDraft>(&change)) {
        const auto isOpen = [opened = m_opened, id = gone->draft](const QSqlDatabase &) -> Result<bool> {
            return opened.place->draft == id;
        };
        return m_opening.ask(this, m_database.run(isOpen), [this](const Result<bool> &isIt) {
            if (isIt && *isIt && !m_workbench->isRunning()) showDraft(PromptDraft(), {});
        });
    }
    const bool deletion = std::holds_alternative<DeletePrompts>(change) || std::holds_alternative<DeleteFolder>(change);
    if (!deletion || !open.prompt.isValid() || m_workbench->isRunning()) return;
    const auto look = [id = open.prompt](const QSqlDatabase &db) { return libraryEntry(db, id); };
    m_opening.ask(this, m_database.run(look), [this](const Result<LibraryEntry> &entry) {
        if (entry && entry->deletedAt.isValid()) newPrompt({});
    });
}

} // namespace burin
