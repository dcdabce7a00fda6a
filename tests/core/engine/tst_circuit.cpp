#include "core/engine/circuit.h"
#include "core/engine/retrybudget.h"
#include "core/engine/sendwindow.h"

#include <QTest>

using namespace burin;
using namespace std::chrono_literals;
using Role = Circuit::Role;

/// The decisions about one endpoint that need nothing but numbers and times.
class tst_Circuit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void opensAfterARunOfFailuresOnly();
    void oneProbeAtATimeDecides();
    void eachFailedProbeDoublesThePause();
    void failuresFromBeforeTellNothingNew();
    void aSuccessOfAnybodyCloses();
    void aProbeThatSaysNothingMakesRoom();
    void retriesStayWithinTheirShare();
    void aGoodTimeSavesUpLittle();
    void theFloorGrowsBack();
    void theWindowHalvesOncePerVolleyAndGrowsByOne();
};

namespace {

const SteadyTime Start{1h};

Circuit opened(const CircuitSettings &settings)
{
    Circuit circuit(settings);
    for (int i = 0; i < settings.failuresToOpen; ++i)
        circuit.noteFailure(circuit.begin(), Start);
    return circuit;
}

} // namespace

void tst_Circuit::opensAfterARunOfFailuresOnly()
{
    Circuit circuit({.failuresToOpen = 3});
    for (int round = 0; round < 5; ++round) {
        circuit.noteFailure(circuit.begin(), Start);
        circuit.noteFailure(circuit.begin(), Start);
        QVERIFY(circuit.allows(Start));
        circuit.noteSuccess();
    }
    for (int i = 0; i < 3; ++i)
        circuit.noteFailure(Role::Ordinary, Start);
    QVERIFY(circuit.isOpen());
    QVERIFY(!circuit.allows(Start));
}

void tst_Circuit::oneProbeAtATimeDecides()
{
    Circuit circuit = opened({.failuresToOpen = 2, .firstPause = 5s});
    QVERIFY(!circuit.allows(Start + 4999ms));
    QVERIFY(circuit.allows(Start + 5s));
    QCOMPARE(circuit.begin(), Role::Probe);
    QVERIFY(!circuit.allows(Start + 6s)); // the first one is still out
    circuit.noteSuccess();
    QVERIFY(circuit.allows(Start + 6s));
    QCOMPARE(circuit.begin(), Role::Ordinary);
}

void tst_Circuit::eachFailedProbeDoublesThePause()
{
    Circuit circuit = opened({.failuresToOpen = 2, .firstPause = 5s, .longestPause = 15s, .probesToGiveUp = 3});
    SteadyTime now = Start;
    for (const auto pause : {5s, 10s, 15s}) {
        QVERIFY(!circuit.hasGivenUp());
        QCOMPARE(circuit.opensForProbe() - now, std::chrono::steady_clock::duration(pause));
        now += pause;
        circuit.noteFailure(circuit.begin(), now);
    }
    QVERIFY(circuit.hasGivenUp());
    QVERIFY(!circuit.allows(now + 14s));
    QVERIFY(circuit.allows(now + 15s)); // still tried, now and then
    circuit.noteSuccess();
    QVERIFY(!circuit.hasGivenUp());
}

void tst_Circuit::failuresFromBeforeTellNothingNew()
{
    Circuit circuit = opened({.failuresToOpen = 2, .firstPause = 5s, .probesToGiveUp = 1});
    for (int i = 0; i < 50; ++i)
        circuit.noteFailure(Role::Ordinary, Start + 4s);
    QVERIFY(!circuit.hasGivenUp());
    QVERIFY(circuit.allows(Start + 5s));
}

void tst_Circuit::aSuccessOfAnybodyCloses()
{
    Circuit circuit = opened({.failuresToOpen = 2});
    const Role probe = circuit.begin();
    circuit.noteSuccess(); // an interactive run's
    circuit.noteFailure(probe, Start);
    QVERIFY(circuit.allows(Start));
}

void tst_Circuit::aProbeThatSaysNothingMakesRoom()
{
    Circuit circuit = opened({.failuresToOpen = 2, .firstPause = 5s});
    circuit.noteNothing(circuit.begin());
    QVERIFY(circuit.allows(Start + 5s));
    QVERIFY(circuit.isOpen());
}

void tst_Circuit::retriesStayWithinTheirShare()
{
    RetryBudget budget;
    int retries = 0;
    constexpr int Runs = 500;
    for (int run = 0; run < Runs; ++run) {
        budget.noteFirstAttempt();
        for (int retry = 0; retry < 3; ++retry)
            retries += budget.take(Start) ? 1 : 0;
    }
    QCOMPARE(retries, Runs / 5 + 10);
    QVERIFY(Runs + retries <= Runs * 5 / 4);
}

void tst_Circuit::aGoodTimeSavesUpLittle()
{
    RetryBudget budget;
    for (int run = 0; run < 100'000; ++run)
        budget.noteFirstAttempt();
    int retries = 0;
    while (budget.take(Start))
        ++retries;
    QCOMPARE(retries, 20);
}

void tst_Circuit::theFloorGrowsBack()
{
    RetryBudget budget({.share = 0, .floor = 2, .most = 20, .perRetry = 5s});
    QVERIFY(budget.take(Start));
    QVERIFY(budget.take(Start));
    QVERIFY(!budget.take(Start + 4s));
    QVERIFY(budget.take(Start + 6s));
    QVERIFY(budget.take(Start + 1h)); // never more than the floor
    QVERIFY(budget.take(Start + 1h));
    QVERIFY(!budget.take(Start + 1h));
}

void tst_Circuit::theWindowHalvesOncePerVolleyAndGrowsByOne()
{
    SendWindow window(50);
    QCOMPARE(window.size(), 50);
    const SendWindow::Era first = window.era();
    window.noteRateLimit(first);
    window.noteRateLimit(first);
    QCOMPARE(window.size(), 25);
    window.noteRateLimit(window.era());
    QCOMPARE(window.size(), 12);
    for (int i = 0; i < 12; ++i)
        window.noteSuccess();
    QCOMPARE(window.size(), 13);
    for (int i = 0; i < 10; ++i)
        window.noteRateLimit(window.era());
    QCOMPARE(window.size(), 1);
    for (int i = 0; i < 10'000; ++i)
        window.noteSuccess();
    QCOMPARE(window.size(), 50);
}

QTEST_APPLESS_MAIN(tst_Circuit)
#include "tst_circuit.moc"
