#pragma once

#include <QString>

namespace burin {

/// This process as "boot pid start": stored with each running run, so that a later start can tell whether the process
/// that journals it still lives. The start time tells apart two processes with the same number.
QString currentOwner();

/// Whether the process that @p owner names is still running. False for another boot, and for a text we did not write.
bool isAlive(const QString &owner);

} // namespace burin
