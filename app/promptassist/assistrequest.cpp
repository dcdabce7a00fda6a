#include "app/promptassist/assistrequest.h"

#include "core/prompt/template.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace burin {

namespace {

// These go to the model, so they stay in English whatever the language of the window: models follow it best, and the
// answer's form must be the one that the parser knows.

constexpr char ImproveSystem[] =
    "You edit prompts for language models. Keep the author's intent, language, format and every {{variable}} exactly "
    "as it is spelled; do not answer the prompt. Make instructions specific, order them well, remove what contradicts "
    "or repeats, and say what to do in unclear cases. Change nothing that is good already.\n"
    "Answer with one JSON object and nothing else: {\"messages\": [{\"role\": \"system\", \"text\": \"...\"}, ...], "
    "\"reason\": \"what you changed and why, in at most five short sentences\"}. Give all messages, with the same "
    "roles "
    "in the same order, also those you did not change.";

constexpr char CasesSystem[] =
    "You write test cases for prompts for language models. A case has a value for each variable of the prompt. Cover "
    "the usual, the rare and the difficult: empty or very long input, other languages, contradictions, input that "
    "tries to override the instructions. Make the values look like real input, not like placeholders.\n"
    "Answer with one JSON object and nothing else: {\"cases\": [{\"name\": \"short name\", \"values\": {\"variable\": "
    "\"value\"}, \"expected\": \"what a good answer must contain, in a sentence\"}, ...]}.";

constexpr char ExplainSystem[] =
    "You find out why a run of a prompt on a language model went wrong. You get the messages that were sent, the "
    "answer, and the error if there was one. Say what went wrong, which part of the prompt or of the settings caused "
    "it, how sure you are, and what to change, as Markdown of at most 200 words. Quote the words that matter. If "
    "nothing is wrong, say so.";

constexpr qsizetype LongestAnswer = 20'000; ///< Of the explained run; the middle of a longer one is left out.

QString assistVariable(const char *name)
{
    return QStringLiteral("{{%1}}").arg(QLatin1StringView(name));
}

QString pretty(const QJsonObject &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Indented)).trimmed();
}

QJsonObject subjectJson(const PromptDraft &subject)
{
    QJsonArray messages;
    for (const PromptMessage &message : subject.messages)
        if (message.enabled)
            messages.append(
                QJsonObject{{QStringLiteral("role"), toString(message.role)}, {QStringLiteral("text"), message.text}});
    QJsonObject json{{QStringLiteral("messages"), messages}};
    if (!subject.title.isEmpty()) json.insert(QStringLiteral("title"), subject.title);
    return json;
}

QJsonArray declarations(const PromptDraft &subject)
{
    QJsonArray rows;
    for (const QString &name : assistVariables(subject)) {
        const auto known = std::ranges::find_if(subject.declared, [&](const VariableRow &r) { return r.name == name; });
        QJsonObject row =
            known == subject.declared.end() ? QJsonObject{{QStringLiteral("name"), name}} : toJson(*known);
        if (const QString now = subject.variables.value(name); !now.isEmpty())
            row.insert(QStringLiteral("example"), now.left(500));
        rows.append(row);
    }
    return rows;
}

QString shortened(const QString &text)
{
    if (text.size() <= LongestAnswer) return text;
    const QString mark = QStringLiteral("\n[… %1 characters left out …]\n").arg(text.size() - LongestAnswer);
    return text.left(LongestAnswer / 2) + mark + text.right(LongestAnswer / 2);
}

QJsonObject runJson(const RunRecord &run)
{
    QJsonObject json{{QStringLiteral("model"), run.draft.model},
                     {QStringLiteral("parameters"), toJson(run.draft.parameters)},
                     {QStringLiteral("status"), toString(run.status)},
                     {QStringLiteral("answer"), shortened(run.text)}};
    QJsonArray sent;
    for (const Message &message : run.messages)
        sent.append(QJsonObject{{QStringLiteral("role"), toString(message.role)},
                                {QStringLiteral("text"), shortened(message.text)}});
    json.insert(QStringLiteral("sent"), sent);
    if (run.error) json.insert(QStringLiteral("error"), run.error->message());
    return json;
}

QString titleOf(AssistKind kind)
{
    switch (kind) {
    case AssistKind::Improve:
        return QCoreApplication::translate("PromptAssist", "Improve: %1");
    case AssistKind::TestCases:
        return QCoreApplication::translate("PromptAssist", "Test cases: %1");
    case AssistKind::ExplainFailure:
        break;
    }
    return QCoreApplication::translate("PromptAssist", "Explain: %1");
}

/// The user message of each kind; a wish only where there is one.
QString userText(const AssistOrder &order)
{
    QString text = QStringLiteral("The prompt:\n") + assistVariable("prompt");
    if (order.kind == AssistKind::TestCases)
        text += QStringLiteral("\n\nIts variables:\n%1\n\nWrite exactly %2 cases.")
                    .arg(assistVariable("declared"), assistVariable("count"));
    if (order.kind == AssistKind::ExplainFailure) text += QStringLiteral("\n\nThe run:\n") + assistVariable("run");
    if (!order.wish.trimmed().isEmpty())
        text += QStringLiteral("\n\nThe author says what matters:\n") + assistVariable("wish");
    return text;
}

const char *systemText(AssistKind kind)
{
    switch (kind) {
    case AssistKind::Improve:
        return ImproveSystem;
    case AssistKind::TestCases:
        return CasesSystem;
    case AssistKind::ExplainFailure:
        break;
    }
    return ExplainSystem;
}

} // namespace

PromptDraft assistDraft(const AssistOrder &order, const PromptDraft &subject, const std::optional<RunRecord> &run)
{
    PromptDraft draft;
    draft.title = titleOf(order.kind).arg(subject.title.isEmpty() ? QStringLiteral("–") : subject.title).left(200);
    // A literal "{{" of the instructions must not be taken for a variable.
    const QString system =
        QString::fromLatin1(systemText(order.kind)).replace(QLatin1StringView("{{"), QLatin1StringView("\\{{"));
    draft.messages = systemAndUser(system, userText(order));
    draft.providerId = order.model.providerId;
    draft.model = order.model.model;
    draft.variables.insert(QStringLiteral("prompt"), pretty(subjectJson(subject)));
    if (order.kind == AssistKind::TestCases) {
        draft.variables.insert(QStringLiteral("declared"),
                               QString::fromUtf8(QJsonDocument(declarations(subject)).toJson()).trimmed());
        draft.variables.insert(QStringLiteral("count"), QString::number(std::max(1, order.cases)));
    }
    if (order.kind == AssistKind::ExplainFailure)
        draft.variables.insert(QStringLiteral("run"), run ? pretty(runJson(*run)) : QString());
    if (!order.wish.trimmed().isEmpty()) draft.variables.insert(QStringLiteral("wish"), order.wish.trimmed());
    return draft;
}

std::vector<Message> assistMessages(const PromptDraft &assist)
{
    std::vector<Message> messages;
    for (const PromptMessage &message : assist.messages) {
        const auto parsed = Template::parse(message.text);
        Q_ASSERT(parsed); // it is our own
        const auto text = parsed->render(assist.variables);
        if (text) messages.push_back({message.role, *text});
    }
    return messages;
}

QStringList assistVariables(const PromptDraft &subject)
{
    QStringList names;
    for (const PromptMessage &message : subject.messages) {
        const auto parsed = Template::parse(message.text);
        if (!message.enabled || !parsed) continue;
        for (const QString &name : parsed->variables())
            if (!names.contains(name)) names += name;
    }
    return names;
}

} // namespace burin
