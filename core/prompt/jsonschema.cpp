#include "core/prompt/jsonschema.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#define VALIJSON_USE_EXCEPTIONS 1 // without them it ends the program
#include <valijson/adapters/qtjson_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>

#include <algorithm>
#include <exception>

namespace burin {

namespace {

/// The place of the byte @p offset of @p text's UTF-8.
JsonProblem problemAt(const QString &text, qsizetype offset, const QString &reason)
{
    const QString before = QString::fromUtf8(text.toUtf8().left(offset));
    const qsizetype lineStart = before.lastIndexOf(u'\n') + 1;
    return {int(before.count(u'\n')) + 1, int(before.size() - lineStart) + 1, before.size(), reason};
}

/// Why the parser refused @p schema; it throws what it has to say.
std::optional<QString> refusalOf(const QJsonValue &schema)
{
    try {
        valijson::Schema parsed;
        valijson::SchemaParser parser;
        parser.populateSchema(valijson::adapters::QtJsonAdapter(schema), parsed);
    } catch (const std::exception &refusal) {
        return QString::fromUtf8(refusal.what());
    }
    return std::nullopt;
}

} // namespace

QString describe(const JsonProblem &problem)
{
    if (problem.line == 0)
        return QCoreApplication::translate("JsonSchema", "Not a JSON Schema: %1.").arg(problem.reason);
    return QCoreApplication::translate("JsonSchema", "Line %1, column %2: %3.")
        .arg(problem.line)
        .arg(problem.column)
        .arg(problem.reason);
}

std::optional<JsonProblem> checkJson(const QString &text)
{
    // Qt's parser takes documents only; in an array every value is one.
    QJsonParseError error;
    const QByteArray utf8 = "[" + text.toUtf8() + "\n]";
    const QJsonDocument document = QJsonDocument::fromJson(utf8, &error);
    if (error.error != QJsonParseError::NoError)
        return problemAt(text, std::clamp<qsizetype>(error.offset - 1, 0, utf8.size() - 3), error.errorString());
    return std::nullopt;
}

std::optional<JsonProblem> checkJsonSchema(const QString &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8(), &error);
    if (error.error != QJsonParseError::NoError) return problemAt(text, error.offset, error.errorString());
    if (!document.isObject())
        return JsonProblem{.reason = QCoreApplication::translate("JsonSchema", "it must be an object, in braces")};
    if (const auto refusal = refusalOf(document.object())) return JsonProblem{.reason = *refusal};
    return std::nullopt;
}

} // namespace burin
