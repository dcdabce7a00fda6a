#include "ui/costs/costtexts.h"

#include "ui/common/format.h"
#include "ui/common/labels.h"

#include <cmath>
#include <iterator>

namespace burin {

namespace {

/// A dimension is a row.
struct DimensionRow {
    const char *id;
    const char *title;
    const char *split;
    const char *without; ///< The name of the runs that have no value.
};
constexpr DimensionRow dimensionRows[] = {
    {"model", QT_TRANSLATE_NOOP("Costs", "Model"), QT_TRANSLATE_NOOP("Costs", "by model"),
     QT_TRANSLATE_NOOP("Costs", "No model")},
    {"provider", QT_TRANSLATE_NOOP("Costs", "Provider"), QT_TRANSLATE_NOOP("Costs", "by provider"),
     QT_TRANSLATE_NOOP("Costs", "No provider")},
    {"prompt", QT_TRANSLATE_NOOP("Costs", "Prompt"), QT_TRANSLATE_NOOP("Costs", "by prompt"),
     QT_TRANSLATE_NOOP("Costs", "Without a title")},
    {"version", QT_TRANSLATE_NOOP("Costs", "Version"), QT_TRANSLATE_NOOP("Costs", "by version"),
     QT_TRANSLATE_NOOP("Costs", "No version")},
    {"tag", QT_TRANSLATE_NOOP("Costs", "Tag"), QT_TRANSLATE_NOOP("Costs", "by tag"),
     QT_TRANSLATE_NOOP("Costs", "No tag")},
    {"batch", QT_TRANSLATE_NOOP("Costs", "Batch"), QT_TRANSLATE_NOOP("Costs", "by batch"),
     QT_TRANSLATE_NOOP("Costs", "No batch")},
    {"error", QT_TRANSLATE_NOOP("Costs", "Category"), QT_TRANSLATE_NOOP("Costs", "by category"),
     QT_TRANSLATE_NOOP("Costs", "No error")},
};

const DimensionRow &rowOf(const QString &dimension)
{
    for (const DimensionRow &row : dimensionRows)
        if (dimension == QLatin1StringView(row.id)) return row;
    return dimensionRows[0];
}

/// "RATE_LIMIT_ERROR" as words.
QString errorName(const QString &category)
{
    QString words = category.toLower().replace(u'_', u' ');
    if (words.endsWith(QLatin1StringView(" error"))) words.chop(6);
    if (!words.isEmpty()) words[0] = words[0].toUpper();
    return words;
}

} // namespace

QString nameOf(const QString &dimension, const QString &key)
{
    const DimensionRow &row = rowOf(dimension);
    if (key.isEmpty()) return QCoreApplication::translate("Costs", row.without);
    return dimension == QLatin1StringView("error") ? errorName(key) : oneLine(key);
}

QString dimensionTitle(const QString &dimension)
{
    return QCoreApplication::translate("Costs", rowOf(dimension).title);
}

QString splitTitle(const QString &dimension)
{
    return QCoreApplication::translate("Costs", rowOf(dimension).split);
}

QString measureTitle(CostMeasure measure)
{
    switch (measure) {
    case CostMeasure::Cost:
        return CostTexts::tr("Cost in US dollars");
    case CostMeasure::Tokens:
        return CostTexts::tr("Tokens");
    case CostMeasure::Runs:
        break;
    }
    return CostTexts::tr("Runs");
}

ChartUnit unitOf(CostMeasure measure)
{
    switch (measure) {
    case CostMeasure::Cost:
        return ChartUnit::Money;
    case CostMeasure::Tokens:
        return ChartUnit::Tokens;
    case CostMeasure::Runs:
        break;
    }
    return ChartUnit::Runs;
}

std::optional<qint64> measured(const CostFigures &figures, CostMeasure measure)
{
    switch (measure) {
    case CostMeasure::Cost:
        if (figures.runs == figures.unpricedRuns) return std::nullopt;
        return figures.cost.picoUsd;
    case CostMeasure::Tokens:
        return figures.inputTokens + figures.outputTokens;
    case CostMeasure::Runs:
        break;
    }
    return figures.runs;
}

double priceStep(int step)
{
    constexpr double Factors[] = {1, 2, 5};
    if (step <= 0) return 0;
    return Factors[(step - 1) % 3] * std::pow(10.0, (step - 1) / 3);
}

} // namespace burin
