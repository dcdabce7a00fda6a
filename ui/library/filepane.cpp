#include "ui/library/filepane.h"

#include "ui/common/elidedlabel.h"
#include "ui/common/labels.h"
#include "ui/library/librarytexts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace burin {

FilePane::FilePane(QWidget *parent)
    : QWidget(parent),
      m_path(new ElidedLabel(this)),
      m_state(plainLabel(LabelStyle::Body, {}, this)),
      m_noticesTitle(plainLabel(LabelStyle::SmallMuted, tr("Kept in the file, and not used here:"), this)),
      m_notices(new QListWidget(this))
{
    setObjectName(QStringLiteral("filePane"));
    QLabel *caption = plainLabel(LabelStyle::Body, tr("File"), this);
    caption->setProperty("caption", true);
    m_path->setElideMode(Qt::ElideMiddle);
    m_path->setProperty("muted", true);
    m_state->setObjectName(QStringLiteral("fileState"));
    m_state->setWordWrap(true);
    m_notices->setAccessibleName(tr("Kept in the file, and not used here"));
    m_notices->setWordWrap(true);
    m_notices->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_notices->setFont(theme().smallFont());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme().space(2), theme().space(2), theme().space(2), theme().space(2));
    layout->setSpacing(theme().space(1));
    layout->addWidget(caption);
    layout->addWidget(m_path);
    layout->addWidget(m_state);
    layout->addWidget(makeActions());
    layout->addWidget(m_noticesTitle);
    layout->addWidget(m_notices, 1);
    layout->addStretch();
    setFile({});
}

QWidget *FilePane::makeActions()
{
    auto *actions = new QWidget(this);
    auto *row = new QHBoxLayout(actions);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme().space(1));
    const auto add = [actions, row](const QString &text, const QString &hint) {
        auto *button = new QPushButton(text, actions);
        button->setToolTip(hint);
        row->addWidget(button);
        return button;
    };
    m_compare = add(tr("Compare …"), tr("See both texts, and choose"));
    m_save = add(tr("Save"), tr("Write it into the file (Ctrl+S)"));
    m_revert = add(tr("Revert"), tr("Back to what the file has"));
    row->addStretch();
    connect(m_compare, &QPushButton::clicked, this, &FilePane::compareRequested);
    connect(m_save, &QPushButton::clicked, this, &FilePane::saveRequested);
    connect(m_revert, &QPushButton::clicked, this, &FilePane::revertRequested);
    return actions;
}

void FilePane::setFile(const FileStatus &file)
{
    using State = FileEntry::State;
    m_path->showText(file.path);
    m_state->setText(file.state == State::Saved ? tr("Saved.") : stateText(file.state));
    const bool isConflict = file.state == State::Conflict;
    setTone(m_state, isConflict || file.state == State::Gone ? QStringLiteral("warn") : QString());
    m_compare->setVisible(isConflict);
    m_save->setVisible(!isConflict);
    m_save->setEnabled(file.state != State::Saved);
    m_revert->setEnabled(file.state == State::Edited);
    m_revert->setVisible(!isConflict);
    m_noticesTitle->setVisible(!file.notices.isEmpty());
    m_notices->setVisible(!file.notices.isEmpty());
    m_notices->clear();
    for (const QString &notice : file.notices) {
        auto *item = new QListWidgetItem(oneLine(notice), m_notices);
        item->setToolTip(plainToolTip(notice));
    }
}

} // namespace burin
