#pragma once

#include <QString>
#include <QStringList>

namespace burin {

/// What was found after killing burin-cli while it streamed an answer to stdout.
struct KilledCliReport {
    int cycles = 0;
    int lost = 0;            ///< Runs that were not in the history, or with a text that is not the one shown.
    qsizetype mostBytes = 0; ///< The most that was shown and not stored, in bytes of UTF-8.
    qint64 oldest = 0;       ///< How long ago the first of such text had been shown at most, in ms.
    int beyond = 0;          ///< Cycles with more than 4 KiB that were older than 250 ms.
    QStringList problems;
};

/// Runs a prompt against the built-in simulator, kills the program at a random length of its output, opens the database
/// as the next start would, and compares. @p program is burin-cli; @p folder the profile.
KilledCliReport killCli(const QString &program, const QString &folder, int cycles, quint32 seed);

} // namespace burin
