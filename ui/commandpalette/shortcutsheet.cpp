#include "ui/commandpalette/shortcutsheet.h"

#include "ui/common/labels.h"
#include "ui/common/listkeys.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace burin {

ShortcutSheet::ShortcutSheet(QWidget *window)
    : Overlay(window), m_search(new QLineEdit(this)), m_list(new QTreeWidget(this))
{
    setObjectName(QStringLiteral("shortcutSheet"));
    setAccessibleName(tr("Keyboard shortcuts"));
    m_search->setPlaceholderText(tr("Search shortcuts"));
    m_search->setAccessibleName(tr("Search shortcuts"));
    m_search->addAction(icon(QStringLiteral("search"), &ThemeColors::muted), QLineEdit::LeadingPosition);
    moveListFrom(m_search, m_list);
    m_list->setColumnCount(2);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setItemsExpandable(false);
    m_list->setIndentation(theme().space(3));
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setAccessibleName(tr("Shortcuts"));
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    auto *layout = new QVBoxLayout(this);
    const int margin = theme().space(3);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->setSpacing(theme().space(2));
    layout->addWidget(plainLabel(LabelStyle::Title, tr("Keyboard shortcuts"), this));
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addWidget(
        plainLabel(LabelStyle::SmallMuted, tr("They can be changed in the settings, under Shortcuts."), this));
    setFocusProxy(m_search);
    connect(m_search, &QLineEdit::textChanged, this, &ShortcutSheet::filter);
}

void ShortcutSheet::toggle(const std::vector<const CommandEntry *> &commands, const ShortcutChanges &changes)
{
    if (isVisible()) return dismiss();
    fill(commands, changes);
    m_search->clear();
    open();
}

void ShortcutSheet::fill(const std::vector<const CommandEntry *> &commands, const ShortcutChanges &changes)
{
    m_list->clear();
    QTreeWidgetItem *group = nullptr;
    for (const CommandEntry *row : commands) {
        QStringList keys;
        for (const QKeySequence &one : keysOf(*row, changes))
            keys += one.toString(QKeySequence::NativeText);
        if (keys.isEmpty()) continue;
        if (!group || group->text(0) != commandGroup(*row)) {
            group = new QTreeWidgetItem(m_list, {commandGroup(*row)});
            group->setForeground(0, theme().colors().muted);
            group->setFirstColumnSpanned(true);
            QFont caption = theme().bodyFont();
            caption.setWeight(QFont::DemiBold);
            group->setFont(0, caption);
        }
        auto *item = new QTreeWidgetItem(group, {commandTitle(*row), keys.join(QStringLiteral("   "))});
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    }
    m_list->expandAll();
}

void ShortcutSheet::filter(const QString &text)
{
    const QString wanted = text.trimmed();
    for (int at = 0; at < m_list->topLevelItemCount(); ++at) {
        QTreeWidgetItem *group = m_list->topLevelItem(at);
        const bool whole = group->text(0).contains(wanted, Qt::CaseInsensitive);
        bool some = false;
        for (int row = 0; row < group->childCount(); ++row) {
            QTreeWidgetItem *item = group->child(row);
            const bool shown = whole || item->text(0).contains(wanted, Qt::CaseInsensitive) ||
                               item->text(1).contains(wanted, Qt::CaseInsensitive);
            item->setHidden(!shown);
            some = some || shown;
        }
        group->setHidden(!some);
    }
}

QSize ShortcutSheet::wantedSize(const QSize &available) const
{
    return {theme().space(130), available.height()};
}

} // namespace burin
