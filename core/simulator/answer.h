#pragma once

#include "core/simulator/ask.h"
#include "core/simulator/scenario.h"

#include <vector>

namespace burin::simulator {

/// A whole answer, made before its first byte is sent.
struct SimulatedAnswer {
    qint64 number = 0; ///< Of the request; ids are made of it.
    QString model;
    qint64 created = 0; ///< Seconds since 1970, UTC.
    std::vector<QString> reasoning;
    std::vector<QString> content;
    std::vector<QString> refusal;
    std::vector<ToolCall> toolCalls;
    bool blocked = false;
    QString finishReason; ///< "stop", "length", "tool_calls", "content_filter", "refusal", or as the scenario says.
    qint64 promptTokens = 0;
    Scenario::UsageReport usage = Scenario::UsageReport::Normal;

    QString text() const;
    QString thoughts() const;
    QString refusalText() const;
    qint64 outputTokens() const; ///< Without the reasoning.
    qint64 reasoningTokens() const { return qint64(reasoning.size()); }
    /// @p count as the answer reports it, which may be nonsense.
    QJsonValue reported(qint64 count) const;
    bool reportsUsage() const { return usage != Scenario::UsageReport::Missing; }
};

/// Deterministic: the same ask and scenario make the same words. Number and time are left to the caller.
SimulatedAnswer makeAnswer(const ChatAsk &ask, const Scenario &scenario);

} // namespace burin::simulator
