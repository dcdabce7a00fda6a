#include "app/application.h"

#include "app/signin/callbacklistener.h"
#include "core/base/await.h"
#include "core/providers/openrouteraccount.h"
#include "core/providers/registry.h"
#include "core/store/reconcile.h"
#include "ui/common/format.h"
#include "ui/costs/costspage.h"
#include "ui/history/historypage.h"
#include "ui/mainwindow.h"
#include "ui/settings/settingspage.h"
#include "ui/statusstrip.h"

#include <QDesktopServices>
#include <QRandomGenerator>

#include <algorithm>

// The account at OpenRouter: credit in the status bar, signing in, and what cancelled runs really cost.

namespace burin {

namespace {

using namespace std::chrono_literals;

constexpr auto SignInPatience = 10min;
constexpr auto ChargeDelay = 2s; ///< The provider writes its books a moment after the answer.
constexpr int ChargeTries = 4;

QString accountId()
{
    return QStringLiteral("openrouter");
}

QByteArray unguessable(int bytes)
{
    QByteArray random(bytes, Qt::Uninitialized);
    QRandomGenerator::system()->generate(random.begin(), random.end());
    return random;
}

/// Whether the provider can tell what the run cost although the stream did not.
bool hasOpenCharge(const RunRecord &record)
{
    if (record.attempts.empty() || record.responseId.isEmpty()) return false;
    const Attempt &last = record.attempts.back();
    const bool open = last.billing == Billing::Estimated || last.billing == Billing::Unknown;
    return open && record.providerId == accountId() && (last.providerId.isEmpty() || last.providerId == accountId());
}

/// A charge is not listed at once (404), and a connection may fail; a rejected key or a strange answer stays what it
/// is.
bool mayBeThereLater(const Error &error)
{
    return error.httpStatus == 404 || error.row().retry == RetryRule::Automatic;
}

} // namespace

void Application::wireAccount()
{
    connect(m_settingsPage, &SettingsPage::signInRequested, this, &Application::signIn);
    connect(&m_providers, &ProviderDirectory::changed, this, [this] { showCredits(); });
    connect(&m_recorder, &RunRecorder::stored, this, [this](const RunRecord &record) {
        if (record.providerId != accountId()) return;
        showCredits();
        if (hasOpenCharge(record)) settleCharge(record, ChargeTries);
    });
    connect(m_window->strip(), &StatusStrip::creditClicked, this, [this] {
        m_settingsPage->showProvider(accountId());
        m_window->showPage(MainWindow::Page::Settings);
    });
}

void Application::showCredits()
{
    const std::optional<ProviderProfile> profile = profileOf(accountId());
    if (!profile) return;
    const auto show = [this](const QString &text, const QString &hint) {
        StatusFacts facts = m_window->strip()->facts();
        facts.credit = text;
        facts.creditToolTip = hint;
        m_window->strip()->setFacts(facts);
    };
    withKey(*profile, [this, profile, show](const KeyLookup &lookup) {
        if (lookup.key.isEmpty()) return show({}, {});
        await(m_engine.ask(*profile, creditsRequest(*profile, lookup.key)), this,
              [show, name = profile->name](const Result<QByteArray> &body) {
                  const Result<Credits> credits = body ? decodeCredits(*body) : Result<Credits>(body.error());
                  if (!credits || !credits->left) return show({}, {});
                  //: Status bar. %1 is a provider, %2 an amount of money.
                  show(tr("%1 %2 left").arg(name, formatMoney(*credits->left)), tr("Of the limit of this key."));
              });
    });
}

void Application::signIn(const QString &providerId)
{
    // The address of the table, not a changed one: the key is made for OpenRouter itself.
    const auto profile = std::ranges::find(builtInProviders(), providerId, &ProviderProfile::id);
    if (profile == builtInProviders().end()) return;
    const SignIn signIn = makeSignIn(unguessable(32));
    auto *listener = new CallbackListener(unguessable(16).toHex(), SignInPatience, this);
    connect(listener, &CallbackListener::codeReceived, this,
            [this, listener, signIn, profile = *profile](const QString &code) {
                listener->deleteLater();
                exchangeCode(profile, signIn, code);
            });
    connect(listener, &CallbackListener::gaveUp, listener, &QObject::deleteLater);
    const QUrl callback = listener->listen();
    if (callback.isEmpty() || !QDesktopServices::openUrl(signInUrl(signIn, callback))) {
        delete listener;
        m_window->showBannerText(tr("The browser could not be opened. Paste a key instead."));
    }
}

void Application::exchangeCode(const ProviderProfile &profile, const SignIn &signIn, const QString &code)
{
    ProviderProfile keyless = profile; // the request is what gets the key
    keyless.needsKey = false;
    await(m_engine.ask(keyless, signInKeyRequest(profile, signIn, code)), this,
          [this, profile](const Result<QByteArray> &body) {
              const Result<Secret> key = body ? decodeSignInKey(*body) : Result<Secret>(body.error());
              if (!key) return m_window->showBanner(key.error());
              await(m_secrets.save(profile, *key), this, [this, profile](KeySource) {
                  m_providers.refreshKeys(profile.id);
                  m_settingsPage->showProvider(profile.id);
                  testProvider(profile.id);
              });
          });
}

void Application::settleCharge(const RunRecord &record, int triesLeft)
{
    const std::optional<ProviderProfile> profile = profileOf(record.providerId);
    if (!profile || triesLeft == 0) return;
    QTimer::singleShot(ChargeDelay, this, [this, record, triesLeft, profile] {
        withKey(*profile, [this, record, triesLeft, profile](const KeyLookup &lookup) {
            if (lookup.key.isEmpty()) return;
            await(m_engine.ask(*profile, chargeRequest(*profile, record.responseId, lookup.key)), this,
                  [this, record, triesLeft](const Result<QByteArray> &body) {
                      const Result<Charge> charge = body ? decodeCharge(*body) : Result<Charge>(body.error());
                      if (charge)
                          correct(record, *charge);
                      else if (mayBeThereLater(charge.error()))
                          settleCharge(record, triesLeft - 1);
                  });
        });
    });
}

void Application::correct(const RunRecord &record, const Charge &charge)
{
    const Reconciliation told{
        .run = record.id, .attempt = record.attempts.back().number, .charged = charge.total, .usage = charge.usage};
    await(m_database.run([told](const QSqlDatabase &db) { return reconcile(db, told); }), this,
          [this](const Result<bool> &done) {
              if (!done) return m_window->showBanner(done.error());
              m_history->refresh();
              m_costs->refresh();
              showBudgets();
          });
}

} // namespace burin
