#include "ui/workbench/conversationpane.h"

#include "ui/common/foldbutton.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/common/rowdelegate.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace burin {

namespace {

enum TurnRole { RunRole = RowDelegate::SubtitleRole + 1, UnsentRole, IndentRole };

constexpr int RowsInSight = 3;
constexpr int MostIndent = 12; ///< Deeper branches stay in sight.

/// A row that is indented, with a line at each branching that it lies within.
class TurnDelegate : public RowDelegate {
public:
    using RowDelegate::RowDelegate;

protected:
    void paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const int indent = std::min(index.data(IndentRole).toInt(), MostIndent), step = theme().space(4);
        QStyleOptionViewItem moved = option;
        painter->setPen(theme().colors().line);
        for (int i = 0; i < indent; ++i) {
            const QRect line(option.rect.left() + i * step + step / 2, option.rect.top(), 1, option.rect.height());
            painter->fillRect(QStyle::visualRect(option.direction, option.rect, line), theme().colors().line);
        }
        const QRect rest = option.rect.adjusted(indent * step, 0, 0, 0);
        moved.rect = QStyle::visualRect(option.direction, option.rect, rest);
        RowDelegate::paintContent(painter, moved, index);
    }
};

QString shownSaid(const ConversationTurn &turn)
{
    if (turn.deleted) return ConversationPane::tr("Deleted run");
    return turn.said.isEmpty() ? ConversationPane::tr("(no text)") : oneLine(turn.said);
}

QString shownAnswer(const ConversationTurn &turn)
{
    QStringList parts;
    if (!turn.model.isEmpty()) parts += oneLine(turn.model);
    parts += turn.run.isValid() ? formatStatus(turn.status) : ConversationPane::tr("not sent");
    if (!turn.answer.isEmpty()) parts += oneLine(turn.answer);
    return parts.join(QStringLiteral(" · "));
}

QIcon iconOf(const ConversationTurn &turn)
{
    if (!turn.run.isValid()) return icon(QStringLiteral("file-pen"), &ThemeColors::muted);
    return icon(statusIconName(turn.status), toneColor(statusTone(turn.status)));
}

QStandardItem *itemOf(const ConversationRow &row)
{
    const ConversationTurn &turn = row.turn;
    auto *item = new QStandardItem(iconOf(turn), shownSaid(turn));
    item->setEditable(false);
    item->setEnabled(!turn.deleted);
    item->setData(shownAnswer(turn), RowDelegate::SubtitleRole);
    item->setData(turn.run.value, RunRole);
    item->setData(turn.unsent.value, UnsentRole);
    item->setData(row.indent, IndentRole);
    //: Read aloud: one turn of a conversation. %2 of %3 are the alternatives at this place.
    const QString place =
        row.branches > 1
            ? ConversationPane::tr("Turn %1, branch %2 of %3").arg(row.depth).arg(row.branch).arg(row.branches)
            : ConversationPane::tr("Turn %1").arg(row.depth);
    item->setAccessibleText(place + QStringLiteral(": ") + item->text() + QStringLiteral(", ") + shownAnswer(turn));
    item->setToolTip(plainToolTip(place + u'\n' + item->text() + u'\n' + shownAnswer(turn)));
    return item;
}

} // namespace

ConversationPane::ConversationPane(QWidget *parent)
    : QFrame(parent), m_list(new QListView(this)), m_model(new QStandardItemModel(this))
{
    m_list->setModel(m_model);
    m_list->setItemDelegate(new TurnDelegate(m_list));
    m_list->setObjectName(QStringLiteral("conversationTree"));
    m_list->setAccessibleName(tr("Conversation: its turns and branches"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme().space(4), 0, theme().space(3), theme().space(2));
    layout->setSpacing(theme().space(1));
    layout->addWidget(makeHeader());
    layout->addWidget(m_list, 1);
    connect(m_list, &QListView::clicked, this, &ConversationPane::choose);
    connect(m_list, &QListView::activated, this, &ConversationPane::choose);
    connect(m_fold, &QToolButton::toggled, this, &ConversationPane::fit);
    m_fold->setChecked(true);
    hide();
}

QWidget *ConversationPane::makeHeader()
{
    auto *header = new QWidget(this);
    m_fold = new FoldButton(tr("Conversation"), m_list, header);
    m_fold->setObjectName(QStringLiteral("conversationFold"));
    m_end = new QToolButton(header);
    m_end->setObjectName(QStringLiteral("conversationEnd"));
    m_end->setIcon(icon(QStringLiteral("x")));
    m_end->setAccessibleName(tr("End the conversation"));
    m_end->setToolTip(tr("End the conversation and go on with its first prompt. It stays in the history."));
    connect(m_end, &QToolButton::clicked, this, &ConversationPane::endRequested);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_fold);
    row->addStretch();
    row->addWidget(m_end);
    return header;
}

void ConversationPane::setConversation(const Conversation &conversation)
{
    const bool sameTurns = conversation.turns == m_conversation.turns;
    m_conversation = conversation;
    if (!sameTurns) {
        m_model->clear();
        for (const ConversationRow &row : conversationRows(conversation.turns))
            m_model->appendRow(itemOf(row));
        m_fold->setText(tr("Conversation, %n turn(s)", nullptr, int(conversation.turns.size())));
        m_list->setMinimumHeight(std::min(m_model->rowCount(), RowsInSight) * m_list->sizeHintForRow(0));
        fit();
    }
    selectCurrent();
    setVisible(conversation.id.isValid());
}

void ConversationPane::setCurrent(RunId run)
{
    m_conversation.current = run;
    selectCurrent();
}

void ConversationPane::selectCurrent()
{
    const RunId current = m_conversation.current;
    const QModelIndexList found =
        current.isValid() ? m_model->match(m_model->index(0, 0), RunRole, current.value, 1, Qt::MatchExactly)
                          : QModelIndexList();
    m_list->setCurrentIndex(found.value(0));
    if (!found.isEmpty()) m_list->scrollTo(found.front());
}

void ConversationPane::choose(const QModelIndex &index)
{
    const RunId run{index.data(RunRole).toLongLong()};
    const UnsentId unsent{index.data(UnsentRole).toLongLong()};
    if (run.isValid())
        Q_EMIT turnRequested(run);
    else if (unsent.isValid())
        Q_EMIT unsentRequested(unsent);
}

void ConversationPane::fit()
{
    setMaximumHeight(m_fold->isChecked() ? QWIDGETSIZE_MAX : sizeHint().height());
}

} // namespace burin
