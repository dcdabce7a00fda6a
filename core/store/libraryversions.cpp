#include "core/store/libraryversions.h"

#include "core/store/libraryrows.h"
#include "core/store/storedvalues.h"

#include <QHash>

namespace burin {

namespace {

Error noVersion(VersionId id)
{
    return makeError(ErrorCode::PromptNotFound, {}, QStringLiteral("version %1").arg(id.value));
}

/// The prompt that a version is of.
Result<PromptId> promptOf(SqlQuery &query, VersionId id)
{
    query.run(QStringLiteral("SELECT prompt_id FROM library_versions WHERE id = ?"), {id.value});
    if (query.next()) return PromptId{query.value(0).toLongLong()};
    return query.error().value_or(noVersion(id));
}

QHash<qint64, QStringList> labelsOf(SqlQuery &query, PromptId prompt)
{
    QHash<qint64, QStringList> labels;
    query.run(QStringLiteral("SELECT version_id, label FROM library_labels WHERE prompt_id = ? ORDER BY label"),
              {prompt.value});
    while (query.next())
        labels[query.value(0).toLongLong()] += query.value(1).toString();
    return labels;
}

} // namespace

Result<SavedVersion> saveVersion(const QSqlDatabase &db, PromptId prompt, const PromptDraft &draft, const QString &note)
{
    SavedVersion saved;
    const Outcome done = changeLibrary(db, [&](SqlQuery &query) -> Outcome {
        if (const Outcome found = requirePrompt(query, prompt); !found) return found;
        query.run(QStringLiteral("UPDATE library_prompts SET title = ? WHERE id = ?"),
                  {stored(draft.title), prompt.value});
        std::tie(saved.version, saved.isNew) = keepVersion(query, prompt, draft, note.trimmed());
        keepDraft(query, prompt, saved.version.draft);
        noteChange(query, prompt);
        return query.outcome();
    });
    if (!done) return done.error();
    return saved;
}

Result<std::vector<PromptVersion>> versionsOf(const QSqlDatabase &db, PromptId prompt)
{
    SqlQuery query(db);
    if (const Outcome found = requirePrompt(query, prompt); !found) return found.error();
    const QHash<qint64, QStringList> labels = labelsOf(query, prompt);
    std::vector<PromptVersion> versions;
    query.run(QStringLiteral("SELECT id, number, note, created_at FROM library_versions WHERE prompt_id = ? "
                             "ORDER BY number DESC"),
              {prompt.value});
    while (query.next()) {
        PromptVersion version;
        version.id = VersionId{query.value(0).toLongLong()};
        version.prompt = prompt;
        version.number = query.value(1).toInt();
        version.note = query.value(2).toString();
        version.createdAt = timeFrom(query.value(3));
        version.labels = labels.value(version.id.value);
        versions.push_back(std::move(version));
    }
    if (query.error()) return *query.error();
    return versions;
}

Result<PromptVersion> loadVersion(const QSqlDatabase &db, VersionId id)
{
    SqlQuery query(db);
    const std::optional<PromptVersion> version = versionWithId(query, id);
    if (query.error()) return *query.error();
    if (!version) return noVersion(id);
    return *version;
}

Result<PromptDraft> restoreVersion(const QSqlDatabase &db, VersionId id, const QString &noteForUnsaved)
{
    PromptDraft restored;
    const Outcome done = changeLibrary(db, [&](SqlQuery &query) -> Outcome {
        const std::optional<PromptVersion> version = versionWithId(query, id);
        if (!version) return query.error().value_or(noVersion(id));
        if (const std::optional<PromptDraft> unsaved = draftOf(query, version->prompt))
            keepVersion(query, version->prompt, *unsaved, noteForUnsaved);
        restored = version->draft;
        keepDraft(query, version->prompt, restored);
        noteChange(query, version->prompt);
        return query.outcome();
    });
    if (!done) return done.error();
    return restored;
}

Outcome setVersionNote(const QSqlDatabase &db, VersionId id, const QString &note)
{
    return changeLibrary(db, [&](SqlQuery &query) -> Outcome {
        const Result<PromptId> prompt = promptOf(query, id);
        if (!prompt) return prompt.error();
        query.run(QStringLiteral("UPDATE library_versions SET note = ? WHERE id = ?"),
                  {stored(note.trimmed()), id.value});
        noteChange(query, *prompt);
        return query.outcome();
    });
}

Outcome setLabel(const QSqlDatabase &db, VersionId id, const QString &label)
{
    const QString name = label.simplified();
    if (name.isEmpty()) return makeError(ErrorCode::BadParameter, QStringLiteral("label"));
    return changeLibrary(db, [&](SqlQuery &query) -> Outcome {
        const Result<PromptId> prompt = promptOf(query, id);
        if (!prompt) return prompt.error();
        query.run(QStringLiteral("INSERT INTO library_labels (prompt_id, label, version_id) VALUES (?, ?, ?) "
                                 "ON CONFLICT (prompt_id, label) DO UPDATE SET version_id = excluded.version_id"),
                  {prompt->value, stored(name), id.value});
        noteChange(query, *prompt);
        return query.outcome();
    });
}

Outcome removeLabel(const QSqlDatabase &db, PromptId prompt, const QString &label)
{
    return changeLibrary(db, [&](SqlQuery &query) -> Outcome {
        query.run(QStringLiteral("DELETE FROM library_labels WHERE prompt_id = ? AND label = ?"),
                  {prompt.value, stored(label.simplified())});
        noteChange(query, prompt);
        return query.outcome();
    });
}

Result<PromptVersion> labelledVersion(const QSqlDatabase &db, PromptId prompt, const QString &label)
{
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT version_id FROM library_labels WHERE prompt_id = ? AND label = ?"),
              {prompt.value, stored(label.simplified())});
    if (!query.next()) return query.error().value_or(makeError(ErrorCode::PromptNotFound, label));
    return loadVersion(db, VersionId{query.value(0).toLongLong()});
}

} // namespace burin
