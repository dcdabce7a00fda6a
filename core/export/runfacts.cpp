#include "core/export/runfacts.h"
#include "core/export/transfertext.h"

namespace burin {

namespace {

QString durationText(const std::optional<milliseconds> &duration)
{
    return duration ? QStringLiteral("%1 ms").arg(duration->count()) : QString();
}

QString countText(const std::optional<qint64> &count)
{
    return count ? QString::number(*count) : QStringLiteral("?");
}

} // namespace

QString readableCost(const std::optional<Money> &cost)
{
    return cost ? u'$' + exactUsd(*cost) : Transfer::tr("unpriced");
}

QString readableTitle(const RunRecord &record)
{
    constexpr qsizetype Longest = 100;
    if (!record.draft.title.isEmpty()) return record.draft.title;
    for (const Message &message : record.messages)
        if (message.role == Role::User) return message.text.left(4 * Longest).simplified().left(Longest);
    return Transfer::tr("Run");
}

QString readableError(const Error &error)
{
    return error.detail.isEmpty() ? error.message() : error.message() + u'\n' + error.detail;
}

std::vector<ReadFact> readableFacts(const RunRecord &record)
{
    const QString served = record.modelServed == record.draft.model ? QString() : record.modelServed;
    const QString provider = record.providerName.isEmpty() ? record.providerId : record.providerName;
    const QString tokens =
        Transfer::tr("%1 in, %2 out").arg(countText(record.usage.input), countText(record.usage.output));
    const QString cost =
        QStringLiteral("%1 (%2)").arg(readableCost(record.receipt.total), toString(record.receipt.provenance));
    std::vector<ReadFact> facts{
        {Transfer::tr("Status"), toString(record.status)},
        {Transfer::tr("Model"), record.draft.model},
        {Transfer::tr("Served by"), served},
        {Transfer::tr("Provider"), provider},
        {Transfer::tr("Time (UTC)"), record.createdAt.toUTC().toString(Qt::ISODate)},
        {Transfer::tr("Finish reason"), toString(record.finishReason)},
        {Transfer::tr("Tokens"), tokens},
        {Transfer::tr("Cost"), cost},
        {Transfer::tr("First content"), durationText(record.timings.firstContent)},
        {Transfer::tr("Total time"), durationText(record.timings.total)},
    };
    if (record.simulated)
        facts.push_back({Transfer::tr("Simulated"), Transfer::tr("yes; no model was asked and nothing was spent")});
    std::erase_if(facts, [](const ReadFact &fact) { return fact.value.isEmpty(); });
    return facts;
}

ReadTable readableReceipt(const Receipt &receipt)
{
    ReadTable table{Transfer::tr("Receipt"),
                    {Transfer::tr("Unit"), Transfer::tr("Count"), Transfer::tr("USD each"), Transfer::tr("USD")}};
    if (receipt.lines.empty()) return table;
    for (const ReceiptLine &line : receipt.lines)
        table.rows.push_back({line.unit, QString::number(line.quantity), exactUsd(line.each), exactUsd(line.amount)});
    if (receipt.total)
        table.rows.push_back({Transfer::tr("total"), QString(), receipt.priceSource, exactUsd(*receipt.total)});
    return table;
}

ReadTable readableAttempts(const std::vector<Attempt> &attempts)
{
    ReadTable table{Transfer::tr("Attempts"),
                    {Transfer::tr("No."), Transfer::tr("HTTP"), Transfer::tr("Waited"), Transfer::tr("Took"),
                     Transfer::tr("Cost"), Transfer::tr("Error")}};
    for (const Attempt &attempt : attempts)
        table.rows.push_back(
            {QString::number(attempt.number), attempt.httpStatus == 0 ? QString() : QString::number(attempt.httpStatus),
             durationText(attempt.waited), durationText(attempt.duration), readableCost(attempt.receipt.total),
             attempt.error ? attempt.error->message() : QString()});
    return table;
}

} // namespace burin
