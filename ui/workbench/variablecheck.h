#pragma once

#include "core/domain/prompt.h"

#include <optional>

namespace burin {

/// Why @p text is no value of @p row, in one sentence; nothing when it is one. std::nullopt and, but for texts, an
/// empty text: nothing was entered.
std::optional<QString> variableProblem(const VariableRow &row, const std::optional<QString> &text);

/// The text that a template sees for it: the default while nothing was entered.
QString valueSent(const VariableRow &row, const std::optional<QString> &text);

} // namespace burin
