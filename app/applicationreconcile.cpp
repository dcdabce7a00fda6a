#include "app/application.h"

#include "core/base/await.h"
#include "core/reconcile/drift.h"
#include "core/reconcile/usagefile.h"
#include "core/store/ledgeruse.h"
#include "ui/budgets/budgetspage.h"
#include "ui/common/scrollpage.h"
#include "ui/history/historypage.h"
#include "ui/mainwindow.h"
#include "ui/reconcile/reconcilepane.h"

#include <QCoreApplication>
#include <QFile>
#include <QtConcurrentRun>

// The ledger against what providers say: their usage files, and the charges of single answers.

namespace burin {

namespace {

/// The provider that tells what single answers cost.
QString charger()
{
    return QStringLiteral("openrouter");
}

/// On a thread of the pool: disks may be slow, and files large.
Result<UsageFile, UsageFileError> readUsage(const QString &path, const std::optional<UsageColumns> &columns)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return UsageFileError{0, file.errorString(), {}};
    return readUsageFile(file.read(LargestUsageFile + 1), columns);
}

} // namespace

void Application::wireReconcile()
{
    m_reconcile = new ReconcilePane;
    m_budgets->addTab(tr("Reconcile"), scrollPage(m_reconcile, tr("Reconcile with providers")));
    connect(m_reconcile, &ReconcilePane::fileChosen, this, &Application::compareUsage);
    connect(m_reconcile, &ReconcilePane::chargesRequested, this, &Application::settleAllCharges);
    connect(m_reconcile, &ReconcilePane::cancelRequested, &m_charges, &ChargeSettler::cancel);
    connect(m_reconcile, &ReconcilePane::runRequested, this, [this](RunId run) {
        m_history->showRun(run);
        m_window->showPage(MainWindow::Page::History);
    });
    connect(&m_charges, &ChargeSettler::progressed, m_reconcile, &ReconcilePane::showChargeProgress);
    connect(&m_charges, &ChargeSettler::finished, this,
            [this](const ChargeProgress &progress, const std::optional<Error> &error) {
                m_reconcile->showChargesDone(progress);
                if (error) m_window->showBanner(*error);
                if (progress.corrected > 0) followCorrections();
            });
    connect(&m_providers, &ProviderDirectory::changed, m_reconcile,
            [this] { m_reconcile->setProviders(m_providers.states()); });
    connect(m_window.get(), &MainWindow::pageShown, this, [this](MainWindow::Page page) {
        if (page == MainWindow::Page::Budgets && !m_charges.isBusy()) countOpenCharges();
    });
}

void Application::compareUsage(const QString &path, const QString &providerId,
                               const std::optional<UsageColumns> &columns)
{
    await(QtConcurrent::run(&readUsage, path, columns), this,
          [this, path, providerId](const Result<UsageFile, UsageFileError> &file) {
              if (!file) return m_reconcile->showFileProblem(file.error());
              const UtcDays days = daysOf(*file);
              const QString provider = file->provider.isEmpty() ? providerId : file->provider;
              const auto compare = [file = *file, provider, days](const QSqlDatabase &db) -> Result<UsageDrift> {
                  const Result<std::vector<LedgerUse>> ledger = ledgerUse(db, provider, days.from, days.to);
                  if (!ledger) return ledger.error();
                  return driftOf(file, *ledger);
              };
              await(m_database.run(compare), this, [this, path](const Result<UsageDrift> &drift) {
                  if (drift)
                      m_reconcile->showDrift(path, *drift);
                  else
                      m_reconcile->showProblem(drift.error());
              });
          });
}

void Application::countOpenCharges()
{
    await(m_database.run([](const QSqlDatabase &db) { return openCharges(db, charger()); }), this,
          [this](const Result<std::vector<OpenCharge>> &charges) {
              const ProviderProfile *profile = m_providers.find(charger());
              if (charges && profile) m_reconcile->setOpenCharges(profile->name, int(charges->size()));
          });
}

void Application::settleAllCharges()
{
    const std::optional<ProviderProfile> profile = profileOf(charger());
    if (!profile || m_charges.isBusy()) return;
    withKey(*profile, [this, profile](const KeyLookup &lookup) {
        if (lookup.error || lookup.key.isEmpty()) {
            m_reconcile->showChargesDone({});
            return m_window->showBanner(lookup.error.value_or(makeError(ErrorCode::MissingKey, profile->name)));
        }
        await(m_database.run([](const QSqlDatabase &db) { return openCharges(db, charger()); }), this,
              [this, profile, key = lookup.key](const Result<std::vector<OpenCharge>> &charges) {
                  if (!charges) return m_window->showBanner(charges.error());
                  if (!m_charges.isBusy()) m_charges.start(*profile, key, *charges);
              });
    });
}

} // namespace burin
