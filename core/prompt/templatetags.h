#pragma once

#include "core/prompt/template.h"

#include <QString>

#include <vector>

namespace burin {

/// Something in a template that is not literal.
struct TagToken {
    enum class Type { Escape, Comment, Value, Open, Close, Else, Fragment, Error };
    Type type = Type::Escape;
    TemplateError::Kind error = TemplateError::Kind::BadName; ///< Of Type::Error.
    qsizetype offset = 0;
    qsizetype length = 0;
    QString name = {};       ///< Open, Close: of the block; Error: what stands between the braces.
    QString body = {};       ///< Value: all between the braces; Open, Else, Fragment: what follows the word or sign.
    bool trimBefore = false; ///< "~" at the beginning: no blanks nor line breaks are left before the tag.
    bool trimAfter = false;

    qsizetype end() const { return offset + length; }
    /// Alone on its line, it takes the line with it.
    bool takesItsLine() const { return type != Type::Escape && type != Type::Value && type != Type::Error; }
};

/// In order, in linear time.
std::vector<TagToken> tagsOf(QStringView text);

bool isTemplateName(QStringView text);
QStringView withoutBlanks(QStringView text);

} // namespace burin
