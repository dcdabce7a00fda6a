#include "core/exchange/abilities.h"

#include <algorithm>

namespace burin {

void tellWhatIsLost(const PromptFile &file, Abilities abilities, std::vector<Notice> &notices)
{
    const PromptDraft &draft = file.draft;
    const bool hasTypes = std::ranges::any_of(draft.declared, [](const VariableRow &row) {
        return !(row == VariableRow{.name = row.name, .fallback = row.fallback});
    });
    const bool hasDefaults =
        !draft.variables.isEmpty() ||
        std::ranges::any_of(draft.declared, [](const VariableRow &row) { return !row.fallback.isEmpty(); });
    const bool hasCases = abilities.testFlag(Ability::OneCase) ? file.cases.size() > 1 : !file.cases.empty();
    struct Row {
        bool isLost;
        QString part;
    };
    const Row rows[] = {
        {!draft.tools.empty(), ExchangeText::tr("tools")},
        {!draft.fallbacks.empty() || !draft.fallbackOn.isEmpty(), ExchangeText::tr("fallback models")},
        {draft.format != ResponseFormat() && !abilities.testFlag(Ability::Format), ExchangeText::tr("response format")},
        {hasTypes && !abilities.testFlag(Ability::Types), ExchangeText::tr("types of variables")},
        {hasDefaults && !abilities.testFlag(Ability::Defaults), ExchangeText::tr("values of variables")},
        {hasCases && !abilities.testFlag(Ability::Cases), ExchangeText::tr("cases")},
        {!file.description.isEmpty() && !abilities.testFlag(Ability::Description), ExchangeText::tr("description")},
        {!file.tags.isEmpty() && !abilities.testFlag(Ability::Tags), ExchangeText::tr("tags")},
        {!file.labels.isEmpty() && !abilities.testFlag(Ability::Labels), ExchangeText::tr("labels")},
        {!file.note.isEmpty() && !abilities.testFlag(Ability::Note), ExchangeText::tr("note")},
    };
    for (const Row &row : rows)
        if (row.isLost)
            notices.push_back({{}, row.part, ExchangeText::tr("That format has no place for it; it was left out.")});
}

void tellLeftParameters(const QJsonObject &left, std::vector<Notice> &notices)
{
    for (const QString &name : left.keys())
        notices.push_back({{}, name, ExchangeText::tr("That format has no such parameter; it was left out.")});
}

std::vector<PromptMessage> plainMessages(const PromptFile &file, std::vector<Notice> &notices)
{
    std::vector<PromptMessage> messages;
    int number = 0;
    for (PromptMessage message : file.draft.messages) {
        const QString what = ExchangeText::tr("message %1").arg(++number);
        const auto tell = [&](const QString &sentence) { notices.push_back({{}, what, sentence}); };
        if (!message.enabled) {
            tell(ExchangeText::tr("It is switched off; it was left out."));
            continue;
        }
        if (message.role == Role::Tool) {
            tell(ExchangeText::tr("That format has no answers of tools; it was left out."));
            continue;
        }
        if (!message.attachments.empty()) tell(ExchangeText::tr("That format has no attachments; they were left out."));
        if (!message.toolCalls.empty())
            tell(ExchangeText::tr("That format has no calls of tools; they were left out."));
        if (message.role == Role::Developer) {
            tell(ExchangeText::tr("That format has no developer messages; it was written as a system message."));
            message.role = Role::System;
        }
        messages.push_back(message);
    }
    return messages;
}

} // namespace burin
