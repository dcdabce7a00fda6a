#pragma once

#include "core/base/result.h"
#include "core/store/runconditions.h"

#include <QSqlDatabase>

namespace burin {

// Which runs are on a page, in SQL. What drives the statement is chosen here, not guessed by the planner, which cannot
// know how far a page reaches: an index only when few runs are in it or when it has the list's order; else the list
// itself is walked, newest first, which soon has a page when the runs are many.

struct RunSelection {
    std::vector<RunTest> tests;
    QString words; ///< FTS5 expression, or empty.
    qint64 first = 0;
    qint64 last = std::numeric_limits<qint64>::max();
    SqlPart few;               ///< SELECT of few ids, of which some fit; empty = there are more.
    qint64 deleted = 0;        ///< Runs that were deleted, up to MostDeleted + 1.
    std::optional<qint64> key; ///< Of the run before, for an order other than that of the runs.
    RunPlace place;
    RunQuery wanted;

    static constexpr qint64 MostDeleted = 1'000;
};

/// Looks up what @p wanted names. RunNotFound if @p place is behind a run that is not there.
Result<RunSelection> selectRuns(const QSqlDatabase &db, const RunQuery &wanted, const RunPlace &place);

/// SELECT of the ids (column "id") of up to @p limit runs from the selection's place on, in its order.
SqlPart idsOf(const RunSelection &selection, int limit);
/// Whether the texts are walked in the list's order, so that their snippets can be read along.
bool isDrivenByWords(const RunSelection &selection);
/// The same as idsOf() from FROM on, with the runs as r and their texts as run_search; only if isDrivenByWords().
SqlPart wordsFrom(const RunSelection &selection, int limit);
/// " ORDER BY" of the list, where the runs are r.
QString orderOf(const RunSelection &selection, const QString &id);

} // namespace burin
