#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace burin {

/// @p text so that a spreadsheet takes it for a text: one that begins with = + - @, a tab or a line break would be
/// computed or lost, so it gets an apostrophe before it. So does one that begins with apostrophes and then one of
/// these, so that spreadsheetText() can tell what was there.
QString spreadsheetCell(const QString &text);
/// What spreadsheetCell() made @p cell of.
QString spreadsheetText(const QString &cell);

/// One row of RFC 4180 with its CRLF. Cells are written as they are given, quoted where they have to be.
QByteArray csvLine(const QStringList &cells);

} // namespace burin
