#pragma once

#include "app/cli/refusal.h"
#include "core/domain/provider.h"

#include <vector>

class QCommandLineParser;

namespace burin {

class Session;
struct KeyLookup;

/// --kind and --base-url, for a provider that is not configured.
void addAdHocOptions(QCommandLineParser &parser);
/// The configured provider called @p name (id or name, compared without case).
Checked<ProviderProfile> namedProvider(const QString &name);
/// The provider called @p name (id or name, compared without case) or, when that is empty, the ad hoc one.
Checked<ProviderProfile> chosenProvider(const QCommandLineParser &parser, const QString &name);
/// The rows whose variables may hold keys, each with the address the key is for: the built-in ones, wherever the user
/// has moved them to, and @p chosen if it was made ad hoc.
std::vector<ProviderProfile> keyOwners(const ProviderProfile &chosen);
/// Why what was found cannot be used; a locked keychain does not matter to a provider that needs no key.
std::optional<Error> keyProblem(const ProviderProfile &profile, const KeyLookup &lookup);
/// @p profile with a server behind it: for the simulator one is started, as a child of @p session.
Checked<ProviderProfile> served(Session &session, const ProviderProfile &profile);

} // namespace burin
