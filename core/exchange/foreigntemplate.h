#pragma once

#include "core/exchange/mapreader.h"

namespace burin {

/// How a format marks the variables of its texts.
enum class Dialect {
    Braces,     ///< {{name}}, replaced by the value; nothing else has a meaning, nothing can be escaped.
    Handlebars, ///< As ours, with helpers of its own.
    Jinja,      ///< {{ name }}, {% statement %}, {# comment #}; Nunjucks too.
    Dollar,     ///< $name and ${name}, "$$" for a dollar: Python's string.Template.
};

/// Where a text stands, and as what.
struct TextOrigin {
    FilePlace place = {};
    QString what = {};
};

/// @p text as a template of ours. What has no counterpart stays as it stands, told with its line and column.
QString fromDialect(Dialect dialect, const QString &text, const TextOrigin &origin, ImportContext &context);
/// The other way round.
QString toDialect(Dialect dialect, const QString &text, const QString &what, std::vector<Notice> &notices);

} // namespace burin
