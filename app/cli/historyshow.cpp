#include "app/cli/historyshow.h"

#include "app/cli/refusal.h"
#include "app/cli/session.h"
#include "app/cli/texttable.h"

namespace burin {

namespace {

QString duration(const std::optional<milliseconds> &value)
{
    return value ? QStringLiteral("%1 ms").arg(value->count()) : QStringLiteral("-");
}

QString fact(const QString &name, const QString &value)
{
    return value.isEmpty() ? QString() : QStringLiteral("%1 %2\n").arg(name + u':', -14).arg(value);
}

QString block(const QString &title, const QString &text)
{
    if (text.isEmpty()) return {};
    return QStringLiteral("\n## %1\n%2%3").arg(title, text, text.endsWith(u'\n') ? QString() : QStringLiteral("\n"));
}

QString heading(const RunRecord &record)
{
    const Receipt &receipt = record.receipt;
    QString text = fact(Cli::tr("Run"), QString::number(record.id.value));
    text += fact(Cli::tr("Time"), record.createdAt.toLocalTime().toString(Qt::ISODate));
    text += fact(Cli::tr("Status"), toString(record.status));
    text += fact(Cli::tr("Prompt"), record.draft.title);
    text += fact(Cli::tr("Provider"), record.providerName.isEmpty() ? record.providerId : record.providerName);
    text += fact(Cli::tr("Model"), record.draft.model);
    text += fact(Cli::tr("Served by"), record.modelServed == record.draft.model ? QString() : record.modelServed);
    text += fact(Cli::tr("Finish reason"), toString(record.finishReason));
    text +=
        fact(Cli::tr("Tokens"), Cli::tr("%1 in, %2 out").arg(shown(record.usage.input), shown(record.usage.output)));
    text += fact(Cli::tr("Cost"), QStringLiteral("%1 (%2)").arg(shown(receipt.total), toString(receipt.provenance)));
    text += fact(Cli::tr("First content"), duration(record.timings.firstContent));
    text += fact(Cli::tr("Total"), duration(record.timings.total));
    return text;
}

QString attemptTable(const std::vector<Attempt> &attempts)
{
    using enum TextTable::Align;
    TextTable table({{Cli::tr("N"), Right},
                     {Cli::tr("HTTP"), Right},
                     {Cli::tr("WAITED"), Right},
                     {Cli::tr("TOOK"), Right},
                     {Cli::tr("BILLING")},
                     {Cli::tr("ERROR")}});
    for (const Attempt &attempt : attempts)
        table.add({QString::number(attempt.number),
                   attempt.httpStatus == 0 ? QStringLiteral("-") : QString::number(attempt.httpStatus),
                   duration(attempt.waited), duration(attempt.duration), toString(attempt.billing),
                   attempt.error ? attempt.error->message() : QString()});
    return table.text();
}

QString receiptTable(const Receipt &receipt)
{
    if (receipt.lines.empty()) return {};
    using enum TextTable::Align;
    TextTable table(
        {{Cli::tr("UNIT")}, {Cli::tr("COUNT"), Right}, {Cli::tr("USD EACH"), Right}, {Cli::tr("USD"), Right}});
    for (const ReceiptLine &line : receipt.lines)
        table.add({line.unit, QString::number(line.quantity), exactUsd(line.each), exactUsd(line.amount)});
    if (receipt.total) table.add({Cli::tr("total"), QString(), QString(), exactUsd(*receipt.total)});
    return table.text() + fact(Cli::tr("Price"), receipt.priceSource);
}

} // namespace

QString runAsText(const RunRecord &record)
{
    QString text = heading(record);
    for (const Message &message : record.messages) {
        text += block(toString(message.role), message.text);
        for (const Attachment &file : message.attachments)
            text += block(Cli::tr("file"), QStringLiteral("%1 (%2)").arg(file.name, file.mimeType));
        for (const ToolCall &call : message.toolCalls)
            text += block(Cli::tr("call"), call.name + u' ' + call.arguments);
    }
    text += block(Cli::tr("reasoning"), record.reasoning);
    text += block(Cli::tr("answer"), record.text);
    text += block(Cli::tr("refusal"), record.refusal);
    if (record.error) text += block(Cli::tr("error"), describe(*record.error));
    if (!record.attempts.empty()) text += block(Cli::tr("attempts"), attemptTable(record.attempts));
    return text + block(Cli::tr("receipt"), receiptTable(record.receipt));
}

} // namespace burin
