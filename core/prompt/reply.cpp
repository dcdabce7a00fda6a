#include "core/prompt/reply.h"

#include "core/domain/library.h"
#include "core/prompt/template.h"

#include <algorithm>

namespace burin {

namespace {

/// A message that is a turn of someone.
struct Said {
    Role role;
    QString text;
    bool operator==(const Said &) const = default;
};

std::vector<Said> turnsIn(const std::vector<Message> &messages)
{
    std::vector<Said> turns;
    for (const Message &message : messages) {
        if (message.role != Role::System && message.role != Role::Developer)
            turns.push_back({message.role, message.text});
    }
    return turns;
}

} // namespace

PromptDraft replyTo(const RunRecord &record, const QString &answer)
{
    PromptDraft draft = record.draft;
    const RunId conversation = draft.turn.conversation;
    draft.turn = {.conversation = conversation.isValid() ? conversation : record.id, .follows = record.id};
    draft.messages.push_back({.role = Role::Assistant, .text = literalTemplate(answer), .toolCalls = record.toolCalls});
    for (const ToolCall &call : record.toolCalls)
        draft.messages.push_back({.role = Role::Tool, .toolCallId = call.id});
    if (record.toolCalls.empty()) draft.messages.push_back({.role = Role::User});
    return draft;
}

RunId followedBy(const std::vector<Message> &messages, const std::vector<Exchange> &branch)
{
    const std::vector<Said> turns = turnsIn(messages);
    RunId followed;
    for (const Exchange &exchange : branch) {
        std::vector<Said> had = turnsIn(exchange.messages);
        had.push_back({Role::Assistant, exchange.answer});
        const bool intact = had.size() <= turns.size() && std::equal(had.begin(), had.end(), turns.begin());
        if (!intact) break;
        followed = exchange.run;
    }
    return followed;
}

bool saysTheSame(const PromptDraft &a, const PromptDraft &b)
{
    const auto said = [](PromptDraft draft) {
        draft.providerId.clear();
        draft.model.clear();
        return contentHash(draft);
    };
    return said(a) == said(b);
}

} // namespace burin
