#include "app/application.h"

#include "app/upkeep.h"
#include "core/base/await.h"
#include "core/store/salvage.h"
#include "ui/blockingpage.h"
#include "ui/history/historypage.h"
#include "ui/mainwindow.h"

#include <QProgressDialog>
#include <QtConcurrent>

// What happens to the database beside the runs: it is brought up to date, kept small, copied, and rescued when damaged.

namespace burin {

DbThread::Watch Application::databaseWatch()
{
    const auto later = [this](auto show) { QMetaObject::invokeMethod(this, std::move(show)); };
    return {.opening = [this, later](double share) { later([this, share] { showOpening(share); }); },
            .backlog = [this, later](qint64 runs) { later([this, runs] { showBacklog(runs); }); }};
}

void Application::showOpening(double share)
{
    if (m_restored) return;
    if (!m_upgrading) {
        m_upgrading = std::make_unique<QProgressDialog>(
            tr("The history is brought up to date. A copy of it is made first."), QString(), 0, 100);
        m_upgrading->setWindowTitle(QStringLiteral("Burin"));
        m_upgrading->setMinimumDuration(0);
        m_upgrading->setAutoReset(false);
        m_upgrading->show();
    }
    m_upgrading->setValue(int(share * 100));
}

void Application::showBacklog(qint64 runs)
{
    if (runs > 0 && !m_toldBacklog)
        m_window->showBannerText(
            tr("%n earlier run(s) are being made searchable; you can work meanwhile.", nullptr, int(runs)));
    if (runs == 0 && m_toldBacklog) m_window->showBannerText(tr("All earlier runs can be found by their text now."));
    m_toldBacklog = runs > 0;
}

void Application::wireUpkeep(const QString &folder)
{
    m_upkeep = new Upkeep(m_database, folder, this);
    connect(m_upkeep, &Upkeep::purged, m_history, &HistoryPage::refresh);
    connect(m_upkeep, &Upkeep::backupFailed, m_window.get(), [this](const Error &error) {
        m_window->showBannerText(tr("No backup could be made: %1").arg(error.message()));
    });
    connect(m_upkeep, &Upkeep::damageFound, this, &Application::block);
    connect(m_window->blockingPage(), &BlockingPage::salvageRequested, this,
            [this, folder] { salvageProfile(folder); });
}

void Application::salvageProfile(const QString &folder)
{
    m_storageTimer.stop();
    m_window->blockingPage()->showSalvaging();
    await(m_database.close(*m_blocked), this, [this, folder](Done) {
        await(QtConcurrent::run(&salvageInPlace, folder), this, [this](const Result<Salvaged> &salvaged) {
            m_window->blockingPage()->showSalvaged(salvaged ? std::nullopt : std::optional(salvaged.error()));
            if (!salvaged) return;
            QString text = tr("%n run(s) were recovered.", nullptr, int(salvaged->runs));
            if (salvaged->withoutTexts > 0)
                text += u' ' +
                        tr("Of %n run(s), prompt and answer could not be read.", nullptr, int(salvaged->withoutTexts));
            m_window->showBannerText(text);
            tryStorage();
        });
    });
}

} // namespace burin
