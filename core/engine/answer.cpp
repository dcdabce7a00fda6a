#include "core/engine/answer.h"

#include "core/base/overloaded.h"
#include "core/base/redact.h"

namespace burin {

namespace {

constexpr int MostToolCalls = 1024; // a hostile index must not allocate

void add(std::vector<ToolCall> &calls, const ToolCallDelta &delta)
{
    if (delta.index < 0 || delta.index >= MostToolCalls) return;
    if (size_t(delta.index) >= calls.size()) calls.resize(size_t(delta.index) + 1);
    ToolCall &call = calls[size_t(delta.index)];
    if (delta.replaces) call = {};
    if (!delta.id.isEmpty()) call.id = delta.id;
    if (!delta.name.isEmpty()) call.name = delta.name;
    call.arguments += delta.arguments;
}

void take(QString &known, const QString &told)
{
    if (!told.isEmpty()) known = told;
}

} // namespace

bool Answer::hasContent() const
{
    return !text.isEmpty() || !reasoning.isEmpty() || !refusal.isEmpty() || !toolCalls.empty();
}

bool isContent(const StreamEvent &event)
{
    return std::visit(Overloaded{
                          [](const TextDelta &e) { return !e.text.isEmpty(); },
                          [](const ReasoningDelta &e) { return !e.text.isEmpty(); },
                          [](const RefusalDelta &e) { return !e.text.isEmpty(); },
                          [](const ToolCallDelta &) { return true; },
                          [](const auto &) { return false; },
                      },
                      event);
}

void apply(Answer &answer, const StreamEvent &event)
{
    if (answer.terminated && isContent(event)) return;
    if (std::holds_alternative<InvalidFrame>(event))
        ++answer.invalidFrames;
    else
        ++answer.understoodFrames;
    std::visit(Overloaded{
                   [&](const StreamStart &e) {
                       take(answer.responseId, e.responseId);
                       take(answer.model, e.model);
                       take(answer.provider, e.provider);
                   },
                   [&](const TextDelta &e) { answer.text += e.text; },
                   [&](const ReasoningDelta &e) { answer.reasoning += e.text; },
                   [&](const RefusalDelta &e) { answer.refusal += e.text; },
                   [&](const ToolCallDelta &e) { add(answer.toolCalls, e); },
                   [&](const UsageReport &e) {
                       answer.usage = e.usage;
                       if (e.cost) answer.reportedCost = e.cost;
                   },
                   [&](const StreamFinish &e) {
                       answer.finished = true;
                       answer.finishReason = e.reason;
                       answer.nativeFinishReason = e.nativeReason;
                   },
                   [&](const StreamEnd &) { answer.terminated = true; },
                   [&](const StreamFailure &e) {
                       if (!answer.failure) answer.failure = e.error;
                   },
                   [](const KeepAlive &) {},
                   [](const InvalidFrame &) {},
               },
               event);
}

void hideKey(Answer &answer, const Secret &key)
{
    for (QString *text : {&answer.responseId, &answer.model, &answer.provider, &answer.nativeFinishReason})
        *text = redacted(*text, {key});
    for (ToolCall &call : answer.toolCalls)
        call.id = redacted(call.id, {key});
    if (answer.failure) answer.failure = redacted(*answer.failure, {key});
}

} // namespace burin
