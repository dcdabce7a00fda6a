#include "ui/history/runfacts.h"

#include "core/cost/usagecheck.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"

#include <QCoreApplication>
#include <QLocale>

namespace burin {

namespace {

const QString Dot = QStringLiteral(" · ");

struct RunFactTexts {
    Q_DECLARE_TR_FUNCTIONS(RunDetail)
};

QString longTime(const QDateTime &utc)
{
    return utc.isValid() ? QLocale().toString(utc.toLocalTime(), QLocale::LongFormat) : QString();
}

QString exactDuration(std::optional<milliseconds> duration)
{
    return duration ? RunFactTexts::tr("%1 ms").arg(QLocale().toString(qint64(duration->count()))) : QString();
}

Fact durationFact(const QString &name, std::optional<milliseconds> duration)
{
    return {name, formatDuration(duration), exactDuration(duration)};
}

/// Adds what is known; an empty value is no fact.
void add(std::vector<Fact> &facts, const char *name, const QString &value)
{
    if (!value.isEmpty()) facts.push_back({RunFactTexts::tr(name), visibleText(value), {}});
}

QString finishText(FinishReason reason)
{
    switch (reason) {
    case FinishReason::Stop:
        return RunFactTexts::tr("the model finished");
    case FinishReason::Length:
        return RunFactTexts::tr("the limit of tokens was reached");
    case FinishReason::ToolCalls:
        return RunFactTexts::tr("the model calls a tool");
    case FinishReason::ContentFilter:
        return RunFactTexts::tr("a content filter stopped it");
    case FinishReason::Refusal:
        return RunFactTexts::tr("the model refused");
    case FinishReason::Error:
        return RunFactTexts::tr("an error");
    case FinishReason::Cancelled:
        return RunFactTexts::tr("stopped by you");
    case FinishReason::Truncated:
        return RunFactTexts::tr("the stream was cut off");
    case FinishReason::Unknown:
        break;
    }
    return {};
}

QString usageSource(Usage::Source source)
{
    switch (source) {
    case Usage::Source::Reported:
        return RunFactTexts::tr("counted by the provider");
    case Usage::Source::Estimated:
        return RunFactTexts::tr("estimated here");
    case Usage::Source::None:
        break;
    }
    return RunFactTexts::tr("not told");
}

} // namespace

QString runSubtitle(const RunRecord &record)
{
    const QString provider = record.providerName.isEmpty() ? record.providerId : record.providerName;
    QStringList parts = {formatStatus(record.status), oneLine(record.draft.model), oneLine(provider),
                         formatTime(record.createdAt)};
    if (record.simulated) parts += RunFactTexts::tr("simulated");
    parts.removeAll(QString());
    return parts.join(Dot);
}

QString runFigures(const RunRecord &record)
{
    QStringList parts;
    if (record.usage.input || record.usage.output)
        parts +=
            RunFactTexts::tr("%1 → %2 tokens").arg(formatTokens(record.usage.input), formatTokens(record.usage.output));
    const QString provenance = formatProvenance(record.receipt.provenance);
    if (!record.receipt.total)
        parts += formatMoney({});
    else if (record.receipt.provenance == Provenance::Local)
        parts += formatMoney(record.receipt.total, Provenance::Local);
    else
        parts += formatMoney(record.receipt.total, record.receipt.provenance) + u' ' + provenance;
    if (record.timings.firstContent)
        parts += RunFactTexts::tr("first %1").arg(formatDuration(record.timings.firstContent));
    if (record.timings.tokensPerSecond)
        parts += RunFactTexts::tr("%1 tokens/s").arg(QLocale().toString(*record.timings.tokensPerSecond, 'f', 0));
    if (record.status != RunStatus::Running) parts += formatDuration(record.timings.total);
    return parts.join(Dot);
}

QString originText(const RunRecord &record, const RunContext &context)
{
    QStringList parts{RunFactTexts::tr("run %1").arg(record.id.value)};
    if (context.version > 0) parts += RunFactTexts::tr("version %1").arg(context.version);
    for (const QString &label : context.labels)
        parts += oneLine(label);
    if (!context.batch.isEmpty()) {
        QString batch = RunFactTexts::tr("batch %1").arg(oneLine(context.batch));
        if (context.lane) batch += RunFactTexts::tr(", lane %1").arg(*context.lane + 1);
        if (context.repetition) batch += RunFactTexts::tr(", repetition %1").arg(*context.repetition + 1);
        parts += batch;
    }
    return parts.join(Dot);
}

std::vector<Fact> timingFacts(const RunRecord &record)
{
    const RunTimings &timings = record.timings;
    std::vector<Fact> facts = {
        {RunFactTexts::tr("Started"), longTime(record.createdAt), record.createdAt.toString(Qt::ISODateWithMs)},
        durationFact(RunFactTexts::tr("Waited for a slot"), timings.queued),
        durationFact(RunFactTexts::tr("Connected after"), timings.connect),
        durationFact(RunFactTexts::tr("First byte after"), timings.firstByte),
        durationFact(RunFactTexts::tr("First token after"), timings.firstContent),
    };
    if (record.status != RunStatus::Running) facts.push_back(durationFact(RunFactTexts::tr("Total"), timings.total));
    if (record.endedAt.isValid())
        facts.push_back(
            {RunFactTexts::tr("Ended"), longTime(record.endedAt), record.endedAt.toString(Qt::ISODateWithMs)});
    const std::optional<double> rate = timings.tokensPerSecond;
    facts.push_back(
        {RunFactTexts::tr("Tokens per second"), rate ? QLocale().toString(*rate, 'f', 1) : formatTokens({}), {}});
    return facts;
}

std::vector<Fact> answerFacts(const RunRecord &record)
{
    std::vector<Fact> facts;
    const QString reason = finishText(record.finishReason);
    const QString native =
        record.nativeFinishReason.isEmpty() ? QString() : QStringLiteral(" (") + record.nativeFinishReason + u')';
    add(facts, QT_TRANSLATE_NOOP("RunDetail", "Ended because"), reason.isEmpty() ? native.trimmed() : reason + native);
    if (record.modelServed != record.draft.model)
        add(facts, QT_TRANSLATE_NOOP("RunDetail", "Model served"), record.modelServed);
    add(facts, QT_TRANSLATE_NOOP("RunDetail", "Provider served"), record.providerServed);
    add(facts, QT_TRANSLATE_NOOP("RunDetail", "Answer id"), record.responseId);
    if (record.continues.isValid())
        facts.push_back({RunFactTexts::tr("Goes on with"), RunFactTexts::tr("run %1").arg(record.continues.value), {}});
    if (record.warnings > 0)
        facts.push_back(
            {RunFactTexts::tr("Not understood"),
             QCoreApplication::translate("RunDetail", "%n frame(s) of the stream", nullptr, record.warnings),
             {}});
    return facts;
}

std::vector<Fact> costFacts(const RunRecord &record)
{
    const Receipt &receipt = record.receipt;
    const Usage &usage = record.usage;
    std::vector<Fact> facts = {
        {RunFactTexts::tr("Total"), formatMoney(receipt.total, receipt.provenance),
         receipt.total ? formatExactMoney(*receipt.total) : QString()},
        {RunFactTexts::tr("Provenance"), formatProvenance(receipt.provenance), {}},
    };
    if (const auto odd = anomalyOf(record)) facts.push_back({RunFactTexts::tr("Unusual"), describe(*odd), {}});
    add(facts, QT_TRANSLATE_NOOP("RunDetail", "Price from"), receipt.priceSource);
    if (record.simulated)
        add(facts, QT_TRANSLATE_NOOP("RunDetail", "Simulated"), RunFactTexts::tr("never counted as spend"));
    facts.push_back({RunFactTexts::tr("Input tokens"), formatTokens(usage.input), {}});
    if (usage.cachedInput) facts.push_back({RunFactTexts::tr("of these cached"), formatTokens(usage.cachedInput), {}});
    if (usage.cacheWrite)
        facts.push_back({RunFactTexts::tr("of these written to cache"), formatTokens(usage.cacheWrite), {}});
    facts.push_back({RunFactTexts::tr("Output tokens"), formatTokens(usage.output), {}});
    if (usage.reasoning) facts.push_back({RunFactTexts::tr("of these reasoning"), formatTokens(usage.reasoning), {}});
    facts.push_back({RunFactTexts::tr("Tokens were"), usageSource(usage.source), {}});
    return facts;
}

std::vector<Fact> errorFacts(const Error &error)
{
    std::vector<Fact> facts;
    add(facts, QT_TRANSLATE_NOOP("RunDetail", "Code"),
        toString(error.category()) + u'/' + QLatin1StringView(error.row().id));
    if (error.httpStatus) add(facts, QT_TRANSLATE_NOOP("RunDetail", "HTTP status"), QString::number(error.httpStatus));
    add(facts, QT_TRANSLATE_NOOP("RunDetail", "Provider's code"), error.providerCode);
    add(facts, QT_TRANSLATE_NOOP("RunDetail", "Request id"), error.requestId);
    if (error.retryAfter) add(facts, QT_TRANSLATE_NOOP("RunDetail", "Asks to wait"), formatDuration(error.retryAfter));
    return facts;
}

} // namespace burin
