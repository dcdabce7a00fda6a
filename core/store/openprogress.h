#pragma once

#include <functional>

namespace burin {

/// Told while an earlier database is copied before its schema changes: how much of it is done, from 0 to 1. Not called
/// when there is nothing to copy.
using OpenProgress = std::function<void(double share)>;

} // namespace burin
