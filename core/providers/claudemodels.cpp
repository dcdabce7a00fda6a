#include "core/providers/claudemodels.h"

#include <QRegularExpression>

#include <algorithm>
#include <iterator>
#include <optional>

namespace burin {

namespace {

using Thinking = ClaudeModel::Thinking;

struct VersionRow {
    int from;           ///< 10 × major + minor version.
    const char *family; ///< A part of the name; empty = any.
    ClaudeModel facts;
};

/// The first row that fits decides.
constexpr VersionRow versions[] = {
    {47, "", {64'000, Thinking::Adaptive, false, false}}, {46, "", {64'000, Thinking::Adaptive, false, true}},
    {42, "", {64'000, Thinking::Budget, true, true}},     {40, "opus", {32'000, Thinking::Budget, true, true}},
    {40, "", {64'000, Thinking::Budget, true, true}},     {37, "", {64'000, Thinking::Budget, true, true}},
    {35, "", {8'192, Thinking::None, true, true}},        {0, "", {4'096, Thinking::None, true, true}},
};

constexpr ClaudeModel Unknown{4'096, Thinking::None, false, true};

/// 10 × major + minor version; nullopt if the name has none. A date is no minor version.
std::optional<int> versionOf(const QString &model)
{
    static const QRegularExpression expression(
        QStringLiteral("claude-(?:[a-z]+-)?(\\d)(?:[-.](\\d{1,2})(?!\\d))?(?!\\d)"),
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = expression.match(model);
    if (!match.hasMatch()) return std::nullopt;
    return 10 * match.captured(1).toInt() + std::min(match.captured(2).toInt(), 9);
}

} // namespace

bool isClaude(const QString &model)
{
    return model.contains(QLatin1StringView("claude-"), Qt::CaseInsensitive);
}

ClaudeModel claudeModel(const QString &model)
{
    const std::optional<int> version = versionOf(model);
    if (!version) return Unknown;
    const VersionRow *row = std::ranges::find_if(versions, [&](const VersionRow &r) {
        return *version >= r.from && model.contains(QLatin1StringView(r.family), Qt::CaseInsensitive);
    });
    return row == std::end(versions) ? Unknown : row->facts;
}

} // namespace burin
