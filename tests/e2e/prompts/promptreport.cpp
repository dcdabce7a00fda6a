#include "tests/e2e/prompts/promptreport.h"

#include <QJsonArray>

#include <algorithm>

namespace burin {

namespace {

bool succeeded(const TestPrompt &prompt, const RunRecord &record)
{
    if (!prompt.expectsRefusal) return record.status == RunStatus::Completed;
    return record.attempts.empty() && record.error && record.error->code == ErrorCode::EmptyPrompt;
}

void count(PromptTally &tally, const TestPrompt &prompt, const RunRecord &record)
{
    const bool good = succeeded(prompt, record);
    ++tally.prompts;
    tally.succeeded += good ? 1 : 0;
    if (record.attempts.size() > 1) {
        tally.retries += int(record.attempts.size()) - 1;
        ++tally.retriedRuns;
        tally.recovered += good ? 1 : 0;
    }
    for (const Attempt &attempt : record.attempts) {
        tally.inputTokens += attempt.usage.input.value_or(0);
        tally.outputTokens += attempt.usage.output.value_or(0);
    }
    if (record.receipt.total)
        tally.cost = tally.cost + *record.receipt.total;
    else
        ++tally.unpriced;
    if (record.timings.firstContent) tally.firstContent.push_back(*record.timings.firstContent);
    tally.total.push_back(record.timings.total);
}

/// The value below which @p share of them are, in milliseconds; 0 for none.
qint64 percentile(std::vector<milliseconds> values, double share)
{
    if (values.empty()) return 0;
    std::ranges::sort(values);
    return values[std::min(values.size() - 1, size_t(share * double(values.size())))].count();
}

QString line(const QString &name, const PromptTally &tally)
{
    return QStringLiteral("%1 %2 of %3 (%4 %)  retries %5 (%6 of %7 runs recovered)  tokens %8 in, %9 out  ")
               .arg(name, -10)
               .arg(tally.succeeded)
               .arg(tally.prompts)
               .arg(100 * tally.successRate(), 0, 'f', 1)
               .arg(tally.retries)
               .arg(tally.recovered)
               .arg(tally.retriedRuns)
               .arg(tally.inputTokens)
               .arg(tally.outputTokens) +
           QStringLiteral("cost %1 USD (%2 unpriced)  first token p50 %3 ms, p95 %4 ms  total p50 %5 ms, p95 %6 ms\n")
               .arg(exactUsd(tally.cost))
               .arg(tally.unpriced)
               .arg(percentile(tally.firstContent, 0.5))
               .arg(percentile(tally.firstContent, 0.95))
               .arg(percentile(tally.total, 0.5))
               .arg(percentile(tally.total, 0.95));
}

QJsonObject document(const PromptTally &tally)
{
    return {{QStringLiteral("prompts"), tally.prompts},
            {QStringLiteral("succeeded"), tally.succeeded},
            {QStringLiteral("retries"), tally.retries},
            {QStringLiteral("retried_runs"), tally.retriedRuns},
            {QStringLiteral("recovered"), tally.recovered},
            {QStringLiteral("unpriced"), tally.unpriced},
            {QStringLiteral("input_tokens"), tally.inputTokens},
            {QStringLiteral("output_tokens"), tally.outputTokens},
            {QStringLiteral("usd"), exactUsd(tally.cost)},
            {QStringLiteral("first_content_p50_ms"), percentile(tally.firstContent, 0.5)},
            {QStringLiteral("first_content_p95_ms"), percentile(tally.firstContent, 0.95)},
            {QStringLiteral("total_p50_ms"), percentile(tally.total, 0.5)},
            {QStringLiteral("total_p95_ms"), percentile(tally.total, 0.95)}};
}

} // namespace

void PromptReport::add(const TestPrompt &prompt, const RunRecord &record)
{
    count(m_all, prompt, record);
    count(m_sets[prompt.set()], prompt, record);
    if (succeeded(prompt, record)) return;
    const QString why = record.error ? record.error->message() : toString(record.status);
    m_failures += QStringLiteral("%1: %2").arg(prompt.name, why);
}

QString PromptReport::text() const
{
    QString text;
    for (const auto &[name, tally] : m_sets)
        text += line(name, tally);
    text += line(QStringLiteral("all"), m_all);
    for (const QString &failure : m_failures)
        text += QStringLiteral("failed: %1\n").arg(failure);
    return text;
}

QJsonObject PromptReport::json() const
{
    QJsonObject sets;
    for (const auto &[name, tally] : m_sets)
        sets.insert(name, document(tally));
    return {{QStringLiteral("all"), document(m_all)},
            {QStringLiteral("sets"), sets},
            {QStringLiteral("failures"), QJsonArray::fromStringList(m_failures)}};
}

} // namespace burin
