#include "ui/prices/unpricedlist.h"

#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace burin {

namespace {

constexpr int MostShown = 12; // the rest is in the Costs page's table

} // namespace

UnpricedList::UnpricedList(QWidget *parent) : QFrame(parent), m_rows(new QVBoxLayout)
{
    setProperty("card", true);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(theme().space(1));
    layout->addWidget(plainLabel(LabelStyle::Body, tr("Ran without a known price"), this));
    layout->addLayout(m_rows);
    hide();
}

void UnpricedList::setModels(const std::vector<UnpricedModel> &models)
{
    delete m_list;
    m_list = new QWidget(this);
    auto *column = new QVBoxLayout(m_list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme().space(1));
    m_rows->addWidget(m_list);
    for (size_t i = 0; i < models.size() && i < MostShown; ++i)
        addRow(models[i]);
    if (models.size() > MostShown)
        column->addWidget(plainLabel(LabelStyle::SmallMuted,
                                     tr("and %n more model(s)", nullptr, int(models.size()) - MostShown), m_list));
    setVisible(!models.empty());
}

void UnpricedList::addRow(const UnpricedModel &model)
{
    auto *row = new QWidget(m_list);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    const QString name = QStringLiteral("%1 · %2").arg(visibleText(model.provider), visibleText(model.model));
    QLabel *label = plainLabel(LabelStyle::Body, name, row);
    label->setWordWrap(true);
    layout->addWidget(label, 1);
    const QString last = QLocale().toString(model.last, QLocale::ShortFormat);
    layout->addWidget(
        plainLabel(LabelStyle::SmallMuted, tr("%n run(s), last on %1", nullptr, model.runs).arg(last), row));
    auto *add = new QPushButton(tr("Add a price"), row);
    add->setAccessibleName(tr("Add a price for %1").arg(name));
    layout->addWidget(add);
    connect(add, &QPushButton::clicked, this, [this, model] { Q_EMIT priceRequested(model.provider, model.model); });
    m_list->layout()->addWidget(row);
}

} // namespace burin
