#pragma once

#include "core/domain/chat.h"
#include "core/domain/error.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <optional>
#include <vector>

namespace burin {

/// How the simulator behaves for one request. The defaults are a good server.
struct Scenario {
    /// How the response ends. "There" is the place that cutPlace, cutAt and cutAfter name.
    enum class Ending {
        Normal,
        NoTerminator,    ///< Finish reason, but not the protocol's own end, such as [DONE].
        Cut,             ///< Closed (FIN) there.
        Reset,           ///< RST there.
        Stall,           ///< Silent from there on, connection open.
        ErrorInStream,   ///< An error object there, at the latest before the finish, then the end.
        CloseBeforeHead, ///< Reads the request and closes without a word.
        NoFinish,        ///< The stream ends well-formed, but without finish reason and end.
        Pings,           ///< Comments or pings for ever from there on.
        BadChunk,        ///< A chunk size that is no number there, then closed.
        NegativeChunk,   ///< A negative chunk size there, then closed.
        HugeChunk,       ///< A chunk size that overflows 64 bits there, then closed.
        ShortLength,     ///< Announces more bytes than it sends until it closes there.
        ResetBeforeHead, ///< RST instead of a head.
        StallBeforeHead, ///< Reads the request and says nothing.
        DribbledHead,    ///< A head that goes on for ever, a byte at a time.
        HalfHead,        ///< Half a status line, then closed.
        GarbageHead,     ///< Something that is not HTTP, then closed.
    };
    /// Where an answer is hurt.
    enum class CutPlace {
        Byte,      ///< Behind cutAt bytes of the body; an answer that is shorter ends normally.
        Event,     ///< Between two events, behind cutAfter tokens.
        Json,      ///< Inside the event that follows cutAfter tokens.
        Character, ///< Inside the first character of several bytes behind cutAfter tokens.
    };
    /// What is said about the tokens.
    enum class UsageReport { Normal, Missing, Twice, Negative, Fractional, Huge, Text };
    /// How an answer with embeddings is wrong.
    enum class EmbeddingFault {
        None,
        WrongCount,        ///< One vector too few.
        ChangedDimensions, ///< The last vector is one shorter than the others.
        NotANumber,        ///< NaN where the encoding has it, null in JSON.
    };
    /// A fault that befalls a share of the requests.
    struct Weather {
        double probability = 0;
        int status = 200;
        Ending ending = Ending::Normal;
        bool operator==(const Weather &) const = default;
    };
    using Headers = std::vector<std::pair<QByteArray, QByteArray>>;

    int status = 200;                  ///< Other than 200: an error body.
    QByteArray errorBody;              ///< Empty = one in the vendor's shape.
    QString error;                     ///< Which error of that status, such as "quota"; empty = the plain one.
    std::optional<double> retryAfter;  ///< Seconds, sent as Retry-After.
    std::optional<int> retryAfterDate; ///< Seconds from now, sent as Retry-After with a date.
    Headers headers;                   ///< Sent too; one of ours with the same name is left out.
    std::optional<QByteArray> body;    ///< Sent instead of an answer, whatever it is.
    std::vector<int> interim;          ///< Heads of these statuses (1xx) come first.
    int failures = -1;                 ///< How many requests misbehave before it is a good server; -1 = all do.
    std::vector<Weather> weather;      ///< At most one befalls a request; their probabilities are added.
    quint64 weatherSeed = 0;           ///< The same seed befalls the same requests.
    Ending ending = Ending::Normal;
    CutPlace cutPlace = CutPlace::Byte;
    qint64 cutAt = 0; ///< Bytes of the body.
    int cutAfter = 0; ///< Tokens of the answer, reasoning included.
    std::chrono::milliseconds firstTokenDelay{150};
    std::chrono::milliseconds byteDelay{0}; ///< Above 0 the body is written one byte at a time.
    double tokensPerSecond = 60;            ///< 0 = as fast as possible.
    int tokens = 0;                         ///< Length of the answer; 0 = by the prompt.
    int reasoningTokens = 0;
    UsageReport usage = UsageReport::Normal;
    int malformedFrames = 0;         ///< Invalid JSON between good frames.
    int emptyDeltas = 0;             ///< Frames without text in front of the first token.
    int repeats = 0;                 ///< How often the first token is sent again.
    qint64 longLine = 0;             ///< Bytes of one more token, all in one line.
    bool afterEnd = false;           ///< Text and a second end behind the end.
    bool splitUtf8 = false;          ///< Writes cut every multi-byte character.
    bool whole = false;              ///< One document although a stream was asked for.
    bool blocked = false;            ///< The content filter leaves nothing of the answer.
    QString text;                    ///< Fixed answer; empty = deterministic prose made from the prompt.
    QString refusal;                 ///< The model refuses in these words.
    std::vector<ToolCall> toolCalls; ///< Behind the text.
    QString finishReason; ///< "stop", "length", "content_filter", …; else sent as it is. Empty = as it was.
    EmbeddingFault embeddingFault = EmbeddingFault::None;
};

/// Reads a scenario: a JSON object with the fields above in snake_case, such as "cut_at", times in milliseconds, the
/// ending as "normal", "no_terminator", "cut", … Fields that are unknown or of the wrong type are errors
/// (BadParameter) that name them. Pure.
Result<Scenario> parseScenario(const QByteArray &json);

} // namespace burin
