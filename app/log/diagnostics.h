#pragma once

#include "core/domain/logentry.h"
#include "core/domain/provider.h"
#include "core/domain/settings.h"

#include <QString>

#include <vector>

namespace burin {

/// What somebody who is to find a fault needs to know. Nothing in it is a prompt, an answer or a key.
struct Diagnostics {
    QString sqliteVersion; ///< Empty = the database could not be asked.
    int schemaVersion = 0; ///< 0 = likewise.
    std::vector<ProviderState> providers;
    Settings settings;
    std::vector<LogEntry> log; ///< The last ones, oldest first.
};

/// @p diagnostics as plain text, with the versions of program, Qt, system and TLS in front. English, whatever the
/// user's language: it is for whoever gets it. Redacted. Providers that nobody has set up are counted, not named.
QString diagnosticsText(const Diagnostics &diagnostics);

} // namespace burin
