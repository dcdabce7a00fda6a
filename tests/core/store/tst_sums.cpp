#include "core/cost/pricing.h"
#include "core/store/costquery.h"
#include "core/store/history.h"
#include "core/store/journal.h"
#include "core/store/keyvalue.h"
#include "core/store/reconcile.h"
#include "core/store/recordings.h"
#include "core/store/retention.h"
#include "storetesting.h"

#include <QTest>

#include <map>

using namespace burin;

/// Sums that are kept with each change, against a count of everything: for sequences of all that changes a run.
class tst_Sums : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void areThoseOfARecountAfterAnySequence();
};

namespace {

/// What was spent by day and model, counted by hand from the records.
using Spend = std::map<std::pair<QString, QString>, qint64>;

class Sequence {
public:
    Sequence(const OpenDatabase &db, quint32 seed) : m_db(db), m_random(seed) {}

    void step()
    {
        switch (m_random.below(8)) {
        case 0:
            return correct();
        case 1:
            return change(QStringLiteral("UPDATE runs SET deleted_at = coalesce(deleted_at, 1) WHERE id = %1"));
        case 2:
            return change(QStringLiteral("UPDATE runs SET deleted_at = NULL WHERE id = %1 AND EXISTS "
                                         "(SELECT 1 FROM run_contents WHERE run_id = %1)"));
        case 3:
            QVERIFY(purgeDeletedRuns(m_db, QDateTime::currentDateTimeUtc()));
            return;
        case 4:
            QVERIFY(dropRecordingsBefore(m_db, QDate(2026, 10, 1 + m_random.below(30))));
            return;
        case 5:
            return interrupt();
        default:
            return add();
        }
    }

    const Spend &spend() const { return m_spend; }

private:
    void add()
    {
        RunRecord record = m_random.next();
        if (record.attempts.empty()) record.status = RunStatus::Failed;
        for (Attempt &attempt : record.attempts) // as the engine leaves them: nothing is charged for nothing
            if (attempt.billing == Billing::None) attempt.receipt = {Money{}, Provenance::Computed, {}, {}};
        record.receipt = sumOf(record.attempts);
        QVERIFY(store(m_db, record));
        m_runs.push_back(record.id);
        if (m_random.oneIn(3)) QVERIFY(saveRecording(m_db, record.id, packed(WireRecording()), 2'000));
        if (record.simulated) return;
        count(record, 0); // a day with runs, whatever they cost
        for (const Attempt &attempt : record.attempts)
            count(record, attempt.receipt.total.value_or(Money{}).picoUsd);
    }

    /// The program ends in the middle of a run, and the next start settles it.
    void interrupt()
    {
        RunRecord record = m_random.next();
        const RunId run = *beginRun(m_db, specOf(record));
        QVERIFY(checkpoint(m_db, run, QStringLiteral("text"), {}));
        QVERIFY(m_db.execute(QStringLiteral("UPDATE runs SET owner = 'gone' WHERE status = 0")));
        QCOMPARE(*recoverInterrupted(m_db), 1);
        if (!record.simulated) count(record, 0);
    }

    void correct()
    {
        if (m_runs.empty()) return;
        const RunId run = m_runs[size_t(m_random.below(int(m_runs.size())))];
        const Result<RunRecord> record = loadRun(m_db, run);
        if (!record || record->attempts.empty()) return; // purged, or never sent
        const Attempt &attempt = record->attempts[size_t(m_random.below(int(record->attempts.size())))];
        const Money charged{m_random.below(2'000'000'000)};
        const Result<bool> done = reconcile(m_db, {.run = run,
                                                   .attempt = attempt.number,
                                                   .charged = charged,
                                                   .usage = {.input = m_random.below(99'999),
                                                             .cachedInput = {},
                                                             .cacheWrite = {},
                                                             .output = {},
                                                             .reasoning = {},
                                                             .source = Usage::Source::Reported}});
        QVERIFY(done);
        if (*done && !record->simulated)
            count(*record, charged.picoUsd - attempt.receipt.total.value_or(Money{}).picoUsd);
    }

    void change(const QString &sql)
    {
        if (m_runs.empty()) return;
        QVERIFY(m_db.execute(sql.arg(m_runs[size_t(m_random.below(int(m_runs.size())))].value)));
    }

    void count(const RunRecord &record, qint64 picoUsd)
    {
        m_spend[{record.createdAt.toLocalTime().date().toString(Qt::ISODate), record.draft.model}] += picoUsd;
    }

    const OpenDatabase &m_db;
    RandomRuns m_random;
    std::vector<RunId> m_runs;
    Spend m_spend;
};

} // namespace

void tst_Sums::areThoseOfARecountAfterAnySequence()
{
    constexpr int Sequences = 1'000;
    constexpr int OfOneDatabase = 50;
    for (int i = 0; i < Sequences; i += OfOneDatabase) {
        const OpenDatabase db;
        Sequence sequence(db, quint32(i));
        for (int n = 0; n < OfOneDatabase; ++n) {
            for (int step = 0; step < 4; ++step)
                sequence.step();
            if (QTest::currentTestFailed()) return;
        }
        const QStringList problems = *checkDatabase(db);
        QVERIFY2(problems.isEmpty(),
                 qPrintable(problems.mid(0, 5).join(u'\n'))); // each rollup against a recount from runs and ledger
        Spend reported;
        const auto lines =
            *costLines(db, {}, {QStringLiteral("day"), QStringLiteral("model")}); // named: it is looped over
        for (const CostLine &line : lines)
            reported[{line.keys.at(0), line.keys.at(1)}] = line.figures.cost.picoUsd;
        QVERIFY(!reported.empty());
        QVERIFY2(reported == sequence.spend(), qPrintable(QStringLiteral("seed %1").arg(i)));
    }
}

QTEST_GUILESS_MAIN(tst_Sums)
#include "tst_sums.moc"
