#include "ui/library/librarymodel.h"

#include "ui/common/labels.h"
#include "ui/common/rowdelegate.h"
#include "ui/library/librarytexts.h"
#include "ui/theme/icons.h"

#include <QDataStream>
#include <QIODevice>
#include <QMimeData>
#include <QUrl>

namespace burin {

namespace {

using Kind = LibraryNode::Kind;

constexpr QLatin1StringView DragType("application/x-burin-library");
constexpr QLatin1StringView UrlType("text/uri-list");

/// The first node that @p matches, in the order of the rows.
template <class F> const LibraryNode *findNode(const LibraryNode &node, const F &matches)
{
    if (matches(node)) return &node;
    for (const auto &child : node.children) {
        if (const LibraryNode *found = findNode(*child, matches)) return found;
    }
    return nullptr;
}

QString textOf(const LibraryNode &node)
{
    switch (node.kind) {
    case Kind::Drafts:
        return LibraryModel::tr("Not saved yet");
    case Kind::Draft:
        return shownTitle(node.draft.title);
    case Kind::Folder:
        return oneLine(folderName(node.path));
    case Kind::Prompt:
        return shownTitle(node.entry.title) + (node.entry.edited ? QStringLiteral(" ●") : QString());
    case Kind::DiskFolder:
        return oneLine(folderName(node.path));
    case Kind::File:
        return shownFile(node.file);
    case Kind::Root:
        break;
    }
    return {};
}

QIcon iconOf(const LibraryNode &node)
{
    switch (node.kind) {
    case Kind::Drafts:
    case Kind::Draft:
        return icon(QStringLiteral("file-pen"), &ThemeColors::muted);
    case Kind::Folder:
        return icon(QStringLiteral("folder"), &ThemeColors::muted);
    case Kind::Prompt:
        return node.entry.starred ? icon(QStringLiteral("star"), &ThemeColors::accent)
                                  : icon(QStringLiteral("file-text"), &ThemeColors::muted);
    case Kind::DiskFolder:
        return !node.problem.isEmpty() ? icon(QStringLiteral("triangle-alert"), &ThemeColors::warn)
               : isOpenedFolder(node)  ? icon(QStringLiteral("folder"), &ThemeColors::accent)
                                       : icon(QStringLiteral("folder"), &ThemeColors::muted);
    case Kind::File:
        return isInTrouble(node.file) ? icon(QStringLiteral("triangle-alert"), &ThemeColors::warn)
                                      : icon(QStringLiteral("file"), &ThemeColors::muted);
    case Kind::Root:
        break;
    }
    return {};
}

QString spokenText(const LibraryNode &node)
{
    if (node.kind == Kind::Prompt) return spokenEntry(node.entry);
    //: A folder of the library, for screen readers.
    if (node.kind == Kind::Folder) return LibraryModel::tr("Folder %1").arg(folderName(node.path));
    //: A folder on the disk, for screen readers.
    if (node.kind == Kind::DiskFolder) return LibraryModel::tr("Folder %1 on disk").arg(folderName(node.path));
    if (node.kind == Kind::File) return spokenFile(node.file);
    return textOf(node);
}

QString toolTipOf(const LibraryNode &node)
{
    if (node.kind == Kind::Prompt) return entryDetails(node.entry);
    if (node.kind == Kind::File) return fileDetails(node.file);
    if (node.kind != Kind::DiskFolder) return {};
    return node.problem.isEmpty() ? node.path : node.path + u'\n' + node.problem;
}

/// Of a prompt in a list: where it was found, or where it lies and when what the list is about happened.
QString subtitleOf(const LibraryEntry &entry, LibraryShow show)
{
    if (!entry.snippet.isEmpty()) return plainSnippet(entry.snippet);
    const QString time = shownTime(show == LibraryShow::Recent    ? entry.usedAt
                                   : show == LibraryShow::Deleted ? entry.deletedAt
                                                                  : entry.changedAt);
    return entry.folder.isEmpty() ? time : oneLine(entry.folder) + QStringLiteral(" · ") + time;
}

} // namespace

LibraryModel::LibraryModel(Fetch fetch, QObject *parent)
    : QAbstractItemModel(parent), m_fetch(std::move(fetch)), m_root(std::make_unique<LibraryNode>())
{
}

void LibraryModel::setQuery(const LibraryQuery &query)
{
    m_query = query;
    refresh();
}

bool LibraryModel::isNarrowed() const
{
    return !m_query.text.trimmed().isEmpty() || !m_query.tag.isEmpty() || m_query.show != LibraryShow::All;
}

void LibraryModel::refresh()
{
    m_latest.ask(this, m_fetch(m_query), [this](const Result<LibraryListing> &listing) { show(listing); });
}

void LibraryModel::show(const Result<LibraryListing> &listing)
{
    m_error = listing ? std::nullopt : std::optional(listing.error());
    if (listing) {
        m_tags = listing->tags;
        m_folders = listing->folders;
    }
    auto fresh =
        libraryNodes(listing ? *listing : LibraryListing(), isNarrowed() ? LibraryShape::List : LibraryShape::Tree);
    if (isSameShape(*m_root, *fresh)) {
        takeValues(*m_root, *fresh);
    } else {
        beginResetModel();
        m_root = std::move(fresh);
        endResetModel();
    }
    Q_EMIT loaded();
}

void LibraryModel::takeValues(LibraryNode &to, LibraryNode &from)
{
    for (size_t i = 0; i < to.children.size(); ++i) {
        LibraryNode &child = *to.children[i];
        const LibraryNode &now = *from.children[i];
        if (child.entry != now.entry || child.draft != now.draft || child.file != now.file ||
            child.problem != now.problem) {
            child.entry = now.entry;
            child.draft = now.draft;
            child.file = now.file;
            child.problem = now.problem;
            Q_EMIT dataChanged(indexOfNode(&child), indexOfNode(&child));
        }
        takeValues(child, *from.children[i]);
    }
}

const LibraryNode &LibraryModel::node(const QModelIndex &index) const
{
    return index.isValid() ? *static_cast<const LibraryNode *>(index.constInternalPointer()) : *m_root;
}

QModelIndex LibraryModel::indexOfNode(const LibraryNode *node) const
{
    return node && node->parent ? createIndex(node->row, 0, node) : QModelIndex();
}

QModelIndex LibraryModel::indexOf(PromptId id) const
{
    return indexOfNode(
        findNode(*m_root, [id](const LibraryNode &n) { return n.kind == Kind::Prompt && n.entry.id == id; }));
}

QModelIndex LibraryModel::indexOf(DraftId id) const
{
    return indexOfNode(
        findNode(*m_root, [id](const LibraryNode &n) { return n.kind == Kind::Draft && n.draft.id == id; }));
}

QModelIndex LibraryModel::indexOfFolder(const QString &path) const
{
    return indexOfNode(
        findNode(*m_root, [&path](const LibraryNode &n) { return n.kind == Kind::Folder && n.path == path; }));
}

QModelIndex LibraryModel::indexOfFile(const QString &path) const
{
    return indexOfNode(
        findNode(*m_root, [&path](const LibraryNode &n) { return n.kind == Kind::File && n.path == path; }));
}

QModelIndex LibraryModel::index(int row, int column, const QModelIndex &parent) const
{
    const LibraryNode &above = node(parent);
    if (column != 0 || row < 0 || row >= int(above.children.size())) return {};
    return indexOfNode(above.children[size_t(row)].get());
}

QModelIndex LibraryModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOfNode(node(child).parent) : QModelIndex();
}

int LibraryModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(node(parent).children.size());
}

int LibraryModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant LibraryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const LibraryNode &row = node(index);
    switch (role) {
    case Qt::DisplayRole:
        return textOf(row);
    case Qt::EditRole:
        return row.kind == Kind::Folder ? folderName(row.path) : row.entry.title;
    case Qt::DecorationRole:
        return iconOf(row);
    case Qt::ToolTipRole:
        return toolTipOf(row).isEmpty() ? QVariant() : plainToolTip(toolTipOf(row));
    case Qt::AccessibleTextRole:
        return spokenText(row);
    case RowDelegate::SubtitleRole:
        return !isNarrowed()            ? QString()
               : row.kind == Kind::File ? row.file.below
                                        : subtitleOf(row.entry, m_query.show);
    default:
        return {};
    }
}

bool LibraryModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid)) return false;
    const LibraryNode &row = node(index);
    const QString name = value.toString().simplified();
    if (name.isEmpty() || name == data(index, Qt::EditRole).toString()) return false;
    if (row.kind == Kind::Prompt) {
        Q_EMIT changeRequested(RenamePrompt{row.entry.id, name});
        return true;
    }
    if (row.kind != Kind::Folder) return false;
    const QString plain = QString(name).replace(u'/', u'-');
    Q_EMIT changeRequested(MoveFolder{row.path, folderPath(parentFolder(row.path) + u'/' + plain)});
    return true;
}

Qt::ItemFlags LibraryModel::flags(const QModelIndex &index) const
{
    const LibraryNode &row = node(index);
    const Qt::ItemFlags shown = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const bool deleted = m_query.show == LibraryShow::Deleted;
    switch (row.kind) {
    case Kind::Root:
        return isNarrowed() ? Qt::NoItemFlags : Qt::ItemIsDropEnabled;
    case Kind::Folder:
        return shown | Qt::ItemIsEditable | Qt::ItemIsDragEnabled | Qt::ItemIsDropEnabled;
    case Kind::Prompt:
        return deleted ? shown : shown | Qt::ItemIsEditable | Qt::ItemIsDragEnabled;
    default:
        return shown;
    }
}

QStringList LibraryModel::mimeTypes() const
{
    return {DragType, UrlType};
}

QMimeData *LibraryModel::mimeData(const QModelIndexList &indexes) const
{
    QList<qint64> prompts;
    QStringList folders;
    for (const QModelIndex &index : indexes) {
        if (node(index).kind == Kind::Prompt) prompts += node(index).entry.id.value;
        if (node(index).kind == Kind::Folder) folders += node(index).path;
    }
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << prompts << folders;
    auto *data = new QMimeData;
    data->setData(DragType, bytes);
    return data;
}

bool LibraryModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int, int, const QModelIndex &parent)
{
    const LibraryNode &target = node(parent);
    if (target.kind != Kind::Folder && target.kind != Kind::Root) return false;
    if (data->hasUrls()) {
        QStringList paths;
        for (const QUrl &url : data->urls())
            if (url.isLocalFile()) paths += url.toLocalFile();
        if (!paths.isEmpty()) Q_EMIT filesDropped(paths, target.path);
        return false; // the files stay where they are
    }
    if (action != Qt::MoveAction || !data->hasFormat(DragType) || isNarrowed()) return false;
    QList<qint64> prompts;
    QStringList folders;
    QDataStream stream(data->data(DragType));
    stream >> prompts >> folders;
    MovePrompts move{{}, target.path};
    for (const qint64 id : prompts)
        move.prompts.push_back(PromptId{id});
    if (!move.prompts.empty()) Q_EMIT changeRequested(move);
    for (const QString &path : folders) {
        const QString place = folderPath(target.path + u'/' + folderName(path));
        if (place != path && !isWithin(target.path, path)) Q_EMIT changeRequested(MoveFolder{path, place});
    }
    return false; // the rows move when the library says so
}

} // namespace burin
