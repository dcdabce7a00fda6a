#include "app/application.h"

#include "core/base/await.h"
#include "core/store/costoverview.h"
#include "ui/costs/costspage.h"
#include "ui/history/historypage.h"
#include "ui/mainwindow.h"

#include <QSaveFile>
#include <QtConcurrent>

// Costs: where their figures come from, and the way to the runs behind them.

namespace burin {

namespace {

/// On a thread of the pool: disks may be slow. What went wrong; empty if nothing did.
QString writeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
    return written ? QString() : file.errorString();
}

} // namespace

CostsPage *Application::makeCosts()
{
    return new CostsPage({
        .overview =
            [this](const CostQuestion &question) {
                return m_database.read([question](const QSqlDatabase &db) { return costOverview(db, question); });
            },
        .choices = [this] { return m_database.read([](const QSqlDatabase &db) { return costChoices(db); }); },
    });
}

void Application::wireCosts()
{
    connect(m_costs, &CostsPage::runsRequested, this, [this](const RunQuery &query) {
        m_history->showQuery(query);
        m_window->showPage(MainWindow::Page::History);
    });
    connect(m_costs, &CostsPage::saveRequested, this, &Application::saveChart);
    connect(m_costs, &CostsPage::stateChanged, this,
            [this] { save(QString::fromLatin1(CostsDocument), m_costs->state()); });
}

void Application::saveChart(const QString &path, const QByteArray &bytes)
{
    await(QtConcurrent::run(writeFile, path, bytes), this, [this, path](const QString &problem) {
        if (!problem.isEmpty()) m_window->showBannerText(tr("%1 was not written: %2").arg(path, problem));
    });
}

} // namespace burin
