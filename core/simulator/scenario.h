#pragma once

#include "core/base/result.h"

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
        ErrorInStream,   ///< An error object after cutAt bytes, then the end.
        CloseBeforeHead, ///< Reads the request and closes without a word.
    };
    int status = 200;                 ///< Other than 200: an error body.
    QByteArray errorBody;             ///< Empty = one in the vendor's shape.
    std::optional<double> retryAfter; ///< Seconds, sent as Retry-After.
    int failures = -1;                ///< How many requests in a row misbehave before it behaves; -1 = all.
    Ending ending = Ending::Normal;
    qint64 cutAt = 0; ///< Bytes of the body.
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

const std::vector<NamedScenario> &builtInScenarios();
/// Reads a scenario file (JSON object with the fields above in snake_case). Unknown fields are errors that name them.
Result<Scenario> parseScenario(const QByteArray &json);

} // namespace burin
