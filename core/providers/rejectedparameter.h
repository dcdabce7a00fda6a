#pragma once

#include "core/providers/errorbody.h"

#include <optional>

namespace burin {

/// The optional parameter that a refusal (400 or 422) names as one the model or the server does not take, as it was
/// written on the wire ("temperature", "reasoning.effort"). Nullopt when it complains of something else: of a value out
/// of range, of the conversation itself, or of the limit of output tokens, which must not be lost in silence.
std::optional<QString> rejectedParameter(const ErrorBody &body);

} // namespace burin
