#pragma once

#include "core/base/id.h"
#include "core/domain/chat.h"

#include <QByteArray>
#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace burin {

using PromptId = Id<struct PromptTag>;
using VersionId = Id<struct VersionTag>;

/// One message as it is written, {{variables}} unexpanded.
struct PromptMessage {
    Role role = Role::User;
    QString text = {};                        ///< Template text.
    std::vector<Attachment> attachments = {}; ///< Sent behind the text, in this order.
    QString toolCallId = {};                  ///< Of a tool's answer: the call it answers.
    std::vector<ToolCall> toolCalls = {};     ///< Of an assistant's message.
    bool enabled = true;                      ///< A message that is switched off is kept and not sent.
    bool folded = false;                      ///< In the editor.
    bool operator==(const PromptMessage &) const = default;
};

enum class VariableType { Text, Multiline, Number, Boolean, Choice, MultiChoice, List, File, Json };

/// "text", "multiline", …, "multi-choice", "json" as in files.
QString toString(VariableType type);
std::optional<VariableType> variableTypeFrom(QStringView text);

/// What is known of a variable beyond its name. One without a declaration is a required Multiline.
struct VariableRow {
    QString name;
    VariableType type = VariableType::Multiline;
    bool required = true;
    QString fallback = {};              ///< Used while nothing was entered; as text, in the form of the type.
    QString description = {};           ///< Shown with the field.
    QString pattern = {};               ///< Text, Multiline: a regular expression that the whole text must match.
    std::optional<double> minimum = {}; ///< Number: its least value. Text, List, MultiChoice: the least length.
    std::optional<double> maximum = {};
    QStringList options = {}; ///< Choice, MultiChoice.
    bool operator==(const VariableRow &) const = default;
};

/// Values by variable, each as text in the form of its type: what was typed, valid or not. A number is "3.5", a
/// boolean "true" or "false", a list and a multi-choice a JSON array of texts, a file its content.
using VariableValues = QMap<QString, QString>;

/// A named set of values: a case that the prompt is tried with.
struct ValueSet {
    QString name;
    VariableValues values = {};
    QString expected = {}; ///< The answer that is hoped for; empty = none.
    bool operator==(const ValueSet &) const = default;
};

/// Where a prompt stands in a conversation, which is a tree of runs: each goes on from the answer of another, or is a
/// first turn. Editing a turn and running it again makes a run beside the one that was edited.
struct Turn {
    RunId conversation = {}; ///< The first of its runs, which names it; invalid = the prompt is in none.
    RunId follows = {};      ///< The run from whose answer it goes on; invalid = it is a first turn.
    bool operator==(const Turn &) const = default;
};

/// A prompt as it is written: everything that decides what is sent. It is what a draft keeps (saved within two
/// seconds, restored after a crash), what a version keeps for good, and what a run remembers.
struct PromptDraft {
    QString title;
    std::vector<PromptMessage> messages = {};
    std::vector<VariableRow> declared = {}; ///< In any order; undeclared variables of the messages are texts.
    VariableValues variables = {};          ///< The values in the form.
    QString providerId = {};
    QString model = {};
    ChatParameters parameters = {};
    std::vector<ModelRef> fallbacks = {}; ///< To go on with, in this order, when a model fails.
    QStringList fallbackOn = {}; ///< After which failures: ids such as "TIMEOUT_ERROR"; empty = the usual ones.
    std::vector<ToolDefinition> tools = {};
    ResponseFormat format = {};
    PromptId prompt = {};   ///< In the library; 0 = not kept there yet.
    VersionId version = {}; ///< That it was made from, or is; 0 = none.
    Turn turn = {};
    bool operator==(const PromptDraft &) const = default;
};

QJsonObject toJson(const PromptDraft &draft);
/// Also reads drafts of 0.1, which had one "system" and one "user" text.
PromptDraft draftFrom(const QJsonObject &json);

QJsonObject toJson(const VariableRow &row);
VariableRow variableRowFrom(const QJsonObject &json);
QJsonObject toJson(const ValueSet &set);
ValueSet valueSetFrom(const QJsonObject &json);

/// The first message of @p role; null when there is none.
const PromptMessage *firstOf(const PromptDraft &draft, Role role);
/// Its text; empty when there is none.
QString textOf(const PromptDraft &draft, Role role);
/// A draft's messages from one system and one user text; an empty system text makes no message.
std::vector<PromptMessage> systemAndUser(const QString &system, const QString &user);

} // namespace burin

Q_DECLARE_METATYPE(burin::PromptDraft)
