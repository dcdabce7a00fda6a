#include "core/store/librarydrafts.h"

#include "core/store/libraryrows.h"
#include "core/store/storedvalues.h"

#include <QJsonDocument>

#include <algorithm>

namespace burin {

namespace {

bool isBlank(const PromptDraft &draft)
{
    const bool written = std::ranges::any_of(draft.messages, [](const PromptMessage &message) {
        return !message.text.isEmpty() || !message.attachments.empty();
    });
    return !written && draft.title.trimmed().isEmpty();
}

DraftId keepUnnamed(SqlQuery &query, DraftId id, PromptDraft draft)
{
    draft.prompt = {};
    draft.version = {};
    if (isBlank(draft)) {
        query.run(QStringLiteral("DELETE FROM library_drafts WHERE id = ? AND prompt_id IS NULL"), {id.value});
        return {};
    }
    const QVariantList values{QDateTime::currentMSecsSinceEpoch(), storedDraft(draft)};
    if (id.isValid()) {
        query.run(
            QStringLiteral("UPDATE library_drafts SET saved_at = ?, draft = ? WHERE id = ? AND prompt_id IS NULL"),
            values + QVariantList{id.value});
        if (!query.error() && query.changed() == 1) return id;
    }
    query.run(QStringLiteral("INSERT INTO library_drafts (saved_at, draft) VALUES (?, ?)"), values);
    return DraftId{query.error() ? 0 : query.insertedId()};
}

} // namespace

Result<DraftId> saveDraft(const QSqlDatabase &db, DraftId id, const PromptDraft &draft)
{
    DraftId kept;
    const Outcome done = changeLibrary(db, [&](SqlQuery &query) -> Outcome {
        const bool named = draft.prompt.isValid() && requirePrompt(query, draft.prompt);
        if (!named) {
            kept = keepUnnamed(query, id, draft);
            return query.outcome();
        }
        query.run(QStringLiteral("UPDATE library_prompts SET title = ? WHERE id = ?"),
                  {stored(draft.title), draft.prompt.value});
        kept = keepDraft(query, draft.prompt, draft);
        noteChange(query, draft.prompt);
        return query.outcome();
    });
    if (!done) return done.error();
    return kept;
}

Result<PromptDraft> loadDraft(const QSqlDatabase &db, DraftId id)
{
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT draft, prompt_id FROM library_drafts WHERE id = ?"), {id.value});
    if (!query.next()) return query.error().value_or(makeError(ErrorCode::PromptNotFound));
    const QString json = query.value(0).toString();
    return readDraft(query, json, PromptId{query.value(1).toLongLong()}, {});
}

Outcome discardDraft(const QSqlDatabase &db, DraftId id)
{
    return changeLibrary(db, [&](SqlQuery &query) -> Outcome {
        query.run(QStringLiteral("SELECT prompt_id FROM library_drafts WHERE id = ?"), {id.value});
        const PromptId prompt{query.next() ? query.value(0).toLongLong() : 0};
        query.run(QStringLiteral("DELETE FROM library_drafts WHERE id = ?"), {id.value});
        if (prompt.isValid()) noteChange(query, prompt);
        return query.outcome();
    });
}

Result<PromptDraft> openPrompt(const QSqlDatabase &db, PromptId id)
{
    PromptDraft opened;
    const Outcome done = changeLibrary(db, [&](SqlQuery &query) -> Outcome {
        if (const Outcome found = requirePrompt(query, id); !found) return found;
        query.run(QStringLiteral("UPDATE library_prompts SET used_at = ? WHERE id = ?"),
                  {QDateTime::currentMSecsSinceEpoch(), id.value});
        std::optional<PromptDraft> draft = draftOf(query, id);
        const std::optional<PromptVersion> newest = draft ? std::nullopt : newestVersion(query, id);
        opened = draft ? *draft : newest ? newest->draft : PromptDraft();
        opened.prompt = id;
        return query.outcome();
    });
    if (!done) return done.error();
    return opened;
}

Result<PromptDraft> replaceDraft(const QSqlDatabase &db, const PromptDraft &draft, const QString &noteForUnsaved)
{
    PromptDraft opened = draft;
    const Outcome done = changeLibrary(db, [&](SqlQuery &query) -> Outcome {
        query.run(QStringLiteral("SELECT title FROM library_prompts WHERE id = ? AND deleted_at IS NULL"),
                  {draft.prompt.value});
        if (!query.next()) {
            opened.prompt = {};
            opened.version = {};
            return query.outcome();
        }
        opened.title = query.value(0).toString();
        const std::optional<PromptDraft> unsaved = draftOf(query, draft.prompt);
        if (unsaved && contentHash(*unsaved) != contentHash(opened))
            keepVersion(query, draft.prompt, *unsaved, noteForUnsaved);
        keepDraft(query, draft.prompt, opened);
        noteChange(query, draft.prompt);
        return query.outcome();
    });
    if (!done) return done.error();
    return opened;
}

Outcome saveCases(const QSqlDatabase &db, PromptId id, const std::vector<ValueSet> &cases)
{
    return changeLibrary(db, [&](SqlQuery &query) -> Outcome {
        if (const Outcome found = requirePrompt(query, id); !found) return found;
        keepCases(query, id, cases);
        return query.outcome();
    });
}

Result<std::vector<ValueSet>> casesOf(const QSqlDatabase &db, PromptId id)
{
    SqlQuery query(db);
    if (const Outcome found = requirePrompt(query, id); !found) return found.error();
    std::vector<ValueSet> cases = readCases(query, id);
    if (query.error()) return *query.error();
    return cases;
}

} // namespace burin
