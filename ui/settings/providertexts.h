#pragma once

#include "core/domain/error.h"
#include "core/domain/provider.h"

#include <QString>

#include <optional>

namespace burin {

// What is said of a provider's key and connection, in the user's language.

/// "ok", "no key", "rejected", "offline", …
QString keyStateText(KeyState state);
/// The icon that goes with it and the theme's tone that colours it.
QString keyStateIcon(KeyState state);
QString keyStateTone(KeyState state);
/// "in keychain", "from environment", "this session"; empty without a key.
QString keySourceText(KeySource source);
/// State and source in one line.
QString providerSummary(const ProviderState &provider);
/// Where the key lives, as a sentence.
QString keyPlace(const ProviderState &provider);

/// What came of a connection test.
struct TestResult {
    KeyState state = KeyState::Unknown;
    int models = 0;
    std::optional<Error> error;
};
QString testResultText(const TestResult &result);
QString testResultTone(const TestResult &result);

} // namespace burin
