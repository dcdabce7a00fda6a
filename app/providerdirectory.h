#pragma once

#include "app/secrets/secrets.h"
#include "core/domain/provider.h"

#include <QJsonObject>
#include <QObject>

#include <vector>

namespace burin {

/// The providers as they are configured here: the built-in rows with the user's base URLs, and what is known of their
/// keys. GUI thread.
class ProviderDirectory : public QObject {
    Q_OBJECT
public:
    explicit ProviderDirectory(Secrets &secrets, QObject *parent = nullptr);

    const std::vector<ProviderState> &states() const { return m_states; }
    /// The profile called @p id, or nullptr.
    const ProviderProfile *find(const QString &id) const;
    void setBaseUrl(const QString &id, const QUrl &url);
    void setKeyState(const QString &id, KeyState state);
    /// Looks the provider's key up again; an empty id means all of them.
    void refreshKeys(const QString &id = {});

    /// What the user changed, as it is stored. Never a key.
    QJsonObject changes() const;
    void restore(const QJsonObject &changes);

Q_SIGNALS:
    void changed();

private:
    ProviderState *stateOf(const QString &id);

    Secrets &m_secrets;
    std::vector<ProviderState> m_states;
    QJsonObject m_baseUrls; ///< Provider id → URL, where it differs from the built-in one.
};

} // namespace burin
