#include "ui/common/compact.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/costs/costtexts.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace burin {

namespace {

Cell countCell(qint64 count)
{
    return {QLocale().toString(count), count, {}, {}};
}

/// Runs of which none has a price cost an unknown amount, not nothing.
Cell priceCell(const CostFigures &f, std::optional<Money> amount)
{
    if (!amount || f.runs == f.unpricedRuns)
        return {formatMoney({}), qint64(-1), CostTexts::tr("The price of these runs is unknown"),
                QStringLiteral("muted")};
    return {formatMoney(*amount), amount->picoUsd, formatExactMoney(*amount), {}};
}

Cell timeCell(const Histogram &times)
{
    const std::optional<double> value = times.percentile(0.95);
    if (!value) return {formatDuration({}), -1.0, {}, QStringLiteral("muted")};
    return {formatDuration(std::chrono::milliseconds(std::llround(*value))),
            *value,
            QCoreApplication::translate("Costs", "%n run(s)", nullptr, int(times.count())),
            {}};
}

Cell warnCell(qint64 count)
{
    if (count == 0) return {QString(), 0, {}, {}};
    return {QLocale().toString(count), count, {}, QStringLiteral("warn")};
}

std::optional<Money> over(Money amount, qint64 parts, qint64 factor)
{
    if (parts <= 0) return std::nullopt;
    return Money{std::llround(double(amount.picoUsd) / double(parts) * double(factor))};
}

Cell shareCell(qint64 part, qint64 all)
{
    const double percent = all > 0 ? 100.0 * double(part) / double(all) : 0;
    return {CostTexts::tr("%1 %").arg(QLocale().toString(percent, 'f', 1)),
            percent,
            CostTexts::tr("%1 of %2").arg(QLocale().toString(part), QLocale().toString(all)),
            {}};
}

/// The runs of a model that did not come to an end by themselves.
qint64 errorsOf(const CostOverview &overview, const CostLine &model)
{
    qint64 errors = 0;
    for (const CostLine &line : overview.modelErrors)
        if (line.ids.front() == model.ids.front() && !line.keys.back().isEmpty()) errors += line.figures.runs;
    return errors;
}

} // namespace

CellTable modelTable(const CostOverview &overview)
{
    CellTable table;
    table.columns = {{CostTexts::tr("Model")},
                     {CostTexts::tr("Cost"), FigureAlignment},
                     {CostTexts::tr("Runs"), FigureAlignment},
                     {CostTexts::tr("Tokens"), FigureAlignment},
                     {CostTexts::tr("Cost per run"), FigureAlignment},
                     {CostTexts::tr("Cost per million tokens"), FigureAlignment},
                     {CostTexts::tr("95th percentile, total"), FigureAlignment},
                     {CostTexts::tr("Errors"), FigureAlignment},
                     {CostTexts::tr("Without a price"), FigureAlignment},
                     {CostTexts::tr("Estimated"), FigureAlignment}};
    for (const CostLine &line : overview.models) {
        const CostFigures &f = line.figures;
        const qint64 tokens = f.inputTokens + f.outputTokens;
        table.rows.push_back({{nameOf(QStringLiteral("model"), line.keys.front()), {}, {}, {}},
                              priceCell(f, f.cost),
                              countCell(f.runs),
                              {compactCount(tokens), tokens, QLocale().toString(tokens), {}},
                              priceCell(f, over(f.cost, f.runs - f.unpricedRuns, 1)),
                              priceCell(f, over(f.cost, tokens, TokensPerPrice)),
                              timeCell(f.total),
                              shareCell(errorsOf(overview, line), f.runs),
                              warnCell(f.unpricedRuns),
                              warnCell(f.estimatedRuns)});
    }
    return table;
}

} // namespace burin
