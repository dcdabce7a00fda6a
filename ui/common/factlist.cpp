#include "ui/common/factlist.h"

#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QGridLayout>

namespace burin {

FactList::FactList(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(theme().space(4));
    m_grid->setVerticalSpacing(theme().space(2));
    m_grid->setColumnStretch(1, 1);
}

void FactList::setFacts(const std::vector<Fact> &facts)
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0;
    for (const Fact &fact : facts) {
        QLabel *name = plainLabel(LabelStyle::Muted, fact.name, this);
        QLabel *value = plainLabel(LabelStyle::Body, fact.value, this);
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        value->setFocusPolicy(Qt::ClickFocus);
        value->setToolTip(plainToolTip(fact.toolTip));
        value->setAccessibleName(fact.name + QStringLiteral(": ") + fact.value);
        name->setBuddy(value);
        m_grid->addWidget(name, row, 0, Qt::AlignTop);
        m_grid->addWidget(value, row, 1, Qt::AlignTop);
        ++row;
    }
}

} // namespace burin
