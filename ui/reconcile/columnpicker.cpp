#include "ui/reconcile/columnpicker.h"

#include "ui/common/flowlayout.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QPushButton>

namespace burin {

ColumnPicker::ColumnPicker(QWidget *parent) : QFrame(parent)
{
    setProperty("card", true);
    auto *row = new FlowLayout(this);
    row->setSpacing(theme().space(2));
    const auto box = [&](const QString &name) {
        auto *choice = new QComboBox(this);
        choice->setAccessibleName(name);
        choice->setMinimumWidth(theme().space(36));
        QLabel *label = plainLabel(LabelStyle::SmallMuted, name, this);
        label->setBuddy(choice);
        row->addWidget(label);
        row->addWidget(choice);
        return choice;
    };
    m_day = box(tr("Day"));
    m_model = box(tr("Model"));
    m_cost = box(tr("Cost"));
    m_input = box(tr("Tokens in"));
    m_output = box(tr("Tokens out"));
    auto *use = new QPushButton(tr("Compare"), this);
    row->addWidget(use);
    connect(use, &QPushButton::clicked, this, [this] { Q_EMIT chosen(columns()); });
}

void ColumnPicker::setHeader(const QStringList &header)
{
    for (QComboBox *box : {m_day, m_model, m_cost, m_input, m_output}) {
        box->clear();
        box->addItem(tr("not there"), QString());
        for (const QString &heading : header)
            box->addItem(visibleText(heading), heading);
    }
}

UsageColumns ColumnPicker::columns() const
{
    UsageColumns columns;
    columns.day = m_day->currentData().toString();
    columns.model = m_model->currentData().toString();
    columns.cost = m_cost->currentData().toString();
    columns.output = m_output->currentData().toString();
    if (const QString input = m_input->currentData().toString(); !input.isEmpty()) columns.input = {input};
    return columns;
}

} // namespace burin
