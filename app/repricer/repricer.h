#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"
#include "core/domain/repricing.h"

#include <QObject>
#include <QSqlDatabase>

#include <functional>

namespace burin {

class DbThread;

/// Takes the steps of core/store/repricing.h one after the other, so that the database is never held for long and
/// other work comes in between. One job at a time. Lives on one thread; the DbThread must outlive it.
class Repricer : public QObject {
    Q_OBJECT
public:
    using Step = std::function<Result<RepriceStep>(const QSqlDatabase &db, RunId after)>;
    using End = std::function<void(const Result<RepriceStep> &sum)>;

    explicit Repricer(DbThread &database, QObject *parent = nullptr);

    bool isBusy() const { return bool(m_end); }
    /// Calls @p end exactly once, later: with the sum of all steps, with that of those before cancel(), which is not
    /// done, or with the error of the first that failed. Not while it is busy.
    void start(Step step, End end);
    /// Ends the job after the step that is going on.
    void cancel();

Q_SIGNALS:
    void progressed(const burin::RepriceStep &sum);

private:
    void takeStep();
    void finish(const Result<RepriceStep> &sum);

    DbThread &m_database;
    Step m_step;
    End m_end;
    RepriceStep m_sum;
    bool m_cancelled = false;
};

} // namespace burin
