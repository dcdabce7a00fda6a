#pragma once

#include "core/domain/usagedrift.h"

namespace burin {

/// A format of usage files that is known by its headings.
struct UsageFormat {
    QString name;
    QString provider; ///< Provider id; empty = not a known export.
    UsageColumns columns;
};

/// What a table with these headings is: a known export of OpenAI, Anthropic or OpenRouter, else what its headings say
/// by themselves. Nullopt where neither a day nor an amount nor tokens can be told. Case does not matter. Pure.
/// Headings as the vendors' exports had them in 2026: OpenAI usage and costs (platform.openai.com, Usage, Export),
/// Anthropic usage and cost (console.anthropic.com), OpenRouter activity (openrouter.ai/activity, and its API).
std::optional<UsageFormat> detectUsage(const QStringList &header);

} // namespace burin
