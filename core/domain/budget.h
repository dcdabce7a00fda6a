#pragma once

#include "core/base/id.h"
#include "core/base/money.h"

#include <QMetaType>
#include <QString>

#include <optional>
#include <vector>

namespace burin {

/// What a budget limits. Days, weeks (from Monday) and months are local calendar ones.
/// A prompt's budget is for all its runs, whenever they were.
enum class BudgetScope { Run, Day, Week, Month, Prompt };

/// "run", "day", "week", "month", "prompt", as stored and printed.
QString toString(BudgetScope scope);
std::optional<BudgetScope> budgetScopeFrom(QStringView text);

/// A limit that the user set.
struct Budget {
    BudgetScope scope = BudgetScope::Month;
    QString prompt; ///< Title; for BudgetScope::Prompt only.
    Money limit;
    bool operator==(const Budget &) const = default;
};

/// A budget with what counts against it now.
struct BudgetState {
    Budget budget;
    Money spent;    ///< Known amounts of runs that ended.
    Money reserved; ///< Worst cases of runs that are going on.
    bool operator==(const BudgetState &) const = default;
};

/// A budget of whose limit a threshold was passed.
struct BudgetAlert {
    Budget budget;
    int percent = 50; ///< 50, 80, 90, 95 or 100.
    Money spent;
    bool operator==(const BudgetAlert &) const = default;
};

/// What a run may cost at most, asked for before anything is sent.
struct CostReservation {
    Money worst;                    ///< Counts against every budget until the run is settled.
    std::optional<Money> costLimit; ///< What the tightest budget leaves to this run; nullopt = nothing limits it.
    bool operator==(const CostReservation &) const = default;
};

} // namespace burin

Q_DECLARE_METATYPE(burin::Budget)
Q_DECLARE_METATYPE(burin::BudgetState)
Q_DECLARE_METATYPE(burin::BudgetAlert)
