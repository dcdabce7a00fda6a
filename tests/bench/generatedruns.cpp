#include "generatedruns.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cmath>

namespace burin::bench {

namespace {

constexpr quint32 Seed = 20261125;
constexpr int Vocabulary = 30'000;
constexpr int WordTable = 1 << 18;
constexpr int Prompts = 300;
constexpr int Systems = 60;
constexpr int Years = 3;

struct ModelRow {
    const char *provider;
    const char *model;
    int input;  ///< USD per million tokens, times 100.
    int output; ///< 0 = no price is known.
};
constexpr ModelRow models[] = {
    {"openai", "gpt-4o-mini", 15, 60},       {"anthropic", "claude-sonnet-4", 300, 1500},
    {"openai", "gpt-4o", 250, 1000},         {"google", "gemini-2-flash", 10, 40},
    {"openrouter", "llama-3.3-70b", 12, 30}, {"anthropic", "claude-haiku-4", 80, 400},
    {"mistral", "mistral-large", 200, 600},  {"openai", "o4-mini", 110, 440},
    {"google", "gemini-2-pro", 125, 1000},   {"ollama", "qwen-2.5-7b", 0, 0},
    {"openrouter", "deepseek-chat", 14, 28}, {"anthropic", "claude-opus-4", 1500, 7500},
    {"openrouter", "some-new-model", 0, 0},  {"mistral", "mistral-small", 10, 30},
    {"openai", "gpt-4.1", 200, 800},         {"openai", "gpt-4.1-nano", 10, 40},
};

/// Cumulated shares of 1/rank^s.
std::vector<double> zipfShares(size_t count, double exponent)
{
    std::vector<double> shares(count);
    double sum = 0;
    for (size_t i = 0; i < count; ++i)
        shares[i] = sum += 1 / std::pow(double(i + 1), exponent);
    for (double &share : shares)
        share /= sum;
    return shares;
}

/// A word that can be spoken, another one for each rank; the frequent ones are short.
QString wordOf(int rank)
{
    static constexpr std::array<const char *, 40> syllables{
        "ta",  "re",  "mi", "so", "la",  "ne", "vo",  "ki",  "du",  "pa",  "er",  "in",  "an",  "ol",
        "us",  "ce",  "fi", "go", "hu",  "ja", "bri", "cla", "dro", "fle", "gri", "pra", "ste", "tro",
        "sha", "che", "wo", "ze", "qui", "ra", "lo",  "me",  "ti",  "su",  "ba",  "no"};
    QString word;
    for (int rest = rank; word.isEmpty() || rest > 0; rest /= int(syllables.size()))
        word += QLatin1StringView(syllables[size_t(rest) % syllables.size()]);
    return word;
}

QDateTime timeOf(int number, int count, double jitter)
{
    const QDateTime first(QDate(2023, 11, 26), QTime(), Qt::UTC);
    constexpr qint64 Days = Years * 365;
    const double position = (number - 1 + 0.5) / count * double(Days);
    const qint64 day = qint64(position);
    // Within the day, most of it from 7 to 19 hours: the middle of the day passes slower.
    const double x = position - double(day);
    const double hour = 13 + 11 * std::pow(2 * x - 1, 3) * 0.8 + 2 * (2 * x - 1);
    return first.addDays(day).addMSecs(qint64(hour * 3'600'000) + qint64(jitter));
}

} // namespace

GeneratedRuns::GeneratedRuns(int count)
    : m_count(count),
      m_random(Seed),
      m_promptShares(zipfShares(Prompts, 1.0)),
      m_modelShares(zipfShares(std::size(models), 1.1))
{
    const std::vector<double> shares = zipfShares(Vocabulary, 1.0);
    for (int i = 0, rank = 0; i < WordTable; ++i) {
        while (rank < Vocabulary - 1 && shares[size_t(rank)] < double(i) / WordTable)
            ++rank;
        m_words.push_back(wordOf(rank));
    }
    for (int i = 0; i < Systems; ++i)
        m_systems += words(200 + i % 7 * 40);
    for (int i = 0; i < Prompts; ++i)
        m_templates += words(120) + QStringLiteral(" {{city}} ") + words(60) + QStringLiteral("\n\n{{question}}");
}

QString GeneratedRuns::word()
{
    return m_words[size_t(m_random.bounded(WordTable))];
}

QString GeneratedRuns::words(int characters)
{
    QString text;
    text.reserve(characters + 16);
    for (int n = 0; text.size() < characters; ++n) {
        text += word();
        text += n % 12 == 11 ? QStringLiteral(". ") : QStringLiteral(" ");
    }
    return text;
}

int GeneratedRuns::zipf(const std::vector<double> &cumulative)
{
    return int(std::min(std::ranges::lower_bound(cumulative, uniform()) - cumulative.begin(),
                        std::ptrdiff_t(cumulative.size()) - 1));
}

void GeneratedRuns::choosePrompt(RunRecord &record)
{
    const int prompt = zipf(m_promptShares);
    const QString city = word();
    const QString question = words(60 + int(uniform() * 200));
    QString user = m_templates.at(prompt);
    record.draft.title = prompt % 10 == 9 ? QString() : QStringLiteral("Prompt %1").arg(prompt);
    record.draft.messages = systemAndUser(m_systems.at(prompt % Systems), user);
    record.draft.variables = {{QStringLiteral("city"), city}, {QStringLiteral("question"), question}};
    user.replace(QLatin1StringView("{{city}}"), city).replace(QLatin1StringView("{{question}}"), question);
    record.messages = {{Role::System, m_systems.at(prompt % Systems)}, {Role::User, user}};
    if (prompt % 3 == 0) record.draft.parameters.temperature = 0.1 * (prompt % 10);
    record.draft.parameters.maxTokens = 2048;
}

void GeneratedRuns::choosePlace(RunRecord &record)
{
    const ModelRow &row = models[zipf(m_modelShares)];
    record.providerId = record.draft.providerId = QString::fromLatin1(row.provider);
    record.providerName = record.providerId;
    record.draft.model = record.modelServed = QString::fromLatin1(row.model);
    record.simulated = uniform() < 0.02;
    QJsonArray messages;
    for (const Message &message : record.messages)
        messages +=
            QJsonObject{{QStringLiteral("role"), toString(message.role)}, {QStringLiteral("content"), message.text}};
    record.requestJson = QJsonDocument(QJsonObject{{QStringLiteral("model"), record.draft.model},
                                                   {QStringLiteral("messages"), messages},
                                                   {QStringLiteral("stream"), true},
                                                   {QStringLiteral("max_tokens"), 2048}})
                             .toJson(QJsonDocument::Compact);
}

void GeneratedRuns::writeAnswer(RunRecord &record)
{
    const qint64 number = record.id.value;
    const double spread = std::exp((uniform() + uniform() + uniform() - 1.5) * 1.1); // log-normal, nearly
    record.text = words(int(1350 * spread));
    for (const auto &[every, word] : {std::pair(2, "halfword"), std::pair(10, "tenthword"),
                                      std::pair(100, "hundredthword"), std::pair(1'000, "thousandthword"),
                                      std::pair(10'000, "tenthousandthword"), std::pair(100, "silver lining")}) {
        if (number % every == 0) record.text += QLatin1StringView(word) + u' ';
    }
    record.text += QStringLiteral("run%1word.").arg(number);
    if (uniform() < 0.05) record.reasoning = words(600);
    if (uniform() < 0.02)
        record.toolCalls = {{QStringLiteral("call_%1").arg(number), QStringLiteral("lookup"),
                             QStringLiteral("{\"city\":\"%1\"}").arg(word())}};
}

void GeneratedRuns::chooseEnd(RunRecord &record)
{
    record.status = RunStatus::Completed;
    record.finishReason = FinishReason::Stop;
    record.nativeFinishReason = QStringLiteral("stop");
    record.responseId = QStringLiteral("chatcmpl-%1").arg(record.id.value, 20, 36, QChar(u'0'));
    const double kind = uniform();
    const auto fail = [&record](RunStatus status, ErrorCode code, double kept) {
        record.status = status;
        record.error = makeError(code, {}, QStringLiteral("upstream said no"));
        record.text.truncate(qsizetype(double(record.text.size()) * kept));
        record.finishReason = FinishReason::Unknown;
    };
    if (kind > 0.980)
        fail(RunStatus::Failed, ErrorCode::Overloaded, 0);
    else if (kind > 0.965)
        fail(RunStatus::Truncated, ErrorCode::Interrupted, 0.6);
    else if (kind > 0.955)
        fail(RunStatus::Partial, ErrorCode::Overloaded, 0.3);
    else if (kind > 0.940)
        fail(RunStatus::Cancelled, ErrorCode::Interrupted, 0.4);
    else if (kind > 0.935)
        fail(RunStatus::Interrupted, ErrorCode::Interrupted, 0.5);
    if (record.status == RunStatus::Cancelled) record.error.reset();
}

void GeneratedRuns::addAttempts(RunRecord &record)
{
    const auto row = std::ranges::find_if(
        models, [&](const ModelRow &m) { return record.draft.model == QLatin1StringView(m.model); });
    const int attempts = uniform() < 0.05 ? 2 + int(uniform() * 2) : 1;
    QDateTime start = record.createdAt;
    for (int number = 1; number <= attempts; ++number) {
        Attempt attempt;
        attempt.number = number;
        attempt.startedAt = start;
        attempt.sent = true;
        attempt.connect = milliseconds(20 + int(uniform() * 60));
        if (number < attempts) {
            attempt.httpStatus = 503;
            attempt.error = makeError(ErrorCode::Overloaded);
            attempt.duration = milliseconds(300);
            attempt.receipt = {Money{0}, Provenance::Computed, {}, {}};
            start = start.addMSecs(2'300);
        } else {
            attempt.httpStatus = 200;
            attempt.error = record.error;
            attempt.waited = milliseconds(number > 1 ? 2'000 : 0);
            attempt.firstByte = attempt.firstContent = milliseconds(int(250 * std::exp(2 * uniform())));
            attempt.usage = {.input = 150 + record.messages.back().text.size() / 4,
                             .cachedInput = {},
                             .cacheWrite = {},
                             .output = record.text.size() / 4,
                             .reasoning = {},
                             .source = Usage::Source::Reported};
            attempt.duration = *attempt.firstContent + milliseconds(*attempt.usage.output * 12);
            attempt.bytes = record.text.size() * 6;
            const Money in{qint64(row->input) * 10'000};
            const Money out{qint64(row->output) * 10'000};
            const Money inAmount{in.picoUsd * *attempt.usage.input};
            const Money outAmount{out.picoUsd * *attempt.usage.output};
            if (row->output > 0)
                attempt.receipt = {Money{inAmount.picoUsd + outAmount.picoUsd},
                                   Provenance::Computed,
                                   QStringLiteral("catalog 2026-11, %1").arg(record.draft.model),
                                   {{QStringLiteral("input"), *attempt.usage.input, in, inAmount},
                                    {QStringLiteral("output"), *attempt.usage.output, out, outAmount}}};
            attempt.billing = Billing::Exact;
        }
        record.attempts.push_back(attempt);
    }
    const Attempt &last = record.attempts.back();
    record.usage = last.usage;
    record.receipt = last.receipt; // the others cost nothing
    record.timings = {.queued = milliseconds(1),
                      .connect = last.connect,
                      .firstByte = last.firstByte,
                      .firstContent = last.firstContent,
                      .total = milliseconds(record.createdAt.msecsTo(last.startedAt)) + last.duration,
                      .tokensPerSecond = 80.0};
    record.endedAt = record.createdAt.addMSecs(record.timings.total.count());
}

RunRecord GeneratedRuns::next()
{
    RunRecord record;
    record.id = RunId{++m_made};
    record.createdAt = timeOf(m_made, m_count, uniform() * 60'000);
    choosePrompt(record);
    choosePlace(record);
    writeAnswer(record);
    chooseEnd(record);
    addAttempts(record);
    return record;
}

GeneratedMarks GeneratedRuns::marks()
{
    GeneratedMarks marks;
    marks.starred = uniform() < 0.02;
    if (uniform() < 0.06) marks.rating = 1 + m_random.bounded(5);
    if (uniform() < 0.01) marks.note = QStringLiteral("note on ") + words(40);
    if (uniform() < 0.10) marks.tag = int(uniform() * uniform() * GeneratedTags);
    return marks;
}

} // namespace burin::bench
