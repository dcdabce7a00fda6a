#include "app/application.h"

#include "core/base/await.h"
#include "core/store/history.h"
#include "core/store/ownprices.h"
#include "core/store/repricing.h"
#include "ui/budgets/budgetspage.h"
#include "ui/common/format.h"
#include "ui/common/scrollpage.h"
#include "ui/costs/costspage.h"
#include "ui/history/historypage.h"
#include "ui/mainwindow.h"
#include "ui/prices/pricespane.h"
#include "ui/prices/repricepane.h"

// The price book, and old runs at other prices.

namespace burin {

namespace {

constexpr int ShownReceipts = 500;

/// What the price book page shows, read at once.
struct StoredPrices {
    std::vector<OwnPrice> own;
    std::vector<UnpricedModel> unpriced;
};

Result<StoredPrices> readPrices(const QSqlDatabase &db)
{
    const Result<std::vector<OwnPrice>> own = ownPrices(db);
    if (!own) return own.error();
    const Result<std::vector<UnpricedModel>> unpriced = unpricedModels(db);
    if (!unpriced) return unpriced.error();
    return StoredPrices{*own, *unpriced};
}

/// PriceRow::source of what a provider's list told today.
QString listSource(const QString &providerId)
{
    return QStringLiteral("list of %1, %2")
        .arg(providerId, QDateTime::currentDateTimeUtc().date().toString(Qt::ISODate));
}

} // namespace

void Application::wirePrices()
{
    m_prices = new PricesPane;
    m_budgets->addTab(tr("Price book"), m_prices);
    connect(m_prices, &PricesPane::priceSaved, this, [this](const OwnPrice &price) {
        changePrices([price](const QSqlDatabase &db) { return saveOwnPrice(db, price); });
    });
    connect(m_prices, &PricesPane::priceRemoved, this,
            [this](OwnPriceId id) { changePrices([id](const QSqlDatabase &db) { return removeOwnPrice(db, id); }); });
    connect(m_prices, &PricesPane::changesTaken, this, [this](const std::vector<PriceRow> &rows) {
        changePrices([rows](const QSqlDatabase &db) { return takePrices(db, rows); });
    });
    connect(m_prices, &PricesPane::refreshRequested, this, &Application::comparePrices);
    connect(&m_providers, &ProviderDirectory::changed, m_prices, [this] {
        m_prices->setProviders(m_providers.states());
        m_reprice->setProviders(m_providers.states());
    });
    connect(m_window.get(), &MainWindow::pageShown, this, [this](MainWindow::Page page) {
        if (page != MainWindow::Page::Budgets) return;
        showPrices();
        showRepricings();
    });
    wireRepricing();
}

void Application::showPrices()
{
    await(m_database.run(&readPrices), this, [this](const Result<StoredPrices> &stored) {
        if (!stored) return; // the built-in prices hold
        const PriceBook book = withOwnPrices(PriceBook::builtIn(), stored->own);
        m_engine.setPrices(book);
        m_prices->setContents({.builtIn = PriceBook::builtIn(),
                               .own = stored->own,
                               .unpriced = stillUnpriced(stored->unpriced, book, QDateTime::currentDateTimeUtc())});
        showEstimate(m_workbench->draft());
    });
}

void Application::changePrices(std::function<Outcome(const QSqlDatabase &)> change)
{
    await(m_database.run(std::move(change)), this, [this](const Outcome &outcome) {
        if (!outcome) return m_prices->showSaveProblem(outcome.error());
        m_prices->closeForm();
        showPrices();
    });
}

void Application::comparePrices(const QString &providerId)
{
    const std::optional<ProviderProfile> profile = profileOf(providerId);
    if (!profile) return;
    withKey(*profile, [this, profile](const KeyLookup &lookup) {
        await(m_engine.fetchModels(*profile, lookup.key), this,
              [this, profile](const Result<std::vector<ModelInfo>> &models) {
                  if (!models) return m_prices->showChanges(profile->name, models.error());
                  const PriceListing list{
                      .provider = profile->id, .source = listSource(profile->id), .models = *models};
                  m_prices->showChanges(profile->name,
                                        priceChanges(m_engine.prices(), list, QDateTime::currentDateTimeUtc()));
              });
    });
}

void Application::wireRepricing()
{
    m_reprice = new RepricePane;
    m_reprice->setMaximumWidth(theme().space(260));
    m_budgets->addTab(tr("Old runs"), scrollPage(m_reprice, tr("Old runs at other prices")));
    connect(&m_repricer, &Repricer::progressed, m_reprice, &RepricePane::showProgress);
    connect(m_reprice, &RepricePane::cancelRequested, &m_repricer, &Repricer::cancel);
    connect(m_reprice, &RepricePane::previewRequested, this, [this](const RunChoice &choice) {
        askRepricer(RepriceQuestion::TodaysPrices,
                    [choice, book = m_engine.prices()](const QSqlDatabase &db, RunId after) {
                        return previewRepricing(db, choice, book, after);
                    });
    });
    connect(m_reprice, &RepricePane::whatIfRequested, this, [this](const RunChoice &choice, const ModelRef &model) {
        const std::optional<ProviderProfile> profile = profileOf(model.providerId);
        if (!profile) return m_reprice->showProblem(makeError(ErrorCode::BadParameter, tr("provider")));
        const WhatIfModel target{*profile, model.model, QDateTime::currentDateTimeUtc()};
        askRepricer(RepriceQuestion::AnotherModel,
                    [choice, target, book = m_engine.prices()](const QSqlDatabase &db, RunId after) {
                        return whatIf(db, choice, target, book, after);
                    });
    });
    connect(m_reprice, &RepricePane::applyRequested, this, &Application::repriceRuns);
    connect(m_reprice, &RepricePane::undoRequested, this, [this](RepricingId id) {
        changeRuns([id, now = QDateTime::currentDateTimeUtc()](
                       const QSqlDatabase &db, RunId after) { return undoRepricing(db, id, now, after); },
                   [this](int runs) { return tr("%n run(s) have the cost they had before.", nullptr, runs); });
    });
    connect(m_reprice, &RepricePane::replacedRequested, this, [this](RepricingId id) {
        await(m_database.run([id](const QSqlDatabase &db) { return replacedReceipts(db, id, ShownReceipts); }), this,
              [this](const Result<std::vector<ReplacedReceipt>> &receipts) {
                  if (receipts) m_reprice->showReplaced(*receipts);
              });
    });
    connect(m_reprice, &RepricePane::runRequested, this, [this](RunId run) {
        m_history->showRun(run);
        m_window->showPage(MainWindow::Page::History);
    });
}

void Application::askRepricer(RepriceQuestion question, Repricer::Step step)
{
    if (m_repricer.isBusy()) return;
    m_repricer.start(std::move(step), [this, question](const Result<RepriceStep> &sum) {
        if (sum)
            m_reprice->showResult(*sum, question);
        else
            m_reprice->showProblem(sum.error());
    });
}

void Application::repriceRuns(const RunChoice &choice)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    await(m_database.run([choice, now](const QSqlDatabase &db) { return beginRepricing(db, choice, now); }), this,
          [this, book = m_engine.prices()](const Result<RepricingId> &id) {
              if (!id) return m_reprice->showProblem(id.error());
              changeRuns([id = *id, book](const QSqlDatabase &db, RunId after) { return reprice(db, id, book, after); },
                         [this](int runs) { return tr("%n run(s) have a new cost.", nullptr, runs); });
          });
}

void Application::changeRuns(Repricer::Step step, std::function<QString(int runs)> text)
{
    if (m_repricer.isBusy()) return;
    m_repricer.start(std::move(step), [this, text = std::move(text)](const Result<RepriceStep> &sum) {
        if (!sum)
            m_reprice->showProblem(sum.error());
        else
            m_reprice->showDone(sum->done ? text(sum->runs) : tr("Cancelled.") + u' ' + text(sum->runs));
        followCorrections();
    });
}

void Application::followCorrections()
{
    m_history->refresh();
    m_costs->refresh();
    showBudgets();
    showPrices();
    showRepricings();
}

void Application::showRepricings()
{
    await(m_database.run(&repricings), this, [this](const Result<std::vector<Repricing>> &all) {
        if (all) m_reprice->setRepricings(*all);
    });
    await(m_database.run(&runFacets), this, [this](const Result<RunFacets> &facets) {
        if (facets) m_reprice->setFacets(*facets);
    });
}

} // namespace burin
