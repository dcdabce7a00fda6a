#include "core/store/libraryrows.h"

#include "core/store/storedvalues.h"

#include <QJsonDocument>

namespace burin {

namespace {

PromptVersion versionFrom(SqlQuery &query)
{
    PromptVersion version;
    version.id = VersionId{query.value(0).toLongLong()};
    version.prompt = PromptId{query.value(1).toLongLong()};
    version.number = query.value(2).toInt();
    version.note = query.value(3).toString();
    version.createdAt = timeFrom(query.value(4));
    const QString json = query.value(5).toString();
    query.run(QStringLiteral("SELECT label FROM library_labels WHERE version_id = ? ORDER BY label"),
              {version.id.value});
    while (query.next())
        version.labels += query.value(0).toString();
    version.draft = readDraft(query, json, version.prompt, version.id);
    return version;
}

/// The texts that searching looks through: of what would be opened.
QString messagesOf(SqlQuery &query, PromptId id)
{
    std::optional<PromptDraft> draft = draftOf(query, id);
    if (!draft) {
        const std::optional<PromptVersion> version = newestVersion(query, id);
        if (version) draft = version->draft;
    }
    QString texts;
    if (!draft) return texts;
    for (const PromptMessage &message : draft->messages)
        texts += message.text + u'\n';
    return texts;
}

/// What was noted of its versions, and their labels.
QString notesOf(SqlQuery &query, PromptId id)
{
    QStringList notes;
    query.run(QStringLiteral("SELECT note FROM library_versions WHERE prompt_id = ? AND note <> '' "
                             "UNION ALL SELECT label FROM library_labels WHERE prompt_id = ?"),
              {id.value, id.value});
    while (query.next())
        notes += query.value(0).toString();
    return notes.join(u'\n');
}

/// The version of @p prompt with this content; invalid if there is none.
VersionId versionHolding(SqlQuery &query, PromptId prompt, const QByteArray &content)
{
    query.run(QStringLiteral("SELECT id FROM library_versions WHERE prompt_id = ? AND content = ?"),
              {prompt.value, content});
    return query.next() ? VersionId{query.value(0).toLongLong()} : VersionId();
}

} // namespace

Outcome requirePrompt(SqlQuery &query, PromptId id)
{
    query.run(QStringLiteral("SELECT 1 FROM library_prompts WHERE id = ?"), {id.value});
    if (query.next()) return Done{};
    return query.error().value_or(makeError(ErrorCode::PromptNotFound, QString::number(id.value)));
}

void noteChange(SqlQuery &query, PromptId id)
{
    query.run(QStringLiteral("UPDATE library_prompts SET changed_at = ? WHERE id = ?"),
              {QDateTime::currentMSecsSinceEpoch(), id.value});
    indexPrompt(query, id);
}

void indexPrompt(SqlQuery &query, PromptId id)
{
    query.run(QStringLiteral("SELECT title, folder FROM library_prompts WHERE id = ?"), {id.value});
    if (!query.next()) return;
    const QString title = query.value(0).toString();
    const QString folder = query.value(1).toString();
    const QString tags = readTags(query, id).join(u'\n');
    const QString notes = notesOf(query, id);
    const QString messages = messagesOf(query, id);
    query.run(QStringLiteral("INSERT OR REPLACE INTO library_fts (rowid, title, folder, tags, messages, notes) "
                             "VALUES (?, ?, ?, ?, ?, ?)"),
              {id.value, stored(title), stored(folder), stored(tags), stored(messages), stored(notes)});
}

void ensureFolder(SqlQuery &query, const QString &path)
{
    for (QString folder = path; !folder.isEmpty(); folder = parentFolder(folder))
        query.run(QStringLiteral("INSERT OR IGNORE INTO library_folders (path) VALUES (?)"), {stored(folder)});
}

void bringBack(SqlQuery &query, PromptId id)
{
    query.run(QStringLiteral("SELECT folder FROM library_prompts WHERE id = ?"), {id.value});
    if (query.next()) ensureFolder(query, query.value(0).toString());
    query.run(QStringLiteral("UPDATE library_prompts SET deleted_at = NULL WHERE id = ?"), {id.value});
}

QString storedDraft(const PromptDraft &draft)
{
    PromptDraft content = draft;
    content.prompt = {}; // the row says so
    return QString::fromUtf8(compactJson(QJsonDocument(toJson(content))));
}

PromptDraft readDraft(SqlQuery &query, const QString &json, PromptId prompt, VersionId version)
{
    PromptDraft draft = draftFrom(QJsonDocument::fromJson(json.toUtf8()).object());
    draft.prompt = prompt;
    if (version.isValid()) draft.version = version;
    query.run(QStringLiteral("SELECT title FROM library_prompts WHERE id = ?"), {prompt.value});
    if (query.next()) draft.title = query.value(0).toString();
    return draft;
}

std::optional<PromptDraft> draftOf(SqlQuery &query, PromptId id)
{
    query.run(QStringLiteral("SELECT draft FROM library_drafts WHERE prompt_id = ?"), {id.value});
    if (!query.next()) return std::nullopt;
    return readDraft(query, query.value(0).toString(), id, {});
}

std::optional<PromptVersion> newestVersion(SqlQuery &query, PromptId id)
{
    query.run(QStringLiteral("SELECT id, prompt_id, number, note, created_at, draft FROM library_versions "
                             "WHERE prompt_id = ? ORDER BY number DESC LIMIT 1"),
              {id.value});
    if (!query.next()) return std::nullopt;
    return versionFrom(query);
}

std::optional<PromptVersion> versionWithId(SqlQuery &query, VersionId id)
{
    query.run(
        QStringLiteral("SELECT id, prompt_id, number, note, created_at, draft FROM library_versions WHERE id = ?"),
        {id.value});
    if (!query.next()) return std::nullopt;
    return versionFrom(query);
}

std::pair<PromptVersion, bool> keepVersion(SqlQuery &query, PromptId prompt, const PromptDraft &draft,
                                           const QString &note)
{
    const QByteArray content = contentHash(draft);
    const VersionId known = versionHolding(query, prompt, content);
    if (known.isValid()) {
        query.run(QStringLiteral("UPDATE library_versions SET note = ? WHERE id = ? AND note = ''"),
                  {stored(note), known.value});
        return {versionWithId(query, known).value_or(PromptVersion()), false};
    }
    PromptDraft kept = draft;
    kept.version = {};
    kept.turn = {};
    query.run(
        QStringLiteral("INSERT INTO library_versions (prompt_id, number, note, content, created_at, draft) "
                       "SELECT ?, 1 + coalesce(max(number), 0), ?, ?, ?, ? "
                       "  FROM library_versions WHERE prompt_id = ?"),
        {prompt.value, stored(note), content, QDateTime::currentMSecsSinceEpoch(), storedDraft(kept), prompt.value});
    const VersionId id{query.error() ? 0 : query.insertedId()};
    return {versionWithId(query, id).value_or(PromptVersion()), true};
}

DraftId keepDraft(SqlQuery &query, PromptId prompt, const PromptDraft &draft)
{
    query.run(QStringLiteral("SELECT content FROM library_versions WHERE prompt_id = ? ORDER BY number DESC LIMIT 1"),
              {prompt.value});
    const bool inConversation = draft.turn.conversation.isValid(); // only the draft knows
    if (query.next() && query.value(0).toByteArray() == contentHash(draft) && !inConversation) {
        query.run(QStringLiteral("DELETE FROM library_drafts WHERE prompt_id = ?"), {prompt.value});
        return {};
    }
    query.run(QStringLiteral("INSERT INTO library_drafts (prompt_id, saved_at, draft) VALUES (?, ?, ?) "
                             "ON CONFLICT (prompt_id) DO UPDATE SET saved_at = excluded.saved_at, "
                             "  draft = excluded.draft"),
              {prompt.value, QDateTime::currentMSecsSinceEpoch(), storedDraft(draft)});
    query.run(QStringLiteral("SELECT id FROM library_drafts WHERE prompt_id = ?"), {prompt.value});
    return query.next() ? DraftId{query.value(0).toLongLong()} : DraftId();
}

void keepCases(SqlQuery &query, PromptId prompt, const std::vector<ValueSet> &cases)
{
    query.run(QStringLiteral("DELETE FROM library_cases WHERE prompt_id = ?"), {prompt.value});
    int position = 0;
    for (const ValueSet &set : cases)
        query.run(
            QStringLiteral("INSERT INTO library_cases (prompt_id, position, name, json) VALUES (?, ?, ?, ?)"),
            {prompt.value, position++, stored(set.name), QString::fromUtf8(compactJson(QJsonDocument(toJson(set))))});
}

std::vector<ValueSet> readCases(SqlQuery &query, PromptId prompt)
{
    std::vector<ValueSet> cases;
    query.run(QStringLiteral("SELECT json FROM library_cases WHERE prompt_id = ? ORDER BY position"), {prompt.value});
    while (query.next())
        cases.push_back(valueSetFrom(QJsonDocument::fromJson(query.value(0).toString().toUtf8()).object()));
    return cases;
}

QStringList readTags(SqlQuery &query, PromptId prompt)
{
    QStringList tags;
    query.run(QStringLiteral("SELECT tag FROM library_tags WHERE prompt_id = ?"), {prompt.value});
    while (query.next())
        tags += query.value(0).toString();
    tags.sort(Qt::CaseInsensitive);
    return tags;
}

void keepTags(SqlQuery &query, PromptId prompt, const QStringList &tags)
{
    query.run(QStringLiteral("DELETE FROM library_tags WHERE prompt_id = ?"), {prompt.value});
    for (const QString &tag : tags)
        query.run(QStringLiteral("INSERT INTO library_tags (prompt_id, tag) VALUES (?, ?)"),
                  {prompt.value, stored(tag)});
}

} // namespace burin
