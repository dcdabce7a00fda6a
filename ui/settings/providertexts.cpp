#include "ui/settings/providertexts.h"

#include "ui/common/format.h"

#include <QCoreApplication>

namespace burin {

namespace {

struct ProviderTexts {
    Q_DECLARE_TR_FUNCTIONS(Providers)
};

/// One row a state: word, icon, tone.
struct StateRow {
    KeyState state;
    const char *word;
    const char *iconName;
    const char *tone;
};
constexpr StateRow states[] = {
    {KeyState::Unknown, QT_TRANSLATE_NOOP("Providers", "not tested"), "circle-dashed", ""},
    {KeyState::NotNeeded, QT_TRANSLATE_NOOP("Providers", "needs no key"), "circle-check", "ok"},
    {KeyState::Missing, QT_TRANSLATE_NOOP("Providers", "no key"), "key", ""},
    {KeyState::Malformed, QT_TRANSLATE_NOOP("Providers", "malformed key"), "triangle-alert", "error"},
    {KeyState::Rejected, QT_TRANSLATE_NOOP("Providers", "rejected"), "circle-x", "error"},
    {KeyState::Ok, QT_TRANSLATE_NOOP("Providers", "ok"), "circle-check", "ok"},
    {KeyState::Offline, QT_TRANSLATE_NOOP("Providers", "offline"), "cloud-off", "warn"},
};

const StateRow &rowOf(KeyState state)
{
    for (const StateRow &row : states)
        if (row.state == state) return row;
    return states[0];
}

} // namespace

QString keyStateText(KeyState state)
{
    return ProviderTexts::tr(rowOf(state).word);
}

QString keyStateIcon(KeyState state)
{
    return QString::fromLatin1(rowOf(state).iconName);
}

QString keyStateTone(KeyState state)
{
    return QString::fromLatin1(rowOf(state).tone);
}

QString keySourceText(KeySource source)
{
    switch (source) {
    case KeySource::Environment:
        return ProviderTexts::tr("from environment");
    case KeySource::Keychain:
        return ProviderTexts::tr("in keychain");
    case KeySource::Session:
        return ProviderTexts::tr("this session");
    case KeySource::None:
        break;
    }
    return {};
}

QString providerSummary(const ProviderState &provider)
{
    const QString source = keySourceText(provider.keySource);
    const QString state = keyStateText(provider.keyState);
    return source.isEmpty() ? state : state + QStringLiteral(" · ") + source;
}

QString keyPlace(const ProviderState &provider)
{
    const ProviderProfile &profile = provider.profile;
    switch (provider.keySource) {
    case KeySource::Environment:
        return ProviderTexts::tr(
                   "The key comes from the environment variable %1 and goes before any other. Unset it to use a key "
                   "entered here.")
            .arg(visibleText(provider.keyVariable));
    case KeySource::Keychain:
        return ProviderTexts::tr("The key is in the system's keychain. It is never written to a file.");
    case KeySource::Session:
        return ProviderTexts::tr(
            "The key is kept until Burin ends: the system offers no keychain. It is never written to a file.");
    case KeySource::None:
        break;
    }
    if (!profile.needsKey) return ProviderTexts::tr("No key is needed. One that is entered is sent all the same.");
    const QString place = ProviderTexts::tr(
        "A key is kept in the system's keychain or, where there is none, until Burin ends; never in a file.");
    if (profile.keyVariables.isEmpty()) return place;
    return place + u' ' +
           ProviderTexts::tr("The environment variable %1 works too.")
               .arg(visibleText(profile.keyVariables.join(QStringLiteral(", "))));
}

QString testResultText(const TestResult &result)
{
    if (result.error) return visibleText(result.error->message() + u' ' + result.error->advice());
    if (result.state == KeyState::Ok || result.state == KeyState::NotNeeded)
        return QCoreApplication::translate("Providers", "Connected: %n model(s).", nullptr, result.models);
    return keyStateText(result.state);
}

QString testResultTone(const TestResult &result)
{
    return result.error ? QStringLiteral("error") : keyStateTone(result.state);
}

} // namespace burin
