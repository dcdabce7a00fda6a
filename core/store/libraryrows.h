#pragma once

#include "core/domain/library.h"
#include "core/store/sqlquery.h"
#include "core/store/sqltransaction.h"

#include <QSqlDatabase>

#include <optional>
#include <utility>

namespace burin {

// What the functions of the library share. All of them run within the caller's transaction.

/// Calls @p change(SqlQuery &) → Outcome within a transaction, which is committed if both went well.
template <class F> Outcome changeLibrary(const QSqlDatabase &db, F change)
{
    SqlTransaction transaction(db);
    if (transaction.error()) return *transaction.error();
    SqlQuery query(db);
    if (const Outcome done = change(query); !done) return done;
    if (query.error()) return *query.error();
    return transaction.commit();
}

/// PromptNotFound unless there is such a prompt.
Outcome requirePrompt(SqlQuery &query, PromptId id);
/// The prompt was changed now; searching finds what it has now.
void noteChange(SqlQuery &query, PromptId id);
/// Writes the prompt's texts into the index again.
void indexPrompt(SqlQuery &query, PromptId id);
/// The folder with those above it.
void ensureFolder(SqlQuery &query, const QString &path);

/// A deleted prompt into its folder, which is made when there is none.
void bringBack(SqlQuery &query, PromptId id);

QString storedDraft(const PromptDraft &draft);
/// With the prompt's present title and ids.
PromptDraft readDraft(SqlQuery &query, const QString &json, PromptId prompt, VersionId version);
/// The prompt's draft row, or nullopt; without looking at versions.
std::optional<PromptDraft> draftOf(SqlQuery &query, PromptId id);
/// With its draft; nullopt if there is none, or the query failed.
std::optional<PromptVersion> newestVersion(SqlQuery &query, PromptId id);
std::optional<PromptVersion> versionWithId(SqlQuery &query, VersionId id);
/// The version that holds @p draft, or a new one; with its draft.
std::pair<PromptVersion, bool> keepVersion(SqlQuery &query, PromptId prompt, const PromptDraft &draft,
                                           const QString &note);
/// Makes @p draft the prompt's draft, or drops that when the newest version holds it. The draft row; invalid = none.
DraftId keepDraft(SqlQuery &query, PromptId prompt, const PromptDraft &draft);
void keepCases(SqlQuery &query, PromptId prompt, const std::vector<ValueSet> &cases);
std::vector<ValueSet> readCases(SqlQuery &query, PromptId prompt);
QStringList readTags(SqlQuery &query, PromptId prompt);
void keepTags(SqlQuery &query, PromptId prompt, const QStringList &tags);

} // namespace burin
