#pragma once

#include "core/base/result.h"
#include "core/domain/provider.h"

#include <QByteArray>
#include <QStringList>

#include <vector>

namespace burin {

class Provider;

/// The wire format called @p kind ("openai", "openrouter", …), or nullptr. Lives as long as the program.
const Provider *providerFor(QStringView kind);
QStringList providerKinds();

/// The providers of resources/providers.json, in its order.
const std::vector<ProviderProfile> &builtInProviders();
/// Reads such a file. An unknown kind or a malformed row is an error that names the row.
Result<std::vector<ProviderProfile>> parseProviders(const QByteArray &json);

/// A profile for --kind and --base-url: key from BURIN_API_KEY, none needed. An address of a built-in row has that
/// row's quirks and prices; any other is not taken for a local model because of its host: a gateway on this computer
/// may bill.
ProviderProfile adHocProvider(const QString &kind, const QUrl &baseUrl);

} // namespace burin
