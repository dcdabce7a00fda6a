#include "core/store/dbthread.h"
#include "core/store/history.h"
#include "core/store/journal.h"
#include "core/store/keyvalue.h"
#include "core/store/sqlquery.h"
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
    void readerDoesNotKeepTheWriterWaiting();
    void supersededSearchIsStopped();
    void backlogIsDoneWhileNothingIsAsked();
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

/// Some seconds of work for SQLite, unless it is stopped.
Result<int> countLong(const QSqlDatabase &db)
{
    SqlQuery query(db);
    query.run(QStringLiteral("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500000000) "
                             "SELECT max(i) FROM n"));
    if (query.next()) return query.value(0).toInt();
    return query.error().value_or(makeError(ErrorCode::Storage));
}

/// Returns once the thread that reads has its own connection.
void waitForReader(DbThread &thread)
{
    const auto name = [](const QSqlDatabase &) -> Result<QString> { return QThread::currentThread()->objectName(); };
    QTRY_COMPARE(*thread.read(name).result(), QStringLiteral("database reader"));
}

void tst_DbThread::readerDoesNotKeepTheWriterWaiting()
{
    const QTemporaryDir folder;
    DbThread thread(folder.path());
    waitForReader(thread);
    auto slow = thread.search(&countLong);
    const auto write = [](const QSqlDatabase &db) {
        RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
        return store(db, record);
    };
    QVERIFY(thread.run(write).result());
    QVERIFY(!slow.isFinished());
    thread.supersedeSearches();
    // What was committed is seen, and nothing can be written there.
    const auto count = [](const QSqlDatabase &db) -> Result<size_t> { return runPage(db, {}, {}, 10)->runs.size(); };
    QCOMPARE(*thread.read(count).result(), 1u);
    QVERIFY(!thread.read(write).result());
}

void tst_DbThread::supersededSearchIsStopped()
{
    const QTemporaryDir folder;
    DbThread thread(folder.path());
    waitForReader(thread);
    std::atomic<bool> begun = false;
    auto first = thread.search([&begun](const QSqlDatabase &db) {
        begun = true;
        return countLong(db);
    });
    auto second = thread.search(&countLong); // still waits behind the first
    QTRY_VERIFY(begun);
    thread.supersedeSearches();
    auto third = thread.search([](const QSqlDatabase &) -> Result<int> { return 3; });
    QCOMPARE(*third.result(), 3);
    for (const auto &superseded : {first, second}) {
        QVERIFY(superseded.isFinished());
        QVERIFY(superseded.isCanceled());
        QCOMPARE(superseded.resultCount(), 0);
    }
}

void tst_DbThread::backlogIsDoneWhileNothingIsAsked()
{
    const QTemporaryDir folder;
    {
        const OpenDatabase db(folder.path());
        for (int i = 0; i < 130; ++i) {
            RunRecord record = plainRun(QStringLiteral("question %1").arg(i), QStringLiteral("answer"));
            QVERIFY(store(db, record));
        }
        QVERIFY(
            db.execute(QStringLiteral("INSERT INTO run_search (run_search, rowid, prompt, answer, reasoning, refusal, "
                                      "tool_calls, note, error) SELECT 'delete', * FROM run_texts")));
        QVERIFY(db.execute(QStringLiteral("INSERT INTO backlog VALUES ('search', 1, 130)")));
        QCOMPARE(*checkDatabase(db), QStringList());
    }
    QList<qint64> told; // written on the database's thread only, read after it is gone
    std::atomic<bool> done = false;
    {
        DbThread thread(folder.path(), {.opening = {}, .backlog = [&](qint64 left) {
                                            told += left;
                                            done = left == 0;
                                        }});
        QTRY_VERIFY(done);
    }
    QCOMPARE(told.first(), 130);
    QCOMPARE(told.last(), 0);
    QVERIFY(told.size() > 2);
    const OpenDatabase db(folder.path());
    QCOMPARE(*checkDatabase(db), QStringList());
    QCOMPARE(db.value(QStringLiteral("SELECT count(*) FROM run_search WHERE run_search MATCH 'answer'")).toInt(), 130);
}

QTEST_GUILESS_MAIN(tst_DbThread)
#include "tst_dbthread.moc"
