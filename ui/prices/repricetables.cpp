#include "ui/prices/repricetables.h"

#include "ui/common/format.h"

#include <QCoreApplication>
#include <QLocale>

namespace burin {

namespace {

struct RepriceTexts {
    Q_DECLARE_TR_FUNCTIONS(Reprice)
};

Cell countCell(int count)
{
    return {QLocale().toString(count), count, {}, {}};
}

Cell sumCell(Money amount)
{
    return {formatMoney(amount), amount.picoUsd, formatExactMoney(amount), {}};
}

/// Of the known amounts; nothing is known of those that had none.
Cell knownCell(const RepriceLine &line)
{
    if (line.attempts == line.unpricedBefore) return {formatMoney({}), qint64(-1), {}, QStringLiteral("muted")};
    return sumCell(line.before);
}

std::vector<Cell> cellsOf(const RepriceLine &line, const QString &title)
{
    return {{title, {}, {}, {}}, countCell(line.attempts), countCell(line.unpricedBefore),
            knownCell(line),     sumCell(line.after),      sumCell(line.after - line.before),
            countCell(line.left)};
}

QString requests(int count)
{
    return RepriceTexts::tr("%n request(s)", nullptr, count);
}

QString choiceText(const RunChoice &choice)
{
    QStringList parts;
    const auto day = [](QDate date) { return QLocale().toString(date, QLocale::ShortFormat); };
    if (choice.days.from.isValid()) parts += RepriceTexts::tr("from %1").arg(day(choice.days.from));
    if (choice.days.to.isValid()) parts += RepriceTexts::tr("to %1").arg(day(choice.days.to));
    for (const QString &part : {choice.provider, choice.model, choice.prompt})
        if (!part.isEmpty()) parts += visibleText(part);
    return parts.isEmpty() ? RepriceTexts::tr("all runs") : parts.join(QStringLiteral(" · "));
}

} // namespace

CellTable repriceTable(const RepriceStep &step, RepriceQuestion question)
{
    CellTable table;
    const QString now = question == RepriceQuestion::TodaysPrices ? RepriceTexts::tr("New") : RepriceTexts::tr("There");
    table.columns = {{RepriceTexts::tr("Model")},
                     {RepriceTexts::tr("Requests"), FigureAlignment},
                     {RepriceTexts::tr("Without a price"), FigureAlignment},
                     {RepriceTexts::tr("Old"), FigureAlignment},
                     {now, FigureAlignment},
                     {RepriceTexts::tr("Difference"), FigureAlignment},
                     {RepriceTexts::tr("Left out"), FigureAlignment}};
    for (const RepriceLine &line : step.lines)
        table.rows.push_back(
            cellsOf(line, QStringLiteral("%1 · %2").arg(visibleText(line.provider), visibleText(line.model))));
    if (step.lines.size() > 1) table.rows.push_back(cellsOf(totalOf(step), RepriceTexts::tr("All")));
    return table;
}

QString repriceSummary(const RepriceStep &step, RepriceQuestion question)
{
    const RepriceLine total = totalOf(step);
    QStringList sentences;
    if (total.attempts == 0)
        sentences += question == RepriceQuestion::TodaysPrices
                         ? RepriceTexts::tr("No run of these has a price to gain from today's book.")
                         : RepriceTexts::tr("No run of these can be priced on that model.");
    else if (question == RepriceQuestion::TodaysPrices)
        //: %1 is such as "3 requests", %2 and %3 are amounts of money.
        sentences += RepriceTexts::tr("%1 of %n run(s): %2 become %3.", nullptr, step.runs)
                         .arg(requests(total.attempts), formatMoney(total.before), formatMoney(total.after));
    else
        sentences +=
            RepriceTexts::tr("%1 of %n run(s): %2 were known to be charged, %3 it would be there.", nullptr, step.runs)
                .arg(requests(total.attempts), formatMoney(total.before), formatMoney(total.after));
    if (total.attempts > 0 && total.unpricedBefore > 0)
        sentences += RepriceTexts::tr("Of %n the old amount is not known; it counts nothing in the old sum.", nullptr,
                                      total.unpricedBefore);
    if (total.left > 0)
        sentences += RepriceTexts::tr("%n more cannot be priced: no tokens were counted, or there is no price.",
                                      nullptr, total.left);
    if (question == RepriceQuestion::AnotherModel)
        sentences += RepriceTexts::tr("Assumed: the same numbers of tokens, at today's price; another model counts "
                                      "and answers differently.");
    return sentences.join(u' ');
}

CellTable repricingsTable(const std::vector<Repricing> &repricings)
{
    CellTable table;
    table.columns = {{RepriceTexts::tr("When")},
                     {RepriceTexts::tr("Runs")},
                     {RepriceTexts::tr("Requests"), FigureAlignment},
                     {RepriceTexts::tr("Old"), FigureAlignment},
                     {RepriceTexts::tr("New"), FigureAlignment},
                     {RepriceTexts::tr("State")}};
    for (const Repricing &one : repricings) {
        const bool undone = one.undoneAt.isValid();
        table.rows.push_back(
            {{formatTime(one.at), one.at.toMSecsSinceEpoch(), {}, {}},
             {choiceText(one.choice), {}, {}, {}},
             countCell(one.attempts),
             one.attempts == one.unpricedBefore ? Cell{formatMoney({}), qint64(-1), {}, {}} : sumCell(one.before),
             sumCell(one.after),
             {undone ? RepriceTexts::tr("undone") : RepriceTexts::tr("holds"),
              {},
              {},
              undone ? QStringLiteral("muted") : QString()}});
    }
    return table;
}

CellTable replacedTable(const std::vector<ReplacedReceipt> &receipts)
{
    CellTable table;
    table.columns = {{RepriceTexts::tr("Run"), FigureAlignment},
                     {RepriceTexts::tr("Attempt"), FigureAlignment},
                     {RepriceTexts::tr("Model")},
                     {RepriceTexts::tr("Original"), FigureAlignment},
                     {RepriceTexts::tr("Original source")},
                     {RepriceTexts::tr("New"), FigureAlignment},
                     {RepriceTexts::tr("New source")}};
    for (const ReplacedReceipt &receipt : receipts) {
        const Receipt &original = receipt.original;
        const QString source =
            original.priceSource.isEmpty() ? formatProvenance(original.provenance) : visibleText(original.priceSource);
        table.rows.push_back({{QString::number(receipt.run.value), receipt.run.value, {}, {}},
                              countCell(receipt.attempt),
                              {visibleText(receipt.model), {}, {}, {}},
                              {formatMoney(original.total, original.provenance),
                               original.total ? original.total->picoUsd : qint64(-1),
                               original.total ? formatExactMoney(*original.total) : QString(),
                               {}},
                              {source, {}, {}, QStringLiteral("muted")},
                              sumCell(receipt.now),
                              {visibleText(receipt.nowSource), {}, {}, QStringLiteral("muted")}});
    }
    return table;
}

} // namespace burin
