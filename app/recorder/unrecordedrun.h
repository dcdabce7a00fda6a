#pragma once

#include "core/engine/run.h"

#include <QString>

#include <memory>
#include <optional>

namespace burin {

class DbThread;

/// Keeps the budgets for runs that are not kept in the history: of each only a reservation while it runs, and its
/// bare amount after. For one run after the other. The DbThread must outlive it.
class UnrecordedRun {
public:
    /// @p title of the prompt, for its budget.
    UnrecordedRun(DbThread &database, QString title);

    /// For the engine's options. May outlive this object, not its DbThread.
    ReserveCost reserveHook() const;
    /// Releases the reservation of the run that just ended; nullopt: what it cost is not known. Written in any case,
    /// also when the program ends at once.
    void settle(std::optional<Money> cost);

private:
    DbThread &m_database;
    QString m_title;
    std::shared_ptr<qint64> m_reservation; ///< Used on the database thread only; 0 = none.
};

} // namespace burin
