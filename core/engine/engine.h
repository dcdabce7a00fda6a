#pragma once

#include "core/cost/pricebook.h"
#include "core/domain/run.h"

#include <QFuture>
#include <QObject>

#include <functional>
#include <memory>

namespace burin {

class Run;

/// Executes prompts. The only thing in the program that sends to model servers. Lives on one thread, blocks nothing.
class Engine : public QObject {
    Q_OBJECT
public:
    /// Makes the attempt durable before its first byte leaves; a failure stops the run before it costs anything.
    using JournalAttempt = std::function<QFuture<Outcome>(RunId run, const Attempt &attempt)>;

    struct Options {
        int slotsPerEndpoint = 50;      ///< Requests in flight to one base URL with one key.
        JournalAttempt journal;         ///< Empty = nothing is journalled.
        std::function<double()> jitter; ///< In [0, 1); empty = random.
        PriceBook prices = PriceBook::builtIn();
    };

    explicit Engine(Options options, QObject *parent = nullptr);
    ~Engine() override;

    /// Never null; the run finishes asynchronously, also when it is invalid from the start.
    Run *start(const RunSpec &spec);
    /// Cancels everything; each run still finishes.
    void cancelAll();
    int activeRuns() const;

    /// The provider's list of models, with prices where it or the price book tells them.
    QFuture<Result<std::vector<ModelInfo>>> fetchModels(const ProviderProfile &provider, const Secret &key);
    /// Whether the key works: a request for the list of models, no retries, nothing is spent.
    QFuture<KeyState> verify(const ProviderProfile &provider, const Secret &key);
};

} // namespace burin
