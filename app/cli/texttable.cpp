#include "app/cli/texttable.h"

#include "app/cli/terminalfilter.h"
#include "core/base/money.h"

#include <algorithm>

namespace burin {

void TextTable::add(const QStringList &cells)
{
    QStringList row;
    for (const QString &cell : cells)
        row += withoutControls(cell).simplified();
    m_rows.push_back(row);
}

QString TextTable::text() const
{
    QStringList titles;
    for (const Column &column : m_columns)
        titles += column.title;
    std::vector<QStringList> lines = m_rows;
    lines.insert(lines.begin(), titles);
    for (size_t column = 0; column < m_columns.size(); ++column) {
        const auto length = [column](const QStringList &line) { return line.value(qsizetype(column)).size(); };
        const qsizetype width = length(std::ranges::max(lines, {}, length));
        for (QStringList &line : lines) {
            QString &cell = line[qsizetype(column)];
            cell = m_columns[column].align == Align::Left ? cell.leftJustified(width) : cell.rightJustified(width);
        }
    }
    QString text;
    for (const QStringList &line : lines) {
        text += line.join(QLatin1StringView("  "));
        while (text.endsWith(u' '))
            text.chop(1);
        text += u'\n';
    }
    return text;
}

QString shown(const std::optional<qint64> &count)
{
    return count ? QString::number(*count) : QStringLiteral("-");
}

QString shown(const std::optional<Money> &amount)
{
    return amount ? u'$' + shortUsd(*amount) : QStringLiteral("-");
}

QString seconds(std::chrono::milliseconds time)
{
    return QString::number(double(time.count()) / 1000, 'f', 1);
}

} // namespace burin
