#include "core/store/backups.h"

#include "core/store/backup.h"
#include "core/store/database.h"
#include "core/store/databasefile.h"
#include "core/store/sqlquery.h"

#include <QDir>
#include <QFileInfo>
#include <QUuid>

#include <functional>

namespace burin {

namespace {

constexpr char NameFormat[] = "'burin-'yyyyMMdd-HHmmss'.sqlite'";

QDir backupFolder(const QString &folder)
{
    return QDir(folder + QLatin1StringView("/backups"));
}

QDateTime timeOf(const QString &name)
{
    QDateTime time = QDateTime::fromString(name, QLatin1StringView(NameFormat));
    time.setTimeSpec(Qt::UTC);
    return time;
}

/// Calls @p use with a connection of its own.
Outcome withConnection(const QString &folder, const std::function<Outcome(const QSqlDatabase &)> &use)
{
    Result<QSqlDatabase> db = openDatabase(folder, QUuid::createUuid().toString());
    if (!db) return db.error();
    const Outcome outcome = use(*db);
    closeDatabase(db.value());
    return outcome;
}

} // namespace

QStringList backupsIn(const QString &folder)
{
    QStringList names = backupFolder(folder).entryList({QStringLiteral("burin-*.sqlite")}, QDir::Files, QDir::Name);
    names.removeIf([](const QString &name) { return !timeOf(name).isValid(); });
    std::ranges::reverse(names);
    return names;
}

Outcome backUpTo(const QString &folder, const QString &target)
{
    if (QFileInfo::exists(target)) return makeError(ErrorCode::FileNotWritten, target);
    return withConnection(folder, [&target](const QSqlDatabase &db) { return copyCompactly(db, target); });
}

Result<QString> backUpWhenDue(const QString &folder, const BackupPlan &plan, const QDateTime &now)
{
    if (plan.every.count() == 0) return QString();
    const QStringList before = backupsIn(folder);
    if (!before.isEmpty() && timeOf(before.front()).addDays(plan.every.count()) > now) return QString();
    const QDir backups = backupFolder(folder);
    if (const Outcome made = prepareFolder(backups.absolutePath()); !made) return made.error();
    const QString target = backups.filePath(now.toUTC().toString(QLatin1StringView(NameFormat)));
    if (const Outcome copied = backUpTo(folder, target); !copied) return copied.error();
    const QStringList all = backupsIn(folder);
    for (qsizetype i = std::max(1, plan.keep); i < all.size(); ++i)
        QFile::remove(backups.filePath(all.at(i)));
    return target;
}

Result<QStringList> checkPages(const QString &folder)
{
    QStringList problems;
    const Outcome checked = withConnection(folder, [&problems](const QSqlDatabase &db) {
        SqlQuery query(db);
        query.run(QStringLiteral("SELECT quick_check FROM pragma_quick_check(20) WHERE quick_check <> 'ok'"));
        while (query.next())
            problems += query.value(0).toString();
        return query.outcome();
    });
    if (!checked && checked.error().code == ErrorCode::Corrupt) return QStringList{checked.error().detail};
    if (!checked) return checked.error();
    return problems;
}

} // namespace burin
