#include "ui/commandpalette/shortcutspane.h"

#include "ui/commandpalette/shortcutrow.h"
#include "ui/common/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace burin {

namespace {

QString searchedOf(const CommandEntry &row, const ShortcutChanges &changes)
{
    return commandTitle(row) + u' ' + commandGroup(row) + u' ' + shortcutText(keysOf(row, changes));
}

} // namespace

ShortcutsPane::ShortcutsPane(const std::vector<const CommandEntry *> &commands, QWidget *parent)
    : QWidget(parent), m_search(new QLineEdit(this)), m_resetAll(new QPushButton(tr("Reset all"), this))
{
    setMaximumWidth(theme().space(190));
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(theme().space(2));
    layout->addWidget(makeTop());
    layout->addWidget(makeRows(commands));
    layout->addStretch(1);
    setChanges({});
}

QWidget *ShortcutsPane::makeTop()
{
    auto *top = new QWidget(this);
    auto *layout = new QVBoxLayout(top);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(plainLabel(LabelStyle::Title, tr("Shortcuts"), top));
    auto *hint = plainLabel(LabelStyle::Muted,
                            tr("Click into a field and press the new keys. They hold at once and are kept."), top);
    hint->setWordWrap(true);
    layout->addWidget(hint);
    auto *row = new QHBoxLayout;
    m_search->setPlaceholderText(tr("Search commands"));
    m_search->setAccessibleName(tr("Search commands"));
    m_search->addAction(icon(QStringLiteral("search"), &ThemeColors::muted), QLineEdit::LeadingPosition);
    m_resetAll->setObjectName(QStringLiteral("resetShortcuts"));
    row->addWidget(m_search, 1);
    row->addWidget(m_resetAll);
    layout->addLayout(row);
    connect(m_search, &QLineEdit::textChanged, this, &ShortcutsPane::filter);
    connect(m_resetAll, &QPushButton::clicked, this, [this] { change({}); });
    return top;
}

QWidget *ShortcutsPane::makeRows(const std::vector<const CommandEntry *> &commands)
{
    auto *box = new QWidget(this);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(1));
    for (const CommandEntry *command : commands) {
        const QString title = commandGroup(*command);
        if (m_groups.empty() || m_groups.back().caption->text() != title) {
            auto *caption = plainLabel(LabelStyle::Body, title, box);
            caption->setProperty("caption", true);
            caption->setContentsMargins(0, theme().space(3), 0, theme().space(1));
            layout->addWidget(caption);
            m_groups.push_back({caption, {}});
        }
        auto *row = new ShortcutRow(*command, box);
        layout->addWidget(row);
        m_groups.back().rows.push_back(row);
        connect(row, &ShortcutRow::recorded, this, [this, row](const QKeySequence &keys) { take(row, keys); });
        connect(row, &ShortcutRow::resetRequested, this, [this, row] {
            ShortcutChanges changes = m_changes;
            changes.remove(QString::fromLatin1(row->row().id));
            // What it had may be another's by now.
            for (const QKeySequence &keys : defaultKeys(row->row()))
                if (const auto refusal = refusalOf(keys, row->row(), changes)) return row->refuse(*refusal, m_changes);
            change(changes);
        });
    }
    return box;
}

void ShortcutsPane::setChanges(const ShortcutChanges &changes)
{
    m_changes = changes;
    for (const Group &group : m_groups)
        for (ShortcutRow *row : group.rows)
            row->show(changes);
    m_resetAll->setEnabled(!changes.isEmpty());
}

void ShortcutsPane::take(ShortcutRow *row, const QKeySequence &keys)
{
    if (const auto refusal = refusalOf(keys, row->row(), m_changes)) return row->refuse(*refusal, m_changes);
    ShortcutChanges changes = m_changes;
    changes.insert(QString::fromLatin1(row->row().id), keys.isEmpty() ? QList<QKeySequence>() : QList{keys});
    change(changes);
}

void ShortcutsPane::change(const ShortcutChanges &changes)
{
    setChanges(changes);
    Q_EMIT changed(changes);
}

void ShortcutsPane::filter(const QString &text)
{
    for (const Group &group : m_groups) {
        bool some = false;
        for (ShortcutRow *row : group.rows) {
            const bool shown = searchedOf(row->row(), m_changes).contains(text.trimmed(), Qt::CaseInsensitive);
            row->setVisible(shown);
            some = some || shown;
        }
        group.caption->setVisible(some);
    }
}

} // namespace burin
