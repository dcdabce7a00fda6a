#include "core/store/libraryfolders.h"

#include "core/store/libraryrows.h"
#include "core/store/storedvalues.h"

namespace burin {

namespace {

Error badFolder()
{
    return makeError(ErrorCode::BadParameter, QStringLiteral("folder"));
}

/// "column is @p path or below it", with the three values to bind for it.
QString isBelow(QLatin1StringView column)
{
    return QStringLiteral("(%1 = ? OR (%1 >= ? AND %1 < ?))").arg(column);
}

QVariantList boundsOf(const QString &path)
{
    return {stored(path), path + u'/', path + QChar(u'/' + 1)};
}

std::vector<PromptId> promptsIn(SqlQuery &query, const QString &path)
{
    std::vector<PromptId> prompts;
    query.run(QStringLiteral("SELECT id FROM library_prompts WHERE ") + isBelow(QLatin1StringView("folder")),
              boundsOf(path));
    while (query.next())
        prompts.push_back(PromptId{query.value(0).toLongLong()});
    return prompts;
}

} // namespace

Outcome createFolder(const QSqlDatabase &db, const QString &path)
{
    const QString folder = folderPath(path);
    if (folder.isEmpty()) return badFolder();
    return changeLibrary(db, [&](SqlQuery &query) -> Outcome {
        ensureFolder(query, folder);
        return query.outcome();
    });
}

Outcome moveFolder(const QSqlDatabase &db, const QString &path, const QString &target)
{
    const QString from = folderPath(path);
    const QString to = folderPath(target);
    if (from == to) return Done{};
    if (from.isEmpty() || to.isEmpty() || isWithin(to, from)) return badFolder();
    return changeLibrary(db, [&](SqlQuery &query) -> Outcome {
        ensureFolder(query, to);
        const QString renamed = QStringLiteral("? || substr(%1, length(?) + 1)");
        const QVariantList names{stored(to), stored(from)};
        query.run(QStringLiteral("INSERT OR IGNORE INTO library_folders (path) SELECT %1 FROM library_folders WHERE %2")
                      .arg(renamed.arg(QLatin1StringView("path")), isBelow(QLatin1StringView("path"))),
                  names + boundsOf(from));
        query.run(QStringLiteral("DELETE FROM library_folders WHERE ") + isBelow(QLatin1StringView("path")),
                  boundsOf(from));
        const std::vector<PromptId> prompts = promptsIn(query, from);
        query.run(QStringLiteral("UPDATE library_prompts SET folder = %1 WHERE %2")
                      .arg(renamed.arg(QLatin1StringView("folder")), isBelow(QLatin1StringView("folder"))),
                  names + boundsOf(from));
        for (const PromptId id : prompts)
            indexPrompt(query, id);
        return query.outcome();
    });
}

Result<DeletedFolder> deleteFolder(const QSqlDatabase &db, const QString &path)
{
    const QString folder = folderPath(path);
    if (folder.isEmpty()) return badFolder();
    DeletedFolder gone;
    const Outcome done = changeLibrary(db, [&](SqlQuery &query) -> Outcome {
        query.run(QStringLiteral("SELECT path FROM library_folders WHERE ") + isBelow(QLatin1StringView("path")),
                  boundsOf(folder));
        while (query.next())
            gone.paths += query.value(0).toString();
        query.run(QStringLiteral("SELECT id FROM library_prompts WHERE deleted_at IS NULL AND ") +
                      isBelow(QLatin1StringView("folder")),
                  boundsOf(folder));
        while (query.next())
            gone.prompts.push_back(PromptId{query.value(0).toLongLong()});
        query.run(QStringLiteral("DELETE FROM library_folders WHERE ") + isBelow(QLatin1StringView("path")),
                  boundsOf(folder));
        query.run(QStringLiteral("UPDATE library_prompts SET deleted_at = ? WHERE deleted_at IS NULL AND ") +
                      isBelow(QLatin1StringView("folder")),
                  QVariantList{QDateTime::currentMSecsSinceEpoch()} + boundsOf(folder));
        return query.outcome();
    });
    if (!done) return done.error();
    return gone;
}

Outcome restoreFolder(const QSqlDatabase &db, const DeletedFolder &folder)
{
    return changeLibrary(db, [&](SqlQuery &query) -> Outcome {
        for (const QString &path : folder.paths)
            ensureFolder(query, path);
        for (const PromptId id : folder.prompts)
            bringBack(query, id);
        return query.outcome();
    });
}

} // namespace burin
