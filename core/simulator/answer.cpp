#include "core/simulator/answer.h"

#include "core/simulator/prose.h"

#include <algorithm>

namespace burin::simulator {

namespace {

constexpr int QuotedWords = 6;

QString opening(const ChatAsk &ask)
{
    QString text = QStringLiteral("This answer is made up by Burin's simulator; no model was asked.");
    const QStringList words = ask.lastUserText.simplified().split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty()) return text;
    text += QStringLiteral(" Your message begins with “%1%2” and has %3 word%4.")
                .arg(words.mid(0, QuotedWords).join(u' '), words.size() > QuotedWords ? QStringLiteral("…") : QString(),
                     QString::number(words.size()), words.size() == 1 ? QString() : QStringLiteral("s"));
    return text;
}

/// As if the prompt decided: longer prompts get longer answers.
int naturalLength(const ChatAsk &ask)
{
    return 130 + int(ask.seed % 90) + int(std::min<qint64>(ask.promptTokens, 400)) / 2;
}

QString joinedText(const std::vector<QString> &pieces)
{
    QString text;
    for (const QString &piece : pieces)
        text += piece;
    return text;
}

std::vector<QString> untilStop(std::vector<QString> pieces, const QStringList &stop)
{
    if (stop.isEmpty()) return pieces;
    const QString text = joinedText(pieces);
    qsizetype end = text.size();
    for (const QString &sequence : stop) {
        const qsizetype found = text.indexOf(sequence);
        if (found >= 0) end = std::min(end, found);
    }
    return end == text.size() ? pieces : simulatorTokens(QStringView(text).left(end));
}

std::vector<QString> contentFor(const ChatAsk &ask, const Scenario &scenario)
{
    if (scenario.blocked || !scenario.refusal.isEmpty()) return {};
    if (!scenario.text.isEmpty()) return simulatorTokens(scenario.text);
    const int length = scenario.tokens > 0 ? scenario.tokens : naturalLength(ask);
    return writeProse({ask.seed, length, opening(ask)});
}

QString naturalFinish(const SimulatedAnswer &answer)
{
    if (answer.blocked) return QStringLiteral("content_filter");
    if (!answer.refusal.empty()) return QStringLiteral("refusal");
    return answer.toolCalls.empty() ? QStringLiteral("stop") : QStringLiteral("tool_calls");
}

} // namespace

QString SimulatedAnswer::text() const
{
    return joinedText(content);
}

QString SimulatedAnswer::thoughts() const
{
    return joinedText(reasoning);
}

QString SimulatedAnswer::refusalText() const
{
    return joinedText(refusal);
}

qint64 SimulatedAnswer::outputTokens() const
{
    size_t count = content.size() + refusal.size();
    for (const ToolCall &call : toolCalls)
        count += simulatorTokens(call.name).size() + simulatorTokens(call.arguments).size();
    return qint64(count);
}

QJsonValue SimulatedAnswer::reported(qint64 count) const
{
    using enum Scenario::UsageReport;
    switch (usage) {
    case Negative:
        return -count - 1;
    case Fractional:
        return double(count) + 0.5;
    case Huge:
        return 1e20;
    case Text:
        return QString::number(count) + QStringLiteral(" tokens");
    case Normal:
    case Missing:
    case Twice:
        break;
    }
    return count;
}

SimulatedAnswer makeAnswer(const ChatAsk &ask, const Scenario &scenario)
{
    SimulatedAnswer answer;
    answer.model = ask.model;
    answer.promptTokens = ask.promptTokens;
    answer.usage = ask.usageWanted ? scenario.usage : Scenario::UsageReport::Missing;
    answer.blocked = scenario.blocked;
    answer.toolCalls = scenario.toolCalls;
    answer.refusal = simulatorTokens(scenario.refusal);
    if (scenario.reasoningTokens > 0)
        answer.reasoning = writeThoughts({~ask.seed, scenario.reasoningTokens, QStringLiteral("Let me think.")});
    answer.content = untilStop(contentFor(ask, scenario), ask.stop);
    answer.finishReason = naturalFinish(answer);
    const auto cut = [&answer](std::vector<QString> &pieces, size_t limit) {
        if (pieces.size() <= limit) return;
        pieces.resize(limit);
        answer.finishReason = QStringLiteral("length");
    };
    if (ask.maxTokens) { // as with the vendors, reasoning counts
        cut(answer.reasoning, size_t(*ask.maxTokens));
        cut(answer.content, size_t(*ask.maxTokens) - answer.reasoning.size());
    }
    if (!scenario.finishReason.isEmpty()) answer.finishReason = scenario.finishReason;
    return answer;
}

} // namespace burin::simulator
