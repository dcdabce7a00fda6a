#include "core/providers/finishreasons.h"

#include <algorithm>
#include <iterator>

namespace burin {

namespace {

struct FinishRow {
    const char *text;
    FinishReason reason;
};

/// The vendors' words do not contradict each other, so that one table serves all.
constexpr FinishRow finishRows[] = {
    {"stop", FinishReason::Stop},
    {"stop_sequence", FinishReason::Stop},
    {"end_turn", FinishReason::Stop},
    {"eos", FinishReason::Stop},
    {"completed", FinishReason::Stop},
    {"STOP", FinishReason::Stop},
    {"length", FinishReason::Length},
    {"max_tokens", FinishReason::Length},
    {"max_output_tokens", FinishReason::Length},
    {"model_length", FinishReason::Length},
    {"model_context_window_exceeded", FinishReason::Length},
    {"MAX_TOKENS", FinishReason::Length},
    {"tool_calls", FinishReason::ToolCalls},
    {"tool_use", FinishReason::ToolCalls},
    {"function_call", FinishReason::ToolCalls},
    {"content_filter", FinishReason::ContentFilter},
    {"SAFETY", FinishReason::ContentFilter},
    {"RECITATION", FinishReason::ContentFilter},
    {"LANGUAGE", FinishReason::ContentFilter},
    {"BLOCKLIST", FinishReason::ContentFilter},
    {"PROHIBITED_CONTENT", FinishReason::ContentFilter},
    {"SPII", FinishReason::ContentFilter},
    {"IMAGE_SAFETY", FinishReason::ContentFilter},
    {"IMAGE_PROHIBITED_CONTENT", FinishReason::ContentFilter},
    {"IMAGE_RECITATION", FinishReason::ContentFilter},
    {"refusal", FinishReason::Refusal},
    {"error", FinishReason::Error},
    {"failed", FinishReason::Error},
    {"insufficient_system_resource", FinishReason::Error},
    {"MALFORMED_FUNCTION_CALL", FinishReason::Error},
    {"UNEXPECTED_TOOL_CALL", FinishReason::Error},
    {"TOO_MANY_TOOL_CALLS", FinishReason::Error},
    {"cancelled", FinishReason::Cancelled},
};

} // namespace

FinishReason finishReasonOf(const QString &native)
{
    const FinishRow *row =
        std::ranges::find_if(finishRows, [&](const FinishRow &r) { return native == QLatin1StringView(r.text); });
    return row == std::end(finishRows) ? FinishReason::Unknown : row->reason;
}

StreamFinish finishFrom(const QString &native)
{
    const FinishReason reason = finishReasonOf(native);
    return {reason, native == toString(reason) ? QString() : native};
}

} // namespace burin
