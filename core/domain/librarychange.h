#pragma once

#include "core/domain/library.h"

#include <variant>
#include <vector>

namespace burin {

// What a user changes in the library, as values: the window emits them, the store applies them, and each has another
// that takes it back.

struct RenamePrompt {
    PromptId prompt;
    QString title;
};
struct MovePrompts {
    std::vector<PromptId> prompts;
    QString folder;
};
struct StarPrompt {
    PromptId prompt;
    bool starred = true;
};
struct TagPrompt {
    PromptId prompt;
    QStringList tags; ///< All it has then; at most MostTags.
};
struct DuplicatePrompt {
    PromptId prompt;
    QString title; ///< Of the copy.
};
struct DeletePrompts {
    std::vector<PromptId> prompts;
};
struct RestorePrompts {
    std::vector<PromptId> prompts;
    QStringList folders = {}; ///< That come back as well.
};
struct CreateFolder {
    QString path;
};
/// Also renames; see moveFolder() of the store.
struct MoveFolder {
    QString path;
    QString target;
};
struct DeleteFolder {
    QString path;
};
struct DiscardDraft {
    DraftId draft;
};
struct KeepDraft {
    PromptDraft draft; ///< Unnamed.
};
struct NoteVersion {
    VersionId version;
    QString note;
};
struct LabelVersion {
    VersionId version;
    QStringList labels; ///< All it has then; other versions of its prompt lose them.
};

/// The first one changes nothing.
using LibraryChange = std::variant<std::monostate, RenamePrompt, MovePrompts, StarPrompt, TagPrompt, DuplicatePrompt,
                                   DeletePrompts, RestorePrompts, CreateFolder, MoveFolder, DeleteFolder, DiscardDraft,
                                   KeepDraft, NoteVersion, LabelVersion>;

} // namespace burin

Q_DECLARE_METATYPE(burin::LibraryChange)
