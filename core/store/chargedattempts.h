#pragma once

#include "core/base/result.h"
#include "core/domain/repricing.h"
#include "core/domain/run.h"
#include "core/store/repricing.h"

#include <QSqlDatabase>

namespace burin {

/// An attempt of an ended run, with what pricing it takes.
struct ChargedAttempt {
    qint64 id = 0; ///< Row of table attempts.
    RunId run;
    QString provider; ///< Where it was sent.
    QString model;    ///< What it asked for.
    Attempt attempt;

    /// What served it, or what was asked for.
    const QString &pricedModel() const { return attempt.modelServed.isEmpty() ? model : attempt.modelServed; }
};

/// A stretch of the history, by run.
struct ChargedStretch {
    std::vector<ChargedAttempt> attempts; ///< In the order of runs and attempts.
    RunId last;                           ///< Where the next one goes on.
    double share = 0;                     ///< Of the way through what was chosen.
    bool done = false;
};

/// Whose attempts a stretch has.
enum class Charged {
    All,           ///< All that may have been charged.
    WithoutCertain ///< Of them those whose amount is not known or estimated, and whose tokens were counted.
};

/// The attempts of @p choice among the runs of @p from, chosen or not.
Result<ChargedStretch> nextStretch(const QSqlDatabase &db, const RunChoice &choice, Charged which, const Stretch &from);

} // namespace burin
