#pragma once

#include "core/domain/error.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <optional>
#include <span>
#include <vector>

namespace burin {

/// How the simulator behaves for one request. The defaults are a good server.
struct Scenario {
    enum class Ending {
        Normal,
        NoTerminator,    ///< Finish reason, but no [DONE].
        Cut,             ///< Closed (FIN) after cutAt bytes of the body.
        Reset,           ///< RST after cutAt bytes of the body.
        Stall,           ///< Silent after cutAt bytes of the body, connection open.
        ErrorInStream,   ///< An error object after cutAt bytes, at the latest before the finish, then the end.
        CloseBeforeHead, ///< Reads the request and closes without a word.
    };
    int status = 200;                 ///< Other than 200: an error body.
    QByteArray errorBody;             ///< Empty = one in the vendor's shape.
    std::optional<double> retryAfter; ///< Seconds, sent as Retry-After.
    int failures = -1;                ///< How many requests misbehave before it is a good server; -1 = all do.
    Ending ending = Ending::Normal;
    qint64 cutAt = 0; ///< Bytes of the body; an answer that is shorter ends normally.
    std::chrono::milliseconds firstTokenDelay{150};
    double tokensPerSecond = 60; ///< 0 = as fast as possible.
    int tokens = 0;              ///< Length of the answer; 0 = by the prompt.
    int reasoningTokens = 0;
    bool usage = true;
    bool malformedFrame = false; ///< One invalid JSON line between good ones.
    bool splitUtf8 = false;      ///< Writes cut every multi-byte character.
    QString text;                ///< Fixed answer; empty = deterministic prose made from the prompt.
};

/// A scenario that a model name of the simulator stands for.
struct NamedScenario {
    QString model;       ///< "simulator-fast", "simulator-rate-limited", …
    QString description; ///< One line, for lists.
    Scenario scenario;
};

/// The first one is the default of a new profile. Descriptions are in the language of the first call.
const std::vector<NamedScenario> &builtInScenarios();

/// Reads a scenario file: a JSON object with the fields above in snake_case, such as "cut_at", times in milliseconds,
/// the ending as "normal", "no_terminator", "cut", "reset", "stall", "error_in_stream" or "close_before_head".
/// Fields that are unknown or of the wrong type are errors (BadParameter) that name them.
Result<Scenario> parseScenario(const QByteArray &json);

} // namespace burin
