#include "core/exchange/schema.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace burin {

namespace {

constexpr int DeepestSchema = 32;

std::optional<DataNode> fromPico(const DataNode &pico, int depth);

/// "string, a description"
std::pair<QString, QString> typeAndDescription(const QString &text)
{
    const qsizetype comma = text.indexOf(u',');
    if (comma < 0) return {text.trimmed(), {}};
    return {text.first(comma).trimmed(), text.sliced(comma + 1).trimmed()};
}

DataNode typed(const QString &type, const QString &description)
{
    DataNode node = DataNode::map();
    if (type != QLatin1StringView("any")) node.setText(QStringLiteral("type"), type);
    node.setText(QStringLiteral("description"), description);
    return node;
}

std::optional<DataNode> valueSchema(const PicoProperty &property, int depth)
{
    DataNode node = typed(property.type, {});
    if (property.type == QLatin1StringView("enum")) {
        node = DataNode::map();
        node.set(QStringLiteral("enum"), property.value);
    } else if (property.type == QLatin1StringView("array")) {
        const std::optional<DataNode> items = fromPico(property.value, depth + 1);
        if (!items) return std::nullopt;
        node.set(QStringLiteral("items"), *items);
    } else if (property.type == QLatin1StringView("object")) {
        const std::optional<DataNode> object = fromPico(property.value, depth + 1);
        if (!object) return std::nullopt;
        node = *object;
    }
    node.setText(QStringLiteral("description"), property.description);
    return node;
}

std::optional<DataNode> fromPico(const DataNode &pico, int depth)
{
    if (depth > DeepestSchema) return std::nullopt;
    if (pico.isText()) {
        const auto [type, description] = typeAndDescription(pico.text);
        return typed(type, description);
    }
    if (!pico.isMap()) return std::nullopt;
    DataNode properties = DataNode::map();
    DataNode required = DataNode::list();
    DataNode others = DataNode::ofBoolean(false);
    for (qsizetype i = 0; i < pico.keys.size(); ++i) {
        const std::optional<PicoProperty> property = picoProperty(pico.keys.at(i), pico.items[size_t(i)]);
        const std::optional<DataNode> value = property ? valueSchema(*property, depth) : std::nullopt;
        if (!value) return std::nullopt;
        if (property->name == QLatin1StringView("(*)")) {
            others = *value;
            continue;
        }
        properties.set(property->name, *value);
        if (!property->isOptional) required.items.push_back(DataNode::ofText(property->name));
    }
    DataNode node = typed(QStringLiteral("object"), {});
    node.set(QStringLiteral("properties"), properties);
    if (!required.items.empty()) node.set(QStringLiteral("required"), required);
    node.set(QStringLiteral("additionalProperties"), others);
    return node;
}

QString textOf(const DataNode &node, const char *key)
{
    const DataNode *member = node.find(QString::fromLatin1(key));
    return member && member->isText() ? member->text : QString();
}

} // namespace

std::optional<PicoProperty> picoProperty(const QString &key, const DataNode &value)
{
    static const QRegularExpression form(QStringLiteral("\\A([^()?]+|\\(\\*\\))(\\?)?(?:\\(([^,)]*)(?:,(.*))?\\))?\\z"),
                                         QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = form.match(key);
    if (!match.hasMatch()) return std::nullopt;
    PicoProperty property{match.captured(1).trimmed(), match.hasCaptured(2), match.captured(3).trimmed(),
                          match.captured(4).trimmed(), value};
    const bool isStructured = property.type == QLatin1StringView("array") ||
                              property.type == QLatin1StringView("object") ||
                              property.type == QLatin1StringView("enum");
    if (match.hasCaptured(3) != isStructured) return std::nullopt;
    if (isStructured) return property;
    if (!value.isText()) return std::nullopt;
    std::tie(property.type, property.description) = typeAndDescription(value.text);
    return property;
}

bool isJsonSchema(const DataNode &schema)
{
    static const QSet<QString> types{QStringLiteral("object"), QStringLiteral("array"),   QStringLiteral("string"),
                                     QStringLiteral("number"), QStringLiteral("integer"), QStringLiteral("boolean")};
    if (!schema.isMap()) return false;
    const DataNode *type = schema.find(QStringLiteral("type"));
    return (type && types.contains(type->text)) || schema.find(QStringLiteral("properties")) ||
           schema.find(QStringLiteral("$schema")) || schema.find(QStringLiteral("$ref")) ||
           schema.find(QStringLiteral("anyOf"));
}

std::optional<DataNode> jsonSchemaFrom(const DataNode &schema)
{
    return isJsonSchema(schema) ? std::optional(schema) : fromPico(schema, 0);
}

VariableRow rowFromSchema(const QString &name, const DataNode &property)
{
    VariableRow row{.name = name, .type = VariableType::Json, .description = textOf(property, "description")};
    const QString type = textOf(property, "type");
    const DataNode *options = property.find(QStringLiteral("enum"));
    const DataNode *items = property.find(QStringLiteral("items"));
    if (options && options->isList() && std::ranges::all_of(options->items, &DataNode::isText)) {
        row.type = VariableType::Choice;
        row.options = textsOf(*options);
    } else if (type == QLatin1StringView("string")) {
        row.type = VariableType::Multiline;
    } else if (type == QLatin1StringView("number") || type == QLatin1StringView("integer")) {
        row.type = VariableType::Number;
    } else if (type == QLatin1StringView("boolean")) {
        row.type = VariableType::Boolean;
    } else if (type == QLatin1StringView("array") && items && textOf(*items, "type") == QLatin1StringView("string")) {
        row.type = VariableType::List;
    }
    return row;
}

DataNode schemaFromRow(const VariableRow &row)
{
    DataNode node = DataNode::map();
    switch (row.type) {
    case VariableType::Number:
        node = typed(QStringLiteral("number"), {});
        break;
    case VariableType::Boolean:
        node = typed(QStringLiteral("boolean"), {});
        break;
    case VariableType::List:
    case VariableType::MultiChoice:
        node = typed(QStringLiteral("array"), {});
        node.set(QStringLiteral("items"), typed(QStringLiteral("string"), {}));
        break;
    case VariableType::Choice: {
        DataNode options = DataNode::list();
        for (const QString &option : row.options)
            options.items.push_back(DataNode::ofText(option));
        node.set(QStringLiteral("enum"), options);
        break;
    }
    case VariableType::Json:
        break;
    default:
        node = typed(QStringLiteral("string"), {});
    }
    node.setText(QStringLiteral("description"), row.description);
    return node;
}

} // namespace burin
