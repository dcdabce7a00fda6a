#include "core/store/dbthread.h"

#include "core/base/logging.h"
#include "core/store/backlog.h"
#include "core/store/database.h"
#include "core/store/searchindex.h"
#include "core/store/sqlquery.h"

#include <QUuid>

namespace burin {

namespace {

using namespace std::chrono_literals;

constexpr auto BetweenSteps = 1ms; // what is asked meanwhile goes first

} // namespace

DbThread::DbThread(QString folder, Watch watch)
    : m_folder(std::move(folder)), m_watch(std::move(watch)), m_rest(new QTimer)
{
    m_rest->setSingleShot(true);
    QObject::connect(m_rest, &QTimer::timeout, m_writer.context, [this] { keepUp(); });
    m_writer.thread.setObjectName(QStringLiteral("database"));
    m_reader.thread.setObjectName(QStringLiteral("database reader"));
    m_rest->setParent(m_writer.context);
    for (Worker *worker : {&m_writer, &m_reader}) {
        worker->context->moveToThread(&worker->thread);
        worker->thread.start();
    }
    QMetaObject::invokeMethod(m_writer.context, [this] { open(); });
}

void DbThread::open()
{
    Result<QSqlDatabase> db = openDatabase(m_folder, QUuid::createUuid().toString(), m_watch.opening);
    m_writer.error.reset();
    if (!db) {
        m_writer.error = db.error();
        qCWarning(logStore).noquote() << "not opened:" << m_writer.error->message() << m_writer.error->detail;
        return;
    }
    m_writer.db = *db;
    const Result<qint64> left = backlogLeft(m_writer.db);
    m_hasBacklog = left && *left > 0;
    if (m_hasBacklog && m_watch.backlog) m_watch.backlog(*left);
    m_rest->start(Rest);
    QMetaObject::invokeMethod(m_reader.context, [this] { openReader(); });
}

void DbThread::openReader()
{
    if (m_reader.db.isValid()) return;
    Result<QSqlDatabase> db = openDatabase(m_folder, QUuid::createUuid().toString());
    if (!db) {
        qCWarning(logStore).noquote() << "not opened for reading:" << db.error().detail;
        return;
    }
    SqlQuery query(*db);
    query.run(QStringLiteral("PRAGMA query_only = ON"));
    m_reader.db = *db;
    m_reader.error.reset();
    m_readerIsOpen = true;
}

void DbThread::keepUp()
{
    if (!m_writer.db.isValid()) return;
    const Result<bool> worked = m_hasBacklog ? workOnBacklog(m_writer.db) : Result<bool>(false);
    const Result<bool> merged = worked ? mergeSearchIndex(m_writer.db) : worked;
    if (!worked || !merged) return; // such as a full disk: what is asked next tries again
    if (m_hasBacklog) {
        const Result<qint64> left = backlogLeft(m_writer.db);
        m_hasBacklog = left && *left > 0;
        if (left && m_watch.backlog) m_watch.backlog(*left);
    }
    if (*worked || *merged) m_rest->start(BetweenSteps);
}

QFuture<Done> DbThread::close(const Error &why)
{
    auto promise = std::make_shared<QPromise<Done>>();
    promise->start();
    QMetaObject::invokeMethod(m_reader.context, [this, promise, why] {
        m_readerIsOpen = false;
        if (m_reader.db.isValid()) closeDatabase(m_reader.db);
        m_reader.error = why; // for what was given before it was known
        QMetaObject::invokeMethod(m_writer.context, [this, promise, why] {
            m_rest->stop();
            if (m_writer.db.isValid()) closeDatabase(m_writer.db);
            m_writer.error = why;
            promise->addResult(Done());
            promise->finish();
        });
    });
    return promise->future();
}

void DbThread::reopen()
{
    QMetaObject::invokeMethod(m_writer.context, [this] {
        if (m_writer.error) open();
    });
}

DbThread::~DbThread()
{
    supersedeSearches();
    // Queued behind everything that was given; a plain quit() would overtake it. The reader first: whoever closes last
    // brings the log into the file.
    for (Worker *worker : {&m_reader, &m_writer}) {
        QMetaObject::invokeMethod(worker->context, [this, worker] {
            if (worker == &m_writer) m_rest->stop();
            if (worker->db.isValid()) closeDatabase(worker->db);
            worker->thread.quit();
        });
        worker->thread.wait();
    }
    for (const Worker *worker : {&m_reader, &m_writer})
        delete worker->context;
}

} // namespace burin
