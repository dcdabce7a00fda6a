#include "core/simulator/weather.h"

namespace burin::simulator {

namespace {

/// SplitMix64's finaliser: a uniform number for each pair.
double drawn(quint64 seed, int request)
{
    quint64 z = seed + 0x9e3779b97f4a7c15 * quint64(request + 1);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return double((z ^ (z >> 31)) >> 11) / double(1LL << 53);
}

} // namespace

Scenario underWeather(Scenario scenario, int request)
{
    double left = drawn(scenario.weatherSeed, request);
    for (const Scenario::Weather &row : std::exchange(scenario.weather, {})) {
        left -= row.probability;
        if (left >= 0) continue;
        scenario.status = row.status;
        scenario.ending = row.ending;
        break;
    }
    return scenario;
}

Scenario withoutFaults(Scenario scenario)
{
    Scenario good;
    good.firstTokenDelay = scenario.firstTokenDelay;
    good.tokensPerSecond = scenario.tokensPerSecond;
    good.tokens = scenario.tokens;
    good.reasoningTokens = scenario.reasoningTokens;
    good.text = std::move(scenario.text);
    good.toolCalls = std::move(scenario.toolCalls);
    return good;
}

bool hasFaults(const Scenario &scenario)
{
    using enum Scenario::UsageReport;
    return scenario.status != 200 || scenario.ending != Scenario::Ending::Normal || scenario.malformedFrames > 0 ||
           scenario.body || !scenario.headers.empty() || scenario.usage != Normal || scenario.blocked ||
           scenario.embeddingFault != Scenario::EmbeddingFault::None;
}

} // namespace burin::simulator
