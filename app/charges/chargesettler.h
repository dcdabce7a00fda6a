#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/domain/error.h"
#include "core/domain/provider.h"
#include "core/domain/usagedrift.h"
#include "core/store/ledgeruse.h"

#include <QObject>

#include <vector>

namespace burin {

class DbThread;
class Engine;
struct Charge;

/// Asks a provider what answers cost of which it was not certain, one after the other, and corrects the ledger with
/// each answer as it comes: what was told stays told, also after cancel(). Lives on one thread; engine and DbThread
/// must outlive it.
class ChargeSettler : public QObject {
    Q_OBJECT
public:
    /// So many failures in a row that may have to do with the connection end the job.
    static constexpr int Patience = 3;

    ChargeSettler(Engine &engine, DbThread &database, QObject *parent = nullptr);

    bool isBusy() const { return m_busy; }
    /// finished() follows, later. Not while it is busy.
    void start(const ProviderProfile &provider, const Secret &key, std::vector<OpenCharge> charges);
    /// Ends the job after the answer that is on its way.
    void cancel();

Q_SIGNALS:
    void progressed(const burin::ChargeProgress &progress);
    /// Exactly once for each start(). @p error: why not all could be asked for, such as a rejected key.
    void finished(const burin::ChargeProgress &progress, const std::optional<burin::Error> &error);

private:
    void askNext();
    void take(const OpenCharge &open, const Charge &charge);
    void fail(const Error &error);
    void finish(const std::optional<Error> &error);

    Engine &m_engine;
    DbThread &m_database;
    ProviderProfile m_provider;
    Secret m_key;
    std::vector<OpenCharge> m_charges;
    ChargeProgress m_progress;
    int m_failuresInARow = 0;
    bool m_busy = false;
};

} // namespace burin
