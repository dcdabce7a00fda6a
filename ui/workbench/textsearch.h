#pragma once

#include "core/base/result.h"

#include <QRegularExpression>
#include <QString>

#include <vector>

namespace burin {

/// What is looked for.
struct SearchFor {
    enum class Syntax { Plain, RegularExpression };
    QString text = {};
    Syntax syntax = Syntax::Plain;
    Qt::CaseSensitivity cases = Qt::CaseInsensitive;
    bool operator==(const SearchFor &) const = default;
};

struct TextHit {
    qsizetype offset = 0;      ///< UTF-16 units.
    qsizetype length = 0;      ///< At least 1: a pattern that matches nothing hits nothing.
    QStringList captured = {}; ///< The whole hit, then the groups of a regular expression.
    bool operator==(const TextHit &) const = default;
};

/// Ready to be used on many texts; why it cannot be, if it is no regular expression (Perl's syntax). Pure.
class TextSearch {
public:
    static Result<TextSearch, QString> of(const SearchFor &sought);

    /// In order, without overlaps, at most MaximumHits.
    std::vector<TextHit> hitsIn(const QString &text) const;
    /// What stands in the place of @p hit: @p replacement, in a regular expression with \\0 to \\9 filled in.
    QString replacementFor(const TextHit &hit, const QString &replacement) const;

    static constexpr int MaximumHits = 10'000;

private:
    QRegularExpression m_pattern;
    SearchFor::Syntax m_syntax = SearchFor::Syntax::Plain;
};

} // namespace burin
