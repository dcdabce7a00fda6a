#include "app/application.h"

#include "app/folders/promptexchange.h"
#include "core/base/await.h"
#include "core/store/library.h"
#include "core/store/librarydrafts.h"
#include "ui/commandpalette/commandaction.h"
#include "ui/commandpalette/commandpalette.h"
#include "ui/compare/comparepage.h"
#include "ui/library/conflictdialog.h"
#include "ui/library/filedialogs.h"
#include "ui/library/filepane.h"
#include "ui/library/librarypanel.h"
#include "ui/library/librarytexts.h"
#include "ui/mainwindow.h"
#include "ui/workbench/promptpane.h"
#include "ui/workbench/workbenchpage.h"

#include <QAction>
#include <QDesktopServices>
#include <QFileInfo>
#include <QGuiApplication>
#include <QtConcurrentRun>
#include <QUrl>

// Prompt files on disk: folders of them in the library, the one that is open in the workbench, and files from and to
// other tools.

namespace burin {

namespace {

/// Both texts, the file's first.
FileConflict conflictOf(const FileText &text)
{
    const QByteArray theirs = text.conflict.value_or(QByteArray());
    const Result<Exported> mine = fileToSave(text, theirs);
    return {text.path, theirs.isEmpty(),
            diffOf(QString::fromUtf8(theirs), QString::fromUtf8(mine ? mine->bytes : QByteArray()))};
}

QString nameOf(const QString &path)
{
    return QFileInfo(path).fileName();
}

} // namespace

void Application::wireFolders()
{
    connect(m_files.get(), &PromptFiles::changed, this, &Application::followFiles);
    connect(m_files.get(), &PromptFiles::failed, this, [this](const Error &error) { m_window->showBanner(error); });
    connect(qApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state == Qt::ApplicationActive) m_files->rescan();
    });
    const auto openFolder = [this](const QString &path) {
        if (!path.isEmpty()) return m_files->openFolder(path);
        askForFolder(m_window.get(), [this](const QString &chosen) { m_files->openFolder(chosen); });
    };
    connect(m_library, &LibraryPanel::openFolderRequested, this, openFolder);
    connect(m_library, &LibraryPanel::closeFolderRequested, m_files.get(), &PromptFiles::closeFolder);
    connect(m_library, &LibraryPanel::showFileRequested, this,
            [](const QString &path) { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); });
    connect(m_library, &LibraryPanel::openFileRequested, this, &Application::openFile);
    connect(m_library, &LibraryPanel::newFileRequested, this, &Application::newFile);
    connect(m_library, &LibraryPanel::importRequested, this, &Application::importFiles);
    connect(m_library, &LibraryPanel::exportRequested, this, &Application::exportPrompt);
    connect(m_library->filePane(), &FilePane::saveRequested, this, &Application::saveOpenFile);
    connect(m_library->filePane(), &FilePane::revertRequested, this, &Application::revertFile);
    connect(m_library->filePane(), &FilePane::compareRequested, this, &Application::showConflict);
    const auto add = [this](const char *command, auto handler) {
        connect(commandAction(command, m_window.get(), Qt::WindowShortcut), &QAction::triggered, this, handler);
    };
    add("folder.open", [openFolder] { openFolder({}); });
    add("prompt.import", [this] { importFiles({}, {}); });
    add("prompt.export", [this] { exportPrompt(); });
    m_window->palette()->addSource([this] { return fileRows(); });
}

QFuture<Result<LibraryListing>> Application::listLibrary(const LibraryQuery &query)
{
    auto promise = std::make_shared<QPromise<Result<LibraryListing>>>();
    promise->start();
    const auto finish = [promise](const Result<LibraryListing> &listing) {
        promise->addResult(listing);
        promise->finish();
    };
    const auto list = [query](const QSqlDatabase &db) { return libraryListing(db, query); };
    await(m_database.run(list), this, [this, query, finish](const Result<LibraryListing> &listing) {
        if (!listing || m_files->folders().isEmpty()) return finish(listing);
        await(m_files->list(query), this,
              [finish, whole = listing.value()](const std::vector<DiskFolder> &disk) mutable {
                  whole.disk = disk;
                  finish(whole);
              });
    });
    return promise->future();
}

QFuture<std::vector<PaletteRow>> Application::fileRows()
{
    return mapped(m_files->list({}), this, [this](const std::vector<DiskFolder> &folders) {
        std::vector<PaletteRow> rows;
        for (const DiskFolder &folder : folders) {
            for (const FileEntry &file : folder.files)
                rows.push_back({.id = QStringLiteral("file:") + file.path,
                                .title = file.title,
                                .detail = folderName(folder.path) + u'/' + file.below,
                                .iconName = QStringLiteral("file"),
                                .run = [this, path = file.path] {
                                    m_window->showPage(MainWindow::Page::Workbench);
                                    openFile(path);
                                }});
        }
        return rows;
    });
}

void Application::openFile(const QString &path)
{
    if (!mayOpen()) return;
    keepOpenDraft();
    m_opening.ask(this, m_files->open(path), [this](const Result<FileText> &text) {
        if (!text) return m_window->showBanner(text.error());
        showFile(*text);
        m_workbench->clearAnswer();
    });
}

void Application::showFile(const FileText &text)
{
    const bool saved = isSaved(text);
    showDraft(text.draft, {});
    m_file = text;
    ++m_fileRound;
    if (saved) m_file->saved = m_kept; // as the editor writes it
    m_opened.file = text.path;
    if (m_restored) noteOpenPrompt();
    m_cases = text.cases;
    m_workbench->prompt()->setCases(text.cases);
    m_compare->setValueSets(text.cases);
    showFileStatus();
    if (text.conflict) offerConflict();
}

void Application::newFile(const QString &folder)
{
    askForNewFile(m_window.get(), folder, [this](const QString &path) {
        if (QFileInfo::exists(path)) return openFile(path);
        if (!mayOpen()) return;
        keepOpenDraft();
        const PromptDraft before = m_workbench->draft();
        FileText text{path, {}};
        text.draft.title = titleFromName(path);
        text.draft.providerId = before.providerId;
        text.draft.model = before.model;
        showFile(text);
        m_workbench->clearAnswer();
        keepFile(m_kept);
    });
}

void Application::showFileStatus()
{
    using State = FileEntry::State;
    FileStatus status{m_file->path, isSaved(*m_file) ? State::Saved : State::Edited, m_file->notices};
    if (m_file->conflict) status.state = m_file->conflict->isEmpty() ? State::Gone : State::Conflict;
    m_library->setOpenedFile(status);
}

void Application::keepFile(const PromptDraft &draft)
{
    ++m_fileRound;
    m_kept = draft;
    m_file->draft = draft;
    m_file->cases = m_cases;
    m_files->keep(*m_file);
    showFileStatus();
}

void Application::saveOpenFile()
{
    if (!m_file) return;
    keepOpenDraft();
    if (m_file->conflict) return showConflict();
    if (isSaved(*m_file)) return say(tr("Nothing has changed since it was saved."));
    writeOpenFile(m_file->base);
}

void Application::writeOpenFile(const QByteArray &expected)
{
    const FileText text = *m_file;
    await(m_files->save(text, expected), this, [this, text](const Result<SavedFile> &saved) {
        const bool isOpen = m_file && m_file->path == text.path;
        if (!saved && saved.error().code == ErrorCode::FileChanged && isOpen)
            return readChangedFile([this] { showConflict(); });
        if (!saved) return m_window->showBanner(saved.error());
        if (!isOpen) return;
        m_file->base = saved->bytes;
        m_file->saved = text.draft;
        m_file->savedCases = text.cases;
        m_file->conflict.reset();
        keepFile(m_workbench->draft()); // what was written meanwhile
        say(tr("Saved in %1.").arg(nameOf(text.path)));
        if (!saved->notices.isEmpty())
            showSentences(m_window.get(), tr("Saved. The format cannot hold all of it:"), saved->notices);
    });
}

void Application::saveFileAsNew()
{
    await(m_files->saveBeside(*m_file), this, [this](const Result<SavedFile> &saved) {
        if (!saved) return m_window->showBanner(saved.error());
        m_file.reset(); // its text is in the new file, and no draft on the old one
        m_kept = m_workbench->draft();
        openFile(saved->path);
        say(tr("Saved in %1.").arg(nameOf(saved->path)));
    });
}

void Application::revertFile()
{
    keepOpenDraft();
    const FileText mine = *m_file;
    FileText none = mine;
    none.draft = none.saved;
    none.cases = none.savedCases;
    m_files->keep(none);
    m_opening.ask(this, m_files->open(mine.path), [this, mine](const Result<FileText> &theirs) {
        if (!theirs) return m_window->showBanner(theirs.error());
        showFile(*theirs);
        m_window->showOffer(tr("%1 is as on disk again.").arg(nameOf(mine.path)), tr("Undo"), [this, mine] {
            if (!m_file || m_file->path != mine.path || !mayOpen()) return;
            FileText back = *m_file;
            back.draft = mine.draft;
            back.cases = mine.cases;
            showFile(back);
            keepFile(m_kept);
        });
    });
}

void Application::followFiles()
{
    m_library->refresh();
    if (!m_file) return;
    const bool wasInConflict = m_file->conflict.has_value();
    const FileNews news = m_files->newsOf(*m_file);
    switch (news.kind) {
    case FileNews::Kind::Same:
        m_file->conflict.reset();
        if (wasInConflict) showFileStatus();
        break;
    case FileNews::Kind::Renamed:
        say(tr("%1 is now %2.").arg(nameOf(m_file->path), nameOf(news.path)));
        m_file->path = news.path;
        m_opened.file = news.path;
        noteOpenPrompt();
        showFileStatus();
        break;
    case FileNews::Kind::Gone:
        if (m_file->base.isEmpty()) break; // it was never written
        m_file->conflict = QByteArray();
        showFileStatus();
        if (!wasInConflict)
            m_window->showBannerText(tr("%1 is gone from the disk. Ctrl+S asks what to do.").arg(nameOf(m_file->path)));
        break;
    case FileNews::Kind::Changed:
        keepOpenDraft();
        readChangedFile([] {});
        break;
    }
}

void Application::readChangedFile(std::function<void()> then)
{
    await(m_files->open(m_file->path), this,
          [this, round = m_fileRound, then = std::move(then)](const Result<FileText> &text) {
              if (!text) return m_window->showBanner(text.error());
              if (!m_file || m_file->path != text->path) return;
              if (round != m_fileRound || m_workbench->draft() != m_kept) { // written, saved or opened meanwhile
                  keepOpenDraft();
                  return readChangedFile(then);
              }
              if (text->conflict) {
                  const bool isNews = m_file->conflict != text->conflict;
                  m_file->conflict = text->conflict;
                  showFileStatus();
                  if (isNews) offerConflict();
              } else if (text->base != m_file->base) {
                  showFile(*text);
                  say(tr("%1 was changed on disk and is read again.").arg(nameOf(text->path)));
              }
              then();
          });
}

void Application::offerConflict()
{
    const QString path = m_file->path;
    m_window->showOffer(tr("%1 was changed on disk while you were writing on it.").arg(nameOf(path)), tr("Compare …"),
                        [this, path] {
                            if (m_file && m_file->path == path && m_file->conflict) showConflict();
                        });
}

void Application::showConflict()
{
    if (!m_file || !m_file->conflict) return;
    keepOpenDraft();
    const FileText text = *m_file;
    await(QtConcurrent::run(conflictOf, text), this, [this, text](const FileConflict &conflict) {
        auto *dialog = new ConflictDialog(conflict, m_window.get());
        const auto isOpen = [this, path = text.path] { return m_file && m_file->path == path; };
        connect(dialog, &ConflictDialog::keepMineRequested, this, [this, isOpen, theirs = *text.conflict] {
            if (isOpen()) writeOpenFile(theirs);
        });
        connect(dialog, &ConflictDialog::takeTheirsRequested, this, [this, isOpen] {
            if (isOpen()) revertFile();
        });
        connect(dialog, &ConflictDialog::saveAsNewRequested, this, [this, isOpen] {
            if (isOpen()) saveFileAsNew();
        });
        dialog->open();
    });
}

void Application::importFiles(const QStringList &paths, const QString &folder)
{
    if (paths.isEmpty())
        return askForFiles(m_window.get(), [this, folder](const QStringList &chosen) { importFiles(chosen, folder); });
    await(QtConcurrent::run(readPromptFiles, paths), this, [this, folder](const PromptsRead &read) {
        if (const QStringList said = read.problems + read.notices; !said.isEmpty())
            showSentences(m_window.get(), tr("Not all of it could be taken over:"), said);
        if (read.prompts.empty()) return;
        const auto add = [prompts = read.prompts, folder](const QSqlDatabase &db) {
            return addToLibrary(db, prompts, folder);
        };
        await(m_database.run(add), this, [this, count = int(read.prompts.size())](const Result<PromptVersion> &last) {
            m_library->refresh();
            if (!last) return m_window->showBanner(last.error());
            say(tr("%n prompt(s) imported.", nullptr, count));
            if (count == 1 && !m_workbench->isRunning())
                openFromLibrary([id = last->prompt](const QSqlDatabase &db) { return openPrompt(db, id); }, {});
        });
    });
}

void Application::exportPrompt()
{
    PromptFile file{.draft = m_workbench->draft(), .cases = m_cases};
    askForExport(m_window.get(), shownTitle(file.draft.title), formatFilters(),
                 [this, file](const QString &path, const QString &formatId) {
                     await(QtConcurrent::run(writePromptFile, path, formatId, file), this,
                           [this, path](const Result<QStringList> &notices) {
                               if (!notices) return m_window->showBanner(notices.error());
                               say(tr("Exported to %1.").arg(nameOf(path)));
                               if (!notices->isEmpty())
                                   showSentences(m_window.get(), tr("The format cannot hold all of it:"), *notices);
                           });
                 });
}

} // namespace burin
