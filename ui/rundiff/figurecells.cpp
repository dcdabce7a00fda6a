#include "ui/rundiff/figurecells.h"

#include "ui/common/format.h"
#include "ui/common/labels.h"

#include <QCoreApplication>
#include <QLocale>

namespace burin {

namespace {

using Figure = RunDiffFigure::Kind;

struct FigureTexts {
    Q_DECLARE_TR_FUNCTIONS(RunDiff)
};

QString figureText(Figure kind, qint64 value)
{
    switch (kind) {
    case Figure::Cost:
        return formatMoney(Money{value});
    case Figure::FirstContent:
    case Figure::Total:
        return formatDuration(milliseconds(value));
    case Figure::TokensPerSecond:
        return QLocale().toString(double(value) / 1000, 'f', 1);
    default:
        return QLocale().toString(value);
    }
}

QString exactText(Figure kind, qint64 value)
{
    if (kind == Figure::Cost) return formatExactMoney(Money{value});
    if (kind == Figure::FirstContent || kind == Figure::Total)
        return FigureTexts::tr("%1 ms").arg(QLocale().toString(value));
    return {};
}

Cell valueCell(Figure kind, const std::optional<qint64> &value)
{
    if (!value) return {kind == Figure::Cost ? formatMoney({}) : formatTokens({}), {}, {}, {}};
    return {figureText(kind, *value), *value, exactText(kind, *value), {}};
}

Cell differenceCell(const RunDiffFigure &figure)
{
    const std::optional<qint64> difference = figure.difference();
    if (!difference) return {formatTokens({}), {}, {}, {}};
    if (*difference == 0) return {FigureTexts::tr("the same"), 0, {}, QStringLiteral("muted")};
    const QString sign = *difference > 0 ? QStringLiteral("+") : QStringLiteral("−");
    const qint64 size = std::abs(*difference);
    QString text = sign + figureText(figure.kind, size);
    if (*figure.before != 0)
        text += QStringLiteral(" (%1%2 %)")
                    .arg(sign, QLocale().toString(100.0 * double(size) / double(*figure.before), 'f', 0));
    return {text, *difference, exactText(figure.kind, size), {}};
}

} // namespace

CellTable figureTable(const RunDiff &diff)
{
    CellTable table;
    table.columns = {{FigureTexts::tr("Figure")},
                     {FigureTexts::tr("Run %1").arg(diff.before.value), FigureAlignment},
                     {FigureTexts::tr("Run %1").arg(diff.after.value), FigureAlignment},
                     {FigureTexts::tr("Change"), FigureAlignment}};
    for (const RunDiffFigure &figure : diff.figures)
        table.rows.push_back({{titleOf(figure.kind), {}, {}, {}},
                              valueCell(figure.kind, figure.before),
                              valueCell(figure.kind, figure.after),
                              differenceCell(figure)});
    return table;
}

QString runLine(const RunRecord &record)
{
    const QString provider = record.providerName.isEmpty() ? record.providerId : record.providerName;
    QStringList parts{FigureTexts::tr("run %1").arg(record.id.value), formatStatus(record.status),
                      oneLine(record.draft.model), oneLine(provider), formatTime(record.createdAt)};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

} // namespace burin
