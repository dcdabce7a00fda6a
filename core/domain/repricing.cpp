#include "core/domain/repricing.h"

#include <algorithm>

namespace burin {

namespace {

void addLine(RepriceLine &sum, const RepriceLine &line)
{
    sum.attempts += line.attempts;
    sum.unpricedBefore += line.unpricedBefore;
    sum.before += line.before;
    sum.after += line.after;
    sum.left += line.left;
}

} // namespace

void add(RepriceStep &sum, const RepriceStep &step)
{
    for (const RepriceLine &line : step.lines) {
        const auto known = std::ranges::find_if(
            sum.lines, [&line](const RepriceLine &l) { return l.provider == line.provider && l.model == line.model; });
        if (known == sum.lines.end())
            sum.lines.push_back(line);
        else
            addLine(*known, line);
    }
    std::ranges::sort(sum.lines, [](const RepriceLine &a, const RepriceLine &b) {
        return std::tie(a.provider, a.model) < std::tie(b.provider, b.model);
    });
    sum.runs += step.runs;
    sum.last = step.last;
    sum.share = step.share;
    sum.done = step.done;
}

RepriceLine totalOf(const RepriceStep &step)
{
    RepriceLine total;
    for (const RepriceLine &line : step.lines)
        addLine(total, line);
    return total;
}

} // namespace burin
