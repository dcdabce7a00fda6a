#include "ui/statusstrip.h"

#include "ui/common/announce.h"
#include "ui/common/labels.h"

#include <QPushButton>

namespace burin {

StatusStrip::StatusStrip(QWidget *parent)
    : QStatusBar(parent),
      m_credit(addButton(QStringLiteral("credit"), tr("Open the provider's settings"))),
      m_spend(addButton(QStringLiteral("spend"), tr("Open the budgets")))
{
    setSizeGripEnabled(false);
    connect(m_credit, &QPushButton::clicked, this, &StatusStrip::creditClicked);
    connect(m_spend, &QPushButton::clicked, this, &StatusStrip::spendClicked);
}

QPushButton *StatusStrip::addButton(const QString &name, const QString &hint)
{
    auto *button = new QPushButton(this);
    button->setObjectName(name);
    button->setProperty("meta", true);
    button->setAccessibleDescription(hint);
    button->setAccessibleName(hint);
    button->hide();
    addPermanentWidget(button);
    return button;
}

void StatusStrip::setFacts(const StatusFacts &facts)
{
    m_facts = facts;
    const auto tell = [](QPushButton *button, const QString &text, const QString &toolTip) {
        QString label = text;
        button->setText(label.replace(u'&', QStringLiteral("&&")));
        button->setAccessibleName(text.isEmpty() ? button->accessibleDescription() : text);
        button->setVisible(!text.isEmpty());
        setPlainToolTip(button, toolTip.isEmpty() ? button->accessibleDescription() : toolTip);
    };
    tell(m_credit, facts.credit, facts.creditToolTip);
    tell(m_spend, facts.spend, facts.spendToolTip);
    setTone(m_spend, facts.spendTone);
}

} // namespace burin
