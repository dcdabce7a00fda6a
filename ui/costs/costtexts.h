#pragma once

#include "ui/costs/costcharts.h"

#include <QCoreApplication>

namespace burin {

/// The context of the texts of the costs.
struct CostTexts {
    Q_DECLARE_TR_FUNCTIONS(Costs)
};

/// A value of a dimension as it is shown: '' has a name of its own.
QString nameOf(const QString &dimension, const QString &key);
/// "Model" and so on: the title of a column of a dimension.
QString dimensionTitle(const QString &dimension);
/// "by model" and so on: how a chart is split.
QString splitTitle(const QString &dimension);
/// "Cost, in US dollars", "Tokens", "Runs".
QString measureTitle(CostMeasure measure);
ChartUnit unitOf(CostMeasure measure);
/// The value of some figures; nullopt where none of the runs has a price.
std::optional<qint64> measured(const CostFigures &figures, CostMeasure measure);
/// The upper end, in pico-USD, of a step of the distribution of prices: 0, then 1, 2 and 5 times each power of ten.
double priceStep(int step);

} // namespace burin
