#include "app/providerdirectory.h"

#include "core/base/await.h"
#include "core/providers/registry.h"

#include <algorithm>

namespace burin {

ProviderDirectory::ProviderDirectory(Secrets &secrets, QObject *parent) : QObject(parent), m_secrets(secrets)
{
    for (const ProviderProfile &profile : builtInProviders()) {
        ProviderState state;
        state.profile = profile;
        state.keyState = profile.needsKey ? KeyState::Unknown : KeyState::NotNeeded;
        m_states.push_back(std::move(state));
    }
}

ProviderState *ProviderDirectory::stateOf(const QString &id)
{
    const auto state = std::ranges::find_if(m_states, [&id](const ProviderState &s) { return s.profile.id == id; });
    return state == m_states.end() ? nullptr : &*state;
}

const ProviderProfile *ProviderDirectory::find(const QString &id) const
{
    const auto state = std::ranges::find_if(m_states, [&id](const ProviderState &s) { return s.profile.id == id; });
    return state == m_states.end() ? nullptr : &state->profile;
}

void ProviderDirectory::setBaseUrl(const QString &id, const QUrl &url)
{
    ProviderState *state = stateOf(id);
    if (!state || state->profile.baseUrl == url) return;
    state->profile.baseUrl = url;
    m_baseUrls.insert(id, url.toString());
    refreshKeys(id); // a key belongs to the address it was given for
}

void ProviderDirectory::setKeyState(const QString &id, KeyState keyState)
{
    ProviderState *state = stateOf(id);
    if (!state || state->keyState == keyState) return;
    state->keyState = keyState;
    Q_EMIT changed();
}

void ProviderDirectory::refreshKeys(const QString &id)
{
    for (const ProviderState &known : m_states) {
        if (known.profile.simulated || (!id.isEmpty() && known.profile.id != id)) continue;
        const QString providerId = known.profile.id;
        await(m_secrets.find(known.profile), this, [this, providerId](const KeyLookup &found) {
            ProviderState *state = stateOf(providerId);
            state->keySource = found.source;
            state->keyVariable = found.variable;
            if (found.key.isEmpty())
                state->keyState = state->profile.needsKey ? KeyState::Missing : KeyState::NotNeeded;
            else
                state->keyState = isWellFormedKey(found.key) ? KeyState::Unknown : KeyState::Malformed;
            Q_EMIT changed();
        });
    }
}

QJsonObject ProviderDirectory::changes() const
{
    return {{QStringLiteral("base_urls"), m_baseUrls}};
}

void ProviderDirectory::restore(const QJsonObject &changes)
{
    m_baseUrls = changes.value(QStringLiteral("base_urls")).toObject();
    for (auto it = m_baseUrls.constBegin(); it != m_baseUrls.constEnd(); ++it) {
        ProviderState *state = stateOf(it.key());
        const QUrl url(it.value().toString(), QUrl::StrictMode);
        if (state && isSafeBaseUrl(url)) state->profile.baseUrl = url;
    }
    Q_EMIT changed();
}

} // namespace burin
