#include "core/net/connectionpool.h"
#include "core/net/httpstream.h"
#include "tests/core/net/exchange.h"
#include "tests/support/scriptedserver.h"

#include <QTest>

using namespace burin;

class tst_ConnectionPool : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void makesManagersOnDemand();
    void picksTheLeastLoadedManager();
    void aMovedLeaseCountsOnce();
    void fiftyRequestsAreReallyInFlight();
};

void tst_ConnectionPool::makesManagersOnDemand()
{
    ConnectionPool pool;
    QCOMPARE(pool.managerCount(), 0);
    std::vector<ConnectionPool::Lease> leases;
    for (int count = 1; count <= 13; ++count) {
        leases.push_back(pool.acquire());
        QCOMPARE(pool.managerCount(), (count + 5) / 6);
    }
    leases.clear();
    for (int count = 1; count <= 18; ++count)
        leases.push_back(pool.acquire());
    QCOMPARE(pool.managerCount(), 3); // the given back places were used
}

void tst_ConnectionPool::picksTheLeastLoadedManager()
{
    ConnectionPool pool;
    std::vector<ConnectionPool::Lease> first;
    for (int count = 0; count < 6; ++count)
        first.push_back(pool.acquire());
    const ConnectionPool::Lease second = pool.acquire();
    QVERIFY(&first.front().manager() != &second.manager());
    while (first.size() > 2) // two left on the first, one on the second
        first.pop_back();
    const ConnectionPool::Lease third = pool.acquire();
    QCOMPARE(&third.manager(), &second.manager());
    QCOMPARE(pool.managerCount(), 2);
}

void tst_ConnectionPool::aMovedLeaseCountsOnce()
{
    ConnectionPool pool;
    for (int count = 0; count < 20; ++count) {
        ConnectionPool::Lease lease = pool.acquire();
        const ConnectionPool::Lease moved = std::move(lease);
        QVERIFY(&moved.manager());
    }
    QCOMPARE(pool.managerCount(), 1);
}

void tst_ConnectionPool::fiftyRequestsAreReallyInFlight()
{
    ScriptedServer server({Script().stall()});
    ConnectionPool pool;
    std::vector<ConnectionPool::Lease> leases;
    std::vector<std::unique_ptr<HttpStream>> streams;
    for (int count = 0; count < 50; ++count) {
        leases.push_back(pool.acquire());
        streams.push_back(
            std::make_unique<HttpStream>(leases.back().manager(), postTo(server.url()), HttpStream::Options()));
        streams.back()->start();
    }
    QTRY_COMPARE(server.maximumConcurrency(), 50);
    QCOMPARE(pool.managerCount(), 9);
    int finished = 0;
    for (const auto &stream : streams) {
        connect(stream.get(), &HttpStream::finished, this, [&finished] { ++finished; });
        stream->abort();
    }
    QTRY_COMPARE(finished, 50);
}

QTEST_GUILESS_MAIN(tst_ConnectionPool)
#include "tst_connectionpool.moc"
