#include "core/prompt/template.h"

#include <QCoreApplication>

#include <algorithm>

namespace burin {

namespace {

using Kind = TemplateError::Kind;

constexpr qsizetype LongestShownName = 40;

QString shown(const QString &name)
{
    const QString line = name.simplified();
    return line.size() <= LongestShownName ? line : line.left(LongestShownName - 1) + u'…';
}

/// One sentence each. A located one begins with line and column, %1 and %2; %3 is the name.
struct Sentence {
    Kind kind;
    bool located;
    const char *text;
};

// clang-format off
constexpr Sentence sentences[] = {
    //: %1 is a line and %2 a column of the prompt.
    {Kind::UnclosedBraces, true, QT_TRANSLATE_NOOP("Template", "Line %1, column %2: “{{” has no “}}” on its line.")},
    //: %3 is what stands between the braces.
    {Kind::BadName, true, QT_TRANSLATE_NOOP("Template", "Line %1, column %2: “%3” is not a name; use letters, digits and _, or write \\{{ for plain braces.")},
    {Kind::NameTooLong, true, QT_TRANSLATE_NOOP("Template", "Line %1, column %2: the name of a variable has at most 64 characters.")},
    {Kind::UnclosedComment, true, QT_TRANSLATE_NOOP("Template", "Line %1, column %2: the comment has no end; write }} or, after {{!--, --}}.")},
    {Kind::UnclosedBlock, true, QT_TRANSLATE_NOOP("Template", "Line %1, column %2: {{#%3}} has no {{/%3}}.")},
    {Kind::UnexpectedClose, true, QT_TRANSLATE_NOOP("Template", "Line %1, column %2: {{/%3}} closes nothing that is open.")},
    {Kind::UnexpectedElse, true, QT_TRANSLATE_NOOP("Template", "Line %1, column %2: {{else}} belongs into a block, and once only.")},
    {Kind::UnknownBlock, true, QT_TRANSLATE_NOOP("Template", "Line %1, column %2: there is no block “%3”; use if, unless, each or with.")},
    {Kind::BadArguments, true, QT_TRANSLATE_NOOP("Template", "Line %1, column %2: “%3” does not work with what follows it.")},
    {Kind::UnknownFragment, true, QT_TRANSLATE_NOOP("Template", "Line %1, column %2: there is no fragment “%3”.")},
    {Kind::NotAList, true, QT_TRANSLATE_NOOP("Template", "Line %1, column %2: “%3” is not a list.")},
    {Kind::TooDeep, true, QT_TRANSLATE_NOOP("Template", "Line %1, column %2: blocks and fragments stand within each other at most 32 deep.")},
    {Kind::EndlessFragment, true, QT_TRANSLATE_NOOP("Template", "Line %1, column %2: the fragment “%3” includes itself without end.")},
    {Kind::Unfilled, false, QT_TRANSLATE_NOOP("Template", "The variable %3 has no value.")},
    {Kind::TooLarge, false, QT_TRANSLATE_NOOP("Template", "With its variables filled in, the prompt is larger than 10 MB.")},
    {Kind::TooManySteps, false, QT_TRANSLATE_NOOP("Template", "The prompt's loops take too long; give them shorter lists.")},
};
// clang-format on

QString sentenceOf(const TemplateError &error)
{
    const int line = error.fragment.isEmpty() ? error.line : error.fragmentLine;
    const int column = error.fragment.isEmpty() ? error.column : error.fragmentColumn;
    if (error.kind == Kind::BadName && error.name.isEmpty())
        return QCoreApplication::translate("Template", "Line %1, column %2: there is no name between the braces.")
            .arg(line)
            .arg(column);
    const auto sentence = std::ranges::find(sentences, error.kind, &Sentence::kind);
    const QString text = QCoreApplication::translate("Template", sentence->text);
    const QString name = shown(error.name);
    if (!sentence->located) return text.contains(QLatin1StringView("%3")) ? text.arg(name) : text;
    QString located = text.arg(line).arg(column);
    return text.contains(QLatin1StringView("%3")) ? located.arg(name) : located;
}

} // namespace

QString describe(const TemplateError &error)
{
    if (error.fragment.isEmpty()) return sentenceOf(error);
    //: %1 is the name of a part that prompts include, %2 a sentence about what is wrong in it.
    return QCoreApplication::translate("Template", "In the fragment “%1”: %2")
        .arg(shown(error.fragment), sentenceOf(error));
}

} // namespace burin
