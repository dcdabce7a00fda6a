#pragma once

#include "core/domain/run.h"

#include <optional>

namespace burin {

/// What makes @p spec impossible to send, before anything is sent or spent. Pure.
std::optional<Error> checkSpec(const RunSpec &spec);

/// A key is printable ASCII without spaces; anything else is a copying accident.
bool isWellFormedKey(const Secret &key);

} // namespace burin
