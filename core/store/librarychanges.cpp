#include "core/store/library.h"
#include "core/store/libraryrows.h"
#include "core/store/storedvalues.h"

// Changes of prompts; what they hold is in libraryversions.cpp and librarydrafts.cpp.

namespace burin {

namespace {

/// The prompt with its version 1.
Result<PromptVersion> insertPrompt(SqlQuery &query, const NewPrompt &prompt)
{
    const QString folder = folderPath(prompt.folder);
    const QStringList tags = tidyTags(prompt.tags);
    if (tags.size() > MostTags) return makeError(ErrorCode::BadParameter, QStringLiteral("tags"));
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    query.run(QStringLiteral("INSERT INTO library_prompts (title, folder, created_at, changed_at, used_at) "
                             "VALUES (?, ?, ?, ?, ?)"),
              {stored(prompt.draft.title), stored(folder), now, now, now});
    if (query.error()) return *query.error();
    const PromptId id{query.insertedId()};
    ensureFolder(query, folder);
    keepTags(query, id, tags);
    keepCases(query, id, prompt.cases);
    PromptVersion version = keepVersion(query, id, prompt.draft, prompt.note).first;
    if (prompt.from.isValid())
        query.run(QStringLiteral("DELETE FROM library_drafts WHERE id = ? AND prompt_id IS NULL"), {prompt.from.value});
    indexPrompt(query, id);
    if (query.error()) return *query.error();
    return version;
}

/// Each of @p ids through @p sql, whose last parameter is the prompt; all of them or none.
Outcome changeEach(const QSqlDatabase &db, const std::vector<PromptId> &ids, const QString &sql,
                   const QVariantList &values)
{
    return changeLibrary(db, [&](SqlQuery &query) -> Outcome {
        for (const PromptId id : ids) {
            if (const Outcome found = requirePrompt(query, id); !found) return found;
            query.run(sql, values + QVariantList{id.value});
        }
        return query.outcome();
    });
}

} // namespace

Result<PromptVersion> createPrompt(const QSqlDatabase &db, const NewPrompt &prompt)
{
    PromptVersion version;
    const Outcome done = changeLibrary(db, [&](SqlQuery &query) -> Outcome {
        const Result<PromptVersion> made = insertPrompt(query, prompt);
        if (!made) return made.error();
        version = *made;
        return Done{};
    });
    if (!done) return done.error();
    return version;
}

Result<std::optional<PromptVersion>> createFirstPrompt(const QSqlDatabase &db, const NewPrompt &prompt)
{
    std::optional<PromptVersion> version;
    const Outcome done = changeLibrary(db, [&](SqlQuery &query) -> Outcome {
        query.run(QStringLiteral("SELECT 1 FROM sqlite_sequence WHERE name = 'library_prompts'"));
        if (query.next()) return Done{};
        const Result<PromptVersion> made = insertPrompt(query, prompt);
        if (!made) return made.error();
        version = *made;
        return Done{};
    });
    if (!done) return done.error();
    return version;
}

Result<PromptVersion> duplicatePrompt(const QSqlDatabase &db, PromptId id, const QString &title)
{
    PromptVersion version;
    const Outcome done = changeLibrary(db, [&](SqlQuery &query) -> Outcome {
        if (const Outcome found = requirePrompt(query, id); !found) return found;
        NewPrompt copy;
        std::optional<PromptDraft> draft = draftOf(query, id);
        const std::optional<PromptVersion> newest = draft ? std::nullopt : newestVersion(query, id);
        if (newest) draft = newest->draft;
        copy.draft = draft.value_or(PromptDraft());
        copy.draft.title = title;
        copy.tags = readTags(query, id);
        copy.cases = readCases(query, id);
        query.run(QStringLiteral("SELECT folder FROM library_prompts WHERE id = ?"), {id.value});
        if (query.next()) copy.folder = query.value(0).toString();
        const Result<PromptVersion> made = insertPrompt(query, copy);
        if (!made) return made.error();
        version = *made;
        return Done{};
    });
    if (!done) return done.error();
    return version;
}

Outcome renamePrompt(const QSqlDatabase &db, PromptId id, const QString &title)
{
    return changeLibrary(db, [&](SqlQuery &query) -> Outcome {
        if (const Outcome found = requirePrompt(query, id); !found) return found;
        query.run(QStringLiteral("UPDATE library_prompts SET title = ? WHERE id = ?"), {stored(title), id.value});
        noteChange(query, id);
        return query.outcome();
    });
}

Outcome movePrompts(const QSqlDatabase &db, const std::vector<PromptId> &ids, const QString &folder)
{
    const QString path = folderPath(folder);
    return changeLibrary(db, [&](SqlQuery &query) -> Outcome {
        ensureFolder(query, path);
        for (const PromptId id : ids) {
            if (const Outcome found = requirePrompt(query, id); !found) return found;
            query.run(QStringLiteral("UPDATE library_prompts SET folder = ? WHERE id = ?"), {stored(path), id.value});
            noteChange(query, id);
        }
        return query.outcome();
    });
}

Outcome starPrompt(const QSqlDatabase &db, PromptId id, Star star)
{
    return changeEach(db, {id}, QStringLiteral("UPDATE library_prompts SET starred = ? WHERE id = ?"),
                      {int(star == Star::On)});
}

Outcome setTags(const QSqlDatabase &db, PromptId id, const QStringList &tags)
{
    const QStringList tidy = tidyTags(tags);
    if (tidy.size() > MostTags) return makeError(ErrorCode::BadParameter, QStringLiteral("tags"));
    return changeLibrary(db, [&](SqlQuery &query) -> Outcome {
        if (const Outcome found = requirePrompt(query, id); !found) return found;
        keepTags(query, id, tidy);
        noteChange(query, id);
        return query.outcome();
    });
}

Outcome deletePrompts(const QSqlDatabase &db, const std::vector<PromptId> &ids)
{
    return changeEach(db, ids,
                      QStringLiteral("UPDATE library_prompts SET deleted_at = coalesce(deleted_at, ?) WHERE id = ?"),
                      {QDateTime::currentMSecsSinceEpoch()});
}

Outcome restorePrompts(const QSqlDatabase &db, const std::vector<PromptId> &ids)
{
    return changeLibrary(db, [&](SqlQuery &query) -> Outcome {
        for (const PromptId id : ids) {
            if (const Outcome found = requirePrompt(query, id); !found) return found;
            bringBack(query, id);
        }
        return query.outcome();
    });
}

Result<int> purgeDeletedPrompts(const QSqlDatabase &db, const QDateTime &time)
{
    int purged = 0;
    const Outcome done = changeLibrary(db, [&](SqlQuery &query) -> Outcome {
        query.run(QStringLiteral("DELETE FROM library_fts WHERE rowid IN "
                                 "(SELECT id FROM library_prompts WHERE deleted_at < ?)"),
                  {stored(time)});
        query.run(QStringLiteral("DELETE FROM library_prompts WHERE deleted_at < ?"), {stored(time)});
        if (!query.error()) purged = query.changed();
        return query.outcome();
    });
    if (!done) return done.error();
    return purged;
}

} // namespace burin
