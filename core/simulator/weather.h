#pragma once

#include "core/simulator/scenario.h"

namespace burin::simulator {

/// What becomes of @p scenario for the request with that number: itself, or one of its weather's faults. Pure.
Scenario underWeather(Scenario scenario, int request);
/// A good server with the same voice and pace.
Scenario withoutFaults(Scenario scenario);
bool hasFaults(const Scenario &scenario);

} // namespace burin::simulator
