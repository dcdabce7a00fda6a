#include "core/prompt/promptdiff.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <dtl/dtl.hpp>

namespace burin {

namespace {

std::vector<QString> diffTokensOf(const QString &text)
{
    static const QRegularExpression token(QStringLiteral("\\w+|\\s+|[^\\w\\s]"),
                                          QRegularExpression::UseUnicodePropertiesOption);
    std::vector<QString> tokens;
    for (auto it = token.globalMatch(text); it.hasNext();)
        tokens.push_back(it.next().captured());
    return tokens;
}

} // namespace

bool TextDiff::changed() const
{
    return spans.size() > 1 || (spans.size() == 1 && spans.front().kind != DiffSpan::Kind::Kept);
}

TextDiff diffOf(const QString &before, const QString &after)
{
    dtl::Diff<QString> diff(diffTokensOf(before), diffTokensOf(after));
    diff.compose();
    TextDiff result;
    for (const auto &[text, info] : diff.getSes().getSequence()) {
        const auto kind = info.type == dtl::SES_ADD      ? DiffSpan::Kind::Added
                          : info.type == dtl::SES_DELETE ? DiffSpan::Kind::Removed
                                                         : DiffSpan::Kind::Kept;
        if (result.spans.empty() || result.spans.back().kind != kind) result.spans.push_back({kind, {}});
        result.spans.back().text += text;
    }
    return result;
}

TextDiff diffOfAnswers(const QString &before, const QString &after)
{
    const QJsonDocument a = QJsonDocument::fromJson(before.toUtf8()), b = QJsonDocument::fromJson(after.toUtf8());
    if (a.isNull() || b.isNull()) return diffOf(before, after);
    TextDiff diff = diffOf(QString::fromUtf8(a.toJson()), QString::fromUtf8(b.toJson()));
    diff.json = true;
    return diff;
}

} // namespace burin
