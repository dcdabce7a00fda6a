#include "ui/workbench/variablecheck.h"

#include "core/prompt/jsonschema.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QRegularExpression>

namespace burin {

namespace {

struct VariableChecks {
    Q_DECLARE_TR_FUNCTIONS(VariableChecks)
};

using Sentence = std::optional<QString>;

QString shown(double limit)
{
    return QLocale().toString(limit, 'g', 15);
}

Sentence countProblem(const VariableRow &row, qsizetype count)
{
    if (row.minimum && double(count) < *row.minimum)
        return VariableChecks::tr("It is too short: at least %1.").arg(shown(*row.minimum));
    if (row.maximum && double(count) > *row.maximum)
        return VariableChecks::tr("It is too long: at most %1.").arg(shown(*row.maximum));
    return std::nullopt;
}

Sentence textProblem(const VariableRow &row, const QString &text)
{
    if (!row.pattern.isEmpty()) {
        const QRegularExpression pattern(QRegularExpression::anchoredPattern(row.pattern));
        if (!pattern.isValid())
            return VariableChecks::tr("Its pattern is no regular expression: %1.").arg(pattern.errorString());
        if (!pattern.match(text).hasMatch())
            return VariableChecks::tr("It does not match the pattern %1.").arg(row.pattern);
    }
    return countProblem(row, text.size());
}

Sentence numberProblem(const VariableRow &row, const QString &text)
{
    bool ok = false;
    const double number = QLocale::c().toDouble(text.trimmed(), &ok);
    if (!ok || !qIsFinite(number)) return VariableChecks::tr("It is not a number such as 3.5.");
    if (row.minimum && number < *row.minimum) return VariableChecks::tr("At least %1.").arg(shown(*row.minimum));
    if (row.maximum && number > *row.maximum) return VariableChecks::tr("At most %1.").arg(shown(*row.maximum));
    return std::nullopt;
}

Sentence entriesProblem(const VariableRow &row, const QString &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    if (!document.isArray()) return VariableChecks::tr("It is not a list.");
    for (const QJsonArray array = document.array(); const QJsonValue &entry : array) {
        if (!entry.isString()) return VariableChecks::tr("It is not a list of texts.");
        if (row.type == VariableType::MultiChoice && !row.options.contains(entry.toString()))
            return VariableChecks::tr("%1 is none of the options.").arg(entry.toString());
    }
    return countProblem(row, document.array().size());
}

} // namespace

std::optional<QString> variableProblem(const VariableRow &row, const std::optional<QString> &text)
{
    const bool isText = row.type == VariableType::Text || row.type == VariableType::Multiline;
    const bool entered = text && (isText || row.type == VariableType::File || !text->isEmpty());
    if (!entered && row.fallback.isEmpty())
        return row.required ? Sentence(VariableChecks::tr("It needs a value.")) : std::nullopt;
    const QString value = entered ? *text : row.fallback;
    switch (row.type) {
    case VariableType::Text:
    case VariableType::Multiline:
        return value.isEmpty() ? std::nullopt : textProblem(row, value);
    case VariableType::Number:
        return numberProblem(row, value);
    case VariableType::Boolean:
        if (value != u"true" && value != u"false") return VariableChecks::tr("It is neither true nor false.");
        return std::nullopt;
    case VariableType::Choice:
        if (!row.options.contains(value)) return VariableChecks::tr("%1 is none of the options.").arg(value);
        return std::nullopt;
    case VariableType::MultiChoice:
    case VariableType::List:
        return entriesProblem(row, value);
    case VariableType::File:
        return std::nullopt;
    case VariableType::Json:
        if (const auto problem = checkJson(value)) return describe(*problem);
        return std::nullopt;
    }
    return std::nullopt;
}

QString valueSent(const VariableRow &row, const std::optional<QString> &text)
{
    return text.value_or(row.fallback);
}

} // namespace burin
