#pragma once

#include "core/base/result.h"

#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace burin {

struct TemplateTree;

/// Reusable parts of prompts by name, as template text: what {{> name}} includes.
using Fragments = QMap<QString, QString>;

/// Where and why a template is wrong, or cannot be rendered. The place is always one in the template itself: what is
/// wrong in a fragment is told at the tag that includes it.
struct TemplateError {
    enum class Kind {
        UnclosedBraces,
        BadName,
        NameTooLong,
        Unfilled,
        TooLarge,
        UnclosedComment,
        UnclosedBlock,   ///< {{#if}} without {{/if}}; the name is "if".
        UnexpectedClose, ///< {{/if}} where no if is open.
        UnexpectedElse,  ///< Outside of a block, or behind another {{else}}.
        UnknownBlock,    ///< {{#name}} of something else than if, unless, each and with.
        BadArguments,    ///< Too few, too many, or of another form; the name is that of the block or helper.
        UnknownFragment, ///< {{> name}} of a fragment that there is not.
        NotAList,        ///< {{#each}} of a text or a number.
        TooDeep,         ///< More than Template::MaximumDepth blocks and fragments within each other.
        TooManySteps,    ///< Loops that would go on for very long.
        EndlessFragment, ///< A fragment that includes itself, by way of others or not, and never stops doing so.
    };
    Kind kind = Kind::BadName;
    QString name;         ///< The variable, or what stands where one should.
    qsizetype offset = 0; ///< UTF-16 units from the start of the template.
    qsizetype length = 0;
    int line = 1;           ///< From 1.
    int column = 1;         ///< From 1, in UTF-16 units.
    QString fragment = {};  ///< That the error is in; empty = the template itself.
    int fragmentLine = 0;   ///< In the fragment; 0 = the template itself.
    int fragmentColumn = 0; ///< In the fragment.
    bool operator==(const TemplateError &) const = default;
};

/// One clear sentence in the user's language.
QString describe(const TemplateError &error);

/// A value in a rendered text.
struct FilledValue {
    QString name; ///< The path as it is written in the template, such as "guest.name".
    qsizetype offset = 0;
    qsizetype length = 0; ///< 0 = the value is empty.
    bool operator==(const FilledValue &) const = default;
};

/// A template with its values, and where they went: in order, never overlapping.
struct RenderedText {
    QString text;
    std::vector<FilledValue> filled;
    bool operator==(const RenderedText &) const = default;
};

/// A text in a subset of Handlebars (https://handlebarsjs.com/guide/, runtime of version 4), without HTML escaping:
/// {{path.to.value}}, {{{path}}}, {{#if}} {{else if}} {{else}} {{/if}}, {{#unless}}, {{#each}} with this, @index,
/// @first, @last and @key, {{#with}}, ../ and @root, {{! comments }}, {{~ whitespace control ~}}, lines of their own
/// for blocks, comments and fragments, {{> fragment context name=value}}, and the helpers json and eq. The name of a
/// fragment is one word, or any text in quotes: {{> "Support reply@3"}}.
///
/// Names match [A-Za-z_][A-Za-z0-9_]*, at most 64 characters; behind the first dot an index or [any text] may stand
/// too. A tag ends on its line; a comment may go on. "\{{" is two literal braces; a single brace and "}}" stand for
/// themselves. Of four or more braces in a row the last two open the tag, also of three that three do not close.
/// A list and an object print as JSON, null as nothing. Members of objects go by their names' order.
///
/// Rendering is one pass: what a value contains is never expanded again. Any thread; a Template is cheap to copy.
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

    /// The values to ask for, each name once, in order of appearance: the first part of every path that starts at the
    /// top. What comes from a loop or is given to a fragment is none. Fragments that are missing or wrong have none.
    QStringList variables(const Fragments &fragments = {}) const;
    /// Where they are used, with the tag around; those of a fragment at the tag that includes it.
    std::vector<Span> spans(const Fragments &fragments = {}) const;
    /// Line and column of one of them, as the error that it has no value.
    TemplateError unfilled(const Span &use) const;
    /// The names of the fragments that the text includes itself, each once.
    QStringList fragments() const;
    /// Strict: a variable missing from @p values is an error, one per name, at its first place; a present but empty
    /// one is not. In the condition of an if or unless a missing one is false. More than MaximumOutput is TooLarge.
    Result<QString, std::vector<TemplateError>> render(const QMap<QString, QString> &values,
                                                       const Fragments &fragments = {}) const;
    /// The same with values of any type.
    Result<QString, std::vector<TemplateError>> renderJson(const QJsonObject &values,
                                                           const Fragments &fragments = {}) const;

    /// The same, and where the values went.
    Result<RenderedText, std::vector<TemplateError>> renderMarked(const QJsonObject &values,
                                                                  const Fragments &fragments = {}) const;

    static constexpr qsizetype MaximumOutput = 10'000'000; ///< Bytes of UTF-8.
    static constexpr int MaximumDepth = 32;                ///< Of blocks and fragments within each other.

private:
    Template() = default;

    std::shared_ptr<const TemplateTree> m_tree;
};

/// @p text as a template that renders to it.
QString literalTemplate(const QString &text);

/// The variables of @p text as Template::spans() tells them, as far as the text can be understood, also while it is
/// being typed.
std::vector<Template::Span> findVariables(QStringView text, const Fragments &fragments = {});

/// The names of the fragments that @p text includes, each once; also while it is being typed.
QStringList findFragments(QStringView text);

/// Something in braces, for highlighting.
struct TemplateTag {
    enum class Kind { Value, Block, Fragment, Comment, Escape, Wrong };
    Kind kind = Kind::Value;
    qsizetype offset = 0; ///< Of the first brace, of the backslash of an escape.
    qsizetype length = 0;
    bool operator==(const TemplateTag &) const = default;
};

/// All tags of @p text in their order, also while it is being typed.
std::vector<TemplateTag> findTags(QStringView text);

} // namespace burin
