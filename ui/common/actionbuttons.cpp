#include "ui/common/actionbuttons.h"

#include "ui/common/flowlayout.h"
#include "ui/theme/theme.h"

#include <QPushButton>

namespace burin {

ActionButtons::ActionButtons(QWidget *parent) : QWidget(parent)
{
    auto *row = new FlowLayout(this);
    row->setSpacing(theme().space(2));
}

void ActionButtons::setTail(QWidget *tail)
{
    m_tail = tail;
    layout()->addWidget(tail);
}

QSize ActionButtons::sizeHint() const
{
    QSize size = QWidget::sizeHint();
    int width = 0;
    for (int i = 0; i < layout()->count(); ++i) {
        if (!layout()->itemAt(i)->isEmpty()) width += layout()->itemAt(i)->sizeHint().width() + layout()->spacing();
    }
    size.setWidth(qMax(size.width(), width));
    return size;
}

void ActionButtons::setActions(const std::vector<ErrorAction> &actions)
{
    if (m_tail) layout()->removeWidget(m_tail);
    while (QLayoutItem *item = layout()->takeAt(0)) {
        item->widget()->hide();
        item->widget()->setParent(nullptr);
        item->widget()->deleteLater(); // it may be the one whose click led here
        delete item;
    }
    for (const ErrorAction action : actions) {
        auto *button = new QPushButton(actionText(action), this);
        button->setAccessibleName(button->text());
        button->setProperty("flat", action == ErrorAction::CopyDetails || action == ErrorAction::Cancel);
        layout()->addWidget(button);
        button->show();
        connect(button, &QPushButton::clicked, this, [this, action] { Q_EMIT triggered(action); });
    }
    if (m_tail) layout()->addWidget(m_tail);
    setVisible(m_tail || !actions.empty());
    updateGeometry();
}

} // namespace burin
