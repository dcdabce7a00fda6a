#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"
#include "core/domain/run.h"
#include "core/domain/usagedrift.h"

#include <QSqlDatabase>

namespace burin {

/// What the ledger says of the UTC days @p from to @p to, both inclusive, at one provider: an entry for each attempt
/// that may have been charged.
Result<std::vector<LedgerUse>> ledgerUse(const QSqlDatabase &db, const QString &provider, QDate from, QDate to);

/// An answer whose charge is not known for certain, and whose provider can tell it by its id.
struct OpenCharge {
    RunId run;
    int attempt = 1;
    QString generation; ///< The provider's id of the answer.
    bool operator==(const OpenCharge &) const = default;
};
/// The last attempts of ended runs at @p provider that were perhaps or estimatedly charged, newest first. An answer's
/// id is known of the last attempt only.
Result<std::vector<OpenCharge>> openCharges(const QSqlDatabase &db, const QString &provider);

} // namespace burin
