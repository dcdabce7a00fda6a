#pragma once

#include "core/base/id.h"
#include "core/base/money.h"
#include "core/domain/costreport.h"
#include "core/domain/receipt.h"

#include <QDateTime>
#include <QString>

#include <optional>
#include <vector>

namespace burin {

using RepricingId = Id<struct RepricingTag>;

/// Which runs are priced anew, or asked what-if about. Empty fields do not filter; neither do invalid days.
struct RunChoice {
    DayRange days;    ///< Local.
    QString provider; ///< Provider id, where the attempt was sent.
    QString model;    ///< What the attempt asked for, exact.
    QString prompt;   ///< Title, exact.
    bool operator==(const RunChoice &) const = default;
};

/// The attempts of one model, at the old and at the new price. Only attempts with both a count of tokens and a new
/// price are in the sums.
struct RepriceLine {
    QString provider;
    QString model;
    int attempts = 0;
    int unpricedBefore = 0; ///< Of attempts: those whose old amount is not known.
    Money before;           ///< Sum of the old amounts that are known.
    Money after;
    int left = 0; ///< Attempts beside these that cannot be priced: no count of tokens, or no price.
    bool operator==(const RepriceLine &) const = default;
};

/// What was found, or done, in one step over the runs.
struct RepriceStep {
    std::vector<RepriceLine> lines; ///< By provider and model.
    int runs = 0;                   ///< With at least one attempt in the sums.
    RunId last;                     ///< Go on after this one.
    double share = 0;               ///< Of the way, 0 to 1.
    bool done = false;
};

/// Adds @p step to what earlier steps found. Pure.
void add(RepriceStep &sum, const RepriceStep &step);
/// All lines of @p step together; provider and model are empty. Pure.
RepriceLine totalOf(const RepriceStep &step);

/// A time that old runs were priced anew.
struct Repricing {
    RepricingId id;
    QDateTime at; ///< UTC.
    RunChoice choice;
    QDateTime undoneAt; ///< UTC; invalid = it holds.
    int attempts = 0;
    int unpricedBefore = 0;
    Money before; ///< Sum of the old amounts that were known.
    Money after;
    bool operator==(const Repricing &) const = default;
};

/// A receipt that a repricing replaced.
struct ReplacedReceipt {
    RepricingId repricing;
    RunId run;
    int attempt = 1; ///< Its number.
    QString model;   ///< What the attempt asked for.
    Receipt original;
    Money now; ///< What the repricing made of it.
    QString nowSource;
    bool undone = false; ///< The original holds again.
    bool operator==(const ReplacedReceipt &) const = default;
};

} // namespace burin
