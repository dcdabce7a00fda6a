#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <map>

namespace burin {

/// What a journal_writer has said to be committed of one run.
struct Committed {
    bool begun = false;
    bool attempt = false;
    qsizetype text = 0;
    bool ended = false;
};
using CommittedRuns = std::map<qint64, Committed>;

/// Adds what the writer's @p output says.
void note(const QByteArray &output, CommittedRuns &runs);
/// The text that a writer gives run @p id.
QString writersText(qint64 id);

/// Where a writer is killed: "queued", "reserved", "sent", "streaming" (while text is written), "ended" (between the
/// text and the ledger), "committing" (while the end is written), "anywhere" (from outside, at any moment).
QStringList killStages();

/// What was found after a number of kills.
struct KillReport {
    int cycles = 0;
    int acknowledged = 0; ///< Runs of which something was said to be committed.
    int lost = 0;         ///< Of these, the ones of which something of that is gone.
    int half = 0;         ///< Runs that are neither as before nor as after a transaction.
    int interrupted = 0;  ///< Runs that were found in the middle and settled.
    QStringList problems; ///< What the check of the database says, and the first losses.

    KillReport &operator+=(const KillReport &other);
};

/// Starts @p writer on the database in @p folder again and again, has it killed at @p stage, opens the database as the
/// next start would, and looks. The same @p seed does about the same again.
KillReport killWriters(const QString &writer, const QString &folder, const QString &stage, int cycles, quint32 seed);

} // namespace burin
