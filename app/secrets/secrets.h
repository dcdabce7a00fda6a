#pragma once

#include "app/secrets/keychain.h"
#include "core/base/secret.h"
#include "core/domain/error.h"
#include "core/domain/provider.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QStringList>

#include <chrono>
#include <optional>
#include <vector>

namespace burin {

/// Where a provider's key was found, if it was.
struct KeyLookup {
    Secret key; ///< Empty = none.
    KeySource source = KeySource::None;
    QString variable; ///< The environment variable that holds it.
    /// BadKeyFormat: the key cannot be one. KeychainLocked: one is needed, and may be there. KeyElsewhere: one is
    /// needed, and there is one, but it was given for another origin; the user is asked again.
    std::optional<Error> error;
};

/// The providers' API keys: from the environment, else from the desktop's keychain, else for this session only.
/// Nothing is ever written to a file. A key belongs to the origin (scheme, host and port) that it was given for; a
/// profile that points elsewhere does not get it. GUI thread; every answer comes as a future.
class Secrets : public QObject {
    Q_OBJECT
public:
    /// Reads the environment variables that @p profiles name, once, overwrites them where /proc/PID/environ shows them,
    /// and removes them, so that no child process inherits them. Each is bound to the origins of the profiles that name
    /// it: give the built-in rows, not what the user made of them. Make it before other threads start: they may read
    /// the environment.
    /// @p patience is how long the keychain may take, the user's answer to its dialog included.
    explicit Secrets(const std::vector<ProviderProfile> &profiles, QObject *parent = nullptr,
                     std::chrono::milliseconds patience = std::chrono::seconds(60));

    QFuture<KeyLookup> find(const ProviderProfile &profile);
    /// Keeps @p key for the profile's provider and origin. Tells where it ended: Keychain, or Session when there is no
    /// keychain, or None when it is not well-formed. A key of the environment still comes first.
    QFuture<KeySource> save(const ProviderProfile &profile, const Secret &key);
    /// Forgets the provider's key, in the keychain and in this session. KeychainLocked when that may have failed.
    QFuture<Outcome> remove(const QString &providerId);

private:
    struct Bound {
        Secret key;
        QStringList origins;
    };

    void readEnvironment(const std::vector<ProviderProfile> &profiles);
    std::optional<KeyLookup> fromEnvironment(const ProviderProfile &profile) const;
    KeyLookup fromSession(const ProviderProfile &profile) const;
    bool isElsewhere(const ProviderProfile &profile) const;

    Keychain m_keychain;
    QHash<QString, Bound> m_environment; ///< By variable.
    QHash<QString, Bound> m_session;     ///< By provider id.
};

} // namespace burin
