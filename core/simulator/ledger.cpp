#include "core/simulator/ledger.h"

#include "core/simulator/catalog.h"
#include "core/simulator/jsontext.h"

namespace burin::simulator {

namespace {

constexpr size_t Remembered = 1000;

double costOf(qint64 prompt, qint64 output)
{
    return double(prompt) * UsdPerPromptToken + double(output) * UsdPerOutputToken;
}

} // namespace

QByteArray generationId(qint64 number)
{
    return "gen-simulator-" + QByteArray::number(number);
}

double costOf(const SimulatedAnswer &answer)
{
    return costOf(answer.promptTokens, answer.outputTokens() + answer.reasoningTokens());
}

void Ledger::note(const SimulatedAnswer &answer)
{
    if (m_order.size() == Remembered) {
        m_entries.erase(m_order.front());
        m_order.erase(m_order.begin());
    }
    m_order.push_back(generationId(answer.number));
    m_entries[m_order.back()] = {answer.model, answer.created, answer.promptTokens,
                                 answer.outputTokens() + answer.reasoningTokens(), answer.reasoningTokens()};
    m_spent += costOf(answer);
}

QByteArray Ledger::generation(const QByteArray &id) const
{
    const auto found = m_entries.find(id);
    if (found == m_entries.end()) return {};
    const Entry &entry = found->second;
    const double cost = costOf(entry.prompt, entry.output);
    const QJsonObject data{{QStringLiteral("id"), QString::fromUtf8(id)},
                           {QStringLiteral("model"), entry.model},
                           {QStringLiteral("provider_name"), QStringLiteral("Simulator")},
                           {QStringLiteral("created_at"), entry.created},
                           {QStringLiteral("total_cost"), cost},
                           {QStringLiteral("usage"), cost},
                           {QStringLiteral("tokens_prompt"), entry.prompt},
                           {QStringLiteral("tokens_completion"), entry.output},
                           {QStringLiteral("native_tokens_prompt"), entry.prompt},
                           {QStringLiteral("native_tokens_completion"), entry.output},
                           {QStringLiteral("native_tokens_reasoning"), entry.reasoning},
                           {QStringLiteral("native_tokens_cached"), 0},
                           {QStringLiteral("is_byok"), false}};
    return compact({{QStringLiteral("data"), data}});
}

} // namespace burin::simulator
