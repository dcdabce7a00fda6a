#include "core/engine/scheduler.h"

#include <QSignalSpy>
#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

class tst_Scheduler : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void neverMoreThanTheSlotsAndInOrder();
    void endpointsDoNotWaitForEachOther();
    void aWithdrawnRequestIsNotGranted();
    void aGrantMayAskAgain();
    void interactiveRunsGoBeforeBatches();
    void aFullBatchLeavesInteractiveRunsAWay();
    void aServersWaitHoldsWhatIsAutomatic();
    void aRateLimitHalvesTheWindow();
    void whatWaitsAtABrokenEndpointIsRefused();
    void aPausedKeyIsToldOnce();
    void aPauseNobodyWaitsForIsNotTold();
    void aSuccessEndsThePause();
};

namespace {

const QString A = QStringLiteral("https://a.example/v1 key");
const QString B = QStringLiteral("https://b.example/v1 key");

/// Who was granted and who was refused, in order.
struct Log {
    Scheduler &scheduler;
    QStringList granted = {};
    QHash<QString, Scheduler::Ticket> tickets = {};
    QList<ErrorCode> refused = {};

    void ask(const QString &name, Lane lane = Lane::User, const QString &endpoint = A)
    {
        tickets[name] = scheduler.request({.endpoint = endpoint,
                                           .lane = lane,
                                           .granted = [this, name] { granted += name; },
                                           .refused = [this](const Error &error) { refused += error.code; }});
    }
    void release(const QString &name, AttemptNews::Kind kind = AttemptNews::Kind::Success)
    {
        AttemptNews news;
        news.kind = kind;
        scheduler.release(tickets.value(name), news);
    }
};

QStringList names(const QString &text)
{
    return text.split(u' ', Qt::SkipEmptyParts);
}

ProviderProfile provider()
{
    ProviderProfile profile;
    profile.id = QStringLiteral("a");
    profile.baseUrl = QUrl(QStringLiteral("https://a.example/v1"));
    return profile;
}

} // namespace

void tst_Scheduler::neverMoreThanTheSlotsAndInOrder()
{
    Scheduler scheduler({.ceiling = 2});
    Log log{scheduler};
    for (const QString &name : names(QStringLiteral("1 2 3 4 5")))
        log.ask(name);
    QVERIFY(log.granted.isEmpty()); // never from inside
    QTRY_COMPARE(log.granted, names(QStringLiteral("1 2")));
    QCOMPARE(scheduler.inFlight(A), 2);
    log.release(QStringLiteral("1"));
    QTRY_COMPARE(log.granted, names(QStringLiteral("1 2 3")));
    log.release(QStringLiteral("2"));
    log.release(QStringLiteral("3"));
    QTRY_COMPARE(log.granted, names(QStringLiteral("1 2 3 4 5")));
}

void tst_Scheduler::endpointsDoNotWaitForEachOther()
{
    Scheduler scheduler({.ceiling = 1});
    Log log{scheduler};
    log.ask(QStringLiteral("1"));
    log.ask(QStringLiteral("2"));
    log.ask(QStringLiteral("other"), Lane::User, B);
    QTRY_COMPARE(log.granted, names(QStringLiteral("1 other")));
}

void tst_Scheduler::aWithdrawnRequestIsNotGranted()
{
    Scheduler scheduler({.ceiling = 1});
    Log log{scheduler};
    for (const QString &name : names(QStringLiteral("1 2 3")))
        log.ask(name);
    QTRY_COMPARE(log.granted, names(QStringLiteral("1")));
    QVERIFY(!scheduler.withdraw(log.tickets.value(QStringLiteral("1"))));
    QVERIFY(scheduler.withdraw(log.tickets.value(QStringLiteral("2"))));
    log.release(QStringLiteral("1"));
    QTRY_COMPARE(log.granted, names(QStringLiteral("1 3")));
}

void tst_Scheduler::aGrantMayAskAgain()
{
    Scheduler scheduler({.ceiling = 1});
    int grants = 0;
    Scheduler::Ticket ticket = 0;
    const auto refused = [](const Error &) {};
    ticket = scheduler.request(
        {.endpoint = A,
         .lane = Lane::User,
         .granted =
             [&] {
                 ++grants;
                 scheduler.release(ticket);
                 scheduler.request(
                     {.endpoint = A, .lane = Lane::User, .granted = [&grants] { ++grants; }, .refused = refused});
             },
         .refused = refused});
    QTRY_COMPARE(grants, 2);
}

void tst_Scheduler::interactiveRunsGoBeforeBatches()
{
    Scheduler scheduler({.ceiling = 1, .interactiveExtra = 0});
    Log log{scheduler};
    log.ask(QStringLiteral("first"), Lane::Batch);
    QTRY_COMPARE(log.granted.size(), 1);
    log.ask(QStringLiteral("batch"), Lane::Batch);
    log.ask(QStringLiteral("batch-retry"), Lane::BatchRetry);
    log.ask(QStringLiteral("user-retry"), Lane::UserRetry);
    log.ask(QStringLiteral("user"));
    for (int done = 0; done < 4; ++done) {
        log.release(log.granted.last());
        QTRY_COMPARE(log.granted.size(), done + 2);
    }
    QCOMPARE(log.granted, names(QStringLiteral("first user user-retry batch-retry batch")));
}

void tst_Scheduler::aFullBatchLeavesInteractiveRunsAWay()
{
    Scheduler scheduler({.ceiling = 2, .interactiveExtra = 2});
    Log log{scheduler};
    for (const QString &name : names(QStringLiteral("b1 b2 b3")))
        log.ask(name, Lane::Batch);
    QTRY_COMPARE(log.granted, names(QStringLiteral("b1 b2")));
    for (const QString &name : names(QStringLiteral("u1 u2 u3")))
        log.ask(name);
    QTRY_COMPARE(log.granted, names(QStringLiteral("b1 b2 u1 u2"))); // at once, nothing was released
    QCOMPARE(scheduler.inFlight(A), 4);
    log.release(QStringLiteral("b1"));
    QCoreApplication::processEvents();
    QCOMPARE(log.granted.size(), 4); // beyond the window nobody follows until it has room
    log.release(QStringLiteral("u1"));
    QTRY_COMPARE(log.granted.last(), QStringLiteral("u3"));
    QVERIFY(!log.granted.contains(QStringLiteral("b3")));
}

void tst_Scheduler::aServersWaitHoldsWhatIsAutomatic()
{
    Scheduler scheduler({.ceiling = 4});
    Log log{scheduler};
    log.ask(QStringLiteral("first"), Lane::Batch);
    QTRY_COMPARE(log.granted.size(), 1);
    AttemptNews news;
    news.kind = AttemptNews::Kind::Failure;
    news.retryAfter = 400ms;
    const auto held = std::chrono::steady_clock::now();
    scheduler.release(log.tickets.value(QStringLiteral("first")), news);
    log.ask(QStringLiteral("retry"), Lane::UserRetry);
    log.ask(QStringLiteral("batch"), Lane::Batch);
    log.ask(QStringLiteral("user"));
    QTRY_COMPARE(log.granted.size(), 4);
    QCOMPARE(log.granted, names(QStringLiteral("first user retry batch")));
    QVERIFY(std::chrono::steady_clock::now() - held >= 400ms);
}

void tst_Scheduler::aRateLimitHalvesTheWindow()
{
    Scheduler scheduler({.ceiling = 4});
    Log log{scheduler};
    for (const QString &name : names(QStringLiteral("1 2 3 4 5 6 7 8")))
        log.ask(name);
    QTRY_COMPARE(log.granted.size(), 4);
    log.release(QStringLiteral("1"), AttemptNews::Kind::RateLimited);
    log.release(QStringLiteral("2"), AttemptNews::Kind::RateLimited); // of the same volley: not halved again
    log.release(QStringLiteral("3"));
    QTRY_COMPARE(log.granted.size(), 5);
    QCOMPARE(scheduler.inFlight(A), 2);
    log.release(QStringLiteral("4"));
    QTRY_COMPARE(log.granted.size(), 7); // two successes in a window of two: one more
    QCOMPARE(scheduler.inFlight(A), 3);
}

void tst_Scheduler::whatWaitsAtABrokenEndpointIsRefused()
{
    Scheduler scheduler(
        {.ceiling = 1,
         .circuit = {.failuresToOpen = 2, .firstPause = 300ms, .longestPause = 10s, .probesToGiveUp = 2}});
    Log log{scheduler};
    for (const QString &name : names(QStringLiteral("1 2 3 4 5 6 7 8")))
        log.ask(name, Lane::Batch);
    for (int failed = 1; failed <= 4; ++failed) { // two that open the circuit, then two probes
        QTRY_COMPARE(log.granted.size(), failed);
        log.release(log.granted.last(), AttemptNews::Kind::Failure);
    }
    QTRY_COMPARE(log.refused, QList<ErrorCode>(4, ErrorCode::CircuitOpen));
    log.ask(QStringLiteral("user"));
    QTRY_COMPARE(log.granted.last(), QStringLiteral("user"));
    log.release(QStringLiteral("user"));
    log.ask(QStringLiteral("batch"), Lane::Batch);
    QTRY_COMPARE(log.granted.last(), QStringLiteral("batch")); // the user's success closed it
}

void tst_Scheduler::aPausedKeyIsToldOnce()
{
    Scheduler scheduler({.ceiling = 3});
    Log log{scheduler};
    QSignalSpy told(&scheduler, &Scheduler::keyPaused);
    for (const QString &name : names(QStringLiteral("1 2 3 4 5 6")))
        log.ask(name, Lane::Batch);
    QTRY_COMPARE(log.granted.size(), 3);
    for (const QString &name : names(QStringLiteral("1 2 3"))) {
        log.release(name, AttemptNews::Kind::Alive);
        scheduler.pause(A, provider(), makeError(ErrorCode::RejectedKey));
    }
    QTRY_COMPARE(told.size(), 1);
    log.ask(QStringLiteral("7"), Lane::Batch);
    log.ask(QStringLiteral("user"));
    QTRY_COMPARE(log.granted, names(QStringLiteral("1 2 3 user")));
    QVERIFY(scheduler.isPaused(A));

    scheduler.resume(provider());
    QTRY_COMPARE(log.granted, names(QStringLiteral("1 2 3 user 4 5")));
    scheduler.pause(A, provider(), makeError(ErrorCode::PaymentRequired));
    QTRY_COMPARE(told.size(), 2);
    scheduler.dropPaused(provider());
    QCOMPARE(log.refused, (QList{ErrorCode::KeyPaused, ErrorCode::KeyPaused}));
    QVERIFY(!scheduler.isPaused(A));
}

void tst_Scheduler::aPauseNobodyWaitsForIsNotTold()
{
    Scheduler scheduler({.ceiling = 3});
    Log log{scheduler};
    QSignalSpy told(&scheduler, &Scheduler::keyPaused);
    scheduler.pause(A, provider(), makeError(ErrorCode::RejectedKey));
    log.ask(QStringLiteral("user"));
    QTRY_COMPARE(log.granted.size(), 1);
    QCOMPARE(told.size(), 0);
    log.ask(QStringLiteral("batch"), Lane::Batch);
    QTRY_COMPARE(told.size(), 1);
}

void tst_Scheduler::aSuccessEndsThePause()
{
    Scheduler scheduler({.ceiling = 3});
    Log log{scheduler};
    scheduler.pause(A, provider(), makeError(ErrorCode::RejectedKey));
    log.ask(QStringLiteral("batch"), Lane::Batch);
    log.ask(QStringLiteral("user"));
    QTRY_COMPARE(log.granted, names(QStringLiteral("user")));
    log.release(QStringLiteral("user"));
    QTRY_COMPARE(log.granted, names(QStringLiteral("user batch")));
}

QTEST_GUILESS_MAIN(tst_Scheduler)
#include "tst_scheduler.moc"
