#include "core/store/history.h"
#include "core/store/journal.h"
#include "core/store/keyvalue.h"
#include "storetesting.h"

#include <QTest>

using namespace burin;

namespace {

QString bulk()
{
    return QStringLiteral("All work and no play. ").repeated(20'000);
}

/// From here on the file cannot grow.
void fill(const OpenDatabase &db)
{
    const int pages = db.value(QStringLiteral("PRAGMA page_count")).toInt();
    QCOMPARE(db.value(QStringLiteral("PRAGMA max_page_count = %1").arg(pages)).toInt(), pages);
}

void makeRoom(const OpenDatabase &db)
{
    QVERIFY(db.value(QStringLiteral("PRAGMA max_page_count = 1000000")).toInt() == 1'000'000);
}

} // namespace

class tst_DiskFull : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void runIsNotBegunHalf();
    void checkpointIsNotWrittenHalf();
    void runIsNotEndedHalf();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<OpenDatabase> m_db;
    RunRecord m_earlier;
};

void tst_DiskFull::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_db = std::make_unique<OpenDatabase>(m_folder->path());
    m_earlier = plainRun(QStringLiteral("earlier"), QStringLiteral("answer"));
    QVERIFY(store(*m_db, m_earlier));
}

void tst_DiskFull::cleanup()
{
    QCOMPARE(*loadRun(*m_db, m_earlier.id), m_earlier);
    QCOMPARE(*checkDatabase(*m_db), QStringList());
    m_db.reset();
    QCOMPARE(*loadRun(OpenDatabase(m_folder->path()), m_earlier.id), m_earlier);
}

void tst_DiskFull::runIsNotBegunHalf()
{
    fill(*m_db);
    const RunRecord record = plainRun(bulk(), {});
    const Result<RunId> id = beginRun(*m_db, specOf(record));
    QVERIFY(!id);
    QCOMPARE(id.error().code, ErrorCode::DiskFull);
    QCOMPARE(runPage(*m_db, {}, {}, 10)->runs.size(), 1u);
    makeRoom(*m_db);
    QVERIFY(beginRun(*m_db, specOf(record)));
}

void tst_DiskFull::checkpointIsNotWrittenHalf()
{
    const RunId id = *beginRun(*m_db, specOf(plainRun(QStringLiteral("question"), {})));
    QVERIFY(checkpoint(*m_db, id, QStringLiteral("kept "), {}));
    fill(*m_db);
    QCOMPARE(checkpoint(*m_db, id, bulk(), {}).error().code, ErrorCode::DiskFull);
    QCOMPARE(loadRun(*m_db, id)->text, QStringLiteral("kept "));
    makeRoom(*m_db);
    QVERIFY(checkpoint(*m_db, id, bulk(), {}));
    QCOMPARE(loadRun(*m_db, id)->text, QStringLiteral("kept ") + bulk());
}

void tst_DiskFull::runIsNotEndedHalf()
{
    RunRecord record = plainRun(QStringLiteral("question"), bulk());
    record.id = *beginRun(*m_db, specOf(record));
    QVERIFY(checkpoint(*m_db, record.id, QStringLiteral("beginning"), {}));
    fill(*m_db);
    QCOMPARE(finishRun(*m_db, record).error().code, ErrorCode::DiskFull);
    QCOMPARE(toString(loadRun(*m_db, record.id)->status), QStringLiteral("running"));
    QCOMPARE(loadRun(*m_db, record.id)->text, QStringLiteral("beginning"));
    QCOMPARE(m_db->value(QStringLiteral("SELECT count(*) FROM ledger")).toInt(), 1);
    QCOMPARE(m_db->value(QStringLiteral("PRAGMA synchronous")).toInt(), 1);
    makeRoom(*m_db);
    QVERIFY(finishRun(*m_db, record));
    QCOMPARE(*loadRun(*m_db, record.id), record);
    QCOMPARE(m_db->value(QStringLiteral("SELECT count(*) FROM ledger")).toInt(), 2);
}

QTEST_GUILESS_MAIN(tst_DiskFull)
#include "tst_diskfull.moc"
