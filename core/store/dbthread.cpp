#include "core/store/dbthread.h"

#include "core/base/logging.h"
#include "core/store/database.h"

#include <QUuid>

namespace burin {

DbThread::DbThread(QString folder) : m_folder(std::move(folder)), m_onThread(new QObject)
{
    m_thread.setObjectName(QStringLiteral("database"));
    m_onThread->moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(m_onThread, [this] { open(); });
}

void DbThread::open()
{
    Result<QSqlDatabase> db = openDatabase(m_folder, QUuid::createUuid().toString());
    m_openError.reset();
    if (db) {
        m_db = *db;
        return;
    }
    m_openError = db.error();
    qCWarning(logStore).noquote() << "not opened:" << m_openError->message() << m_openError->detail;
}

void DbThread::reopen()
{
    QMetaObject::invokeMethod(m_onThread, [this] {
        if (m_openError) open();
    });
}

DbThread::~DbThread()
{
    // Queued behind everything that was given to run(); a plain quit() would overtake it.
    QMetaObject::invokeMethod(m_onThread, [this] {
        if (m_db.isValid()) closeDatabase(m_db);
        m_thread.quit();
    });
    m_thread.wait();
    delete m_onThread;
}

} // namespace burin
