#pragma once

#include "disk.h"

#include <QStringList>

namespace burin {

/// What was found after a number of power losses.
struct PowerLossReport {
    int crashes = 0;
    int settled = 0;      ///< Looks at runs that were settled before the power went.
    int settledLost = 0;  ///< Of these, not there, not settled or not the same.
    int attempts = 0;     ///< The same for attempts that were allowed to be sent.
    int attemptsLost = 0; //
    int begun = 0;        ///< The same for rows of runs that had not sent anything yet: these commits do not wait
    int begunLost = 0;    ///< for the disk.
    int corrupt = 0;      ///< Databases that did not open or in which something does not add up.
    QStringList problems; ///< The first few.

    PowerLossReport &operator+=(const PowerLossReport &other);
};

/// Journals some runs through the store into a database of its own, lets the power fail at @p crashes random moments of
/// that, and opens with the store what each may have left. The same @p seed does the same again.
PowerLossReport losePower(quint32 seed, int crashes, Disk::Syncs syncs = Disk::Syncs::Honest);

} // namespace burin
