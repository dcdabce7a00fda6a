#pragma once

#include "core/base/result.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace burin {

/// Where and why a template is wrong, or cannot be rendered.
struct TemplateError {
    enum class Kind { UnclosedBraces, BadName, NameTooLong, Unfilled, TooLarge };
    Kind kind = Kind::BadName;
    QString name;         ///< The variable, or what stands where one should.
    qsizetype offset = 0; ///< UTF-16 units from the start of the template.
    qsizetype length = 0;
    int line = 1;   ///< From 1.
    int column = 1; ///< From 1, in UTF-16 units.
    bool operator==(const TemplateError &) const = default;
};

/// One clear sentence in the user's language.
QString describe(const TemplateError &error);

/// A text with {{variables}}. Names match [A-Za-z_][A-Za-z0-9_]*, at most 64 characters; spaces and tabs inside the
/// braces are allowed, line breaks are not. "\{{" is two literal braces; a single brace and "}}" stand for themselves.
/// Of more than two braces in a row the last two open the variable, so "{{{name}}}" is a value in braces.
/// Rendering is one pass: what a value contains is never expanded again.
class Template {
public:
    struct Span {
        qsizetype offset = 0; ///< Of "{{".
        qsizetype length = 0; ///< To behind "}}".
        QString name;
        bool operator==(const Span &) const = default;
    };

    /// All errors of the text, so that an editor can mark each.
    static Result<Template, std::vector<TemplateError>> parse(const QString &text);

    /// Each name once, in order of appearance.
    QStringList variables() const;
    const std::vector<Span> &spans() const;
    /// Strict: a variable missing from @p values is an error, one per name, at its first place; a present but empty
    /// one is not. More than MaximumOutput is TooLarge.
    Result<QString, std::vector<TemplateError>> render(const QMap<QString, QString> &values) const;

    static constexpr qsizetype MaximumOutput = 10'000'000; ///< Bytes of UTF-8.

private:
    Template() = default;
    std::optional<TemplateError> tooLarge(const QMap<QString, QString> &values) const;

    std::vector<Span> m_spans;
    std::vector<QString> m_literals;       ///< Around the spans, one more than those; escapes are resolved.
    std::vector<TemplateError> m_unfilled; ///< What render() reports when the variable is missing; one per name.
};

/// For highlighting: the variables of @p text, as far as it can be understood, also while it is being typed.
std::vector<Template::Span> findVariables(QStringView text);

} // namespace burin
