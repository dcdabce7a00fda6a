#include "app/application.h"

#include "core/store/libraryversions.h"
#include "ui/library/librarypanel.h"
#include "ui/library/versiondiffwindow.h"
#include "ui/library/versionspane.h"
#include "ui/mainwindow.h"
#include "ui/workbench/workbenchpage.h"

// What differs between versions of the open prompt.

namespace burin {

void Application::wireVersions()
{
    auto *window = new VersionDiffWindow(
        {.list =
             [this](PromptId id) {
                 return m_database.run([id](const QSqlDatabase &db) { return versionsOf(db, id); });
             },
         .version =
             [this](VersionId id) {
                 return m_database.run([id](const QSqlDatabase &db) { return loadVersion(db, id); });
             },
         .written = [this] { return m_workbench->draft(); }},
        m_window.get());
    connect(m_library->versions(), &VersionsPane::compareRequested, window,
            [this, window](VersionId older, VersionId newer) {
                window->compare(m_workbench->draft().prompt, older, newer);
            });
    connect(window, &VersionDiffWindow::restoreRequested, this, [this, window](VersionId version) {
        if (!mayOpen()) return;
        window->close();
        restoreVersionOf(version);
    });
}

} // namespace burin
