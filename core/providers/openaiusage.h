#pragma once

#include "core/base/money.h"
#include "core/domain/provider.h"
#include "core/domain/streamevent.h"

#include <QJsonObject>

#include <optional>

namespace burin {

/// A whole number of tokens. Negative, fractional, textual and absurd counts (2^31 and more) are no counts.
std::optional<qint64> tokenCount(const QJsonValue &value);

/// An amount of dollars as a JSON number or decimal text; nullopt for negative or senseless ones.
std::optional<Money> usdAmount(const QJsonValue &value);

/// What a router says it charges for an answer, in its "usage" object. With the user's own key at the vendor that
/// vendor's bill comes on top. Nullopt when it tells none.
std::optional<Money> routerCost(const QJsonObject &usage);

/// The "usage" object of OpenAI's Chat Completions and its compatibles, in the normal form of Usage: all input and
/// all output, whatever the vendor leaves beside them. Nullopt when it tells nothing.
std::optional<UsageReport> usageReport(const QJsonObject &usage, const ProviderQuirks &quirks);

} // namespace burin
