#include "ui/common/attemptcells.h"

#include "ui/common/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <functional>

namespace burin {

namespace {

struct AttemptTexts {
    Q_DECLARE_TR_FUNCTIONS(Attempts)
};

const Cell NothingCell{QStringLiteral("–"), qint64(-1), {}, {}};

Cell figureCell(std::optional<qint64> count)
{
    return count ? Cell{formatTokens(count), QVariant(*count), {}, {}} : NothingCell;
}

Cell durationCell(std::optional<milliseconds> duration)
{
    if (!duration) return NothingCell;
    const qint64 count = duration->count();
    return {formatDuration(duration), QVariant(count), AttemptTexts::tr("%1 ms").arg(QLocale().toString(count)), {}};
}

Cell startCell(const Attempt &attempt)
{
    const QDateTime local = attempt.startedAt.toLocalTime();
    return {QLocale().toString(local.time(), QLocale::ShortFormat),
            attempt.startedAt,
            local.isValid() ? QLocale().toString(local, QLocale::LongFormat) : QString(),
            {}};
}

Cell targetCell(const RunRecord &record, const Attempt &attempt)
{
    const QString model = attempt.modelRequested.isEmpty() ? record.draft.model : attempt.modelRequested;
    const QString provider = attempt.providerId.isEmpty() ? record.providerId : attempt.providerId;
    const bool fallback = model != record.draft.model || provider != record.providerId;
    return {visibleText(model) + (fallback ? AttemptTexts::tr(" (fallback)") : QString()),
            {},
            visibleText(model) + QStringLiteral(" · ") + visibleText(provider),
            {}};
}

Cell resultCell(const Attempt &attempt)
{
    if (!attempt.error) return {AttemptTexts::tr("ok"), {}, {}, QStringLiteral("ok")};
    const QString id = toString(attempt.error->category()) + u'/' + QLatin1StringView(attempt.error->row().id);
    return {visibleText(attempt.error->message()),
            {},
            visibleText(attempt.error->message()) + u'\n' + id,
            QStringLiteral("error")};
}

Cell costCell(const Attempt &attempt)
{
    if (!attempt.receipt.total)
        return attempt.billing == Billing::None ? NothingCell : Cell{formatMoney({}), qint64(-1), {}, {}};
    return {formatMoney(attempt.receipt.total, attempt.receipt.provenance),
            QVariant(attempt.receipt.total->picoUsd),
            formatExactMoney(*attempt.receipt.total),
            {}};
}

Cell billingCell(Billing billing)
{
    switch (billing) {
    case Billing::None:
        return {AttemptTexts::tr("nothing"), {}, {}, {}};
    case Billing::Exact:
        return {AttemptTexts::tr("exact"), {}, {}, {}};
    case Billing::Estimated:
        return {AttemptTexts::tr("estimated"), {}, {}, {}};
    case Billing::Unknown:
        break;
    }
    return {AttemptTexts::tr("may have been charged"), {}, {}, QStringLiteral("warn")};
}

Cell textCell(const QString &text)
{
    return text.isEmpty() ? NothingCell : Cell{visibleText(text), {}, {}, {}};
}

struct Column {
    CellColumn head;
    std::function<Cell(const RunRecord &, const Attempt &)> cell;
};

std::vector<Column> columnsOf(const RunRecord &record)
{
    using A = const Attempt &;
    using R = const RunRecord &;
    std::vector<Column> columns = {
        {{AttemptTexts::tr("#"), FigureAlignment}, [](R, A a) { return figureCell(a.number); }},
        {{AttemptTexts::tr("Start")}, [](R, A a) { return startCell(a); }},
        {{AttemptTexts::tr("Waited"), FigureAlignment},
         [](R, A a) { return durationCell(a.waited.count() ? std::optional(a.waited) : std::nullopt); }},
        {{AttemptTexts::tr("Model")}, targetCell},
        {{AttemptTexts::tr("HTTP"), FigureAlignment},
         [](R, A a) {
             return a.httpStatus ? Cell{QString::number(a.httpStatus), a.httpStatus, {}, {}} : NothingCell;
         }},
        {{AttemptTexts::tr("Result")}, [](R, A a) { return resultCell(a); }},
        {{AttemptTexts::tr("Cost"), FigureAlignment}, [](R, A a) { return costCell(a); }},
        {{AttemptTexts::tr("Charged")}, [](R, A a) { return billingCell(a.billing); }},
        {{AttemptTexts::tr("First byte"), FigureAlignment}, [](R, A a) { return durationCell(a.firstByte); }},
        {{AttemptTexts::tr("First token"), FigureAlignment}, [](R, A a) { return durationCell(a.firstContent); }},
        {{AttemptTexts::tr("Total"), FigureAlignment}, [](R, A a) { return durationCell(a.duration); }},
        {{AttemptTexts::tr("Bytes"), FigureAlignment}, [](R, A a) { return figureCell(a.bytes); }},
        {{AttemptTexts::tr("Request id"), Qt::AlignLeft | Qt::AlignVCenter, true},
         [](R, A a) { return textCell(a.requestId); }},
    };
    const bool dropped =
        std::ranges::any_of(record.attempts, [](A attempt) { return !attempt.droppedParameter.isEmpty(); });
    if (dropped)
        columns.insert(columns.begin() + 4,
                       {{AttemptTexts::tr("Left out")}, [](R, A a) { return textCell(a.droppedParameter); }});
    return columns;
}

} // namespace

CellTable attemptTable(const RunRecord &record)
{
    const std::vector<Column> columns = columnsOf(record);
    CellTable table;
    for (const Column &column : columns)
        table.columns.push_back(column.head);
    for (const Attempt &attempt : record.attempts) {
        std::vector<Cell> row;
        for (const Column &column : columns)
            row.push_back(column.cell(record, attempt));
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace burin
