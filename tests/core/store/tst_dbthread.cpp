#include "core/store/dbthread.h"
#include "core/store/history.h"
#include "core/store/journal.h"
#include "storetesting.h"

#include <QSignalSpy>
#include <QTest>

#include <thread>

using namespace burin;

class tst_DbThread : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void functionsRunInOrderOnOneOtherThread();
    void opensWithoutBlocking();
    void whatWasGivenIsFinished();
    void databaseThatCannotBeOpenedAnswersWithTheError();
    void resultComesBackToTheAskingThread();
    void manyThreadsMayAsk();
};

void tst_DbThread::functionsRunInOrderOnOneOtherThread()
{
    const QTemporaryDir folder;
    DbThread thread(folder.path());
    std::vector<int> order; // written on the database's thread only, read after the last future
    std::vector<QFuture<Result<bool>>> futures;
    for (int i = 0; i < 100; ++i) {
        futures.push_back(thread.run([&order, i](const QSqlDatabase &db) -> Result<bool> {
            order.push_back(i);
            return db.isOpen() && QThread::currentThread()->objectName() == QStringLiteral("database");
        }));
    }
    for (QFuture<Result<bool>> &future : futures)
        QVERIFY(*future.result());
    for (int i = 0; i < 100; ++i)
        QCOMPARE(order[size_t(i)], i);
}

void tst_DbThread::opensWithoutBlocking()
{
    const QTemporaryDir folder;
    DbThread thread(folder.path());
    // Nothing here asked for the file yet; it comes by itself.
    QTRY_VERIFY(QFile::exists(folder.filePath(QStringLiteral("burin.sqlite"))));
}

void tst_DbThread::whatWasGivenIsFinished()
{
    const QTemporaryDir folder;
    {
        DbThread thread(folder.path());
        for (int i = 0; i < 50; ++i) {
            thread.run([i](const QSqlDatabase &db) {
                RunRecord record = plainRun(QStringLiteral("question %1").arg(i), QStringLiteral("answer"));
                return store(db, record);
            });
        }
    }
    QCOMPARE(runPage(OpenDatabase(folder.path()), {}, {}, 100)->runs.size(), 50u);
}

void tst_DbThread::databaseThatCannotBeOpenedAnswersWithTheError()
{
    DbThread thread(QStringLiteral("/proc/burin"));
    bool called = false;
    QFuture<Outcome> future = thread.run([&called](const QSqlDatabase &) -> Outcome {
        called = true;
        return Done{};
    });
    QCOMPARE(future.result().error().code, ErrorCode::ReadOnly);
    QVERIFY(!called);
}

void tst_DbThread::resultComesBackToTheAskingThread()
{
    const QTemporaryDir folder;
    DbThread thread(folder.path());
    QThread *answeredOn = nullptr;
    thread.run([](const QSqlDatabase &db) { return runFacets(db); }).then(this, [&](const Result<RunFacets> &facets) {
        if (facets) answeredOn = QThread::currentThread();
    });
    QTRY_COMPARE(answeredOn, QThread::currentThread());
}

void tst_DbThread::manyThreadsMayAsk()
{
    const QTemporaryDir folder;
    DbThread thread(folder.path());
    std::vector<std::thread> askers;
    std::atomic<int> done = 0;
    for (int i = 0; i < 4; ++i) {
        askers.emplace_back([&] {
            for (int j = 0; j < 10; ++j) {
                QFuture<Outcome> future = thread.run([](const QSqlDatabase &db) {
                    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
                    return store(db, record);
                });
                done += future.result() ? 1 : 0;
            }
        });
    }
    for (std::thread &asker : askers)
        asker.join();
    QCOMPARE(done.load(), 40);
}

QTEST_GUILESS_MAIN(tst_DbThread)
#include "tst_dbthread.moc"
