#include "core/engine/engine.h"

#include "core/engine/modelquery.h"
#include "core/engine/specchecks.h"
#include "core/providers/provider.h"
#include "core/providers/registry.h"

#include <QRandomGenerator>

namespace burin {

namespace {

template <class T> QFuture<T> ready(T value)
{
    QPromise<T> promise;
    promise.start();
    promise.addResult(std::move(value));
    promise.finish();
    return promise.future();
}

} // namespace

Engine::Engine(Options options, QObject *parent)
    : QObject(parent),
      m_options(std::move(options)),
      m_scheduler({.ceiling = m_options.slotsPerEndpoint,
                   .waitScale = m_options.waitScale,
                   .circuit = m_options.circuit,
                   .retries = m_options.retryBudget})
{
    connect(&m_scheduler, &Scheduler::keyPaused, this, &Engine::keyPaused);
    if (!m_options.jitter) m_options.jitter = [] { return QRandomGenerator::global()->generateDouble(); };
}

Engine::~Engine()
{
    // Runs hold places of the pool and the scheduler, which are members and go first otherwise.
    const QList<QObject *> owned = children();
    qDeleteAll(owned);
}

void Engine::setPrices(PriceBook prices)
{
    m_options.prices = std::move(prices);
}

Run *Engine::start(const RunSpec &spec)
{
    auto *run = new Run(spec,
                        {.pool = m_pool,
                         .scheduler = m_scheduler,
                         .prices = m_options.prices,
                         .journal = m_options.journal,
                         .reserve = m_options.reserve,
                         .count = m_options.count,
                         .record = m_options.record,
                         .jitter = m_options.jitter,
                         .waitScale = m_options.waitScale},
                        this);
    m_runs.insert(run);
    connect(run, &Run::finished, this, [this, run] {
        m_runs.remove(run);
        run->deleteLater();
        if (m_runs.isEmpty()) Q_EMIT idle();
    });
    run->start();
    return run;
}

void Engine::cancelAll()
{
    for (Run *run : QSet<Run *>(m_runs))
        run->cancel();
}

void Engine::resume(const ProviderProfile &provider, const Secret &key)
{
    if (!key.isEmpty()) {
        for (Run *run : QSet<Run *>(m_runs))
            run->useKey(provider, key);
    }
    m_scheduler.resume(provider);
}

void Engine::dropPaused(const ProviderProfile &provider)
{
    m_scheduler.dropPaused(provider);
}

QFuture<Result<std::vector<ModelInfo>>> Engine::fetchModels(const ProviderProfile &provider, const Secret &key)
{
    if (const std::optional<Error> error = checkEndpoint(provider, key))
        return ready(Result<std::vector<ModelInfo>>(*error));
    const HttpRequest request = providerFor(provider.kind)->modelsRequest(provider, key);
    auto *query = new ModelQuery(provider, request, m_pool, this);
    return query->start().then([provider, key, prices = m_options.prices](const ModelQuery::Answer &answer) {
        const Result<std::vector<ModelInfo>> models = modelsOf(provider, answer, prices);
        return models ? models : Result<std::vector<ModelInfo>>(redacted(models.error(), {key}));
    });
}

QFuture<Verification> Engine::verify(const ProviderProfile &provider, const Secret &key)
{
    if (provider.needsKey && key.isEmpty())
        return ready(Verification{KeyState::Missing, makeError(ErrorCode::MissingKey, provider.name)});
    if (!key.isEmpty() && !isWellFormedKey(key))
        return ready(Verification{KeyState::Malformed, makeError(ErrorCode::BadKeyFormat)});
    if (const std::optional<Error> error = checkEndpoint(provider, key))
        return ready(Verification{KeyState::Offline, error});
    const HttpRequest request = providerFor(provider.kind)->verifyRequest(provider, key);
    auto *query = new ModelQuery(provider, request, m_pool, this);
    return query->start().then([](const ModelQuery::Answer &answer) {
        return Verification{keyStateOf(answer), answer.error};
    });
}

QFuture<Result<QByteArray>> Engine::ask(const ProviderProfile &provider, const HttpRequest &request)
{
    if (const std::optional<Error> error = checkEndpoint(provider, request.key))
        return ready(Result<QByteArray>(*error));
    auto *query = new ModelQuery(provider, request, m_pool, this);
    return query->start().then([](const ModelQuery::Answer &answer) {
        return answer.error ? Result<QByteArray>(*answer.error) : Result<QByteArray>(answer.body);
    });
}

} // namespace burin
