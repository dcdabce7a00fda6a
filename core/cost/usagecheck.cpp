#include "core/cost/usagecheck.h"

#include "core/cost/pricing.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace burin {

namespace {

constexpr qint64 Factor = 10;
constexpr qint64 Slack = 200; ///< Of a prompt of three words any count is many times the estimate.

bool isFar(qint64 reported, qint64 expected)
{
    const auto [less, more] = std::minmax(reported, expected);
    return more - less > Slack && more / Factor > less;
}

/// Whether the messages are all that the input consists of.
bool isTextAlone(const RunRecord &record)
{
    const bool attached = std::ranges::any_of(record.messages, [](const Message &m) { return !m.attachments.empty(); });
    return !record.messages.empty() && !attached && record.draft.tools.empty() &&
           record.draft.format == ResponseFormat();
}

} // namespace

std::optional<UsageAnomaly> anomalyOf(const RunRecord &record)
{
    const Usage &usage = record.usage;
    if (usage.source != Usage::Source::Reported) return std::nullopt;
    const qint64 input = estimateTokens(record.messages);
    if (usage.input && isTextAlone(record) && isFar(*usage.input, input))
        return UsageAnomaly{UsageAnomaly::Side::Input, *usage.input, input};
    if (!usage.output || record.status != RunStatus::Completed) return std::nullopt;
    qint64 output = estimateTokens(record.text) + estimateTokens(record.refusal);
    for (const ToolCall &call : record.toolCalls)
        output += estimateTokens(call.name) + estimateTokens(call.arguments);
    const qint64 answered = *usage.output - usage.reasoning.value_or(0);
    // Reasoning that is shown but not told apart hides how long the answer is: then only too little is odd.
    const bool open = usage.reasoning || record.reasoning.isEmpty();
    if (isFar(answered, output) && (answered < output || open))
        return UsageAnomaly{UsageAnomaly::Side::Output, answered, output};
    return std::nullopt;
}

QString describe(const UsageAnomaly &anomaly)
{
    const QString sentence =
        anomaly.side == UsageAnomaly::Side::Input
            ? QCoreApplication::translate("Usage", "The provider counted %1 input tokens; the prompt looks like %2.")
            : QCoreApplication::translate("Usage", "The provider counted %1 output tokens; the answer looks like %2.");
    return sentence.arg(QLocale().toString(anomaly.reported), QLocale().toString(anomaly.expected));
}

} // namespace burin
