#pragma once

#include "core/base/money.h"

#include <QDate>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>
#include <vector>

namespace burin {

/// What a vendor does differently from the format its kind names. A row of resources/providers.json sets them.
struct ProviderQuirks {
    bool streamOptions = true;          ///< Accepts stream_options.include_usage.
    bool maxCompletionTokens = false;   ///< Wants max_completion_tokens instead of max_tokens.
    bool reasoningAddsToOutput = false; ///< Reports reasoning tokens beside the completion tokens, not inside (xAI).
    bool continuesAssistant = false;    ///< Goes on where a last message of the assistant ends.
    bool countsTokens = false;          ///< Has an endpoint that counts the tokens of a request (llama.cpp).
    bool operator==(const ProviderQuirks &) const = default;
};

/// A configured place where models are served: a row of resources/providers.json, or made ad hoc. Holds no key.
struct ProviderProfile {
    QString id;               ///< "openrouter", "ollama", …; stored with each run.
    QString name;             ///< Shown to the user.
    QString kind;             ///< Wire format: "openai", "openrouter", …
    QUrl baseUrl;             ///< Paths are added to it; https, or http on this computer.
    QUrl openAiUrl;           ///< Where it speaks OpenAI's Chat Completions too; empty = nowhere else.
    QStringList keyVariables; ///< Environment variables that may hold the key, first found wins.
    QString keyPrefix;        ///< What its keys begin with ("sk-or-"), empty if unknown.
    QString keysUrl;          ///< Web page where the user gets a key.
    bool needsKey = true;
    bool local = false;     ///< On this computer: costs nothing, loads models slowly.
    bool simulated = false; ///< The built-in simulator: never counted as spend.
    ProviderQuirks quirks;
    bool operator==(const ProviderProfile &) const = default;
};

/// Whether @p url may carry a key and a prompt: https, or http to a loopback literal or "localhost"; no user info.
bool isSafeBaseUrl(const QUrl &url);

/// A provider offers it. Everything but the id is there only where the list tells it. Prices are per million tokens.
struct ModelInfo {
    QString id;
    QString name;
    qint64 contextTokens = 0; ///< 0 = not told.
    std::optional<Money> inputPerMillion;
    std::optional<Money> outputPerMillion;
    std::optional<Money> cachedInputPerMillion = {};
    qint64 maxOutputTokens = 0;           ///< Of one answer; 0 = not told.
    QStringList capabilities = {};        ///< "reasoning", "tools", "vision", "json", "documents", …
    QStringList supportedParameters = {}; ///< In the words of Chat Completions ("temperature"); empty = not told.
    QDate retires = {};                   ///< The last day, where one is announced; invalid = none.
    bool operator==(const ModelInfo &) const = default;
};

/// Where a provider's key comes from; in this order of preference.
enum class KeySource { None, Environment, Keychain, Session };

/// What is known of a provider's key and connection.
enum class KeyState { Unknown, NotNeeded, Missing, Malformed, Rejected, Ok, Offline };

/// "missing", "malformed", "rejected", "ok", "offline", "not_needed", "unknown".
QString toString(KeyState state);

struct ProviderState {
    ProviderProfile profile;
    KeySource keySource = KeySource::None;
    KeyState keyState = KeyState::Unknown;
    QString keyVariable; ///< The environment variable that holds the key, if it comes from there.
};

} // namespace burin

Q_DECLARE_METATYPE(burin::ProviderProfile)
