#pragma once

#include <QByteArray>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace burin {

/// What a provider wrote about an error, in whichever of the vendors' shapes. Not redacted yet.
struct ErrorBody {
    enum class Kind {
        Empty,
        Json, ///< An error object was understood.
        Html, ///< A web page; nothing of it is kept.
        Text, ///< Anything else.
    };

    Kind kind = Kind::Empty;
    QString message;
    QStringList codes;         ///< Lower case: codes, types and states, the most specific first.
    QString parameter;         ///< The parameter it is about, as the provider wrote it; empty if it names none.
    QString code;              ///< The most specific one as the provider wrote it.
    QString alternatives;      ///< Models that OpenRouter offers instead, separated by commas.
    std::optional<int> status; ///< A HTTP status that the body names.
    std::optional<std::chrono::milliseconds> retryAfter; ///< As the body asks.
    bool moderated = false;                              ///< A moderation or guardrail flagged the input.
    bool onlyDetail = false;  ///< A web framework's {"detail": …}: not a model server's words.
    bool llamaServer = false; ///< llama.cpp's shape: an integer 500 with "server_error".
};

/// Reads the body of a refusal; never fails.
ErrorBody parseErrorBody(const QByteArray &body);

/// Reads what stands in (or around) an "error" field: an object, a text, or an object that holds one.
ErrorBody errorBodyFrom(const QJsonValue &value);

} // namespace burin
