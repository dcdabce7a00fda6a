#pragma once

#include <QByteArray>
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

struct ToolCall {
    QString id;
    QString name;
    QString arguments; ///< JSON text as the model wrote it; may be invalid JSON.
    bool operator==(const ToolCall &) const = default;
};

/// An image, a document or a text file that goes along with a message.
struct Attachment {
    QString name;     ///< Of the file, without folders.
    QString mimeType; ///< "image/png", "text/plain", "application/pdf", …
    QByteArray data;
    bool operator==(const Attachment &) const = default;
};

struct Message {
    Role role = Role::User;
    QString text;
    std::vector<Attachment> attachments = {}; ///< Behind the text, in this order.
    QString toolCallId = {};                  ///< Role::Tool: the call that this answers.
    std::vector<ToolCall> toolCalls = {};     ///< Role::Assistant: what the model asked for.
    bool operator==(const Message &) const = default;
};

/// A function that the model may ask for.
struct ToolDefinition {
    QString name;
    QString description = {};
    QString parameters = {}; ///< A JSON Schema as text, as it was written; empty = no parameters.
    bool operator==(const ToolDefinition &) const = default;
};

/// The form that the answer must have.
struct ResponseFormat {
    enum class Kind { Text, JsonObject, JsonSchema };
    Kind kind = Kind::Text;
    QString name = {};   ///< Of the schema; what providers ask for.
    QString schema = {}; ///< JsonSchema: the schema as text, as it was written.
    bool operator==(const ResponseFormat &) const = default;
};

/// "text", "json_object", "json_schema".
QString toString(ResponseFormat::Kind kind);
std::optional<ResponseFormat::Kind> responseFormatKindFrom(QStringView text);

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
QJsonArray toJson(const std::vector<ToolCall> &calls);
std::vector<ToolCall> toolCallsFrom(const QJsonArray &json);

struct ChatRequest {
    QString model;
    std::vector<Message> messages;
    ChatParameters parameters;
    std::vector<ToolDefinition> tools = {};
    ResponseFormat format = {};
    bool operator==(const ChatRequest &) const = default;
};

/// A model at a provider.
struct ModelRef {
    QString providerId;
    QString model;
    bool operator==(const ModelRef &) const = default;
};

} // namespace burin
