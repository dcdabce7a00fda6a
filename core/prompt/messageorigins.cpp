#include "core/prompt/messageorigins.h"

#include "core/prompt/variables.h"

#include <QJsonObject>

#include <optional>

namespace burin {

namespace {

QJsonObject knownValues(const PromptDraft &draft, const Fragments &fragments)
{
    QJsonObject values;
    for (const VariableRow &row : variablesOf(draft, fragments)) {
        const auto entered = draft.variables.constFind(row.name);
        const auto value =
            typedValue(row, entered == draft.variables.cend() ? std::nullopt : std::optional<QString>(*entered));
        if (value) values.insert(row.name, *value);
    }
    return values;
}

/// The texts of @p draft's messages; nothing for one that cannot be rendered or is switched off.
std::vector<std::optional<RenderedText>> renderedTexts(const PromptDraft &draft, const Fragments &fragments)
{
    const QJsonObject values = knownValues(draft, fragments);
    std::vector<std::optional<RenderedText>> texts(draft.messages.size());
    for (size_t i = 0; i < texts.size(); ++i) {
        if (!draft.messages[i].enabled) continue;
        const auto parsed = Template::parse(draft.messages[i].text);
        if (!parsed) continue;
        auto text = parsed->renderMarked(values, fragments);
        if (text) texts[i] = std::move(text.value());
    }
    return texts;
}

} // namespace

std::vector<MessageOrigin> originsOf(const PromptDraft &draft, const std::vector<Message> &sent,
                                     const Fragments &fragments)
{
    const std::vector<std::optional<RenderedText>> texts = renderedTexts(draft, fragments);
    std::vector<MessageOrigin> origins(sent.size());
    size_t next = 0;
    const auto nextOf = [&](const auto &fits) {
        size_t i = next;
        while (i < texts.size() && !(draft.messages[i].enabled && fits(i)))
            ++i;
        return i;
    };
    for (size_t j = 0; j < sent.size() && next < texts.size(); ++j) {
        const auto sameRole = [&](size_t i) { return draft.messages[i].role == sent[j].role; };
        size_t found = nextOf([&](size_t i) { return sameRole(i) && texts[i] && texts[i]->text == sent[j].text; });
        if (found < texts.size())
            origins[j].filled = texts[found]->filled;
        else
            found = nextOf([&](size_t i) { return sameRole(i) && !texts[i]; });
        if (found == texts.size()) continue;
        origins[j].source = int(found);
        next = found + 1;
    }
    return origins;
}

} // namespace burin
