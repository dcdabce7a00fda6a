#include "core/domain/budget.h"

#include <algorithm>
#include <array>

namespace burin {

namespace {

constexpr std::array scopes = {"run", "day", "week", "month", "prompt"};

} // namespace

QString toString(BudgetScope scope)
{
    return QString::fromLatin1(scopes[size_t(scope)]);
}

std::optional<BudgetScope> budgetScopeFrom(QStringView text)
{
    const auto found =
        std::ranges::find_if(scopes, [text](const char *name) { return text == QLatin1StringView(name); });
    if (found == scopes.end()) return std::nullopt;
    return BudgetScope(found - scopes.begin());
}

} // namespace burin
