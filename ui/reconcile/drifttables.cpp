#include "ui/reconcile/drifttables.h"

#include "ui/common/format.h"

#include <QCoreApplication>
#include <QLocale>

namespace burin {

namespace {

struct DriftTexts {
    Q_DECLARE_TR_FUNCTIONS(Drift)
};

const QString dash = QStringLiteral("–");

QString utcDay(QDate day)
{
    return day.toString(Qt::ISODate);
}

Cell moneyOrDash(const std::optional<Money> &amount)
{
    if (!amount) return {dash, qint64(-1), {}, QStringLiteral("muted")};
    return {formatMoney(*amount), amount->picoUsd, formatExactMoney(*amount), {}};
}

Cell countOrDash(const std::optional<qint64> &count)
{
    return {count ? QLocale().toString(*count) : dash, count.value_or(-1), {}, {}};
}

/// How far the ledger is from the file; only where both tell.
Cell differenceCell(const DriftRow &row)
{
    if (!row.fileCost) return {dash, qint64(0), {}, QStringLiteral("muted")};
    const Money difference = row.ledgerCost - *row.fileCost;
    const QString tone = difference == Money{} ? QStringLiteral("ok") : QStringLiteral("warn");
    const QString sign = difference > Money{} ? QStringLiteral("+") : QString();
    return {difference == Money{} ? DriftTexts::tr("none") : sign + formatMoney(difference), difference.picoUsd,
            formatExactMoney(difference), tone};
}

QString sideText(const DriftRow &row)
{
    switch (row.side) {
    case DriftRow::Side::OnlyFile:
        return DriftTexts::tr("only in the file");
    case DriftRow::Side::OnlyLedger:
        return DriftTexts::tr("only in the ledger");
    case DriftRow::Side::Both:
        break;
    }
    return row.ledgerUnpriced > 0 ? DriftTexts::tr("%n without a price", nullptr, row.ledgerUnpriced) : QString();
}

std::vector<Cell> cellsOf(const DriftRow &row, const QString &day, const QString &model)
{
    const bool ledger = row.side != DriftRow::Side::OnlyFile;
    const auto ofLedger = [ledger](qint64 count) { return countOrDash(ledger ? std::optional(count) : std::nullopt); };
    return {{day, {}, {}, {}},
            {model, {}, {}, {}},
            countOrDash(row.fileRequests),
            ofLedger(row.ledgerRequests),
            countOrDash(row.fileInput),
            ofLedger(row.ledgerInput),
            countOrDash(row.fileOutput),
            ofLedger(row.ledgerOutput),
            moneyOrDash(row.fileCost),
            ledger ? moneyOrDash(row.ledgerCost) : moneyOrDash({}),
            differenceCell(row),
            {sideText(row), {}, {}, QStringLiteral("warn")}};
}

} // namespace

CellTable driftTable(const UsageDrift &drift)
{
    CellTable table;
    table.columns = {{DriftTexts::tr("Day in UTC")},
                     {DriftTexts::tr("Model")},
                     {DriftTexts::tr("Requests, file"), FigureAlignment},
                     {DriftTexts::tr("ledger"), FigureAlignment},
                     {DriftTexts::tr("Tokens in, file"), FigureAlignment},
                     {DriftTexts::tr("ledger"), FigureAlignment},
                     {DriftTexts::tr("Tokens out, file"), FigureAlignment},
                     {DriftTexts::tr("ledger"), FigureAlignment},
                     {DriftTexts::tr("Cost, file"), FigureAlignment},
                     {DriftTexts::tr("ledger"), FigureAlignment},
                     {DriftTexts::tr("Drift"), FigureAlignment},
                     {DriftTexts::tr("Note")}};
    for (const DriftRow &row : drift.rows)
        table.rows.push_back(
            cellsOf(row, utcDay(row.day), row.model.isEmpty() ? DriftTexts::tr("all models") : visibleText(row.model)));
    if (drift.rows.size() > 1) table.rows.push_back(cellsOf(drift.total, DriftTexts::tr("All"), {}));
    return table;
}

CellTable unmatchedTable(const UsageDrift &drift)
{
    CellTable table;
    table.columns = {{DriftTexts::tr("Where")},
                     {DriftTexts::tr("Day in UTC")},
                     {DriftTexts::tr("Model")},
                     {DriftTexts::tr("Answer"), Qt::AlignLeft | Qt::AlignVCenter, true},
                     {DriftTexts::tr("Cost"), FigureAlignment}};
    for (const UsageRow &row : drift.onlyInFile)
        table.rows.push_back({{DriftTexts::tr("file, line %1").arg(QLocale().toString(row.line)), row.line, {}, {}},
                              {utcDay(row.day), {}, {}, {}},
                              {visibleText(row.model), {}, {}, {}},
                              {visibleText(row.generation), {}, {}, {}},
                              moneyOrDash(row.cost)});
    for (const LedgerUse &use : drift.onlyInLedger)
        table.rows.push_back({{DriftTexts::tr("ledger, run %1").arg(use.run.value), use.run.value, {}, {}},
                              {utcDay(use.day), {}, {}, {}},
                              {visibleText(use.model), {}, {}, {}},
                              {visibleText(use.responseId), {}, {}, {}},
                              moneyOrDash(use.cost)});
    return table;
}

RunId runOfUnmatched(const UsageDrift &drift, int row)
{
    const int inLedger = row - int(drift.onlyInFile.size());
    return inLedger < 0 ? RunId{} : drift.onlyInLedger[size_t(inLedger)].run;
}

QString driftSummary(const UsageDrift &drift)
{
    QStringList sentences;
    const QString days = drift.from == drift.to ? utcDay(drift.from)
                                                : DriftTexts::tr("%1 to %2").arg(utcDay(drift.from), utcDay(drift.to));
    const DriftRow &total = drift.total;
    if (total.fileCost)
        //: %1 is a day or such as "2026-11-01 to 2026-11-30"; %2 and %3 are amounts of money.
        sentences += DriftTexts::tr("%1, days in UTC: the file says %2, the ledger %3.")
                         .arg(days, formatMoney(*total.fileCost), formatMoney(total.ledgerCost));
    else
        sentences += DriftTexts::tr("%1, days in UTC: the file has tokens, no cost.").arg(days);
    if (total.ledgerUnpriced > 0)
        sentences += DriftTexts::tr("%n request(s) of the ledger have no known price.", nullptr, total.ledgerUnpriced);
    if (drift.byGeneration) {
        sentences += DriftTexts::tr("%n answer(s) are in both.", nullptr, drift.matched);
        if (drift.different > 0)
            sentences += DriftTexts::tr("Of these %n have another cost here.", nullptr, drift.different);
    }
    sentences += DriftTexts::tr("The file may also have what other programs used with the same account.");
    return sentences.join(u' ');
}

} // namespace burin
