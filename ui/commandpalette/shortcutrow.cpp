#include "ui/commandpalette/shortcutrow.h"

#include "ui/common/announce.h"
#include "ui/common/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <functional>

namespace burin {

namespace {

/// Records one chord and says so at once; Qt's own waits a second for up to three more.
class ChordEdit : public QKeySequenceEdit {
public:
    using QKeySequenceEdit::QKeySequenceEdit;
    std::function<void(const QKeySequence &)> recorded;

protected:
    void keyPressEvent(QKeyEvent *event) override
    {
        QKeySequenceEdit::keyPressEvent(event);
        const QKeySequence keys = keySequence();
        const int key = event->key();
        const bool modifierAlone =
            key == Qt::Key_Control || key == Qt::Key_Shift || key == Qt::Key_Meta || key == Qt::Key_Alt;
        if (!modifierAlone && !keys.isEmpty()) recorded(QKeySequence(keys[0]));
    }
};

QToolButton *iconButton(const QString &iconName, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(icon(iconName, &ThemeColors::muted));
    button->setAccessibleName(name);
    button->setToolTip(name);
    QSizePolicy policy = button->sizePolicy();
    policy.setRetainSizeWhenHidden(true); // the fields stay in a column
    button->setSizePolicy(policy);
    return button;
}

} // namespace

ShortcutRow::ShortcutRow(const CommandEntry &row, QWidget *parent)
    : QWidget(parent),
      m_row(row),
      m_keys(nullptr),
      m_clear(iconButton(QStringLiteral("x"), tr("Remove the shortcut of “%1”").arg(commandTitle(row)), this)),
      m_reset(iconButton(QStringLiteral("undo-2"), tr("Reset the shortcut of “%1”").arg(commandTitle(row)), this)),
      m_note(plainLabel(LabelStyle::SmallMuted, {}, this))
{
    setObjectName(QStringLiteral("shortcut:") + QString::fromLatin1(row.id));
    auto *edit = new ChordEdit(this);
    edit->recorded = [this](const QKeySequence &keys) { Q_EMIT recorded(keys); };
    m_keys = edit;
    m_keys->setAccessibleName(tr("Shortcut of “%1”").arg(commandTitle(row)));
    m_note->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeFields());
    column->addWidget(m_note);
    connect(m_clear, &QToolButton::clicked, this, [this] { Q_EMIT recorded({}); });
    connect(m_reset, &QToolButton::clicked, this, &ShortcutRow::resetRequested);
}

QWidget *ShortcutRow::makeFields()
{
    auto *fields = new QWidget(this);
    auto *layout = new QHBoxLayout(fields);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(1));
    layout->addWidget(plainLabel(LabelStyle::Body, commandTitle(m_row), fields), 1);
    layout->addWidget(m_keys);
    layout->addWidget(m_clear);
    layout->addWidget(m_reset);
    m_keys->setFixedWidth(theme().space(44));
    return fields;
}

void ShortcutRow::show(const ShortcutChanges &changes)
{
    showKeys(changes);
    const QList<QKeySequence> keys = keysOf(m_row, changes);
    QStringList more;
    for (qsizetype at = 1; at < keys.size(); ++at)
        more += keys.at(at).toString(QKeySequence::NativeText);
    setTone(m_note, {});
    m_note->setText(more.isEmpty() ? QString() : tr("also %1").arg(more.join(QStringLiteral(", "))));
    m_note->setVisible(!more.isEmpty());
}

void ShortcutRow::refuse(const QString &reason, const ShortcutChanges &changes)
{
    showKeys(changes);
    setTone(m_note, QStringLiteral("error"));
    m_note->setText(reason);
    m_note->setVisible(true);
    announce(m_note, reason);
}

void ShortcutRow::showKeys(const ShortcutChanges &changes)
{
    const QList<QKeySequence> keys = keysOf(m_row, changes);
    const QSignalBlocker quiet(m_keys);
    m_keys->setKeySequence(keys.value(0));
    m_clear->setVisible(!keys.isEmpty());
    m_reset->setVisible(changes.contains(QString::fromLatin1(m_row.id)));
}

} // namespace burin
