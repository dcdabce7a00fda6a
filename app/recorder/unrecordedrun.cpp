#include "app/recorder/unrecordedrun.h"

#include "app/profile/runsettings.h"
#include "app/profile/storedprofile.h"
#include "core/store/budgetreports.h"
#include "core/store/budgets.h"
#include "core/store/dbthread.h"

#include <utility>

namespace burin {

UnrecordedRun::UnrecordedRun(DbThread &database, QString title)
    : m_database(database), m_title(std::move(title)), m_reservation(std::make_shared<qint64>(0))
{
}

ReserveCost UnrecordedRun::reserveHook() const
{
    return [&database = m_database, title = m_title, id = m_reservation](RunId, const CostEstimate &estimate) {
        const bool costsNothing = estimate.worst == Money{}; // then the database does not matter
        if (costsNothing) return QtFuture::makeReadyFuture(Result<CostReservation>(CostReservation{}));
        return database.run([title, id, estimate](const QSqlDatabase &db) -> Result<CostReservation> {
            const Result<StoredProfile> profile = loadStoredProfile(db);
            if (!profile) return profile.error();
            const auto reserved = reserveUnrecorded(db, title, estimate, budgetPolicyFrom(profile->settings));
            if (!reserved) return reserved.error();
            *id = reserved->id;
            return reserved->reservation;
        });
    };
}

void UnrecordedRun::settle(std::optional<Money> cost)
{
    m_database.run([id = m_reservation, cost](const QSqlDatabase &db) -> Outcome {
        const qint64 reservation = std::exchange(*id, 0);
        if (reservation == 0) return Done{};
        const auto alerts = watchBudgets(db, QDateTime::currentDateTimeUtc(), RunId{},
                                         [&] { return settleUnrecorded(db, reservation, cost); });
        return alerts ? Outcome(Done{}) : Outcome(alerts.error());
    });
}

} // namespace burin
