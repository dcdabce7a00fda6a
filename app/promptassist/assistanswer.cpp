#include "app/promptassist/assistanswer.h"

#include "app/promptassist/assistrequest.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <optional>

namespace burin {

namespace {

constexpr qsizetype MostCases = 200;

QString said(const char *text)
{
    return QCoreApplication::translate("PromptAssist", text);
}

/// The content of the first Markdown fence; everything when there is none.
QString unfenced(const QString &answer)
{
    static const QRegularExpression fence(QStringLiteral("^[ \\t]*(`{3,}|~{3,})[^\\n]*\\n(.*?)^[ \\t]*\\1"),
                                          QRegularExpression::MultilineOption |
                                              QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = fence.match(answer);
    return (match.hasMatch() ? match.captured(2) : answer).trimmed();
}

std::optional<QJsonDocument> jsonOf(const QString &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    return document.isNull() ? std::nullopt : std::optional(document);
}

/// The JSON of an answer, wherever it stands in it.
std::optional<QJsonDocument> jsonIn(const QString &answer)
{
    for (const QString &text : {unfenced(answer), answer.trimmed()}) {
        if (auto document = jsonOf(text)) return document;
        for (const auto &[open, close] : {std::pair{u'{', u'}'}, std::pair{u'[', u']'}}) {
            const qsizetype from = text.indexOf(open), to = text.lastIndexOf(close);
            if (from < 0 || to <= from) continue;
            if (auto document = jsonOf(text.mid(from, to - from + 1))) return document;
        }
    }
    return std::nullopt;
}

bool looksLikeJson(const QString &answer)
{
    const QString text = unfenced(answer);
    return text.startsWith(u'{') || text.startsWith(u'[');
}

std::vector<PromptMessage *> enabledOf(PromptDraft &draft)
{
    std::vector<PromptMessage *> enabled;
    for (PromptMessage &message : draft.messages)
        if (message.enabled) enabled.push_back(&message);
    return enabled;
}

void noteVariables(AssistResult &result, const PromptDraft &subject)
{
    const QStringList before = assistVariables(subject), after = assistVariables(result.proposal);
    QStringList lost, gained;
    for (const QString &name : before)
        if (!after.contains(name)) lost += name;
    for (const QString &name : after)
        if (!before.contains(name)) gained += name;
    const auto list = [](const QStringList &names) { return names.join(QStringLiteral(", ")); };
    if (!lost.isEmpty())
        result.notes += said(QT_TRANSLATE_NOOP("PromptAssist", "It no longer uses: %1.")).arg(list(lost));
    if (!gained.isEmpty())
        result.notes += said(QT_TRANSLATE_NOOP("PromptAssist", "It asks for new variables: %1.")).arg(list(gained));
}

Result<AssistResult, QString> fromMessages(const QJsonArray &messages, const PromptDraft &subject)
{
    AssistResult result{.kind = AssistKind::Improve, .proposal = subject};
    const std::vector<PromptMessage *> targets = enabledOf(result.proposal);
    if (size_t(messages.size()) != targets.size())
        return said(QT_TRANSLATE_NOOP("PromptAssist", "Messages in the answer: %1, in the prompt: %2. Ask again."))
            .arg(messages.size())
            .arg(targets.size());
    for (qsizetype at = 0; at < messages.size(); ++at) {
        const QJsonObject message = messages.at(at).toObject();
        if (!message.value(QStringLiteral("text")).isString() ||
            roleFrom(message.value(QStringLiteral("role")).toString()) != targets[size_t(at)]->role)
            return said(QT_TRANSLATE_NOOP("PromptAssist",
                                          "Message %1 of the answer has no text, or another role. Ask again."))
                .arg(at + 1);
        targets[size_t(at)]->text = message.value(QStringLiteral("text")).toString();
    }
    return result;
}

Result<AssistResult, QString> readImprovement(const QString &answer, const PromptDraft &subject)
{
    const std::optional<QJsonDocument> json = jsonIn(answer);
    const QJsonValue messages = json ? json->object().value(QStringLiteral("messages")) : QJsonValue();
    AssistResult result{.kind = AssistKind::Improve, .proposal = subject};
    if (messages.isArray()) {
        auto read = fromMessages(messages.toArray(), subject);
        if (!read) return read;
        result = *read;
        result.text = json->object().value(QStringLiteral("reason")).toString();
    } else {
        const std::vector<PromptMessage *> targets = enabledOf(result.proposal);
        const QString text = unfenced(answer);
        if (json || looksLikeJson(answer) || targets.size() != 1 || text.isEmpty())
            return said(QT_TRANSLATE_NOOP(
                "PromptAssist", "The answer is not the JSON that was asked for. Ask again, or choose another model."));
        targets.front()->text = text;
    }
    noteVariables(result, subject);
    return result;
}

/// A value as the form has it: text.
QString textOfValue(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::Double:
        return QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    case QJsonValue::Array:
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    default:
        return {};
    }
}

QString uniqueName(const QString &wanted, const std::vector<ValueSet> &taken)
{
    const QString base =
        wanted.simplified().isEmpty() ? said(QT_TRANSLATE_NOOP("PromptAssist", "Case")) : wanted.simplified().left(100);
    QString name = base;
    const auto has = [&] { return std::ranges::any_of(taken, [&](const ValueSet &set) { return set.name == name; }); };
    for (int number = 2; has(); ++number)
        name = QStringLiteral("%1 (%2)").arg(base).arg(number);
    return name;
}

Result<AssistResult, QString> readCases(const QString &answer, const PromptDraft &subject)
{
    const std::optional<QJsonDocument> json = jsonIn(answer);
    const QJsonArray cases = !json             ? QJsonArray()
                             : json->isArray() ? json->array()
                                               : json->object().value(QStringLiteral("cases")).toArray();
    if (cases.isEmpty())
        return said(QT_TRANSLATE_NOOP("PromptAssist",
                                      "The answer has no cases in the JSON that was asked for. Ask again, or choose "
                                      "another model."));
    const QStringList names = assistVariables(subject);
    AssistResult result{.kind = AssistKind::TestCases};
    QStringList unknown;
    int incomplete = 0;
    for (const QJsonValue &one : cases) {
        if (qsizetype(result.cases.size()) == MostCases) break;
        const QJsonObject values = one.toObject().value(QStringLiteral("values")).toObject();
        ValueSet set{uniqueName(one.toObject().value(QStringLiteral("name")).toString(), result.cases)};
        for (auto value = values.begin(); value != values.end(); ++value) {
            if (names.contains(value.key()))
                set.values.insert(value.key(), textOfValue(*value));
            else if (!unknown.contains(value.key()))
                unknown += value.key();
        }
        if (set.values.isEmpty()) continue;
        set.expected = one.toObject().value(QStringLiteral("expected")).toString();
        if (set.values.size() < names.size()) ++incomplete;
        result.cases.push_back(set);
    }
    if (result.cases.empty())
        return said(QT_TRANSLATE_NOOP("PromptAssist", "No case has a value for a variable of the prompt. Ask again."));
    if (!unknown.isEmpty())
        result.notes += said(QT_TRANSLATE_NOOP("PromptAssist", "Left out, as the prompt has no such variable: %1."))
                            .arg(unknown.join(QStringLiteral(", ")));
    if (incomplete > 0)
        result.notes +=
            said(QT_TRANSLATE_NOOP("PromptAssist", "Cases without a value for every variable: %1.")).arg(incomplete);
    return result;
}

} // namespace

Result<AssistResult, QString> readAssistAnswer(AssistKind kind, const QString &answer, const PromptDraft &subject)
{
    if (answer.trimmed().isEmpty())
        return said(QT_TRANSLATE_NOOP("PromptAssist", "The answer is empty. Ask again, or choose another model."));
    switch (kind) {
    case AssistKind::Improve:
        return readImprovement(answer, subject);
    case AssistKind::TestCases:
        return readCases(answer, subject);
    case AssistKind::ExplainFailure:
        break;
    }
    return AssistResult{.kind = kind, .text = answer.trimmed()};
}

} // namespace burin
