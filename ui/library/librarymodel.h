#pragma once

#include "ui/common/latest.h"
#include "ui/library/librarynode.h"
#include "ui/library/librarysource.h"

#include <QAbstractItemModel>

#include <optional>

namespace burin {

/// What the library shows for a query, as a tree of folders or, when it is narrowed, as a list. Rows change in place as
/// long as none comes or goes. Changes nothing by itself: edits and drops are told as changeRequested().
class LibraryModel : public QAbstractItemModel {
    Q_OBJECT
public:
    using Fetch = std::function<QFuture<Result<LibraryListing>>(const LibraryQuery &)>;

    explicit LibraryModel(Fetch fetch, QObject *parent = nullptr);

    void setQuery(const LibraryQuery &query);
    const LibraryQuery &query() const { return m_query; }
    /// Prompts alone are listed, without folders and drafts.
    bool isNarrowed() const;
    /// Asks for the same query again.
    void refresh();
    const std::optional<Error> &error() const { return m_error; }
    const QStringList &tags() const { return m_tags; }
    const QStringList &folders() const { return m_folders; }

    /// The root for an invalid index.
    const LibraryNode &node(const QModelIndex &index) const;
    /// Invalid when it is not listed.
    QModelIndex indexOf(PromptId id) const;
    QModelIndex indexOf(DraftId id) const;
    QModelIndex indexOfFolder(const QString &path) const;
    /// By its whole path.
    QModelIndex indexOfFile(const QString &path) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction | Qt::CopyAction; }
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

Q_SIGNALS:
    void loaded(); ///< Or error() says why not.
    void changeRequested(const burin::LibraryChange &change);
    /// Files or folders of the disk were dropped, for the library's @p folder.
    void filesDropped(const QStringList &paths, const QString &folder);

private:
    void show(const Result<LibraryListing> &listing);
    QModelIndex indexOfNode(const LibraryNode *node) const;
    void takeValues(LibraryNode &to, LibraryNode &from);

    Fetch m_fetch;
    Latest m_latest;
    LibraryQuery m_query;
    std::unique_ptr<LibraryNode> m_root;
    QStringList m_tags;
    QStringList m_folders;
    std::optional<Error> m_error;
};

} // namespace burin
