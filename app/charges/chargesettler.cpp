#include "app/charges/chargesettler.h"

#include "core/base/await.h"
#include "core/engine/engine.h"
#include "core/providers/openrouteraccount.h"
#include "core/store/dbthread.h"
#include "core/store/reconcile.h"

namespace burin {

ChargeSettler::ChargeSettler(Engine &engine, DbThread &database, QObject *parent)
    : QObject(parent), m_engine(engine), m_database(database)
{
}

void ChargeSettler::start(const ProviderProfile &provider, const Secret &key, std::vector<OpenCharge> charges)
{
    Q_ASSERT(!m_busy);
    m_busy = true;
    m_provider = provider;
    m_key = key;
    m_charges = std::move(charges);
    m_progress = {.all = int(m_charges.size())};
    m_failuresInARow = 0;
    QMetaObject::invokeMethod(this, &ChargeSettler::askNext, Qt::QueuedConnection);
}

void ChargeSettler::cancel()
{
    m_progress.cancelled = m_busy;
}

void ChargeSettler::askNext()
{
    Q_EMIT progressed(m_progress);
    if (m_progress.cancelled || m_progress.asked == m_progress.all) return finish(std::nullopt);
    const OpenCharge open = m_charges[size_t(m_progress.asked)];
    await(m_engine.ask(m_provider, chargeRequest(m_provider, open.generation, m_key)), this,
          [this, open](const Result<QByteArray> &body) {
              ++m_progress.asked;
              const Result<Charge> charge = body ? decodeCharge(*body) : Result<Charge>(body.error());
              if (charge)
                  take(open, *charge);
              else
                  fail(charge.error());
          });
}

void ChargeSettler::take(const OpenCharge &open, const Charge &charge)
{
    m_failuresInARow = 0;
    const Reconciliation told{.run = open.run, .attempt = open.attempt, .charged = charge.total, .usage = charge.usage};
    await(m_database.run([told](const QSqlDatabase &db) { return reconcile(db, told); }), this,
          [this](const Result<bool> &done) {
              if (!done) return finish(done.error());
              m_progress.corrected += *done ? 1 : 0;
              askNext();
          });
}

void ChargeSettler::fail(const Error &error)
{
    ++m_progress.failed;
    const ErrorCategory category = error.category();
    const bool ofTheKey = category == ErrorCategory::Authentication || category == ErrorCategory::Authorization;
    const bool unknownAnswer = error.httpStatus == 404;
    m_failuresInARow = unknownAnswer ? 0 : m_failuresInARow + 1;
    if (ofTheKey || m_failuresInARow >= Patience) return finish(error);
    askNext();
}

void ChargeSettler::finish(const std::optional<Error> &error)
{
    m_busy = false;
    m_key = {};
    Q_EMIT finished(m_progress, error);
}

} // namespace burin
