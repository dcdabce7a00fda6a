#include "ui/common/emptystate.h"

#include "ui/common/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace burin {

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent),
      m_icon(new QLabel(this)),
      m_sentence(plainLabel(LabelStyle::Muted, {}, this)),
      m_action(new QPushButton(this))
{
    m_icon->setAlignment(Qt::AlignCenter);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *layout = new QVBoxLayout(this);
    const int margin = theme().space(6);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->setSpacing(theme().space(3));
    layout->addStretch();
    layout->addWidget(m_icon);
    layout->addWidget(m_sentence);
    layout->addWidget(m_action, 0, Qt::AlignHCenter);
    layout->addStretch();
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionTriggered);
    connect(&theme(), &Theme::changed, this, &EmptyState::paintIcon);
    setContent({});
}

void EmptyState::setContent(const Content &content)
{
    m_content = content;
    m_sentence->setText(content.sentence);
    m_action->setText(content.action);
    m_action->setVisible(!content.action.isEmpty());
    m_action->setAccessibleName(content.action);
    paintIcon();
}

void EmptyState::paintIcon()
{
    const int side = theme().space(9);
    m_icon->setPixmap(icon(m_content.iconName, &ThemeColors::muted).pixmap(QSize(side, side), devicePixelRatio()));
}

} // namespace burin
