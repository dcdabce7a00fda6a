#include "core/export/csvcells.h"

#include <algorithm>

namespace burin {

namespace {

constexpr QLatin1StringView Dangerous("=+-@\t\r\n");

bool isFormula(QStringView text)
{
    const auto first = std::ranges::find_if(text, [](QChar c) { return c != u'\''; });
    return first != text.end() && Dangerous.contains(*first);
}

QString quoted(const QString &cell)
{
    const bool plain = std::ranges::none_of(
        cell, [](QChar c) { return c == u',' || c == u'"' || c == u'\r' || c == u'\n' || c == u';' || c == u'\t'; });
    if (plain) return cell;
    return u'"' + QString(cell).replace(QLatin1StringView("\""), QLatin1StringView("\"\"")) + u'"';
}

} // namespace

QString spreadsheetCell(const QString &text)
{
    return isFormula(text) ? u'\'' + text : text;
}

QString spreadsheetText(const QString &cell)
{
    return cell.startsWith(u'\'') && isFormula(cell) ? cell.mid(1) : cell;
}

QByteArray csvLine(const QStringList &cells)
{
    QStringList fields;
    for (const QString &cell : cells)
        fields += quoted(cell);
    return fields.join(u',').toUtf8() + "\r\n";
}

} // namespace burin
