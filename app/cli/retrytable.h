#pragma once

#include "core/domain/costreport.h"

namespace burin {

class Session;

/// Shows how retries went over @p range, by provider and cause, and ends the session.
void showRetries(Session &session, const DayRange &range);

} // namespace burin
