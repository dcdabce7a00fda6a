#pragma once

#include "core/domain/run.h"

#include <optional>

namespace burin {

/// What makes @p spec impossible to send, before anything is sent or spent: address, key, model, and what its
/// provider's format has no place for. Pure.
std::optional<Error> checkSpec(const RunSpec &spec);

} // namespace burin
