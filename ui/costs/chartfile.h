#pragma once

#include "ui/common/celltable.h"
#include "ui/costs/chartdata.h"

#include <QByteArray>
#include <QString>

class QWidget;

namespace burin {

enum class ChartFormat { Png, Svg, Csv };

/// A chart as a file that is not written yet.
struct ChartFile {
    QString name; ///< Suggested, with its suffix.
    QByteArray bytes;
};

/// The chart as a table: a row for each value, with its n.
CellTable chartTable(const ChartData &data);
/// Category and series of each row of chartTable().
std::vector<std::pair<int, int>> chartTableRows(const ChartData &data);

/// RFC 4180 with exact values, UTF-8. A text that a spreadsheet would take for a formula begins with an apostrophe.
QByteArray chartCsv(const ChartData &data);
/// @p canvas as it is on the screen.
QByteArray chartPng(QWidget &canvas);
QByteArray chartSvg(QWidget &canvas, const QString &title);

} // namespace burin

Q_DECLARE_METATYPE(burin::ChartFile)
