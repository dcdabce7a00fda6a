#pragma once

#include "core/base/money.h"
#include "core/domain/error.h"
#include "core/domain/usage.h"

#include <QString>

#include <optional>
#include <variant>

namespace burin {

enum class FinishReason { Stop, Length, ToolCalls, ContentFilter, Refusal, Error, Cancelled, Truncated, Unknown };

/// "stop", "tool_calls", … as stored and printed.
QString toString(FinishReason reason);
std::optional<FinishReason> finishReasonFrom(QStringView text);

/// Who answers. Fields may come in several events; an empty one says nothing.
struct StreamStart {
    QString responseId;
    QString model;    ///< The model that serves, as the provider names it.
    QString provider; ///< The provider behind a router, if told.
    bool operator==(const StreamStart &) const = default;
};
struct TextDelta {
    QString text;
    bool operator==(const TextDelta &) const = default;
};
struct ReasoningDelta {
    QString text;
    bool operator==(const ReasoningDelta &) const = default;
};
struct RefusalDelta {
    QString text;
    bool operator==(const RefusalDelta &) const = default;
};
/// A piece of a tool call. Pieces of one call share the index; id and name come in the first.
struct ToolCallDelta {
    int index = 0;
    QString id;
    QString name;
    QString arguments;
    bool replaces = false; ///< What came before under this index was taken back.
    bool operator==(const ToolCallDelta &) const = default;
};
/// Cumulative: the last one replaces those before, nothing is ever added.
struct UsageReport {
    Usage usage;
    std::optional<Money> cost; ///< As the provider charges, if it says.
    bool operator==(const UsageReport &) const = default;
};
/// A sign of life without content: a comment or a ping. Does not reset the content timers.
struct KeepAlive {
    bool operator==(const KeepAlive &) const = default;
};
/// The model finished. Usage may still follow.
struct StreamFinish {
    FinishReason reason = FinishReason::Unknown;
    QString nativeReason;
    bool operator==(const StreamFinish &) const = default;
};
/// The protocol's terminator: nothing that counts follows.
struct StreamEnd {
    bool operator==(const StreamEnd &) const = default;
};
/// The provider reported an error inside the stream.
struct StreamFailure {
    Error error;
    bool operator==(const StreamFailure &) const = default;
};
/// A frame that could not be understood; the stream goes on.
struct InvalidFrame {
    QString reason;
    bool operator==(const InvalidFrame &) const = default;
};

using StreamEvent = std::variant<StreamStart, TextDelta, ReasoningDelta, RefusalDelta, ToolCallDelta, UsageReport,
                                 KeepAlive, StreamFinish, StreamEnd, StreamFailure, InvalidFrame>;

} // namespace burin
