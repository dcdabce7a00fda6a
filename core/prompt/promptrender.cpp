#include "core/prompt/promptrender.h"

#include "core/prompt/variables.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <utility>

namespace burin {

namespace {

using ProblemKind = PromptError::Kind;

std::optional<QString> enteredFor(const PromptDraft &draft, const QString &name)
{
    const auto value = draft.variables.constFind(name);
    return value == draft.variables.cend() ? std::nullopt : std::optional(*value);
}

bool saysSomething(const Message &message)
{
    return !message.text.trimmed().isEmpty() || !message.attachments.empty() || !message.toolCalls.empty() ||
           !message.toolCallId.isEmpty();
}

Message messageOf(const PromptMessage &message, const QString &text)
{
    return {message.role, text, message.attachments, message.toolCallId, message.toolCalls};
}

/// The typed values of the variables that are used, and what is wrong with the others.
struct Values {
    QJsonObject values;
    QMap<QString, std::pair<VariableRow, ValueError>> wrong;
};

Values valuesFor(const PromptDraft &draft, const Fragments &fragments)
{
    Values all;
    for (const VariableRow &row : variablesOf(draft, fragments)) {
        const auto value = typedValue(row, enteredFor(draft, row.name));
        const bool declared = std::ranges::count(draft.declared, row.name, &VariableRow::name) > 0;
        if (value)
            all.values.insert(row.name, *value);
        else if (declared ||
                 value.error().kind != ValueError::Kind::Missing) // the template knows where it may be missing
            all.wrong.insert(row.name, {row, value.error()});
    }
    return all;
}

/// The variable that a path such as "../user.name" begins with.
QString topOf(const QString &path)
{
    QStringView rest = path;
    for (const QLatin1StringView prefix :
         {QLatin1StringView("@root."), QLatin1StringView("../"), QLatin1StringView("./")}) {
        while (rest.startsWith(prefix))
            rest = rest.mid(prefix.size());
    }
    const qsizetype dot = rest.indexOf(u'.');
    return (dot < 0 ? rest : rest.left(dot)).toString();
}

/// Renders a draft's messages one by one.
class PromptRenderer {
public:
    PromptRenderer(const PromptDraft &draft, const Fragments &fragments)
        : m_draft(draft), m_fragments(fragments), m_values(valuesFor(draft, fragments))
    {
    }

    /// Nothing when it cannot be rendered; errors() then has more.
    std::optional<QString> render(int index)
    {
        const QString &text = m_draft.messages[size_t(index)].text;
        const auto parsed = Template::parse(text);
        if (!parsed) return fail(index, parsed.error(), {});
        const std::vector<Template::Span> uses = parsed->spans(m_fragments);
        bool complete = true;
        for (const Template::Span &use : uses) {
            const auto wrong = m_values.wrong.constFind(use.name);
            if (wrong == m_values.wrong.cend()) continue;
            complete = false;
            addWrong(index, parsed->unfilled(use), wrong->first, wrong->second);
        }
        const auto rendered = parsed->renderJson(m_values.values, m_fragments);
        if (!rendered) return fail(index, rendered.error(), uses);
        return complete ? std::optional(*rendered) : std::nullopt;
    }

    const std::vector<PromptError> &errors() const { return m_errors; }

private:
    std::optional<QString> fail(int index, const std::vector<TemplateError> &errors,
                                const std::vector<Template::Span> &uses)
    {
        for (const TemplateError &error : errors) {
            const QString top = topOf(error.name);
            const bool variable = error.kind == TemplateError::Kind::Unfilled &&
                                  std::ranges::any_of(uses, [&](const auto &use) { return use.name == top; });
            if (variable && std::exchange(m_told[top], true)) continue;
            const ProblemKind missing = m_values.values.contains(top) ? ProblemKind::Value : ProblemKind::Missing;
            m_errors.push_back({variable ? missing : ProblemKind::Template, index, variable ? top : QString(), error,
                                describe(error)});
        }
        return std::nullopt;
    }

    void addWrong(int index, const TemplateError &place, const VariableRow &row, const ValueError &error)
    {
        if (std::exchange(m_told[row.name], true)) return;
        const bool missing = error.kind == ValueError::Kind::Missing;
        //: %1 is a variable, %2 a sentence about its value.
        const QString sentence = missing ? describe(place)
                                         : QCoreApplication::translate("Variables", "The value of %1 does not fit. %2")
                                               .arg(row.name, describe(error, row));
        m_errors.push_back({missing ? ProblemKind::Missing : ProblemKind::Value, index, row.name, place, sentence});
    }

    const PromptDraft &m_draft;
    const Fragments &m_fragments;
    Values m_values;
    QHash<QString, bool> m_told; ///< The variables that are among the errors.
    std::vector<PromptError> m_errors;
};

} // namespace

Result<std::vector<Message>, std::vector<PromptError>> renderPrompt(const PromptDraft &draft,
                                                                    const Fragments &fragments)
{
    std::vector<Message> messages;
    PromptRenderer renderer(draft, fragments);
    for (size_t i = 0; i < draft.messages.size(); ++i) {
        if (!draft.messages[i].enabled) continue;
        const std::optional<QString> text = renderer.render(int(i));
        if (!text) continue;
        Message message = messageOf(draft.messages[i], *text);
        if (saysSomething(message)) messages.push_back(std::move(message));
    }
    if (!renderer.errors().empty()) return renderer.errors();
    return messages;
}

QStringList fragmentsOf(const PromptDraft &draft)
{
    QStringList names;
    for (const PromptMessage &message : draft.messages)
        if (message.enabled) names += findFragments(message.text);
    names.removeDuplicates();
    return names;
}

std::vector<Message> renderRoughly(const PromptDraft &draft, const Fragments &fragments)
{
    std::vector<Message> messages;
    PromptRenderer renderer(draft, fragments);
    for (size_t i = 0; i < draft.messages.size(); ++i) {
        if (!draft.messages[i].enabled) continue;
        Message message = messageOf(draft.messages[i], renderer.render(int(i)).value_or(draft.messages[i].text));
        if (saysSomething(message)) messages.push_back(std::move(message));
    }
    return messages;
}

} // namespace burin
