#include "ui/library/librarynode.h"

#include <QHash>

namespace burin {

namespace {

using Kind = LibraryNode::Kind;

/// The folders in order of the alphabet, each below the one it lies in.
QHash<QString, LibraryNode *> addFolders(LibraryNode *root, const QStringList &paths)
{
    QHash<QString, LibraryNode *> folders{{QString(), root}};
    const auto folder = [&folders](auto &self, const QString &path) -> LibraryNode * {
        if (LibraryNode *known = folders.value(path)) return known;
        LibraryNode *node = self(self, parentFolder(path))->add(Kind::Folder);
        node->path = path;
        folders.insert(path, node);
        return node;
    };
    for (const QString &path : paths)
        folder(folder, path);
    return folders;
}

/// The folder's row with the files below it, folders first.
void addDiskFolder(LibraryNode *root, const DiskFolder &folder)
{
    LibraryNode *top = root->add(Kind::DiskFolder);
    top->path = folder.path;
    top->problem = folder.problem;
    QHash<QString, LibraryNode *> folders{{QString(), top}};
    const auto place = [&](auto &self, const QString &below) -> LibraryNode * {
        if (LibraryNode *known = folders.value(below)) return known;
        LibraryNode *node = self(self, parentFolder(below))->add(Kind::DiskFolder);
        node->path = folder.path + u'/' + below;
        folders.insert(below, node);
        return node;
    };
    QStringList below;
    for (const FileEntry &file : folder.files)
        below += parentFolder(file.below);
    below.removeDuplicates();
    below.sort(Qt::CaseInsensitive);
    for (const QString &path : below)
        place(place, path);
    for (const FileEntry &file : folder.files) {
        LibraryNode *node = folders.value(parentFolder(file.below))->add(Kind::File);
        node->path = file.path;
        node->file = file;
    }
}

} // namespace

bool isOpenedFolder(const LibraryNode &node)
{
    return node.kind == Kind::DiskFolder && node.parent && node.parent->kind == Kind::Root;
}

LibraryNode *LibraryNode::add(Kind childKind)
{
    auto child = std::make_unique<LibraryNode>();
    child->kind = childKind;
    child->parent = this;
    child->row = int(children.size());
    children.push_back(std::move(child));
    return children.back().get();
}

std::unique_ptr<LibraryNode> libraryNodes(const LibraryListing &listing, LibraryShape shape)
{
    auto root = std::make_unique<LibraryNode>();
    const bool tree = shape == LibraryShape::Tree;
    LibraryNode *drafts = tree && !listing.drafts.empty() ? root->add(Kind::Drafts) : nullptr;
    if (drafts) {
        for (const UnnamedDraft &draft : listing.drafts)
            drafts->add(Kind::Draft)->draft = draft;
    }
    const QHash<QString, LibraryNode *> folders = addFolders(root.get(), tree ? listing.folders : QStringList());
    for (const LibraryEntry &entry : listing.prompts) {
        LibraryNode *parent = tree ? folders.value(entry.folder) : nullptr;
        (parent ? parent : root.get())->add(Kind::Prompt)->entry = entry;
    }
    for (const DiskFolder &folder : listing.disk) {
        if (tree) {
            addDiskFolder(root.get(), folder);
            continue;
        }
        for (const FileEntry &file : folder.files) {
            LibraryNode *node = root->add(Kind::File);
            node->path = file.path;
            node->file = file;
        }
    }
    return root;
}

bool isSameShape(const LibraryNode &a, const LibraryNode &b)
{
    if (a.kind != b.kind || a.path != b.path || a.entry.id != b.entry.id || a.draft.id != b.draft.id ||
        a.children.size() != b.children.size())
        return false;
    for (size_t i = 0; i < a.children.size(); ++i) {
        if (!isSameShape(*a.children[i], *b.children[i])) return false;
    }
    return true;
}

} // namespace burin
