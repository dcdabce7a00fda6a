#include "ui/common/errorplacement.h"

#include <algorithm>
#include <iterator>

namespace burin {

namespace {

using enum Severity;
using enum ErrorOrigin;
using P = ErrorPlacement;

struct PlacementRow {
    Severity severity;
    ErrorOrigin origin;
    ErrorPlacement placement;
};

constexpr PlacementRow placements[] = {
    {Low, Input, P::InPlace},
    {Low, Run, P::InPlace},
    {Low, Background, P::Banner}, // there is no place in which it would be seen
    {Medium, Input, P::InPlace},
    {Medium, Run, P::Note},
    {Medium, Background, P::Banner},
    {High, Input, P::Banner},
    {High, Run, P::Banner},
    {High, Background, P::Banner},
    {Critical, Input, P::Blocking},
    {Critical, Run, P::Blocking},
    {Critical, Background, P::Blocking},
};

} // namespace

ErrorPlacement placementOf(Severity severity, ErrorOrigin origin)
{
    const auto row = std::ranges::find_if(
        placements, [&](const PlacementRow &r) { return r.severity == severity && r.origin == origin; });
    Q_ASSERT(row != std::end(placements));
    return row->placement;
}

} // namespace burin
