#pragma once

#include <QString>

#include <optional>

namespace burin {

/// What is wrong with a text that should be JSON, and where.
struct JsonProblem {
    int line = 0;         ///< From 1; 0: nowhere in particular.
    int column = 0;       ///< From 1, in UTF-16 units.
    qsizetype offset = 0; ///< UTF-16 units from the start.
    QString reason;       ///< A sentence's end: "missing name separator".
    bool operator==(const JsonProblem &) const = default;
};

/// One clear sentence in the user's language.
QString describe(const JsonProblem &problem);

/// Whether @p text is one JSON value (RFC 8259).
std::optional<JsonProblem> checkJson(const QString &text);

/// Whether @p text is a JSON Schema of an object (draft 7, https://json-schema.org): its syntax, and that each keyword
/// has a value of its kind. References to other documents are not followed, and not accepted.
std::optional<JsonProblem> checkJsonSchema(const QString &text);

} // namespace burin
