#include "app/secrets/secrets.h"

#include "core/base/await.h"
#include "core/base/knownsecrets.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace burin {

namespace {

const QString originField = QStringLiteral("origin");
const QString keyField = QStringLiteral("key");

QString originOf(const QUrl &url)
{
    const int standard = url.scheme() == QLatin1StringView("https") ? 443 : 80;
    return QStringLiteral("%1://%2:%3").arg(url.scheme(), url.host()).arg(url.port(standard));
}

/// What is stored in the keychain: the key with the place it was given for.
QByteArray entryOf(const QString &origin, const Secret &key)
{
    const QJsonObject entry{{originField, origin}, {keyField, QString::fromLatin1(key.reveal())}};
    return QJsonDocument(entry).toJson(QJsonDocument::Compact);
}

/// A key of the keychain and the origin it was given for; both empty if the entry is none of ours.
struct Entry {
    QString origin;
    Secret key;
};

Entry entryFrom(const QByteArray &bytes)
{
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    return {object.value(originField).toString(), Secret(object.value(keyField).toString().toLatin1())};
}

/// The value itself is overwritten: the kernel shows these very bytes in /proc/PID/environ, whatever is unset.
void wipe(const char *variable)
{
    if (char *value = std::getenv(variable)) explicit_bzero(value, std::strlen(value));
    qunsetenv(variable);
}

KeyLookup found(const Secret &key, KeySource source, const QString &variable = {})
{
    rememberSecret(key);
    KeyLookup lookup{key, source, variable, std::nullopt};
    if (!isWellFormedKey(key)) lookup.error = makeError(ErrorCode::BadKeyFormat);
    return lookup;
}

} // namespace

Secrets::Secrets(const std::vector<ProviderProfile> &profiles, QObject *parent, std::chrono::milliseconds patience)
    : QObject(parent), m_keychain(QStringLiteral("burin"), patience)
{
    readEnvironment(profiles);
}

void Secrets::readEnvironment(const std::vector<ProviderProfile> &profiles)
{
    for (const ProviderProfile &profile : profiles) {
        for (const QString &variable : profile.keyVariables) {
            const QByteArray value = qgetenv(qUtf8Printable(variable));
            if (!value.isEmpty()) m_environment[variable].key = Secret(value);
            rememberSecret(Secret(value));
            if (m_environment.contains(variable)) m_environment[variable].origins += originOf(profile.baseUrl);
            wipe(qUtf8Printable(variable));
        }
    }
}

QFuture<KeyLookup> Secrets::find(const ProviderProfile &profile)
{
    if (const std::optional<KeyLookup> lookup = fromEnvironment(profile)) return QtFuture::makeReadyFuture(*lookup);
    return mapped(m_keychain.read(profile.id), this, [this, profile](const KeychainAnswer &answer) {
        const Entry entry = entryFrom(answer.entry);
        if (!entry.key.isEmpty() && entry.origin == originOf(profile.baseUrl))
            return found(entry.key, KeySource::Keychain);
        KeyLookup lookup = fromSession(profile);
        if (!lookup.key.isEmpty() || !profile.needsKey) return lookup;
        if (answer.kind == KeychainAnswer::Kind::Refused)
            lookup.error = makeError(ErrorCode::KeychainLocked);
        else if (!entry.key.isEmpty() || isElsewhere(profile))
            lookup.error = makeError(ErrorCode::KeyElsewhere, profile.name);
        return lookup;
    });
}

/// Whether there is a key for the provider that find() does not give out, because its address is another one now.
bool Secrets::isElsewhere(const ProviderProfile &profile) const
{
    const auto isKnown = [this](const QString &variable) { return m_environment.contains(variable); };
    return m_session.contains(profile.id) ||
           std::any_of(profile.keyVariables.cbegin(), profile.keyVariables.cend(), isKnown);
}

std::optional<KeyLookup> Secrets::fromEnvironment(const ProviderProfile &profile) const
{
    for (const QString &variable : profile.keyVariables) {
        const auto entry = m_environment.constFind(variable);
        if (entry != m_environment.cend() && entry->origins.contains(originOf(profile.baseUrl)))
            return found(entry->key, KeySource::Environment, variable);
    }
    return std::nullopt;
}

KeyLookup Secrets::fromSession(const ProviderProfile &profile) const
{
    const auto entry = m_session.constFind(profile.id);
    if (entry == m_session.cend() || !entry->origins.contains(originOf(profile.baseUrl))) return {};
    return found(entry->key, KeySource::Session);
}

QFuture<KeySource> Secrets::save(const ProviderProfile &profile, const Secret &key)
{
    if (!isWellFormedKey(key)) return QtFuture::makeReadyFuture(KeySource::None);
    const QString id = profile.id;
    const QString origin = originOf(profile.baseUrl);
    rememberSecret(key);
    // Usable at once, also while the keychain asks for its password.
    m_session.insert(id, {key, {origin}});
    return mapped(m_keychain.write(id, entryOf(origin, key)), this, [this, id](const KeychainAnswer &answer) {
        if (answer.kind != KeychainAnswer::Kind::Done) return KeySource::Session;
        m_session.remove(id);
        return KeySource::Keychain;
    });
}

QFuture<Outcome> Secrets::remove(const QString &providerId)
{
    m_session.remove(providerId);
    return mapped(m_keychain.remove(providerId), this, [](const KeychainAnswer &answer) -> Outcome {
        if (answer.kind == KeychainAnswer::Kind::Refused) return makeError(ErrorCode::KeychainLocked);
        return Done();
    });
}

} // namespace burin
