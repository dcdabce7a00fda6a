#pragma once

#include "core/base/money.h"
#include "core/domain/usage.h"

#include <QString>

#include <optional>

namespace burin {

/// What a provider says about the key's account.
struct Credits {
    QString label;             ///< The key's name at the provider; never the key.
    std::optional<Money> left; ///< Nullopt = the key has no limit of its own.
    std::optional<Money> usedToday;
    bool operator==(const Credits &) const = default;
};

/// What a provider charged for one answer, told after it ended.
struct Charge {
    Money total;
    Usage usage; ///< As far as told.
    bool operator==(const Charge &) const = default;
};

} // namespace burin
