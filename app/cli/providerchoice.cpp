#include "app/cli/providerchoice.h"

#include "app/cli/session.h"
#include "app/secrets/secrets.h"
#include "core/providers/registry.h"
#include "core/simulator/simulator.h"

#include <QCommandLineParser>

#include <algorithm>

namespace burin {

namespace {

Checked<ProviderProfile> adHoc(const QString &kind, const QString &address)
{
    if (!providerFor(kind))
        return Refusal{Cli::tr("--kind %1: not in this version. Known: %2.")
                           .arg(kind, providerKinds().join(QLatin1StringView(", ")))};
    const QUrl url(address, QUrl::StrictMode);
    const bool isHttp = url.scheme() == QLatin1StringView("http") || url.scheme() == QLatin1StringView("https");
    // Shown without what may be a password; QUrl keeps none of an address that it cannot read.
    const QString shown = url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    if (!url.isValid() || !isHttp || url.host().isEmpty() || !url.userInfo().isEmpty())
        return refusalOf(makeError(ErrorCode::BadUrl, shown.isEmpty() ? QStringLiteral("--base-url") : shown));
    if (!isSafeBaseUrl(url)) return refusalOf(makeError(ErrorCode::InsecureUrl, shown));
    return adHocProvider(kind, url);
}

} // namespace

Checked<ProviderProfile> namedProvider(const QString &name)
{
    const auto &known = builtInProviders();
    const auto isNamed = [&name](const ProviderProfile &profile) {
        return profile.id.compare(name, Qt::CaseInsensitive) == 0 ||
               profile.name.compare(name, Qt::CaseInsensitive) == 0;
    };
    const auto found = std::ranges::find_if(known, isNamed);
    if (found != known.end()) return *found;
    QStringList ids;
    for (const ProviderProfile &profile : known)
        ids += profile.id;
    return Refusal{Cli::tr("there is no provider %1. Known: %2.").arg(name, ids.join(QLatin1StringView(", ")))};
}

void addAdHocOptions(QCommandLineParser &parser)
{
    parser.addOption(
        {QStringLiteral("kind"), Cli::tr("Wire format of a provider that is not configured."), QStringLiteral("KIND")});
    parser.addOption(
        {QStringLiteral("base-url"), Cli::tr("Its address, such as http://127.0.0.1:8080/v1."), QStringLiteral("URL")});
}

Checked<ProviderProfile> chosenProvider(const QCommandLineParser &parser, const QString &name)
{
    const QString kind = parser.value(QStringLiteral("kind"));
    const QString address = parser.value(QStringLiteral("base-url"));
    if (!name.isEmpty() && (!kind.isEmpty() || !address.isEmpty()))
        return Refusal{Cli::tr("a provider and --kind with --base-url exclude each other.")};
    if (!name.isEmpty()) return namedProvider(name);
    if (kind.isEmpty() || address.isEmpty())
        return Refusal{Cli::tr("which provider? Name one, or give --kind and --base-url.")};
    return adHoc(kind, address);
}

std::vector<ProviderProfile> keyOwners(const ProviderProfile &chosen)
{
    std::vector<ProviderProfile> owners = builtInProviders();
    const bool isAdHoc = std::ranges::none_of(owners, [&chosen](const ProviderProfile &known) {
        return known.id == chosen.id && known.keyVariables == chosen.keyVariables;
    });
    if (isAdHoc) owners.push_back(chosen);
    return owners;
}

std::optional<Error> keyProblem(const ProviderProfile &profile, const KeyLookup &lookup)
{
    const bool isLocked = lookup.error && lookup.error->code == ErrorCode::KeychainLocked;
    return isLocked && !profile.needsKey ? std::nullopt : lookup.error;
}

Checked<ProviderProfile> served(Session &session, const ProviderProfile &profile)
{
    if (!profile.simulated) return profile;
    auto *const simulator = new Simulator({}, &session);
    const Result<QUrl> url = simulator->listen();
    if (!url) return refusalOf(url.error());
    ProviderProfile withServer = profile;
    withServer.baseUrl = *url;
    return withServer;
}

} // namespace burin
