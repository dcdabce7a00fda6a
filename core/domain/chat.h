#pragma once

#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace burin {

enum class Role { System, Developer, User, Assistant, Tool };

/// "system", "user", … as in the providers' JSON.
QString toString(Role role);
std::optional<Role> roleFrom(QStringView text);

struct Message {
    Role role = Role::User;
    QString text;
    bool operator==(const Message &) const = default;
};

/// What the user set, and nothing else: a parameter without a value is not sent.
struct ChatParameters {
    std::optional<double> temperature;
    std::optional<double> topP;
    std::optional<qint64> maxTokens; ///< Upper limit of output tokens.
    std::optional<qint64> seed;
    QStringList stop;        ///< At most four sequences.
    QString reasoningEffort; ///< "low", "medium", …; empty = not set.
    QJsonObject extra;       ///< Provider-specific parameters, sent as they are.
    bool operator==(const ChatParameters &) const = default;
};

QJsonObject toJson(const ChatParameters &parameters);
ChatParameters parametersFrom(const QJsonObject &json);
/// @p parameters without the one that a provider calls @p wireName ("temperature", "stop_sequences",
/// "reasoning.effort", "generationConfig.seed", …); unchanged when it is not set. The limit of output tokens stays.
ChatParameters without(const ChatParameters &parameters, const QString &wireName);
QJsonArray toJson(const std::vector<Message> &messages);
std::vector<Message> messagesFrom(const QJsonArray &json);

struct ChatRequest {
    QString model;
    std::vector<Message> messages;
    ChatParameters parameters;
    bool operator==(const ChatRequest &) const = default;
};

struct ToolCall {
    QString id;
    QString name;
    QString arguments; ///< JSON text as the model wrote it; may be invalid JSON.
    bool operator==(const ToolCall &) const = default;
};

/// A model at a provider.
struct ModelRef {
    QString providerId;
    QString model;
    bool operator==(const ModelRef &) const = default;
};

/// What is open in the workbench: everything the user typed. Saved within two seconds, restored after a crash.
struct PromptDraft {
    QString title;
    QString system; ///< Template text, {{variables}} unexpanded.
    QString user;
    QMap<QString, QString> variables;
    QString providerId;
    QString model;
    ChatParameters parameters;
    std::vector<ModelRef> fallbacks = {}; ///< To go on with, in this order, when a model fails.
    QStringList fallbackOn = {}; ///< After which failures: ids such as "TIMEOUT_ERROR"; empty = the usual ones.
    bool operator==(const PromptDraft &) const = default;
};

QJsonObject toJson(const PromptDraft &draft);
PromptDraft draftFrom(const QJsonObject &json);

} // namespace burin

Q_DECLARE_METATYPE(burin::PromptDraft)
