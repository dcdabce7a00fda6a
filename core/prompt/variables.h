#pragma once

#include "core/base/result.h"
#include "core/domain/prompt.h"
#include "core/prompt/template.h"

#include <QJsonValue>

#include <optional>
#include <vector>

namespace burin {

/// Why a text is not a value of its variable's type.
struct ValueError {
    enum class Kind {
        Missing,
        NotANumber,
        TooSmall, ///< A number below the minimum; a text or a list that is too short.
        TooLarge,
        NotABoolean,
        NotAnOption,
        NotAList,
        BadJson,
        NoMatch,    ///< The text does not match the pattern.
        BadPattern, ///< The declaration's pattern is no regular expression, or takes too long.
    };
    Kind kind = Kind::Missing;
    QString detail = {};  ///< The option that is none, what is wrong with the JSON or the pattern.
    qsizetype offset = 0; ///< UTF-16 units from the start of the value's text, where that is known.
    bool operator==(const ValueError &) const = default;
};

/// One clear sentence in the user's language, without the variable's name.
QString describe(const ValueError &error, const VariableRow &row);

/// The value that a template sees: a string for text, multiline, choice and file, a number, a boolean, an array of
/// strings for list and multi-choice, anything for JSON. Without a value (nullopt, or empty where the type has no empty
/// text) the fallback counts; an optional variable then is "", null, [] or false. An empty Text or Multiline that is
/// there was left empty on purpose. Numbers are in the C locale.
Result<QJsonValue, ValueError> typedValue(const VariableRow &row, const std::optional<QString> &text);

/// Whether the declaration itself makes sense: its pattern and its fallback.
std::optional<ValueError> checkDeclaration(const VariableRow &row);

/// A JSON value in the form in which VariableValues keep it.
QString textOfValue(const QJsonValue &value);

/// What the form asks for: the variables of the enabled messages in order of appearance, as they are declared, or as
/// VariableRow describes an undeclared one. A declared one that no message uses is not among them.
std::vector<VariableRow> variablesOf(const PromptDraft &draft, const Fragments &fragments = {});

} // namespace burin
