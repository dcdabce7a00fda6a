#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"

#include <QString>

#include <functional>

namespace burin {

/// What was got out of a damaged database.
struct Salvaged {
    qint64 runs = 0;         ///< In the new file.
    qint64 withoutTexts = 0; ///< Of these, the ones whose prompt and answer could not be read.
    qint64 rebuilt = 0;  ///< Of these, the ones of which only parts were found; their times and names may be guesses.
    QStringList damaged; ///< Tables of which something could not be read.
};

/// Makes a new database @p target of every row that can be read in the damaged one @p source, with its log if there is
/// one. The damaged files are only read. What refers to something that is lost gets a stand-in, so that no amount is
/// lost with it; sums are counted again; runs are found by their text once the backlog was worked through
/// (core/store/backlog.h).
///
/// Needs room for two more files of the source's size beside the target. Corrupt: the pages that say where everything
/// is, which are among the first of the file, cannot be read, and this program did not make the file as it is (see
/// core/store/salvageschema.h). FileNotWritten: @p target exists. Takes minutes for a
/// large file: for the pool.
/// @p progress: rows read so far; may be empty.
Result<Salvaged> salvage(const QString &source, const QString &target,
                         const std::function<void(qint64 rows)> &progress = {});

/// salvage() of the profile's database in @p folder, with the new file in its place. The damaged one is renamed to
/// burin.sqlite.damaged-YYYYMMDD-HHMMSS, with its log. No connection may be open.
Result<Salvaged> salvageInPlace(const QString &folder);

} // namespace burin
