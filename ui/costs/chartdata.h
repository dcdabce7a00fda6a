#pragma once

#include "core/domain/history.h"

#include <QDate>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace burin {

/// What the values of a chart are, exactly: whole numbers of these.
enum class ChartUnit {
    Money,    ///< Pico-USD.
    Tokens,   ///< Tokens.
    Runs,     ///< Runs.
    Duration, ///< Milliseconds.
    Speed,    ///< Thousandths of a token a second.
};

/// A place along a chart: a time, a model, an hour.
struct ChartCategory {
    QString label; ///< Short.
    QString title; ///< Whole, for tool tips and the table.
    bool operator==(const ChartCategory &) const = default;
};

struct ChartSeries {
    QString title;    ///< Plain text.
    QString colorKey; ///< The same key has the same colour everywhere; empty = the rest of many.
    std::vector<std::optional<qint64>> values; ///< One for each category; nullopt = nothing is known there.
    std::vector<qint64> runs;                  ///< n of each value.
    bool operator==(const ChartSeries &) const = default;
};

/// A chart, ready to be drawn, shown as a table or written to a file.
struct ChartData {
    QString title; ///< What, and in which unit.
    QString note;  ///< What is left out or how it is counted; may be empty.
    QString categoryTitle;
    QString seriesTitle; ///< Empty for a chart with one series.
    ChartUnit unit = ChartUnit::Money;
    std::vector<ChartCategory> categories;
    std::vector<ChartSeries> series;
    /// The runs behind a value; none = it opens nothing.
    std::function<RunQuery(int category, int series)> runs;
};

/// Whether there is anything to draw.
bool hasValues(const ChartData &data);
/// A value as it is read: "$1.20", "1,204", "0.62 s", "84 tok/s".
QString chartText(ChartUnit unit, std::optional<qint64> value);
/// The same with all its digits.
QString exactChartText(ChartUnit unit, std::optional<qint64> value);
/// What a screen reader is told of the chart: the sum or the last value of each series, and the highest of all.
QString describeChart(const ChartData &data);
/// What the tool tip of a value says.
QString chartTip(const ChartData &data, int category, int series);

} // namespace burin
