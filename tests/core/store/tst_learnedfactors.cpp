#include "core/store/learnedfactors.h"

#include "storetesting.h"

#include <QTest>

#include <cmath>

using namespace burin;

namespace {

const ModelRef model{QStringLiteral("provider-a"), QStringLiteral("model-a")};

/// A run of 100 tokens, as estimated, of which the provider counted @p reported.
RunRecord runOf(qint64 reported)
{
    RunRecord record = plainRun(QString(4 * 94, u'x'), QStringLiteral("answer"));
    record.usage.input = reported;
    record.attempts.front().usage.input = reported;
    return record;
}

} // namespace

class tst_LearnedFactors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyHistoryTeachesNothing();
    void theStoreTeachesWhatTheRunsDid();
    void someRunsTeachNothing_data();
    void someRunsTeachNothing();
    void theNewestRunsCount();
};

void tst_LearnedFactors::anEmptyHistoryTeachesNothing()
{
    const OpenDatabase db;
    const Result<LearnedFactors> factors = readLearnedFactors(db);
    QVERIFY(bool(factors));
    QVERIFY(!factors->factorFor(model));
}

void tst_LearnedFactors::theStoreTeachesWhatTheRunsDid()
{
    const OpenDatabase db;
    LearnedFactors kept;
    for (const qint64 reported : {110, 130, 120}) {
        RunRecord record = runOf(reported);
        QVERIFY(bool(store(db, record)));
        learnFrom(record, kept);
    }
    const Result<LearnedFactors> read = readLearnedFactors(db);
    QVERIFY(bool(read));
    QCOMPARE(read->observationsOf(model), size_t(3));
    QCOMPARE(*read->factorFor(model), 1.2);
    QCOMPARE(*kept.factorFor(model), 1.2);
}

void tst_LearnedFactors::someRunsTeachNothing_data()
{
    QTest::addColumn<int>("which");
    QTest::newRow("simulated") << 0;
    QTest::newRow("usage estimated") << 1;
    QTest::newRow("two attempts") << 2;
    QTest::newRow("no input told") << 3;
}

void tst_LearnedFactors::someRunsTeachNothing()
{
    QFETCH(int, which);
    RunRecord record = runOf(150);
    if (which == 0) record.simulated = true;
    if (which == 1) record.usage.source = record.attempts.front().usage.source = Usage::Source::Estimated;
    if (which == 2) {
        record.attempts.push_back(record.attempts.front());
        record.attempts.back().number = 2;
    }
    if (which == 3) record.usage.input.reset();
    const OpenDatabase db;
    QVERIFY(bool(store(db, record)));
    LearnedFactors kept;
    learnFrom(record, kept);
    QVERIFY(!kept.factorFor(model));
    const Result<LearnedFactors> read = readLearnedFactors(db);
    QVERIFY(bool(read));
    QVERIFY(!read->factorFor(model));
}

void tst_LearnedFactors::theNewestRunsCount()
{
    const OpenDatabase db;
    const auto most = int(LearnedFactors::MostObservations);
    for (int i = 0; i < 2 * most; ++i) {
        RunRecord record = runOf(i < most ? 300 : 90);
        QVERIFY(bool(store(db, record)));
    }
    const Result<LearnedFactors> read = readLearnedFactors(db);
    QVERIFY(bool(read));
    QCOMPARE(read->observationsOf(model), size_t(most));
    QCOMPARE(*read->factorFor(model), 0.9);
}

QTEST_GUILESS_MAIN(tst_LearnedFactors)
#include "tst_learnedfactors.moc"
