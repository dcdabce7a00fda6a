#include "core/store/owner.h"

#include <QCoreApplication>
#include <QFile>
#include <QStringList>

namespace burin {

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

/// "boot pid start" of a living process; empty if there is none of that number.
QString identityOf(qint64 pid)
{
    const QByteArray stat = contents(QStringLiteral("/proc/%1/stat").arg(pid));
    // The name, in parentheses, may hold spaces and parentheses itself: what follows the last one is plain.
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    constexpr int StateField = 0;  // field 3 of proc(5)
    constexpr int StartField = 19; // field 22
    if (fields.size() <= StartField) return {};
    if (const QByteArray state = fields.at(StateField); state == "Z" || state == "X")
        return {}; // ended, not yet reaped
    static const QString boot = QString::fromLatin1(contents(QStringLiteral("/proc/sys/kernel/random/boot_id")));
    return QStringLiteral("%1 %2 %3").arg(boot).arg(pid).arg(QString::fromLatin1(fields.at(StartField)));
}

} // namespace

QString currentOwner()
{
    return identityOf(QCoreApplication::applicationPid());
}

bool isAlive(const QString &owner)
{
    const QStringList parts = owner.split(u' ');
    return parts.size() == 3 && identityOf(parts.at(1).toLongLong()) == owner;
}

} // namespace burin
