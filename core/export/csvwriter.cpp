#include "core/export/csvcells.h"
#include "core/export/runwriters.h"

namespace burin {

namespace {

QString text(const std::optional<qint64> &count)
{
    return count ? QString::number(*count) : QString();
}

QString text(const std::optional<milliseconds> &duration)
{
    return duration ? QString::number(duration->count()) : QString();
}

QString text(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}

/// All messages, each below its role.
QString messagesText(const std::vector<Message> &messages)
{
    QStringList parts;
    for (const Message &message : messages)
        parts += toString(message.role) + QLatin1StringView(":\n") + message.text;
    return parts.join(QLatin1StringView("\n\n"));
}

QString errorText(const RunRecord &record)
{
    if (!record.error) return {};
    return toString(record.error->category()) + u'/' + QLatin1StringView(record.error->row().id);
}

/// One row a column. Amounts are exact US dollars, and empty where no price is known.
struct Column {
    const char *name;
    QString (*cell)(const PortableRun &);
};
constexpr Column columns[] = {
    {"key", [](const PortableRun &r) { return r.key.toString(QUuid::WithoutBraces); }},
    {"created_at", [](const PortableRun &r) { return text(r.record.createdAt); }},
    {"day", [](const PortableRun &r) { return r.day.toString(Qt::ISODate); }},
    {"status", [](const PortableRun &r) { return toString(r.record.status); }},
    {"prompt", [](const PortableRun &r) { return r.record.draft.title; }},
    {"provider", [](const PortableRun &r) { return r.record.providerId; }},
    {"model", [](const PortableRun &r) { return r.record.draft.model; }},
    {"model_served", [](const PortableRun &r) { return r.record.modelServed; }},
    {"simulated", [](const PortableRun &r) { return QString::number(int(r.record.simulated)); }},
    {"input_tokens", [](const PortableRun &r) { return text(r.record.usage.input); }},
    {"cached_input_tokens", [](const PortableRun &r) { return text(r.record.usage.cachedInput); }},
    {"cache_write_tokens", [](const PortableRun &r) { return text(r.record.usage.cacheWrite); }},
    {"output_tokens", [](const PortableRun &r) { return text(r.record.usage.output); }},
    {"reasoning_tokens", [](const PortableRun &r) { return text(r.record.usage.reasoning); }},
    {"cost_usd",
     [](const PortableRun &r) { return r.record.receipt.total ? exactUsd(*r.record.receipt.total) : QString(); }},
    {"provenance", [](const PortableRun &r) { return toString(r.record.receipt.provenance); }},
    {"first_content_ms", [](const PortableRun &r) { return text(r.record.timings.firstContent); }},
    {"total_ms", [](const PortableRun &r) { return QString::number(r.record.timings.total.count()); }},
    {"attempts", [](const PortableRun &r) { return QString::number(r.record.attempts.size()); }},
    {"finish_reason", [](const PortableRun &r) { return toString(r.record.finishReason); }},
    {"error", [](const PortableRun &r) { return errorText(r.record); }},
    {"starred", [](const PortableRun &r) { return QString::number(int(r.starred)); }},
    {"rating", [](const PortableRun &r) { return r.rating == 0 ? QString() : QString::number(r.rating); }},
    {"tags", [](const PortableRun &r) { return r.tags.join(QLatin1StringView(", ")); }},
    {"note", [](const PortableRun &r) { return r.note; }},
    {"messages", [](const PortableRun &r) { return messagesText(r.record.messages); }},
    {"answer", [](const PortableRun &r) { return r.record.text; }},
    {"reasoning", [](const PortableRun &r) { return r.record.reasoning; }},
    {"refusal", [](const PortableRun &r) { return r.record.refusal; }},
};

class CsvWriter : public RunWriter {
public:
    QByteArray begin() override
    {
        QStringList names;
        for (const Column &column : columns)
            names += QLatin1StringView(column.name);
        return csvLine(names);
    }
    QByteArray add(const PortableRun &run) override
    {
        QStringList cells;
        for (const Column &column : columns)
            cells += spreadsheetCell(column.cell(run));
        return csvLine(cells);
    }
};

} // namespace

std::unique_ptr<RunWriter> csvWriter()
{
    return std::make_unique<CsvWriter>();
}

} // namespace burin
