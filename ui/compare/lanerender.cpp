#include "ui/compare/lanerender.h"

#include "core/prompt/template.h"

namespace burin {

Result<std::vector<Message>> laneMessages(const PromptDraft &draft)
{
    std::vector<Message> messages;
    for (const PromptMessage &message : draft.messages) {
        if (!message.enabled) continue;
        const auto parsed = Template::parse(message.text);
        if (!parsed) return makeError(ErrorCode::BadTemplate, {}, describe(parsed.error().front()));
        const auto text = parsed->render(draft.variables);
        if (!text) return makeError(ErrorCode::UnfilledVariable, text.error().front().name);
        const bool empty = text->trimmed().isEmpty() && message.attachments.empty() && message.toolCalls.empty();
        if (!empty)
            messages.push_back({message.role, *text, message.attachments, message.toolCallId, message.toolCalls});
    }
    if (messages.empty()) return makeError(ErrorCode::EmptyPrompt);
    return messages;
}

} // namespace burin
