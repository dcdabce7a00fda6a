#include "ui/library/librarypanel.h"

#include "core/base/await.h"
#include "core/base/overloaded.h"
#include "ui/common/emptystate.h"
#include "ui/common/undobar.h"
#include "ui/library/librarybar.h"
#include "ui/library/librarymodel.h"
#include "ui/library/librarytexts.h"
#include "ui/library/libraryview.h"
#include "ui/library/versionspane.h"
#include "ui/theme/theme.h"

#include <QFileInfo>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace burin {

namespace {

/// What the offer to take @p change back says; empty when it is not worth one.
QString undoText(const LibraryChange &change)
{
    return std::visit(Overloaded{[](const auto &) { return QString(); },
                                 [](const DeletePrompts &c) {
                                     return LibraryPanel::tr("%n prompt(s) deleted.", nullptr, int(c.prompts.size()));
                                 },
                                 [](const DeleteFolder &c) {
                                     return LibraryPanel::tr("The folder %1 is deleted.").arg(folderName(c.path));
                                 },
                                 [](const DiscardDraft &) { return LibraryPanel::tr("The draft is discarded."); },
                                 [](const MovePrompts &c) {
                                     return LibraryPanel::tr("%n prompt(s) moved.", nullptr, int(c.prompts.size()));
                                 }},
                      change);
}

} // namespace

LibraryPanel::LibraryPanel(LibrarySource source, QWidget *parent)
    : QFrame(parent),
      m_source(std::move(source)),
      m_model(new LibraryModel(m_source.list, this)),
      m_bar(new LibraryBar(this)),
      m_view(new LibraryView(m_model, this)),
      m_stack(new QStackedWidget(this)),
      m_empty(new EmptyState(this)),
      m_undo(new UndoBar(this)),
      m_versions(new VersionsPane(m_source, this)),
      m_file(new FilePane(this)),
      m_below(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("library"));
    setAccessibleName(tr("Library"));
    setMinimumWidth(theme().space(44));
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    auto *upper = new QWidget(this);
    auto *column = new QVBoxLayout(upper);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_stack, 1);
    column->addWidget(m_undo);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(QStringLiteral("librarySplitter"));
    splitter->setHandleWidth(1);
    splitter->addWidget(upper);
    m_below->addWidget(m_versions);
    m_below->addWidget(m_file);
    splitter->addWidget(m_below);
    splitter->setCollapsible(0, false);
    splitter->setSizes({450, 300}); // shares, not pixels
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    setFocusProxy(m_view);
    connectParts();
    connectFiles();
}

void LibraryPanel::connectParts()
{
    connect(m_bar, &LibraryBar::queryChanged, m_model, &LibraryModel::setQuery);
    connect(m_bar, &LibraryBar::searchLeft, this, [this] {
        m_view->setFocus(Qt::OtherFocusReason);
        if (!m_view->currentIndex().isValid()) choose(m_model->index(0, 0));
    });
    connect(m_bar, &LibraryBar::newPromptRequested, this, &LibraryPanel::makePrompt);
    connect(m_view, &LibraryView::newPromptRequested, m_bar, &LibraryBar::newPromptRequested);
    connect(m_bar, &LibraryBar::newFolderRequested, this, &LibraryPanel::makeFolder);
    connect(m_view, &LibraryView::newFolderRequested, this, &LibraryPanel::makeFolder);
    connect(m_view, &LibraryView::openRequested, this, &LibraryPanel::open);
    connect(m_view, &LibraryView::changeRequested, this, &LibraryPanel::change);
    connect(m_model, &LibraryModel::changeRequested, this, &LibraryPanel::change);
    connect(m_versions, &VersionsPane::changeRequested, this, &LibraryPanel::change);
    connect(m_model, &LibraryModel::loaded, this, &LibraryPanel::showLoaded);
    connect(m_model, &LibraryModel::modelAboutToBeReset, this, &LibraryPanel::rememberRow);
    connect(m_model, &LibraryModel::modelReset, this, &LibraryPanel::restoreRows);
    connect(m_view, &QTreeView::collapsed, this,
            [this](const QModelIndex &index) { m_collapsed.insert(m_model->node(index).path); });
    connect(m_view, &QTreeView::expanded, this,
            [this](const QModelIndex &index) { m_collapsed.remove(m_model->node(index).path); });
    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        if (m_bar->query() == LibraryQuery{.order = m_bar->query().order})
            Q_EMIT newPromptRequested({});
        else
            m_bar->clear();
    });
}

void LibraryPanel::connectFiles()
{
    connect(m_bar, &LibraryBar::openFolderRequested, this, [this] { Q_EMIT openFolderRequested({}); });
    connect(m_bar, &LibraryBar::importRequested, this, [this] { Q_EMIT importRequested({}, m_view->currentFolder()); });
    connect(m_bar, &LibraryBar::exportRequested, this, &LibraryPanel::exportRequested);
    connect(m_view, &LibraryView::closeFolderRequested, this, &LibraryPanel::closeFolderRequested);
    connect(m_view, &LibraryView::showFileRequested, this, &LibraryPanel::showFileRequested);
    connect(m_view, &LibraryView::importRequested, this,
            [this](const QStringList &paths) { Q_EMIT importRequested(paths, {}); });
    connect(m_model, &LibraryModel::filesDropped, this, [this](const QStringList &paths, const QString &folder) {
        QStringList files;
        for (const QString &path : paths) {
            if (QFileInfo(path).isDir())
                Q_EMIT openFolderRequested(path);
            else
                files += path;
        }
        if (!files.isEmpty()) Q_EMIT importRequested(files, folder);
    });
}

void LibraryPanel::makePrompt()
{
    if (const QString disk = m_view->currentDiskFolder(); !disk.isEmpty())
        Q_EMIT newFileRequested(disk);
    else
        Q_EMIT newPromptRequested(m_view->currentFolder());
}

void LibraryPanel::setOpenedFile(const FileStatus &file)
{
    m_prompt = {};
    m_draft = {};
    m_path = file.path;
    m_file->setFile(file);
    m_below->setCurrentWidget(m_file);
    m_model->refresh();
}

void LibraryPanel::choose(const QModelIndex &row)
{
    // The view's own setCurrentIndex() would toggle it while Ctrl is held, as with Ctrl+S.
    m_view->selectionModel()->setCurrentIndex(row, QItemSelectionModel::ClearAndSelect);
}

QModelIndex LibraryPanel::openedRow() const
{
    return !m_path.isEmpty()    ? m_model->indexOfFile(m_path)
           : m_prompt.isValid() ? m_model->indexOf(m_prompt)
                                : m_model->indexOf(m_draft);
}

void LibraryPanel::refresh()
{
    m_model->refresh();
    m_versions->refresh();
}

void LibraryPanel::setOpened(PromptId prompt, VersionId base, DraftId draft)
{
    m_prompt = prompt;
    m_draft = draft;
    m_path.clear();
    m_below->setCurrentWidget(m_versions);
    m_versions->setOpened(prompt, base);
    m_model->refresh();
}

void LibraryPanel::focusSearch()
{
    m_bar->focusSearch();
}

void LibraryPanel::open(const QModelIndex &index)
{
    const LibraryNode &row = m_model->node(index);
    if (row.kind == LibraryNode::Kind::Prompt && row.entry.id != m_prompt) Q_EMIT openPromptRequested(row.entry.id);
    if (row.kind == LibraryNode::Kind::File && row.path != m_path) Q_EMIT openFileRequested(row.path);
    if (row.kind == LibraryNode::Kind::Draft && row.draft.id != m_draft) Q_EMIT openDraftRequested(row.draft.id);
}

void LibraryPanel::makeFolder()
{
    if (m_model->isNarrowed()) m_bar->clear();
    const QString above = m_view->currentFolder();
    const QString name = tr("New folder");
    QString path = folderPath(above + u'/' + name);
    for (int number = 2; m_model->folders().contains(path); ++number)
        path = folderPath(QStringLiteral("%1/%2 %3").arg(above, name).arg(number));
    m_editFolder = path;
    change(CreateFolder{path});
}

void LibraryPanel::change(const LibraryChange &change)
{
    await(m_source.change(change), this, [this, change](const Result<LibraryChange> &undo) { settle(change, undo); });
}

void LibraryPanel::settle(const LibraryChange &change, const Result<LibraryChange> &undo)
{
    refresh();
    if (!undo) {
        Q_EMIT failed(undo.error());
        return;
    }
    const QString text = undoText(change);
    if (!text.isEmpty() && !std::holds_alternative<std::monostate>(*undo))
        m_undo->offer(text, [this, back = *undo] { this->change(back); });
    Q_EMIT changed(change);
}

void LibraryPanel::showLoaded()
{
    m_bar->setTags(m_model->tags());
    showEmptiness();
    if (m_model->error()) Q_EMIT failed(*m_model->error());
    const QModelIndex opened = openedRow();
    if (opened.isValid() && m_view->selectionModel()->selectedIndexes().size() <= 1 && !m_view->hasFocus())
        choose(opened);
    if (m_editFolder.isEmpty()) return;
    const QModelIndex made = m_model->indexOfFolder(m_editFolder);
    if (!made.isValid()) return;
    m_editFolder.clear();
    choose(made);
    m_view->edit(made);
}

void LibraryPanel::restoreRows()
{
    const auto expand = [this](auto &self, const QModelIndex &parent) -> void {
        for (int row = 0; row < m_model->rowCount(parent); ++row) {
            const QModelIndex index = m_model->index(row, 0, parent);
            if (m_model->rowCount(index) == 0) continue;
            if (!m_collapsed.contains(m_model->node(index).path)) m_view->expand(index);
            self(self, index);
        }
    };
    expand(expand, {});
    if (const QModelIndex row = rowToReturnTo(); row.isValid()) choose(row);
}

QModelIndex LibraryPanel::rowToReturnTo() const
{
    if (!m_view->hasFocus()) return openedRow();
    const QModelIndex file = m_model->indexOfFile(m_place.path);
    const QModelIndex same = file.isValid()             ? file
                             : m_place.prompt.isValid() ? m_model->indexOf(m_place.prompt)
                             : m_place.draft.isValid()  ? m_model->indexOf(m_place.draft)
                                                        : m_model->indexOfFolder(m_place.path);
    if (same.isValid()) return same;
    const QModelIndex folder = m_model->indexOfFolder(m_place.folder);
    const int last = m_model->rowCount(folder) - 1;
    return last < 0 ? folder : m_model->index(std::min(m_place.row, last), 0, folder);
}

void LibraryPanel::rememberRow()
{
    const QModelIndex index = m_view->currentIndex();
    const LibraryNode &row = m_model->node(index);
    m_place = {row.entry.id, row.draft.id, row.path, m_model->node(index.parent()).path, row.row};
}

void LibraryPanel::showEmptiness()
{
    const bool empty = m_model->rowCount() == 0;
    m_stack->setCurrentWidget(empty ? static_cast<QWidget *>(m_empty) : m_view);
    if (!empty) return;
    const LibraryQuery query = m_bar->query();
    if (!m_model->isNarrowed())
        m_empty->setContent({QStringLiteral("folder"), tr("The library is empty."), tr("New prompt")});
    else if (!query.text.isEmpty())
        m_empty->setContent({QStringLiteral("search"), tr("Nothing in the library has these words."), tr("Show all")});
    else if (query.show == LibraryShow::Deleted)
        m_empty->setContent({QStringLiteral("trash-2"), tr("Deleted prompts stay here for 30 days."), tr("Show all")});
    else
        m_empty->setContent({QStringLiteral("star"), tr("There is no such prompt."), tr("Show all")});
}

} // namespace burin
