#include "app/application.h"

#include "app/upkeep.h"

#include "app/profile/runsettings.h"
#include "app/profile/storedprofile.h"
#include "core/base/await.h"
#include "ui/mainwindow.h"
#include "ui/settings/limitspane.h"
#include "ui/settings/settingspage.h"

// The settings page: keys, addresses, connection tests, and the settings themselves.

namespace burin {

void Application::wireSettings()
{
    connect(m_settingsPage, &SettingsPage::settingChanged, this, [this](const QString &key, double value) {
        m_settings.set(key, value);
        save(QString::fromLatin1(SettingsDocument), m_settings.toJson());
        applyTheme();
        m_recorder.setRecordingTotal(recordingTotalFrom(m_settings));
        configureLog();
        m_upkeep->setSettings(m_settings);
    });
    connect(m_settingsPage, &SettingsPage::keyEntered, this, [this](const QString &id, const Secret &key) {
        const ProviderProfile *profile = m_providers.find(id);
        await(m_secrets.save(*profile, key), this, [this, id](KeySource ended) {
            m_providers.refreshKeys(id);
            if (ended == KeySource::None)
                m_settingsPage->showTestResult(id, KeyState::Malformed, 0, makeError(ErrorCode::BadKeyFormat));
        });
    });
    connect(m_settingsPage, &SettingsPage::keyRemoved, this, [this](const QString &id) {
        await(m_secrets.remove(id), this, [this, id](const Outcome &removed) {
            m_providers.refreshKeys(id);
            if (!removed) m_window->showBanner(removed.error());
        });
    });
    connect(m_settingsPage, &SettingsPage::baseUrlChanged, this, [this](const QString &id, const QUrl &url) {
        m_providers.setBaseUrl(id, url);
        save(QString::fromLatin1(ProvidersDocument), m_providers.changes());
    });
    connect(m_settingsPage, &SettingsPage::testRequested, this, &Application::testProvider);
    connect(m_settingsPage->limits(), &LimitsPane::limitsChanged, this,
            [this](const std::vector<LimitOverride> &limits) {
                m_settings = withLimitOverrides(m_settings, limits);
                save(QString::fromLatin1(SettingsDocument), m_settings.toJson());
            });
    connect(&m_providers, &ProviderDirectory::changed, m_settingsPage,
            [this] { m_settingsPage->setProviders(m_providers.states()); });
    connect(&m_systemTheme, &SystemTheme::changed, this, &Application::applyTheme);
}

void Application::testProvider(const QString &providerId)
{
    const std::optional<ProviderProfile> profile = profileOf(providerId);
    if (!profile) return;
    withKey(*profile, [this, profile](const KeyLookup &lookup) {
        if (lookup.error && lookup.error->code == ErrorCode::KeyElsewhere) {
            m_settingsPage->showTestResult(profile->id, KeyState::Missing, 0, lookup.error);
            return;
        }
        await(m_engine.verify(*profile, lookup.key), this, [this, profile, lookup](const Verification &verification) {
            m_providers.setKeyState(profile->id, verification.state);
            if (verification.state != KeyState::Ok) {
                m_settingsPage->showTestResult(profile->id, verification.state, 0, verification.error);
                return;
            }
            await(m_engine.fetchModels(*profile, lookup.key), this,
                  [this, profile](const Result<std::vector<ModelInfo>> &models) {
                      const std::optional<Error> error = models ? std::nullopt : std::optional(models.error());
                      m_settingsPage->showTestResult(profile->id, KeyState::Ok, models ? int(models->size()) : 0,
                                                     error);
                  });
        });
    });
}

} // namespace burin
