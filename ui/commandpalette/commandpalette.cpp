#include "ui/commandpalette/commandpalette.h"

#include "core/base/await.h"
#include "ui/commandpalette/palettedelegate.h"
#include "ui/commandpalette/palettemodel.h"
#include "ui/common/announce.h"
#include "ui/common/labels.h"
#include "ui/common/listkeys.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QVBoxLayout>

namespace burin {

namespace {

constexpr int MostRows = 200;  ///< More are not read anyway; type another letter.
constexpr int MostRecent = 12; ///< That is what the list shows without scrolling.

} // namespace

CommandPalette::CommandPalette(QWidget *window)
    : Overlay(window),
      m_search(new QLineEdit(this)),
      m_list(new QListView(this)),
      m_model(new PaletteModel(this)),
      m_none(plainLabel(LabelStyle::Muted, {}, this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setAccessibleName(tr("Command palette"));
    m_search->setPlaceholderText(tr("Type a command, a prompt, a model or a run"));
    m_search->setAccessibleName(tr("Search commands, prompts, models and runs"));
    m_search->addAction(icon(QStringLiteral("search"), &ThemeColors::muted), QLineEdit::LeadingPosition);
    moveListFrom(m_search, m_list);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus); // the search field keeps the keys
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("What matches"));
    m_none->setObjectName(QStringLiteral("nothingFound"));
    m_none->setContentsMargins(theme().space(2), theme().space(1), 0, theme().space(1));
    auto *layout = new QVBoxLayout(this);
    const int margin = theme().space(2);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->setSpacing(margin);
    layout->addWidget(m_search);
    layout->addWidget(m_none);
    layout->addWidget(m_list, 1);
    setFocusProxy(m_search);
    connect(m_search, &QLineEdit::textChanged, this, [this] { refresh(Selection::First); });
    connect(m_search, &QLineEdit::returnPressed, this, &CommandPalette::accept);
    connect(m_list, &QListView::clicked, this, &CommandPalette::accept);
}

void CommandPalette::addSource(PaletteSource source)
{
    m_sources.push_back(std::move(source));
}

void CommandPalette::setRecent(const QStringList &ids)
{
    m_recent = ids.mid(0, MostRecent);
}

void CommandPalette::toggle()
{
    if (isVisible()) return dismiss();
    m_search->clear();
    ask();
    open();
}

void CommandPalette::ask()
{
    const int round = ++m_round;
    m_rows.assign(m_sources.size(), {});
    refresh(Selection::First);
    for (size_t source = 0; source < m_sources.size(); ++source) {
        await(m_sources[source](), this, [this, source, round](const std::vector<PaletteRow> &rows) {
            if (round != m_round) return;
            const bool first = m_model->rowCount() == 0;
            m_rows[source] = rows;
            refresh(first ? Selection::First : Selection::Kept);
        });
    }
}

void CommandPalette::refresh(Selection selection)
{
    const QModelIndex current = m_list->currentIndex();
    const QString id = current.isValid() ? m_model->hit(current.row()).row.id : QString();
    const int above = current.row() - m_list->verticalScrollBar()->value(); // it scrolls by rows
    m_model->setHits(rankRows(m_rows, m_search->text(), m_recent, MostRows));
    const int kept = selection == Selection::Kept ? m_model->rowOf(id) : -1;
    m_list->setCurrentIndex(m_model->index(qMax(0, kept), 0));
    if (kept >= 0)
        m_list->scrollTo(m_model->index(qMax(0, kept - above), 0), QAbstractItemView::PositionAtTop);
    else
        m_list->scrollToTop();
    const bool none = m_model->rowCount() == 0 && !m_search->text().isEmpty();
    m_none->setText(none ? tr("Nothing is called “%1”.").arg(m_search->text()) : QString());
    m_none->setVisible(none);
    if (none) announce(m_none, m_none->text());
}

void CommandPalette::accept()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid()) return;
    const PaletteRow row = m_model->hit(index.row()).row;
    m_recent.removeAll(row.id);
    m_recent.prepend(row.id);
    setRecent(m_recent);
    dismiss(); // first: what runs may want the focus
    Q_EMIT recentChanged();
    if (row.run) row.run();
}

QSize CommandPalette::wantedSize(const QSize &) const
{
    return {theme().space(160), theme().space(110)};
}

} // namespace burin
