#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"
#include "core/domain/library.h"

#include <QSqlDatabase>

#include <vector>

namespace burin {

// Versions of a prompt. Each function is one transaction. PromptNotFound when there is no such prompt or version.

struct SavedVersion {
    PromptVersion version; ///< With its draft.
    bool isNew = true;     ///< False: that version holds the very same already.
};
/// Keeps @p draft as a version of @p prompt. Content that one of its versions has makes no other one; its note is then
/// changed only if it has none. The prompt's draft goes when its newest version holds it.
Result<SavedVersion> saveVersion(const QSqlDatabase &db, PromptId prompt, const PromptDraft &draft,
                                 const QString &note = {});
/// Newest first, without their drafts.
Result<std::vector<PromptVersion>> versionsOf(const QSqlDatabase &db, PromptId prompt);
Result<PromptVersion> loadVersion(const QSqlDatabase &db, VersionId id);
/// Makes a version what is written on: it becomes the prompt's draft. A draft that no version holds is kept as a
/// version before, with @p noteForUnsaved.
Result<PromptDraft> restoreVersion(const QSqlDatabase &db, VersionId id, const QString &noteForUnsaved);

Outcome setVersionNote(const QSqlDatabase &db, VersionId id, const QString &note);
/// Puts @p label at this version, and takes it from the one of the same prompt that had it. BadParameter if it is
/// empty.
Outcome setLabel(const QSqlDatabase &db, VersionId id, const QString &label);
Outcome removeLabel(const QSqlDatabase &db, PromptId prompt, const QString &label);
/// The version that has @p label.
Result<PromptVersion> labelledVersion(const QSqlDatabase &db, PromptId prompt, const QString &label);

} // namespace burin
