#include "app/recorder/inputcounter.h"

#include <QtConcurrent>

#include <algorithm>

namespace burin {

namespace {

std::vector<InputTokens> counted(const std::vector<RunSpec> &targets, const LearnedFactors &factors)
{
    std::vector<InputTokens> counts;
    for (const RunSpec &spec : targets)
        counts.push_back(countRequest(spec, factors));
    return counts;
}

} // namespace

CountInputs inputCounter(std::function<LearnedFactors()> factors)
{
    return [factors = std::move(factors)](const std::vector<RunSpec> &targets) {
        const bool quick = std::ranges::all_of(targets, [](const RunSpec &spec) {
            return countsAtOnce(spec.messages, {spec.provider.id, spec.draft.model});
        });
        if (quick) return QtFuture::makeReadyFuture(counted(targets, factors()));
        return QtConcurrent::run(&counted, targets, factors());
    };
}

} // namespace burin
