#include "core/base/logfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>

#include <algorithm>

namespace burin {

namespace {

constexpr int MostFiles = 100; ///< Of a setting that may have been larger once.

} // namespace

LogFile::LogFile(QString path, LogLimits limits) : m_path(std::move(path)), m_limits(limits) {}

QString LogFile::pathOf(int age) const
{
    if (age == 0) return m_path;
    const QFileInfo info(m_path);
    return QStringLiteral("%1/%2.%3.%4").arg(info.path(), info.completeBaseName()).arg(age).arg(info.suffix());
}

bool LogFile::append(QByteArrayView line)
{
    const QFileInfo info(m_path);
    if (!QFileInfo::exists(info.path())) {
        if (!QDir().mkpath(info.path())) return false;
        QFile::setPermissions(info.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    if (info.size() + line.size() + 1 > m_limits.bytes && info.size() > 0) startAnew(line.size() + 1);
    // Opened for each line: another process may have renamed the file since. O_APPEND and one write() keep lines whole.
    QFile file(m_path);
    if (!file.open(QIODevice::Append | QIODevice::Unbuffered, QFile::ReadOwner | QFile::WriteOwner)) return false;
    const QByteArray whole = line.toByteArray() + '\n';
    return file.write(whole) == whole.size();
}

void LogFile::startAnew(qint64 incoming)
{
    QLockFile lock(m_path + QStringLiteral(".lock"));
    if (!lock.tryLock(0)) return;                                      // another process is at it
    if (QFileInfo(m_path).size() + incoming <= m_limits.bytes) return; // and is done
    for (int age = qMax(1, m_limits.files) - 1; age < MostFiles; ++age)
        QFile::remove(pathOf(age));
    for (int age = m_limits.files - 2; age >= 0; --age)
        QFile::rename(pathOf(age), pathOf(age + 1));
}

QByteArrayList LogFile::tail(int count) const
{
    QByteArrayList lines;
    for (int age = 0; age < MostFiles && lines.size() < count; ++age) {
        QFile file(pathOf(age));
        if (!file.open(QIODevice::ReadOnly)) break;
        QByteArrayList older = file.readAll().split('\n');
        older.removeAll(QByteArray());
        lines = older.mid(qMax<qsizetype>(0, older.size() - (count - lines.size()))) + lines;
    }
    return lines;
}

} // namespace burin
