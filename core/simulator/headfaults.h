#pragma once

#include "core/simulator/scenario.h"

namespace burin::simulator {

class Connection;

/// Whether no answer comes with @p ending, not even its head.
bool breaksHead(Scenario::Ending ending);
/// Does to the connection what @p ending says in place of an answer.
void breakHead(Connection *connection, Scenario::Ending ending);

} // namespace burin::simulator
