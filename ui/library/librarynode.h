#pragma once

#include "core/domain/library.h"

#include <memory>
#include <vector>

namespace burin {

/// A row of the library's tree. Owned by its parent.
struct LibraryNode {
    enum class Kind { Root, Drafts, Draft, Folder, Prompt, DiskFolder, File };
    Kind kind = Kind::Root;
    QString path = {};       ///< Folder: its path. DiskFolder, File: the whole path.
    LibraryEntry entry = {}; ///< Prompt.
    UnnamedDraft draft = {}; ///< Draft.
    FileEntry file = {};     ///< File.
    QString problem = {};    ///< DiskFolder: why it is not whole.
    LibraryNode *parent = nullptr;
    int row = 0; ///< Within its parent.
    std::vector<std::unique_ptr<LibraryNode>> children = {};

    LibraryNode *add(Kind kind);
};

enum class LibraryShape { Tree, List };

/// Whether @p node is a folder that is opened as a library, not one within it.
bool isOpenedFolder(const LibraryNode &node);

/// The rows of @p listing: unnamed drafts first, then folders with their prompts, then folders on disk, each in the
/// same way; or, as a list, the prompts and the files alone.
std::unique_ptr<LibraryNode> libraryNodes(const LibraryListing &listing, LibraryShape shape);
/// Whether both have the same rows in the same places, whatever is written in them.
bool isSameShape(const LibraryNode &a, const LibraryNode &b);

} // namespace burin
