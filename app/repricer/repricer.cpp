#include "app/repricer/repricer.h"

#include "core/base/await.h"
#include "core/store/dbthread.h"

#include <utility>

namespace burin {

Repricer::Repricer(DbThread &database, QObject *parent) : QObject(parent), m_database(database) {}

void Repricer::start(Step step, End end)
{
    Q_ASSERT(!isBusy());
    m_step = std::move(step);
    m_end = std::move(end);
    m_sum = {};
    m_cancelled = false;
    takeStep();
}

void Repricer::cancel()
{
    m_cancelled = true;
}

void Repricer::takeStep()
{
    const RunId after = m_sum.last;
    await(m_database.run([step = m_step, after](const QSqlDatabase &db) { return step(db, after); }), this,
          [this](const Result<RepriceStep> &step) {
              if (!step) return finish(step);
              add(m_sum, *step);
              Q_EMIT progressed(m_sum);
              if (m_sum.done || m_cancelled)
                  finish(m_sum);
              else
                  takeStep();
          });
}

void Repricer::finish(const Result<RepriceStep> &sum)
{
    m_step = {};
    std::exchange(m_end, {})(sum);
}

} // namespace burin
