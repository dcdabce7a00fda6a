#include "core/store/librarychange.h"

#include "core/base/overloaded.h"
#include "core/store/library.h"
#include "core/store/librarydrafts.h"
#include "core/store/libraryfolders.h"
#include "core/store/libraryversions.h"

namespace burin {

namespace {

using Undo = Result<LibraryChange>;

Undo undoneBy(const Outcome &outcome, LibraryChange undo = {})
{
    if (!outcome) return outcome.error();
    return undo;
}

Undo move(const QSqlDatabase &db, const MovePrompts &change)
{
    QStringList origins;
    for (const PromptId id : change.prompts) {
        const Result<LibraryEntry> entry = libraryEntry(db, id);
        if (!entry) return entry.error();
        origins += entry->folder;
    }
    origins.removeDuplicates();
    const LibraryChange back =
        origins.size() == 1 ? LibraryChange(MovePrompts{change.prompts, origins.first()}) : LibraryChange();
    return undoneBy(movePrompts(db, change.prompts, change.folder), back);
}

Undo removeFolder(const QSqlDatabase &db, const DeleteFolder &change)
{
    const Result<DeletedFolder> gone = deleteFolder(db, change.path);
    if (!gone) return gone.error();
    return LibraryChange(RestorePrompts{gone->prompts, gone->paths});
}

Undo discard(const QSqlDatabase &db, const DiscardDraft &change)
{
    const Result<PromptDraft> draft = loadDraft(db, change.draft);
    if (!draft) return draft.error();
    return undoneBy(discardDraft(db, change.draft), KeepDraft{*draft});
}

Undo keep(const QSqlDatabase &db, const KeepDraft &change)
{
    const Result<DraftId> kept = saveDraft(db, {}, change.draft);
    return undoneBy(kept ? Outcome(Done{}) : Outcome(kept.error()));
}

Undo label(const QSqlDatabase &db, const LabelVersion &change)
{
    const Result<PromptVersion> version = loadVersion(db, change.version);
    if (!version) return version.error();
    for (const QString &name : version->labels) {
        if (change.labels.contains(name)) continue;
        if (const Outcome removed = removeLabel(db, version->prompt, name); !removed) return removed.error();
    }
    for (const QString &name : change.labels) {
        if (version->labels.contains(name)) continue;
        if (const Outcome set = setLabel(db, change.version, name); !set) return set.error();
    }
    return LibraryChange();
}

Undo duplicate(const QSqlDatabase &db, const DuplicatePrompt &change)
{
    const Result<PromptVersion> copy = duplicatePrompt(db, change.prompt, change.title);
    if (!copy) return copy.error();
    return LibraryChange(DeletePrompts{{copy->prompt}});
}

} // namespace

Result<LibraryChange> applyChange(const QSqlDatabase &db, const LibraryChange &change)
{
    return std::visit(
        Overloaded{
            [](std::monostate) -> Undo { return LibraryChange(); },
            [&](const RenamePrompt &c) { return undoneBy(renamePrompt(db, c.prompt, c.title)); },
            [&](const MovePrompts &c) { return move(db, c); },
            [&](const StarPrompt &c) { return undoneBy(starPrompt(db, c.prompt, c.starred ? Star::On : Star::Off)); },
            [&](const TagPrompt &c) { return undoneBy(setTags(db, c.prompt, c.tags)); },
            [&](const DuplicatePrompt &c) { return duplicate(db, c); },
            [&](const DeletePrompts &c) { return undoneBy(deletePrompts(db, c.prompts), RestorePrompts{c.prompts}); },
            [&](const RestorePrompts &c) {
                return undoneBy(restoreFolder(db, {c.folders, c.prompts}));
            },
            [&](const CreateFolder &c) { return undoneBy(createFolder(db, c.path)); },
            [&](const MoveFolder &c) { return undoneBy(moveFolder(db, c.path, c.target)); },
            [&](const DeleteFolder &c) { return removeFolder(db, c); },
            [&](const DiscardDraft &c) { return discard(db, c); },
            [&](const KeepDraft &c) { return keep(db, c); },
            [&](const NoteVersion &c) { return undoneBy(setVersionNote(db, c.version, c.note)); },
            [&](const LabelVersion &c) { return label(db, c); },
        },
        change);
}

} // namespace burin
