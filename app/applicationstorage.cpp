#include "app/application.h"

#include "app/profile/storedprofile.h"
#include "core/base/await.h"
#include "ui/blockingpage.h"
#include "ui/common/format.h"
#include "ui/mainwindow.h"
#include "ui/workbench/workbenchpage.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QSaveFile>

// When storage fails: nothing is sent, what is in memory is shown and can be saved, and it is tried again until it
// works.

namespace burin {

namespace {

using namespace std::chrono_literals;

constexpr auto ProbeInterval = 3s;

/// The runs as a text file that a person can read.
QByteArray readable(const std::vector<RunRecord> &runs)
{
    QString text;
    for (const RunRecord &run : runs) {
        text += QStringLiteral("# %1\n%2 · %3 · %4\n\n%5\n\n")
                    .arg(run.draft.title.simplified(), run.createdAt.toString(Qt::ISODate), run.draft.model,
                         formatStatus(run.status), run.text);
        if (!run.reasoning.isEmpty()) text += QStringLiteral("## Reasoning\n\n%1\n\n").arg(run.reasoning);
    }
    return text.toUtf8();
}

} // namespace

void Application::wireStorage()
{
    m_storageTimer.setSingleShot(true);
    m_storageTimer.setInterval(ProbeInterval);
    connect(&m_storageTimer, &QTimer::timeout, this, &Application::tryStorage);
    connect(m_window.get(), &MainWindow::blocked, this, &Application::block);
    BlockingPage *page = m_window->blockingPage();
    connect(page, &BlockingPage::tryAgainRequested, this, &Application::tryStorage);
    connect(page, &BlockingPage::saveCopyRequested, this, &Application::saveCopies);
    connect(page, &BlockingPage::folderChosen, this, &Application::moveTo);
    connect(page, &BlockingPage::quitRequested, m_window.get(), &QWidget::close);
}

void Application::block(const Error &error)
{
    m_blocked = error;
    m_window->setBlockage(Blockage{error, m_recorder.unstored()});
    m_storageTimer.start();
}

void Application::tryStorage()
{
    if (!m_blocked) return;
    m_storageTimer.stop();
    m_database.reopen();
    const auto probe = [draft = m_workbench->draft(), opened = m_opened,
                        restored = m_restored](const QSqlDatabase &db) {
        // Before the profile was read, the draft in the window is not the user's.
        if (restored) {
            const Result<DraftId> kept = keepOpened(db, opened, draft);
            return kept ? Outcome(Done()) : Outcome(kept.error());
        }
        const Result<StoredProfile> profile = loadStoredProfile(db);
        return profile ? Outcome(Done()) : Outcome(profile.error());
    };
    await(m_recorder.flush(), this, [this, probe](Done) {
        await(m_database.run(probe), this, [this](const Outcome &outcome) {
            if (!outcome) return block(outcome.error());
            if (!m_recorder.unstored().empty()) return block(*m_blocked);
            m_blocked.reset();
            m_window->setBlockage(std::nullopt);
            m_window->showBannerText(tr("The history can be written again; everything is stored."));
            if (!m_restored) start();
        });
    });
}

void Application::saveCopies(const QString &file)
{
    QSaveFile copy(file);
    const QByteArray text = readable(m_recorder.unstored());
    if (!copy.open(QIODevice::WriteOnly) || copy.write(text) != text.size() || !copy.commit())
        return block(makeError(ErrorCode::ReadOnly, file, copy.errorString()));
    m_window->blockingPage()->showSaved(file);
}

void Application::moveTo(const QString &folder)
{
    if (!m_recorder.unstored().empty()) {
        const QString name = QStringLiteral("burin-answers-%1.txt")
                                 .arg(QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss")));
        saveCopies(QDir(folder).filePath(name));
        if (!m_window->blockingPage()->mayQuit()) return; // it could not be written there either
    }
    if (QProcess::startDetached(QCoreApplication::applicationFilePath(), {QStringLiteral("--data-dir"), folder}))
        m_window->close();
}

} // namespace burin
