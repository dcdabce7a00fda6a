#include "core/domain/run.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace burin {

namespace {

using namespace std::chrono_literals;

constexpr std::array statusNames = {"running", "completed", "truncated",   "partial",
                                    "failed",  "cancelled", "interrupted", "blocked"};

/// First row whose pattern is found in the model's id decides. Words stand between separators: "gemini" is not "mini".
struct Family {
    const char *pattern;
    milliseconds firstContent;
    milliseconds total;
};
constexpr Family families[] = {
    // Models that think before they answer, and the largest ones.
    {R"((^|[/\-:_])(o\d|r1|qwq|gpt-5|gpt-oss|gemini-(2\.5|3)[^/:]*pro|grok-[34])(?![a-z0-9])|think|reason|magistral|opus)",
     90s, 600s},
    // Small and fast ones, by name or by a single digit of billions ("8b", "1.5b", not "70b" nor "8x7b").
    {R"((^|[/\-:_])(mini|nano|flash|haiku|lite|small|tiny|instant|e?\d(\.\d)?b)(?![a-z0-9]))", 30s, 120s},
    {R"((^|[/\-:_])turbo(?![a-z0-9]))", 45s, 120s},
};

} // namespace

QString toString(RunStatus status)
{
    return QString::fromLatin1(statusNames[size_t(status)]);
}

std::optional<RunStatus> runStatusFrom(QStringView text)
{
    const auto name = std::ranges::find_if(statusNames, [text](const char *n) { return QLatin1StringView(n) == text; });
    if (name == statusNames.end()) return std::nullopt;
    return RunStatus(name - statusNames.begin());
}

Timeouts defaultTimeouts(const ProviderProfile &provider, const QString &model)
{
    Timeouts timeouts;
    if (provider.local) {
        timeouts.firstContent = 300s; // the first request loads the model
        timeouts.total = 600s;
        return timeouts;
    }
    for (const Family &family : families) {
        const QRegularExpression pattern(QString::fromLatin1(family.pattern),
                                         QRegularExpression::CaseInsensitiveOption);
        if (pattern.match(model).hasMatch()) {
            timeouts.firstContent = family.firstContent;
            timeouts.total = family.total;
            return timeouts;
        }
    }
    return timeouts;
}

ChatRequest requestOf(const RunSpec &spec)
{
    return {spec.draft.model, spec.messages, spec.draft.parameters, spec.draft.tools, spec.draft.format};
}

} // namespace burin
