#pragma once

#include "core/base/secret.h"

#include <vector>

namespace burin {

/// Remembers @p secret until the process ends, for redactedForOutput() in redact.h. Whoever brings a key into the
/// program calls it, before the key is used. Any thread.
void rememberSecret(const Secret &secret);

/// All of them. Any thread.
std::vector<Secret> rememberedSecrets();

} // namespace burin
