#include "app/cli/verifyjob.h"

#include "app/cli/providerchoice.h"
#include "app/cli/rundocument.h"
#include "app/cli/session.h"
#include "core/base/await.h"

#include <algorithm>

namespace burin {

namespace {

QString sourceName(KeySource source)
{
    switch (source) {
    case KeySource::None:
        return {};
    case KeySource::Environment:
        return QStringLiteral("environment");
    case KeySource::Keychain:
        return QStringLiteral("keychain");
    case KeySource::Session:
        return QStringLiteral("session");
    }
    return {};
}

/// What it means for the key that none can be tried.
KeyState stateFor(ErrorCode code)
{
    if (code == ErrorCode::BadKeyFormat) return KeyState::Malformed;
    return code == ErrorCode::KeyElsewhere ? KeyState::Missing : KeyState::Unknown;
}

} // namespace

VerifyJob::VerifyJob(Session &session, std::vector<ProviderProfile> providers)
    : QObject(&session),
      m_session(session),
      m_secrets(keyOwners(providers.empty() ? ProviderProfile() : providers.front())),
      m_engine(Engine::Options())
{
    for (ProviderProfile &provider : providers)
        m_entries.push_back({std::move(provider), {}, {}});
}

void VerifyJob::start()
{
    if (m_entries.empty()) return m_session.finish(ExitDone);
    for (size_t index = 0; index < m_entries.size(); ++index)
        await(m_secrets.find(m_entries[index].provider), this, [this, index](const KeyLookup &l) { useKey(index, l); });
}

void VerifyJob::useKey(size_t index, const KeyLookup &lookup)
{
    m_entries[index].lookup = lookup;
    const ProviderProfile &provider = m_entries[index].provider;
    if (const std::optional<Error> error = keyProblem(provider, lookup)) {
        return settle(index, {stateFor(error->code), error});
    }
    if (lookup.key.isEmpty() && provider.needsKey)
        return settle(index, {KeyState::Missing, makeError(ErrorCode::MissingKey, provider.name)});
    await(m_engine.verify(provider, lookup.key), this, [this, index](const Verification &v) { settle(index, v); });
}

void VerifyJob::settle(size_t index, const Verification &verdict)
{
    m_entries[index].verdict = verdict;
    if (++m_settled == m_entries.size()) finish();
}

void VerifyJob::finish()
{
    for (const Entry &entry : m_entries)
        show(entry);
    const bool failed = std::ranges::any_of(m_entries, [this](const Entry &entry) { return isFailure(entry); });
    m_session.finish(failed ? ExitFailed : ExitDone);
}

void VerifyJob::show(const Entry &entry)
{
    const QString source = sourceName(entry.lookup.source);
    const std::optional<Error> &error = entry.verdict.error;
    if (m_session.wantsJson()) {
        m_session.console().writeJson({{QStringLiteral("provider"), entry.provider.id},
                                       {QStringLiteral("name"), entry.provider.name},
                                       {QStringLiteral("state"), toString(entry.verdict.state)},
                                       {QStringLiteral("key_source"), orNull(source)},
                                       {QStringLiteral("key_variable"), orNull(entry.lookup.variable)},
                                       {QStringLiteral("message"), orNull(error ? error->message() : QString())}});
        return;
    }
    QString line = QStringLiteral("%1 %2").arg(entry.provider.id, -16).arg(toString(entry.verdict.state), -10);
    if (!entry.lookup.variable.isEmpty())
        line += u' ' + entry.lookup.variable;
    else if (!source.isEmpty())
        line += u' ' + source;
    if (error) line += QLatin1StringView("  ") + error->message();
    m_session.console().writeLine(line.trimmed());
}

bool VerifyJob::isFailure(const Entry &entry) const
{
    if (entry.verdict.state == KeyState::Ok || entry.verdict.state == KeyState::NotNeeded) return false;
    // Of all providers most are not in use: only a key that does not work counts.
    return m_entries.size() == 1 || !entry.lookup.key.isEmpty() || entry.lookup.error;
}

} // namespace burin
