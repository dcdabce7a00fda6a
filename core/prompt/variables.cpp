#include "core/prompt/variables.h"

#include "core/prompt/templaterender.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace burin {

namespace {

using ValueKind = ValueError::Kind;
using Typed = Result<QJsonValue, ValueError>;

/// Steps of PCRE2, after which a pattern that backtracks without end is given up; tens of milliseconds.
const QString MatchLimit = QStringLiteral("(*LIMIT_MATCH=1000000)");

std::optional<ValueError> checkRange(const VariableRow &row, double size)
{
    if (row.minimum && size < *row.minimum) return ValueError{ValueKind::TooSmall};
    if (row.maximum && size > *row.maximum) return ValueError{ValueKind::TooLarge};
    return std::nullopt;
}

std::optional<ValueError> checkPattern(const VariableRow &row, const QString &text)
{
    if (row.pattern.isEmpty()) return std::nullopt;
    const QRegularExpression pattern(MatchLimit + QRegularExpression::anchoredPattern(row.pattern),
                                     QRegularExpression::UseUnicodePropertiesOption);
    if (!pattern.isValid()) return ValueError{ValueKind::BadPattern, pattern.errorString()};
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.isValid())
        return ValueError{ValueKind::BadPattern, QCoreApplication::translate("Variables", "it takes too long")};
    return match.hasMatch() ? std::nullopt : std::optional(ValueError{ValueKind::NoMatch});
}

Typed textValue(const VariableRow &row, const QString &text)
{
    const auto characters = std::ranges::count_if(text, [](QChar c) { return !c.isLowSurrogate(); });
    if (const std::optional<ValueError> error = checkRange(row, double(characters))) return *error;
    if (const std::optional<ValueError> error = checkPattern(row, text)) return *error;
    return QJsonValue(text);
}

Typed numberValue(const VariableRow &row, const QString &text)
{
    bool isWhole = false;
    bool isNumber = false;
    const qlonglong whole = text.toLongLong(&isWhole);
    const double number = text.toDouble(&isNumber);
    if (!isNumber || !std::isfinite(number)) return ValueError{ValueKind::NotANumber};
    if (const std::optional<ValueError> error = checkRange(row, number)) return *error;
    return isWhole ? QJsonValue(qint64(whole)) : QJsonValue(number);
}

Typed booleanValue(const VariableRow &, const QString &text)
{
    if (text.compare(QLatin1StringView("true"), Qt::CaseInsensitive) == 0) return QJsonValue(true);
    if (text.compare(QLatin1StringView("false"), Qt::CaseInsensitive) == 0) return QJsonValue(false);
    return ValueError{ValueKind::NotABoolean};
}

Typed choiceValue(const VariableRow &row, const QString &text)
{
    if (!row.options.contains(text)) return ValueError{ValueKind::NotAnOption, text};
    return QJsonValue(text);
}

/// Of any JSON text, also of one that is no object and no array.
Typed jsonValue(const VariableRow &, const QString &text)
{
    const QByteArray inArray = '[' + text.toUtf8() + ']';
    QJsonParseError problem;
    const QJsonArray array = QJsonDocument::fromJson(inArray, &problem).array();
    if (problem.error == QJsonParseError::NoError && array.size() == 1) return array.first();
    if (problem.error == QJsonParseError::NoError)
        return ValueError{ValueKind::BadJson, QCoreApplication::translate("Variables", "more than one value")};
    const qsizetype offset = QString::fromUtf8(inArray.left(problem.offset)).size() - 1;
    return ValueError{ValueKind::BadJson, problem.errorString(), std::clamp<qsizetype>(offset, 0, text.size())};
}

Typed listValue(const VariableRow &row, const QString &text)
{
    const Typed json = jsonValue(row, text);
    if (!json) return ValueError{ValueKind::NotAList, json.error().detail, json.error().offset};
    const QJsonArray list = json->toArray();
    const bool texts = json->isArray() && std::ranges::all_of(list, [](const QJsonValue &v) { return v.isString(); });
    if (!texts) return ValueError{ValueKind::NotAList};
    if (const std::optional<ValueError> error = checkRange(row, double(list.size()))) return *error;
    if (row.type != VariableType::MultiChoice) return *json;
    for (const QJsonValue &value : list) {
        if (!row.options.contains(value.toString())) return ValueError{ValueKind::NotAnOption, value.toString()};
    }
    return *json;
}

Typed fileValue(const VariableRow &, const QString &text)
{
    return QJsonValue(text);
}

/// How a type reads its text, and what an optional variable of it is without one.
struct TypeRow {
    VariableType type;
    Typed (*read)(const VariableRow &, const QString &);
    QJsonValue nothing;
    bool hasEmpty; ///< The empty text is a value.
};

const TypeRow &typeRow(VariableType type)
{
    static const TypeRow rows[] = {
        {VariableType::Text, textValue, QString(), true},
        {VariableType::Multiline, textValue, QString(), true},
        {VariableType::Number, numberValue, QJsonValue::Null, false},
        {VariableType::Boolean, booleanValue, false, false},
        {VariableType::Choice, choiceValue, QString(), false},
        {VariableType::MultiChoice, listValue, QJsonArray(), false},
        {VariableType::List, listValue, QJsonArray(), false},
        {VariableType::File, fileValue, QString(), false},
        {VariableType::Json, jsonValue, QJsonValue::Null, false},
    };
    return *std::ranges::find(rows, type, &TypeRow::type);
}

QString limitText(const std::optional<double> &limit)
{
    return printed(QJsonValue(limit.value_or(0)));
}

QString rangeSentence(const ValueError &error, const VariableRow &row)
{
    const bool low = error.kind == ValueKind::TooSmall;
    const QString limit = limitText(low ? row.minimum : row.maximum);
    const auto text = [&limit](const char *source) {
        return QCoreApplication::translate("Variables", source).arg(limit);
    };
    if (row.type == VariableType::Number)
        return low ? text(QT_TRANSLATE_NOOP("Variables", "It must be %1 or more."))
                   : text(QT_TRANSLATE_NOOP("Variables", "It must be %1 or less."));
    if (row.type == VariableType::List || row.type == VariableType::MultiChoice)
        return low ? text(QT_TRANSLATE_NOOP("Variables", "Too few entries; the least is %1."))
                   : text(QT_TRANSLATE_NOOP("Variables", "Too many entries; the most is %1."));
    return low ? text(QT_TRANSLATE_NOOP("Variables", "Too short; the least number of characters is %1."))
               : text(QT_TRANSLATE_NOOP("Variables", "Too long; the greatest number of characters is %1."));
}

} // namespace

QString describe(const ValueError &error, const VariableRow &row)
{
    const auto text = [](const char *source) { return QCoreApplication::translate("Variables", source); };
    switch (error.kind) {
    case ValueKind::Missing:
        return text(QT_TRANSLATE_NOOP("Variables", "It needs a value."));
    case ValueKind::NotANumber:
        return text(QT_TRANSLATE_NOOP("Variables", "This is not a number; write it as 1234.5."));
    case ValueKind::TooSmall:
    case ValueKind::TooLarge:
        return rangeSentence(error, row);
    case ValueKind::NotABoolean:
        return text(QT_TRANSLATE_NOOP("Variables", "It must be true or false."));
    case ValueKind::NotAnOption:
        return text(QT_TRANSLATE_NOOP("Variables", "“%1” is none of the options.")).arg(error.detail.simplified());
    case ValueKind::NotAList:
        return text(QT_TRANSLATE_NOOP("Variables", "This is not a list of texts; write it as [\"one\", \"two\"]."));
    case ValueKind::BadJson:
        //: %1 is what is wrong, %2 how many characters are right.
        return text(QT_TRANSLATE_NOOP("Variables", "This is not JSON: %1, at character %2."))
            .arg(error.detail)
            .arg(error.offset + 1);
    case ValueKind::NoMatch:
        return text(QT_TRANSLATE_NOOP("Variables", "It does not match the pattern %1.")).arg(row.pattern);
    case ValueKind::BadPattern:
        return text(QT_TRANSLATE_NOOP("Variables", "The variable's pattern does not work: %1.")).arg(error.detail);
    }
    Q_UNREACHABLE();
}

Result<QJsonValue, ValueError> typedValue(const VariableRow &row, const std::optional<QString> &text)
{
    const TypeRow &type = typeRow(row.type);
    QString entered = text.value_or(QString());
    const bool plain = type.hasEmpty || row.type == VariableType::Choice || row.type == VariableType::File;
    if (!plain) entered = entered.trimmed();
    const bool leftEmpty = type.hasEmpty && text && entered.isEmpty();
    if (entered.isEmpty() && !leftEmpty) entered = row.fallback;
    if (!entered.isEmpty()) return type.read(row, entered);
    if (leftEmpty) return type.nothing;
    if (row.required) return ValueError{ValueKind::Missing};
    return type.nothing;
}

std::optional<ValueError> checkDeclaration(const VariableRow &row)
{
    VariableRow anything = row;
    anything.minimum.reset();
    anything.maximum.reset();
    const std::optional<ValueError> pattern = checkPattern(anything, {});
    if (pattern && pattern->kind == ValueKind::BadPattern) return pattern;
    if (row.fallback.isEmpty()) return std::nullopt;
    const Typed fallback = typedValue(row, std::nullopt);
    return fallback ? std::nullopt : std::optional(fallback.error());
}

QString textOfValue(const QJsonValue &value)
{
    return printed(value);
}

std::vector<VariableRow> variablesOf(const PromptDraft &draft, const Fragments &fragments)
{
    std::vector<VariableRow> rows;
    QSet<QString> seen;
    for (const PromptMessage &message : draft.messages) {
        if (!message.enabled) continue;
        for (const Template::Span &span : findVariables(message.text, fragments)) {
            if (seen.contains(span.name)) continue;
            seen.insert(span.name);
            const auto declared = std::ranges::find(draft.declared, span.name, &VariableRow::name);
            rows.push_back(declared != draft.declared.end() ? *declared : VariableRow{.name = span.name});
        }
    }
    return rows;
}

} // namespace burin
