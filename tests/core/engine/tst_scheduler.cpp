#include "core/engine/scheduler.h"

#include <QTest>

using namespace burin;

class tst_Scheduler : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void neverMoreThanTheSlotsAndInOrder();
    void endpointsDoNotWaitForEachOther();
    void aWithdrawnRequestIsNotGranted();
    void aGrantMayAskAgain();
};

void tst_Scheduler::neverMoreThanTheSlotsAndInOrder()
{
    Scheduler scheduler(2);
    QList<int> granted;
    for (int i = 0; i < 5; ++i)
        scheduler.request(QStringLiteral("a"), [&granted, i] { granted += i; });
    QVERIFY(granted.isEmpty()); // never from inside
    QTRY_COMPARE(granted, (QList{0, 1}));
    QCOMPARE(scheduler.inFlight(QStringLiteral("a")), 2);
    scheduler.release(QStringLiteral("a"));
    QTRY_COMPARE(granted, (QList{0, 1, 2}));
    scheduler.release(QStringLiteral("a"));
    scheduler.release(QStringLiteral("a"));
    QTRY_COMPARE(granted, (QList{0, 1, 2, 3, 4}));
}

void tst_Scheduler::endpointsDoNotWaitForEachOther()
{
    Scheduler scheduler(1);
    QStringList granted;
    for (const QString &endpoint : {QStringLiteral("a"), QStringLiteral("a"), QStringLiteral("b")})
        scheduler.request(endpoint, [&granted, endpoint] { granted += endpoint; });
    QTRY_COMPARE(granted, (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
}

void tst_Scheduler::aWithdrawnRequestIsNotGranted()
{
    Scheduler scheduler(1);
    QList<int> granted;
    const Scheduler::Ticket first = scheduler.request(QStringLiteral("a"), [&] { granted += 1; });
    const Scheduler::Ticket second = scheduler.request(QStringLiteral("a"), [&] { granted += 2; });
    scheduler.request(QStringLiteral("a"), [&] { granted += 3; });
    QTRY_COMPARE(granted, QList{1});
    QVERIFY(!scheduler.withdraw(first));
    QVERIFY(scheduler.withdraw(second));
    scheduler.release(QStringLiteral("a"));
    QTRY_COMPARE(granted, (QList{1, 3}));
}

void tst_Scheduler::aGrantMayAskAgain()
{
    Scheduler scheduler(1);
    int grants = 0;
    scheduler.request(QStringLiteral("a"), [&] {
        ++grants;
        scheduler.release(QStringLiteral("a"));
        scheduler.request(QStringLiteral("a"), [&grants] { ++grants; });
    });
    QTRY_COMPARE(grants, 2);
}

QTEST_GUILESS_MAIN(tst_Scheduler)
#include "tst_scheduler.moc"
