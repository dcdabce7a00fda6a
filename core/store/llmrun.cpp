#include "core/store/llmrun.h"

#include "core/store/runkeys.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace burin {

namespace {

constexpr char Llm[] = "llm";

QJsonObject objectFrom(const QString &json)
{
    return QJsonDocument::fromJson(json.toUtf8()).object();
}

/// Old logs have no zone, and a space instead of the T.
QDateTime timeOf(const QString &text)
{
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (time.timeSpec() == Qt::LocalTime) time.setTimeSpec(Qt::UTC);
    return time.toUTC();
}

/// Options have the names of the models' plug-ins, most of them those of Chat Completions.
ChatParameters parametersOf(const QJsonObject &options)
{
    ChatParameters parameters = parametersFrom(options);
    const QJsonObject known = toJson(parameters);
    for (auto it = options.begin(); it != options.end(); ++it)
        if (!known.contains(it.key()) && !it.value().isNull()) parameters.extra.insert(it.key(), it.value());
    return parameters;
}

/// A part of @p whole; what cannot be one is not believed.
std::optional<qint64> partOf(const QJsonObject &details, const char *group, const char *key,
                             std::optional<qint64> whole)
{
    const QJsonValue count = details.value(QLatin1StringView(group)).toObject().value(QLatin1StringView(key));
    const qint64 number = count.toInteger(-1);
    return whole && number >= 0 && number <= *whole ? std::optional(number) : std::nullopt;
}

Usage usageOf(const LlmExchange &exchange)
{
    Usage usage;
    usage.input = exchange.inputTokens;
    usage.output = exchange.outputTokens;
    const QJsonObject details = objectFrom(exchange.tokenDetails);
    usage.cachedInput = partOf(details, "prompt_tokens_details", "cached_tokens", usage.input);
    usage.reasoning = partOf(details, "completion_tokens_details", "reasoning_tokens", usage.output);
    if (usage.input || usage.output) usage.source = Usage::Source::Reported;
    return usage;
}

bool isCount(std::optional<qint64> count)
{
    constexpr qint64 Most = 1'000'000'000'000;
    return !count || (*count >= 0 && *count <= Most);
}

Attempt attemptOf(const LlmExchange &exchange, const RunRecord &record)
{
    Attempt attempt;
    attempt.startedAt = record.createdAt;
    attempt.sent = true;
    attempt.duration = record.timings.total;
    attempt.bytes = 0;
    attempt.usage = record.usage;
    attempt.billing = Billing::Unknown;
    attempt.modelServed = exchange.resolvedModel;
    return attempt;
}

} // namespace

Result<PortableRun, QString> runOf(const LlmExchange &exchange)
{
    const auto problem = [](const char *text) { return QCoreApplication::translate("Transfer", text); };
    PortableRun run;
    RunRecord &record = run.record;
    record.createdAt = timeOf(exchange.time);
    const int year = record.createdAt.date().year();
    if (!record.createdAt.isValid() || year < 2000 || year >= 2100)
        return problem(QT_TRANSLATE_NOOP("Transfer", "It does not say when the run was made."));
    if (exchange.model.isEmpty()) return problem(QT_TRANSLATE_NOOP("Transfer", "It names no model."));
    if (!isCount(exchange.inputTokens) || !isCount(exchange.outputTokens) || !isCount(exchange.durationMs))
        return problem(QT_TRANSLATE_NOOP("Transfer", "Its tokens or its time make no sense."));

    const QDateTime local = record.createdAt.toLocalTime();
    run.key = namedRunKey(record.createdAt, QLatin1StringView(Llm) + u' ' + exchange.id);
    run.day = local.date();
    run.hour = local.time().hour();
    run.tags = {QString::fromLatin1(Llm)};
    record.providerId = record.draft.providerId = QString::fromLatin1(Llm);
    record.providerName = QStringLiteral("llm");
    record.draft.model = exchange.model;
    record.draft.messages = systemAndUser(exchange.system, exchange.prompt);
    record.draft.parameters = parametersOf(objectFrom(exchange.options));
    record.messages = exchange.messages;
    record.status = RunStatus::Completed;
    record.text = exchange.answer;
    record.reasoning = exchange.reasoning;
    record.toolCalls = exchange.toolCalls;
    record.modelServed = exchange.resolvedModel;
    record.usage = usageOf(exchange);
    record.timings.total = milliseconds(exchange.durationMs.value_or(0));
    record.endedAt = record.createdAt.addMSecs(record.timings.total.count());
    record.attempts = {attemptOf(exchange, record)};
    return run;
}

} // namespace burin
