#pragma once

#include "core/domain/costreport.h"

namespace burin {

class Session;

/// "costs --page FILE": writes what the runs of @p range cost as a page, and ends the session. An end that is not set
/// is today, a beginning that is not set thirty days.
void writeCostPage(Session &session, const DayRange &range, const QString &path);

} // namespace burin
