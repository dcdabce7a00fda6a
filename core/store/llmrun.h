#pragma once

#include "core/base/result.h"
#include "core/domain/portablerun.h"

namespace burin {

/// What one exchange in a log of "llm" says, whichever layout it is from.
struct LlmExchange {
    QString id;
    QString model;
    QString resolvedModel;
    std::vector<Message> messages; ///< What was sent, the earlier turns of the conversation included.
    QString system;                ///< Of this exchange; part of messages.
    QString prompt;
    QString answer;
    QString reasoning;
    std::vector<ToolCall> toolCalls;
    QString options;      ///< JSON.
    QString tokenDetails; ///< JSON.
    QString time;         ///< ISO 8601, UTC unless it says otherwise.
    std::optional<qint64> inputTokens;
    std::optional<qint64> outputTokens;
    std::optional<qint64> durationMs;
};

/// The run it was, or what makes no sense about it. Pure.
Result<PortableRun, QString> runOf(const LlmExchange &exchange);

} // namespace burin
