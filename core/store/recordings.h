#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/domain/error.h"
#include "core/domain/recording.h"

#include <QSqlDatabase>

#include <vector>

namespace burin {

/// A recording made small for the disk: a binary form of our own, deflated.
struct PackedRecording {
    int attempt = 1;
    qint64 bodyBytes = 0; ///< Of the response, as recorded.
    QByteArray data;
};

/// Pure, and takes its time for a large one: not for the thread of the window or of the database.
PackedRecording packed(const WireRecording &recording);
/// Unexpected for what packed() did not make; a small file that claims to be huge allocates nothing.
Result<WireRecording> unpacked(const QByteArray &data);

/// Keeps @p recording of an attempt of @p run in place of an earlier one, then drops the oldest of all until no more
/// than @p totalCap bytes are left. One transaction; it survives a crash, not a power loss: what is lost is no money
/// and no text.
Outcome saveRecording(const QSqlDatabase &db, RunId run, const PackedRecording &recording, qint64 totalCap);

/// The recordings of a run's attempts in their order; none if nothing was recorded or it was dropped since.
Result<std::vector<WireRecording>> loadRecordings(const QSqlDatabase &db, RunId run);

} // namespace burin
