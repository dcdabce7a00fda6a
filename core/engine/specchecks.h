#pragma once

#include "core/domain/run.h"

#include <optional>

namespace burin {

/// What makes @p spec impossible to send, before anything is sent or spent. Pure.
std::optional<Error> checkSpec(const RunSpec &spec);

} // namespace burin
