#include "core/domain/streamevent.h"

#include <algorithm>
#include <array>

namespace burin {

namespace {
constexpr std::array finishNames = {"stop",  "length",    "tool_calls", "content_filter", "refusal",
                                    "error", "cancelled", "truncated",  "unknown"};
}

QString toString(FinishReason reason)
{
    return QString::fromLatin1(finishNames[size_t(reason)]);
}

std::optional<FinishReason> finishReasonFrom(QStringView text)
{
    const auto name = std::ranges::find_if(finishNames, [text](const char *n) { return QLatin1StringView(n) == text; });
    if (name == finishNames.end()) return std::nullopt;
    return FinishReason(name - finishNames.begin());
}

} // namespace burin
