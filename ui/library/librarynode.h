#pragma once

#include "core/domain/library.h"

#include <memory>
#include <vector>

namespace burin {

/// A row of the library's tree. Owned by its parent.
struct LibraryNode {
    enum class Kind { Root, Drafts, Draft, Folder, Prompt };
    Kind kind = Kind::Root;
    QString path = {};       ///< Folder: its path.
    LibraryEntry entry = {}; ///< Prompt.
    UnnamedDraft draft = {}; ///< Draft.
    LibraryNode *parent = nullptr;
    int row = 0; ///< Within its parent.
    std::vector<std::unique_ptr<LibraryNode>> children = {};

    LibraryNode *add(Kind kind);
};

enum class LibraryShape { Tree, List };

/// The rows of @p listing: unnamed drafts first, then folders with their prompts, or, as a list, the prompts alone.
std::unique_ptr<LibraryNode> libraryNodes(const LibraryListing &listing, LibraryShape shape);
/// Whether both have the same rows in the same places, whatever is written in them.
bool isSameShape(const LibraryNode &a, const LibraryNode &b);

} // namespace burin
