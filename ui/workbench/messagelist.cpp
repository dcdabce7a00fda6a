#include "ui/workbench/messagelist.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/workbench/messageeditor.h"
#include "ui/workbench/messagetext.h"
#include "ui/workbench/promptundo.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace burin {

namespace {

constexpr int FewMessages = 2; ///< They share the room there is, and scroll by themselves.
constexpr int LeastLines = 3;
constexpr int MostLinesOfFew = 5;
constexpr int MostLines = 14;

/// What an empty prompt looks like.
std::vector<PromptMessage> blankMessages()
{
    return {{.role = Role::System}, {.role = Role::User}};
}

} // namespace

MessageList::MessageList(PromptUndo *undo, QWidget *parent)
    : QWidget(parent), m_undo(undo), m_column(new QVBoxLayout(this)), m_dropLine(new QFrame(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(theme().space(3));
    m_column->addWidget(makeAddRow());
    m_dropLine->setProperty("drop", true);
    m_dropLine->setFixedHeight(2);
    m_dropLine->hide();
    setMessages({});
}

QWidget *MessageList::makeAddRow()
{
    auto *row = new QWidget(this);
    m_add = new QToolButton(row);
    m_add->setObjectName(QStringLiteral("addMessage"));
    m_add->setText(tr("Message"));
    m_add->setAccessibleName(tr("Add a message"));
    m_add->setToolTip(tr("Add a message; the arrow offers its role"));
    m_add->setIcon(icon(QStringLiteral("plus"), &ThemeColors::muted));
    m_add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_add->setProperty("add", true);
    m_add->setPopupMode(QToolButton::MenuButtonPopup);
    auto *menu = new QMenu(m_add);
    for (const Role role : {Role::System, Role::Developer, Role::User, Role::Assistant, Role::Tool})
        connect(menu->addAction(roleTitle(role)), &QAction::triggered, this, [this, role] { add({{.role = role}}); });
    menu->addSeparator();
    connect(menu->addAction(tr("Few-shot pair")), &QAction::triggered, this, [this] {
        add({{.role = Role::User}, {.role = Role::Assistant}});
    });
    m_add->setMenu(menu);
    connect(m_add, &QToolButton::clicked, this, &MessageList::addNext);
    m_attach = new QToolButton(row);
    m_attach->setObjectName(QStringLiteral("attach"));
    m_attach->setText(tr("Attach"));
    m_attach->setAccessibleName(tr("Attach files to the last message"));
    m_attach->setToolTip(tr("Attach files or pictures to the last message; drop or paste them into any other"));
    m_attach->setIcon(icon(QStringLiteral("paperclip"), &ThemeColors::muted));
    m_attach->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_attach->setProperty("quiet", true);
    connect(m_attach, &QToolButton::clicked, this, [this] {
        if (MessageEditor *message = mainMessage()) chooseFiles(m_editors.key(message));
    });
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_add);
    layout->addWidget(m_attach);
    layout->addStretch();
    return row;
}

MessageEditor *MessageList::makeEditor(int id)
{
    auto *editor = new MessageEditor(this);
    editor->hide();
    m_editors.insert(id, editor);
    connect(editor, &MessageEditor::edited, this, &MessageList::edited);
    connect(editor, &MessageEditor::shapeWanted, this, [this, id](const PromptMessage &wanted) {
        Slots to = slotsNow();
        to.at(size_t(indexOf(id))).shape = wanted;
        change(tr("Change a message"), to);
    });
    connect(editor, &MessageEditor::filesOffered, this,
            [this, id](const QStringList &paths) { Q_EMIT attachRequested(id, paths); });
    connect(editor->header(), &MessageHeader::given, this, [this, id](MessageCommand command) { obey(id, command); });
    connect(editor->header(), &MessageHeader::dragged, this, &MessageList::showDrop);
    connect(editor->header(), &MessageHeader::dropped, this, [this, id](const QPoint &global) { drop(id, global); });
    return editor;
}

void MessageList::setMessages(const std::vector<PromptMessage> &messages)
{
    const bool same = !messages.empty() && messages == this->messages();
    if (same) return;
    m_undo->clear();
    // Editors stay where they can, and with them the focus.
    const auto parked = [this](const int &id) { return std::ranges::count(m_order, id) == 0; };
    for (const int id : m_editors.keys()) {
        if (parked(id)) delete m_editors.take(id);
    }
    const std::vector<PromptMessage> shown = messages.empty() ? blankMessages() : messages;
    Slots to;
    for (size_t i = 0; i < shown.size(); ++i) {
        const int id = i < m_order.size() ? m_order[i] : ++m_lastId;
        MessageEditor *editor = m_editors.contains(id) ? m_editors.value(id) : makeEditor(id);
        editor->setMessage(shown[i]);
        to.push_back({id, shown[i]});
    }
    const QSignalBlocker quiet(this);
    apply(to);
}

std::vector<PromptMessage> MessageList::messages() const
{
    std::vector<PromptMessage> messages;
    for (const MessageEditor *editor : editors())
        messages.push_back(editor->message());
    if (messages == blankMessages()) messages.clear();
    return messages;
}

std::vector<MessageEditor *> MessageList::editors() const
{
    std::vector<MessageEditor *> editors;
    for (const int id : m_order)
        editors.push_back(m_editors.value(id));
    return editors;
}

MessageList::Slots MessageList::slotsNow() const
{
    Slots now;
    for (const int id : m_order) {
        PromptMessage shape = m_editors.value(id)->message();
        shape.text.clear();
        now.push_back({id, shape});
    }
    return now;
}

int MessageList::indexOf(int id) const
{
    return int(std::ranges::find(m_order, id) - m_order.begin());
}

void MessageList::change(const QString &what, const Slots &to)
{
    m_undo->change(
        what, [this, to] { apply(to); }, [this, from = slotsNow()] { apply(from); });
}

void MessageList::apply(const Slots &to)
{
    for (const int id : m_order) {
        const bool stays = std::ranges::any_of(to, [id](const Slot &slot) { return slot.id == id; });
        if (!stays) m_column->removeWidget(m_editors.value(id));
        if (!stays) m_editors.value(id)->hide();
    }
    m_order.clear();
    for (int i = 0; i < int(to.size()); ++i) {
        const Slot &slot = to[size_t(i)];
        MessageEditor *editor = m_editors.value(slot.id);
        editor->setShape(slot.shape);
        editor->setTokens(std::nullopt, 0);
        m_column->removeWidget(editor);
        m_column->insertWidget(i, editor, slot.shape.role == Role::System ? 3 : 4);
        editor->show();
        m_order.push_back(slot.id);
    }
    nameEditors();
    Q_EMIT orderChanged();
    Q_EMIT edited();
}

void MessageList::nameEditors()
{
    QMap<Role, int> seen;
    int number = 0;
    for (MessageEditor *editor : editors()) {
        const Role role = editor->message().role;
        const int before = seen[role]++;
        editor->setObjectName(before == 0 ? toString(role) : toString(role) + QString::number(before + 1));
        editor->setNumber(++number);
        editor->editor()->growLines(LeastLines, m_order.size() > FewMessages ? MostLines : MostLinesOfFew);
    }
}

void MessageList::add(const std::vector<PromptMessage> &added)
{
    Slots to = slotsNow();
    const bool first = added.size() == 1 && added.front().role == Role::System;
    auto at = first ? to.begin() : to.end();
    for (const PromptMessage &message : added) {
        makeEditor(++m_lastId)->setMessage(message);
        at = std::next(to.insert(at, {m_lastId, message}));
    }
    const int id = m_lastId - int(added.size()) + 1;
    change(tr("Add a message"), to);
    m_editors.value(id)->entry()->setFocus(Qt::OtherFocusReason);
}

void MessageList::addNext()
{
    const bool answer = !m_order.empty() && m_editors.value(m_order.back())->message().role == Role::User;
    add({{.role = answer ? Role::Assistant : Role::User}});
}

void MessageList::obey(int id, MessageCommand command)
{
    switch (command) {
    case MessageCommand::MoveUp:
        return move(id, indexOf(id) - 1);
    case MessageCommand::MoveDown:
        return move(id, indexOf(id) + 1);
    case MessageCommand::Duplicate:
        return duplicate(id);
    case MessageCommand::Switch: {
        Slots to = slotsNow();
        PromptMessage &shape = to.at(size_t(indexOf(id))).shape;
        shape.enabled = !shape.enabled;
        return change(shape.enabled ? tr("Switch a message on") : tr("Switch a message off"), to);
    }
    case MessageCommand::Attach:
        return chooseFiles(id);
    case MessageCommand::Remove:
        return remove(id);
    }
}

void MessageList::move(int id, int to)
{
    const int from = indexOf(id);
    if (to == from || to < 0 || to >= int(m_order.size())) return;
    Slots order = slotsNow();
    const Slot moved = order[size_t(from)];
    order.erase(order.begin() + from);
    order.insert(order.begin() + to, moved);
    change(tr("Move a message"), order);
}

void MessageList::duplicate(int id)
{
    const PromptMessage copy = m_editors.value(id)->message();
    Slots to = slotsNow();
    makeEditor(++m_lastId)->setMessage(copy);
    to.insert(to.begin() + indexOf(id) + 1, {m_lastId, copy});
    change(tr("Duplicate a message"), to);
    m_editors.value(m_lastId)->entry()->setFocus(Qt::OtherFocusReason);
}

void MessageList::remove(int id)
{
    Slots to = slotsNow();
    const int index = indexOf(id);
    to.erase(to.begin() + index);
    const QString title = m_editors.value(id)->accessibleName();
    change(tr("Remove a message"), to);
    // Not into a text: Ctrl+Z would go to it, and not bring the message back.
    if (to.empty())
        m_add->setFocus(Qt::OtherFocusReason);
    else
        m_editors.value(m_order[qMin(size_t(index), to.size() - 1)])
            ->header()
            ->foldButton()
            ->setFocus(Qt::OtherFocusReason);
    Q_EMIT removed(title);
}

void MessageList::chooseFiles(int id)
{
    auto *dialog = new QFileDialog(this, tr("Attach files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this,
            [this, id](const QStringList &paths) { Q_EMIT attachRequested(id, paths); });
    dialog->open();
}

void MessageList::attach(int message, const std::vector<Attachment> &read, const QStringList &problems)
{
    const int index = indexOf(message);
    if (index >= int(m_order.size())) return; // the message was removed in the meantime
    if (!read.empty()) {
        Slots to = slotsNow();
        std::vector<Attachment> &attachments = to.at(size_t(index)).shape.attachments;
        attachments.insert(attachments.end(), read.begin(), read.end());
        change(tr("Attach files"), to);
    }
    if (!problems.isEmpty()) m_editors.value(message)->showAttachmentProblem(problems.join(u'\n'));
}

void MessageList::setMessageTokens(const std::vector<qint64> &tokens)
{
    if (tokens.size() != m_order.size()) return; // of another state of the prompt; the next is on its way
    const qint64 all = std::accumulate(tokens.begin(), tokens.end(), qint64(0));
    for (size_t i = 0; i < tokens.size(); ++i) {
        const int percent = all > 0 ? int(qRound(100.0 * double(tokens[i]) / double(all))) : 0;
        m_editors.value(m_order[i])->setTokens(tokens[i], percent);
    }
}

MessageEditor *MessageList::mainMessage() const
{
    const std::vector<MessageEditor *> all = editors();
    for (auto it = all.rbegin(); it != all.rend(); ++it) {
        if ((*it)->message().role == Role::User) return *it;
    }
    return all.empty() ? nullptr : all.back();
}

QList<QWidget *> MessageList::writingOrder() const
{
    QList<QWidget *> order;
    for (const MessageEditor *editor : editors()) {
        if (auto *callId = editor->findChild<QWidget *>(QStringLiteral("callId"))) order += callId;
        order += editor->editor();
    }
    return order;
}

QList<QWidget *> MessageList::controlOrder() const
{
    QList<QWidget *> order;
    for (const MessageEditor *editor : editors())
        order += editor->header()->controls();
    order << m_add << m_attach;
    return order;
}

int MessageList::dropIndex(int y) const
{
    int index = 0;
    for (const MessageEditor *editor : editors())
        index += y > editor->geometry().center().y();
    return index;
}

void MessageList::showDrop(const QPoint &global)
{
    const int index = dropIndex(mapFromGlobal(global).y());
    const std::vector<MessageEditor *> all = editors();
    const int gap = m_column->spacing() / 2;
    const int y = index < int(all.size()) ? all[size_t(index)]->y() - gap : all.back()->geometry().bottom() + gap;
    m_dropLine->setGeometry(0, y, width(), m_dropLine->height());
    m_dropLine->raise();
    m_dropLine->show();
}

void MessageList::drop(int id, const QPoint &global)
{
    m_dropLine->hide();
    const int index = dropIndex(mapFromGlobal(global).y());
    move(id, index > indexOf(id) ? index - 1 : index);
}

} // namespace burin
