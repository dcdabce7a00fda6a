#pragma once

#include "core/base/secret.h"
#include "core/domain/error.h"
#include "core/domain/provider.h"
#include "core/domain/settings.h"

#include <QUrl>
#include <QWidget>

#include <optional>
#include <vector>

class QListWidget;
class QStackedWidget;

namespace burin {

class LimitsPane;
class ProvidersPane;
class ReliabilityPane;
class SettingsForm;

/// Providers with their keys, and one form for each group of core/domain/settings.h. Holds no key: a key that is
/// entered leaves the page with keyEntered() and its field is cleared at once.
class SettingsPage : public QWidget {
    Q_OBJECT
public:
    explicit SettingsPage(QWidget *parent = nullptr);

    /// Keeps the selection and what is being typed.
    void setProviders(const std::vector<ProviderState> &providers);
    void setSettings(const Settings &settings);
    /// The answer to testRequested(). @p models counts those that the provider offers.
    void showTestResult(const QString &providerId, KeyState state, int models, const std::optional<Error> &error);
    /// Opens the provider's form, for instance where its key is missing.
    void showProvider(const QString &providerId);
    /// Adds a section that whoever wires the page fills and listens to; takes ownership.
    void addSection(const QString &iconName, const QString &title, QWidget *pane);
    /// Opens the section of that title; nothing happens when there is none.
    void showSection(const QString &title);
    LimitsPane *limits() const { return m_limits; }
    ReliabilityPane *reliability() const { return m_reliability; }

Q_SIGNALS:
    void settingChanged(const QString &key, double value);
    void keyEntered(const QString &providerId, const burin::Secret &key);
    void keyRemoved(const QString &providerId);
    void baseUrlChanged(const QString &providerId, const QUrl &url); ///< Passed isSafeBaseUrl().
    void testRequested(const QString &providerId);
    void signInRequested(const QString &providerId);

private:
    void addForms();

    QListWidget *m_sections;
    QStackedWidget *m_panes;
    ProvidersPane *m_providers;
    LimitsPane *m_limits;
    ReliabilityPane *m_reliability;
    std::vector<SettingsForm *> m_forms;
};

} // namespace burin
