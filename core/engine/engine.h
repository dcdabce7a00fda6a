#pragma once

#include "core/cost/pricebook.h"
#include "core/domain/run.h"
#include "core/engine/run.h"
#include "core/engine/scheduler.h"
#include "core/net/connectionpool.h"

#include <QFuture>
#include <QObject>
#include <QSet>

#include <functional>

namespace burin {

/// What a provider said when its key was tried.
struct Verification {
    KeyState state = KeyState::Unknown;
    std::optional<Error> error;
};

/// Executes prompts. The only thing in the program that sends to model servers. Lives on one thread, blocks nothing.
class Engine : public QObject {
    Q_OBJECT
public:
    using JournalAttempt = burin::JournalAttempt;

    struct Options {
        int slotsPerEndpoint = 50;           ///< Requests in flight to one base URL with one key.
        JournalAttempt journal = {};         ///< Empty = nothing is journalled.
        ReserveCost reserve = {};            ///< Empty = no budgets.
        RecordWire record = {};              ///< Empty = nothing is recorded.
        CountInputs count = {};              ///< Empty = the input is guessed by its length.
        std::function<double()> jitter = {}; ///< In [0, 1); empty = random.
        double waitScale = 1;                ///< Real waits ÷ announced waits; below 1 only in tests.
        CircuitSettings circuit = {};        ///< When an endpoint counts as broken.
        RetryBudgetSettings retryBudget = {};
        PriceBook prices = PriceBook::builtIn();
    };

    explicit Engine(Options options, QObject *parent = nullptr);
    ~Engine() override;

    /// Never null; the run finishes asynchronously, also when it is invalid from the start.
    Run *start(const RunSpec &spec);
    /// Cancels everything; each run still finishes.
    void cancelAll();
    int activeRuns() const { return int(m_runs.size()); }

    /// Lets the batches go on that keyPaused() holds up, with @p key where it is not empty.
    void resume(const ProviderProfile &provider, const Secret &key = {});
    /// Ends them with KeyPaused instead.
    void dropPaused(const ProviderProfile &provider);

    const PriceBook &prices() const { return m_options.prices; }
    /// For runs that start from now on; those under way keep what they started with.
    void setPrices(PriceBook prices);

    /// The provider's list of models, with prices where it or the price book tells them.
    QFuture<Result<std::vector<ModelInfo>>> fetchModels(const ProviderProfile &provider, const Secret &key);
    /// Whether the key works: one request that costs nothing, no retries.
    QFuture<Verification> verify(const ProviderProfile &provider, const Secret &key);
    /// The body of the answer to another such request, which a file of core/providers made and can read: an exact count
    /// of tokens, what is left of the credit, what an answer cost.
    QFuture<Result<QByteArray>> ask(const ProviderProfile &provider, const HttpRequest &request);

Q_SIGNALS:
    void idle(); ///< The last run has finished.
    /// A key was rejected or has no credit left, and batches wait for it: once for each pause, not for each of them.
    /// Interactive runs are still tried, and a success ends the pause.
    void keyPaused(const burin::ProviderProfile &provider, const burin::Error &cause);

private:
    Options m_options;
    ConnectionPool m_pool;
    Scheduler m_scheduler;
    QSet<Run *> m_runs;
};

} // namespace burin
