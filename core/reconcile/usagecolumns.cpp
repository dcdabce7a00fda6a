#include "core/reconcile/usagecolumns.h"

#include <algorithm>

namespace burin {

namespace {

/// A known export: all its headings must be there. A heading that may be missing begins with '?'.
struct FormatRow {
    const char *name;
    const char *provider;
    const char *day;
    const char *model;
    const char *generation;
    const char *requests;
    const char *input; ///< Separated by '+'.
    const char *output;
    const char *cost;
    const char *currency;
};
constexpr FormatRow formats[] = {
    {"OpenRouter activity", "openrouter", "created_at", "model_permaslug", "generation_id", "", "?tokens_prompt",
     "?tokens_completion", "cost_total", ""},
    {"OpenRouter activity by day", "openrouter", "date", "model", "", "?requests", "prompt_tokens", "completion_tokens",
     "usage", ""},
    {"OpenAI usage", "openai", "start_time_iso", "model", "", "num_model_requests", "input_tokens", "output_tokens", "",
     ""},
    {"OpenAI costs", "openai", "start_time_iso", "line_item", "", "", "", "", "amount_value", "?amount_currency"},
    {"Anthropic cost", "anthropic", "usage_date_utc", "model", "", "", "", "", "cost_usd", ""},
    {"Anthropic usage", "anthropic", "usage_date_utc", "model_version", "", "",
     "usage_input_tokens_no_cache+usage_input_tokens_cache_write_5m+usage_input_tokens_cache_write_1h+"
     "usage_input_tokens_cache_read",
     "usage_output_tokens", "", ""},
};

/// Headings that mean the same in whatever table; the first that is there counts.
constexpr const char *dayNames[] = {"date",       "day",     "usage_date", "date_utc", "timestamp",
                                    "created_at", "created", "start_time", "time"};
constexpr const char *modelNames[] = {"model", "model_name", "model_id", "model_version"};
constexpr const char *generationNames[] = {"generation_id", "response_id", "request_id", "id"};
constexpr const char *requestNames[] = {"requests", "num_requests", "request_count", "num_model_requests", "calls"};
constexpr const char *inputNames[] = {"input_tokens", "prompt_tokens", "tokens_prompt", "tokens_in"};
constexpr const char *outputNames[] = {"output_tokens", "completion_tokens", "tokens_completion", "tokens_out"};
constexpr const char *costNames[] = {"cost_usd",     "cost",   "total_cost", "cost_total", "amount_usd",
                                     "amount_value", "amount", "spend",      "usage"};
constexpr const char *currencyNames[] = {"currency", "amount_currency"};

/// The heading as the table writes it; null when it is not there.
QString headingIn(const QStringList &header, QStringView name)
{
    const auto found = std::ranges::find_if(
        header, [name](const QString &heading) { return heading.trimmed().compare(name, Qt::CaseInsensitive) == 0; });
    return found == header.end() ? QString() : *found;
}

/// False when a heading that the format must have is missing.
bool take(const QStringList &header, const char *name, QString &into)
{
    const QString wanted = QString::fromLatin1(name);
    if (wanted.isEmpty()) return true;
    const bool optional = wanted.startsWith(u'?');
    into = headingIn(header, optional ? QStringView(wanted).mid(1) : QStringView(wanted));
    return optional || !into.isNull();
}

std::optional<UsageColumns> columnsOf(const FormatRow &format, const QStringList &header)
{
    UsageColumns columns;
    for (const QString &name : QString::fromLatin1(format.input).split(u'+', Qt::SkipEmptyParts)) {
        QString heading;
        if (!take(header, name.toLatin1().constData(), heading)) return std::nullopt;
        if (!heading.isNull()) columns.input += heading;
    }
    const bool all = take(header, format.day, columns.day) && take(header, format.model, columns.model) &&
                     take(header, format.generation, columns.generation) &&
                     take(header, format.requests, columns.requests) && take(header, format.output, columns.output) &&
                     take(header, format.cost, columns.cost) && take(header, format.currency, columns.currency);
    if (!all) return std::nullopt;
    return columns;
}

template <size_t N> QString firstOf(const char *const (&names)[N], const QStringList &header)
{
    for (const char *name : names)
        if (const QString heading = headingIn(header, QString::fromLatin1(name)); !heading.isNull()) return heading;
    return {};
}

} // namespace

std::optional<UsageFormat> detectUsage(const QStringList &header)
{
    for (const FormatRow &format : formats)
        if (const auto columns = columnsOf(format, header))
            return UsageFormat{QString::fromLatin1(format.name), QString::fromLatin1(format.provider), *columns};
    UsageColumns columns;
    columns.day = firstOf(dayNames, header);
    columns.model = firstOf(modelNames, header);
    columns.generation = firstOf(generationNames, header);
    columns.requests = firstOf(requestNames, header);
    if (const QString input = firstOf(inputNames, header); !input.isEmpty()) columns.input = {input};
    columns.output = firstOf(outputNames, header);
    columns.cost = firstOf(costNames, header);
    columns.currency = firstOf(currencyNames, header);
    const bool tells = !columns.cost.isEmpty() || !columns.input.isEmpty() || !columns.output.isEmpty();
    if (columns.day.isEmpty() || !tells) return std::nullopt;
    return UsageFormat{{}, {}, columns};
}

} // namespace burin
