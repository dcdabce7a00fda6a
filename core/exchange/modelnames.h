#pragma once

#include "core/exchange/exchange.h"

#include <span>

namespace burin {

/// How a format says that a model is one provider's.
struct ModelPrefix {
    const char *prefix;   ///< Before the model's id.
    const char *provider; ///< Id of resources/providers.json.
};

/// Sets provider and model of @p draft; an unknown prefix stays with the model.
void readPrefixedModel(std::span<const ModelPrefix> prefixes, const QString &name, PromptDraft &draft);
/// The other way round; tells of a provider that has no prefix.
QString prefixedModel(std::span<const ModelPrefix> prefixes, const PromptDraft &draft, std::vector<Notice> &notices);

} // namespace burin
