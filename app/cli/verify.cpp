#include "app/cli/commands.h"
#include "app/cli/providerchoice.h"
#include "app/cli/rundocument.h"
#include "app/cli/session.h"
#include "app/cli/verifyjob.h"
#include "core/providers/registry.h"

#include <QCommandLineParser>

#include <algorithm>

namespace burin {

namespace {

/// The one that is asked for, or all that are configured but the simulator, which has no key.
Checked<std::vector<ProviderProfile>> providersToTry(const QCommandLineParser &parser)
{
    const QStringList names = parser.positionalArguments();
    if (names.size() > 1) return Refusal{Cli::tr("one provider at a time, please, or none for all.")};
    if (names.isEmpty() && !parser.isSet(QStringLiteral("kind")) && !parser.isSet(QStringLiteral("base-url"))) {
        std::vector<ProviderProfile> all = builtInProviders();
        std::erase_if(all, [](const ProviderProfile &profile) { return profile.simulated; });
        return all;
    }
    const Checked<ProviderProfile> chosen = chosenProvider(parser, names.value(0));
    if (!chosen) return chosen.error();
    return std::vector{*chosen};
}

void verify(Session &session, std::vector<ProviderProfile> providers, const StoredProfile &profile)
{
    for (ProviderProfile &provider : providers) {
        const Checked<ProviderProfile> reachable = served(session, atItsAddress(provider, profile));
        if (!reachable) return session.refuse(reachable.error());
        provider = *reachable;
    }
    (new VerifyJob(session, std::move(providers)))->start();
}

} // namespace

void startVerify(Session &session, const QStringList &arguments)
{
    QCommandLineParser parser;
    addAdHocOptions(parser);
    if (!session.read(parser, QStringLiteral("verify [PROVIDER]"), arguments)) return;
    const Checked<std::vector<ProviderProfile>> providers = providersToTry(parser);
    if (!providers) return session.refuse(providers.error());
    withStoredProfile(session, [&session, providers = *providers](const StoredProfile &profile) {
        verify(session, providers, profile);
    });
}

} // namespace burin
