#include "ui/library/libraryview.h"

#include "ui/common/rowdelegate.h"
#include "ui/library/librarymodel.h"
#include "ui/library/librarytexts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QWidgetAction>

#include <algorithm>

namespace burin {

namespace {

using NodeKind = LibraryNode::Kind;

bool isFolder(const LibraryNode &node)
{
    return node.kind == NodeKind::Folder || node.kind == NodeKind::DiskFolder;
}

} // namespace

LibraryView::LibraryView(LibraryModel *model, QWidget *parent) : QTreeView(parent), m_model(model)
{
    setModel(model);
    setItemDelegate(new RowDelegate(this));
    setObjectName(QStringLiteral("libraryView"));
    setAccessibleName(tr("Prompts"));
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setIndentation(theme().space(4));
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::EditKeyPressed);
    setExpandsOnDoubleClick(false);
    setDragDropMode(QAbstractItemView::DragDrop);
    setDefaultDropAction(Qt::MoveAction);
    setDropIndicatorShown(true);
    setTextElideMode(Qt::ElideRight);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    makeActions();
    connect(this, &QTreeView::doubleClicked, this, [this](const QModelIndex &index) {
        if (isFolder(m_model->node(index))) setExpanded(index, !isExpanded(index));
    });
    connect(this, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        const NodeKind kind = m_model->node(index).kind;
        const bool one = selectionModel()->selectedIndexes().size() == 1;
        if (one && (kind == NodeKind::Prompt || kind == NodeKind::Draft || kind == NodeKind::File))
            Q_EMIT openRequested(index);
    });
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &LibraryView::updateActions);
    connect(m_model, &LibraryModel::loaded, this, &LibraryView::updateActions);
    updateActions();
}

void LibraryView::makeActions()
{
    const auto add = [this](const QString &text, const QKeySequence &keys, auto handler) {
        auto *action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, handler);
        addAction(action);
        return action;
    };
    m_open = add(tr("Open"), {}, [this] { Q_EMIT openRequested(currentIndex()); });
    m_rename = add(tr("Rename"), {}, [this] { edit(currentIndex()); });
    m_duplicate = add(tr("Duplicate"), QKeySequence(Qt::CTRL | Qt::Key_D), [this] { duplicate(); });
    m_star = add(tr("Star"), QKeySequence(Qt::CTRL | Qt::Key_B), [this] { star(); });
    m_remove = add(tr("Delete"), QKeySequence(Qt::Key_Delete), [this] { remove(); });
    m_restore = add(tr("Restore"), {}, [this] { restore(); });
    m_newPrompt = add(tr("New prompt"), {}, [this] { Q_EMIT newPromptRequested(); });
    m_newFolder = add(tr("New folder"), {}, [this] { Q_EMIT newFolderRequested(); });
}

void LibraryView::updateActions()
{
    const LibraryNode &row = m_model->node(currentIndex());
    const bool deleted = m_model->query().show == LibraryShow::Deleted;
    const bool prompt = row.kind == NodeKind::Prompt;
    const bool prompts = !selectedPrompts().empty();
    m_open->setEnabled(prompt || row.kind == NodeKind::Draft || row.kind == NodeKind::File);
    m_rename->setEnabled(!deleted && (prompt || row.kind == NodeKind::Folder));
    m_duplicate->setEnabled(prompt && !deleted);
    m_star->setEnabled(prompts && !deleted);
    m_star->setText(prompt && row.entry.starred ? tr("Remove star") : tr("Star"));
    m_remove->setEnabled(!deleted && (prompts || row.kind == NodeKind::Folder || row.kind == NodeKind::Draft));
    m_restore->setEnabled(deleted && prompts);
}

QString LibraryView::currentFolder() const
{
    const LibraryNode &row = m_model->node(currentIndex());
    if (row.kind == NodeKind::Folder) return row.path;
    return row.kind == NodeKind::Prompt ? row.entry.folder : QString();
}

QString LibraryView::currentDiskFolder() const
{
    const LibraryNode &row = m_model->node(currentIndex());
    if (row.kind == NodeKind::DiskFolder) return row.path;
    return row.kind == NodeKind::File ? parentFolder(row.path) : QString();
}

QStringList LibraryView::selectedFiles() const
{
    QStringList files;
    for (const QModelIndexList rows = selectionModel()->selectedIndexes(); const QModelIndex &index : rows) {
        if (m_model->node(index).kind == NodeKind::File) files += m_model->node(index).path;
    }
    return files;
}

std::vector<PromptId> LibraryView::selectedPrompts() const
{
    std::vector<PromptId> prompts;
    for (const QModelIndexList rows = selectionModel()->selectedIndexes(); const QModelIndex &index : rows) {
        if (m_model->node(index).kind == NodeKind::Prompt) prompts.push_back(m_model->node(index).entry.id);
    }
    return prompts;
}

void LibraryView::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!enter || state() == EditingState || event->modifiers() & ~Qt::KeypadModifier)
        return QTreeView::keyPressEvent(event);
    const QModelIndex current = currentIndex();
    if (isFolder(m_model->node(current)))
        setExpanded(current, !isExpanded(current));
    else if (m_open->isEnabled())
        Q_EMIT openRequested(current);
    event->accept();
}

void LibraryView::duplicate()
{
    const LibraryEntry &entry = m_model->node(currentIndex()).entry;
    //: The title of a copy. %1 is that of the original.
    if (entry.id.isValid())
        Q_EMIT changeRequested(DuplicatePrompt{entry.id, tr("%1 (copy)").arg(shownTitle(entry.title))});
}

void LibraryView::star()
{
    const bool starred = !m_model->node(currentIndex()).entry.starred;
    for (const PromptId id : selectedPrompts())
        Q_EMIT changeRequested(StarPrompt{id, starred});
}

void LibraryView::remove()
{
    const LibraryNode &row = m_model->node(currentIndex());
    if (row.kind == NodeKind::Folder && selectedPrompts().empty())
        Q_EMIT changeRequested(DeleteFolder{row.path});
    else if (row.kind == NodeKind::Draft)
        Q_EMIT changeRequested(DiscardDraft{row.draft.id});
    else if (const std::vector<PromptId> prompts = selectedPrompts(); !prompts.empty())
        Q_EMIT changeRequested(DeletePrompts{prompts});
}

void LibraryView::restore()
{
    if (const std::vector<PromptId> prompts = selectedPrompts(); !prompts.empty())
        Q_EMIT changeRequested(RestorePrompts{prompts});
}

void LibraryView::contextMenuEvent(QContextMenuEvent *event)
{
    updateActions();
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    QMenu *menu = makeMenu();
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft()) : event->globalPos());
}

QMenu *LibraryView::makeMenu()
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("libraryMenu"));
    const bool prompt = m_model->node(currentIndex()).kind == NodeKind::Prompt;
    const bool deleted = m_model->query().show == LibraryShow::Deleted;
    if (deleted) {
        menu->addAction(m_restore);
        return menu;
    }
    if (!currentDiskFolder().isEmpty()) return makeDiskMenu(menu);
    menu->addActions({m_open, m_rename, m_duplicate, m_star});
    if (prompt) addTagsMenu(menu);
    if (!selectedPrompts().empty()) addMoveMenu(menu);
    menu->addSeparator();
    menu->addActions({m_newPrompt, m_newFolder});
    menu->addSeparator();
    menu->addAction(m_remove);
    return menu;
}

QMenu *LibraryView::makeDiskMenu(QMenu *menu)
{
    const LibraryNode &row = m_model->node(currentIndex());
    menu->addActions({m_open, m_newPrompt});
    const auto add = [this, menu](const QString &text, auto handler) {
        connect(menu->addAction(text), &QAction::triggered, this, handler);
    };
    if (const QStringList files = selectedFiles(); !files.isEmpty())
        add(tr("Copy into the library"), [this, files] { Q_EMIT importRequested(files); });
    add(tr("Show on disk"), [this, path = currentDiskFolder()] { Q_EMIT showFileRequested(path); });
    if (isOpenedFolder(row))
        add(tr("Close the folder"), [this, path = row.path] { Q_EMIT closeFolderRequested(path); });
    return menu;
}

void LibraryView::addTagsMenu(QMenu *menu)
{
    const LibraryEntry &entry = m_model->node(currentIndex()).entry;
    auto *tags = menu->addMenu(tr("Tags"));
    auto *field = new QLineEdit(entry.tags.join(QLatin1StringView(", ")));
    field->setAccessibleName(tr("Tags, separated by commas"));
    field->setPlaceholderText(tr("Tags, separated by commas"));
    field->setMinimumWidth(theme().space(60));
    auto *action = new QWidgetAction(tags);
    action->setDefaultWidget(field);
    tags->addAction(action);
    connect(tags, &QMenu::aboutToShow, field, [field] { field->setFocus(); });
    connect(field, &QLineEdit::returnPressed, this, [this, menu, field, id = entry.id] {
        Q_EMIT changeRequested(TagPrompt{id, tidyTags(field->text().split(u',')).mid(0, MostTags)});
        menu->close();
    });
}

void LibraryView::addMoveMenu(QMenu *menu)
{
    auto *move = menu->addMenu(tr("Move to"));
    const std::vector<PromptId> prompts = selectedPrompts();
    const auto add = [&](const QString &text, const QString &path) {
        connect(move->addAction(text), &QAction::triggered, this, [this, prompts, path] {
            Q_EMIT changeRequested(MovePrompts{prompts, path});
        });
    };
    //: A place to move prompts to: in no folder.
    add(tr("The top of the library"), {});
    for (const QString &path : m_model->folders())
        add(QString(path).replace(u'&', QLatin1StringView("&&")), path);
}

} // namespace burin
