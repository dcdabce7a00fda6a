#pragma once

#include "core/domain/costreport.h"
#include "core/domain/error.h"

#include <QMetaType>
#include <QString>

#include <chrono>
#include <optional>
#include <vector>

namespace burin {

/// How the attempts at one provider that failed for one reason went on. Of the runs that ended; simulated ones left
/// out. An attempt counts where it was sent, which for a fallback is not the run's own provider.
struct RetryFigures {
    QString provider;                    ///< Its id.
    std::optional<ErrorCode> cause;      ///< Nullopt: an error that this version does not know.
    QString causeId;                     ///< As stored: "RATE_LIMIT_ERROR/requests".
    qint64 failures = 0;                 ///< Attempts that failed so.
    qint64 retries = 0;                  ///< Of these, the ones after which another attempt was made.
    qint64 recoveries = 0;               ///< Of these, the ones whose next attempt completed the run.
    qint64 givenUp = 0;                  ///< Runs that ended with this failure; stopped and interrupted ones are not.
    std::chrono::milliseconds waited{0}; ///< Before the retries.
    bool operator==(const RetryFigures &) const = default;
};

/// All attempts at one provider.
struct ProviderAttempts {
    QString provider;         ///< Its id.
    qint64 firstAttempts = 0; ///< Runs that were sent here first: n of the shares.
    qint64 retries = 0;       ///< Further attempts after a failure here.
    qint64 recoveries = 0;
    qint64 givenUp = 0;
    std::chrono::milliseconds waited{0};
    bool operator==(const ProviderAttempts &) const = default;
};

struct RetryStatistics {
    DayRange range;
    std::vector<ProviderAttempts> providers; ///< By name.
    std::vector<RetryFigures> causes;        ///< By provider, most failures first.
    bool operator==(const RetryStatistics &) const = default;
};

} // namespace burin

Q_DECLARE_METATYPE(burin::RetryStatistics)
