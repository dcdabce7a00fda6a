#include "app/secrets/secrets.h"

#include "core/base/await.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace burin {

namespace {

constexpr qsizetype longestKey = 4096;

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

/// The key in @p entry, if it is one of ours and was given for @p origin.
Secret keyIn(const QByteArray &entry, const QString &origin)
{
    const QJsonObject object = QJsonDocument::fromJson(entry).object();
    if (object.value(originField).toString() != origin) return {};
    return Secret(object.value(keyField).toString().toLatin1());
}

KeyLookup found(const Secret &key, KeySource source, const QString &variable = {})
{
    KeyLookup lookup{key, source, variable, std::nullopt};
    if (!Secrets::isWellFormed(key)) lookup.error = makeError(ErrorCode::BadKeyFormat);
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
            if (m_environment.contains(variable)) m_environment[variable].origins += originOf(profile.baseUrl);
            qunsetenv(qUtf8Printable(variable));
        }
    }
}

QFuture<KeyLookup> Secrets::find(const ProviderProfile &profile)
{
    if (const std::optional<KeyLookup> lookup = fromEnvironment(profile)) return QtFuture::makeReadyFuture(*lookup);
    return mapped(m_keychain.read(profile.id), this, [this, profile](const KeychainAnswer &answer) {
        const Secret key = keyIn(answer.entry, originOf(profile.baseUrl));
        if (!key.isEmpty()) return found(key, KeySource::Keychain);
        KeyLookup lookup = fromSession(profile);
        if (lookup.key.isEmpty() && profile.needsKey && answer.kind == KeychainAnswer::Kind::Refused)
            lookup.error = makeError(ErrorCode::KeychainLocked);
        return lookup;
    });
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
    if (!isWellFormed(key)) return QtFuture::makeReadyFuture(KeySource::None);
    const QString id = profile.id;
    const QString origin = originOf(profile.baseUrl);
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

bool Secrets::isWellFormed(const Secret &key)
{
    const QByteArray &bytes = key.reveal();
    return !bytes.isEmpty() && bytes.size() <= longestKey &&
           std::ranges::all_of(bytes, [](char c) { return c > ' ' && c < '\x7f'; });
}

} // namespace burin
