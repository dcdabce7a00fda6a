#pragma once

#include "core/domain/prompt.h"
#include "core/exchange/datanode.h"

#include <optional>

namespace burin {

// Schemas of variables and answers, as front matter has them: JSON Schema, and Picoschema, Dotprompt's short form of it
// (https://google.github.io/dotprompt/reference/picoschema/).

/// A property of a Picoschema: "name?(enum, what it is): [a, b]".
struct PicoProperty {
    QString name;
    bool isOptional = false;
    QString type; ///< "string", "number", "array", "object", "enum", …
    QString description;
    DataNode value; ///< What stands behind a type in parentheses.
};
/// Nothing when the key or the value is no such property.
std::optional<PicoProperty> picoProperty(const QString &key, const DataNode &value);

bool isJsonSchema(const DataNode &schema);
/// The JSON Schema that a Picoschema stands for; a JSON Schema as it is. Nothing when it is neither.
std::optional<DataNode> jsonSchemaFrom(const DataNode &schema);

/// A variable of the property @p name of a JSON Schema; what has no type of ours is JSON.
VariableRow rowFromSchema(const QString &name, const DataNode &property);
/// The type and options of @p row as a JSON Schema, and its description.
DataNode schemaFromRow(const VariableRow &row);

} // namespace burin
