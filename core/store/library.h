#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"
#include "core/domain/library.h"

#include <QSqlDatabase>

#include <optional>
#include <vector>

namespace burin {

// The prompts of the library. Plain synchronous functions on a connection; each is one transaction, so that two
// processes may change the same library. PromptNotFound when there is no such prompt.

/// What the library shows; reads no texts but those of a search's snippets.
Result<LibraryListing> libraryListing(const QSqlDatabase &db, const LibraryQuery &query);
Result<LibraryEntry> libraryEntry(const QSqlDatabase &db, PromptId id);

/// A prompt on its way into the library.
struct NewPrompt {
    PromptDraft draft;   ///< Its prompt and version do not matter.
    QString folder = {}; ///< Made when there is none.
    QStringList tags = {};
    std::vector<ValueSet> cases = {};
    QString note = {};
    DraftId from = {}; ///< An unnamed draft that is none any more.
};
/// Makes the prompt and its version 1, which is returned with everything in it.
Result<PromptVersion> createPrompt(const QSqlDatabase &db, const NewPrompt &prompt);
/// The same in a library that never had a prompt; nullopt in any other. Of two processes, one creates it.
Result<std::optional<PromptVersion>> createFirstPrompt(const QSqlDatabase &db, const NewPrompt &prompt);
/// A copy of what is open of @p id, draft or newest version, with its tags and value sets, beside it.
Result<PromptVersion> duplicatePrompt(const QSqlDatabase &db, PromptId id, const QString &title);

Outcome renamePrompt(const QSqlDatabase &db, PromptId id, const QString &title);
/// Into @p folder, which is made when there is none.
Outcome movePrompts(const QSqlDatabase &db, const std::vector<PromptId> &ids, const QString &folder);
enum class Star { Off, On };
Outcome starPrompt(const QSqlDatabase &db, PromptId id, Star star);
/// Replaces the tags; BadParameter for more than MostTags.
Outcome setTags(const QSqlDatabase &db, PromptId id, const QStringList &tags);

/// They are listed among the deleted ones only, and keep everything.
Outcome deletePrompts(const QSqlDatabase &db, const std::vector<PromptId> &ids);
/// Back where they were, in their folders.
Outcome restorePrompts(const QSqlDatabase &db, const std::vector<PromptId> &ids);
/// Removes those deleted before @p time for good; how many. Their runs stay.
Result<int> purgeDeletedPrompts(const QSqlDatabase &db, const QDateTime &time);

} // namespace burin
