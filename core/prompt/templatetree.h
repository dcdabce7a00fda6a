#pragma once

#include "core/prompt/template.h"

#include <QJsonValue>

#include <optional>
#include <variant>
#include <vector>

namespace burin {

/// Where a value is looked up.
struct TemplatePath {
    enum class Base {
        Context, ///< What the tag stands in: the values, or of a loop its element.
        Root,    ///< The values.
        Loop,    ///< @index, @first, @last, @key
    };
    Base base = Base::Context;
    int up = 0; ///< Contexts, or loops, further out: "../".
    QStringList keys = {};
    QString written = {};
};

struct TemplateExpression {
    enum class Kind { Path, Literal, Json, Equal };
    Kind kind = Kind::Path;
    TemplatePath path = {};
    QJsonValue literal = {};
    std::vector<TemplateExpression> arguments = {};
};

/// Either an expression or the kind of error that there is instead.
using ReadExpression = Result<TemplateExpression, TemplateError::Kind>;

struct TemplateNode;

/// A part of a block: {{#if}}, {{else if}}, {{else}}.
struct TemplateBranch {
    enum class Kind { If, Unless, Each, With, Else };
    Kind kind = Kind::Else;
    TemplateExpression subject = {};
    std::vector<TemplateNode> body;
    qsizetype offset = 0; ///< Of its tag.
    qsizetype length = 0;
};

struct TemplateInclude {
    QString name;
    QString indent = {}; ///< Put before each of its lines.
    std::optional<TemplateExpression> context = {};
    std::vector<std::pair<QString, TemplateExpression>> arguments = {};
};

struct TemplateNode {
    qsizetype offset = 0; ///< Of its tag.
    qsizetype length = 0;
    std::variant<QString, TemplateExpression, std::vector<TemplateBranch>, TemplateInclude> content;
};

/// A template as it was understood. A copy of the text is not kept.
struct TemplateTree {
    std::vector<TemplateNode> nodes = {};
    std::vector<TemplateError> errors = {}; ///< In the order of the text.
    std::vector<qsizetype> lineStarts = {};

    /// Sets line and column by the offset.
    TemplateError located(TemplateError error) const;
};

TemplateTree treeOf(const QString &text);

/// The body of a value's tag: a path, or a helper with arguments.
ReadExpression readValue(QStringView body);
/// What a block works on: one operand, which may be a helper in parentheses.
ReadExpression readSubject(QStringView body);
/// The body of a fragment's tag.
Result<TemplateInclude, TemplateError::Kind> readInclude(QStringView body);

} // namespace burin
