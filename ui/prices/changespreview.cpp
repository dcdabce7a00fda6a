#include "ui/prices/changespreview.h"

#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/prices/pricetable.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace burin {

namespace {

/// "$1.00 → $2.00", or one of them.
QString oldAndNew(const PriceChange &change, std::optional<TieredPrice> PriceRow::*unit)
{
    const QString now = pricePerMillion(change.after.*unit);
    if (!change.before) return now;
    const QString before = pricePerMillion(*change.before.*unit);
    if (before == now) return now;
    return QStringLiteral("%1 → %2").arg(before.isEmpty() ? QStringLiteral("–") : before,
                                         now.isEmpty() ? QStringLiteral("–") : now);
}

QStandardItem *textItem(const QString &text)
{
    auto *item = new QStandardItem(text);
    item->setEditable(false);
    return item;
}

} // namespace

ChangesPreview::ChangesPreview(QWidget *parent)
    : QFrame(parent),
      m_title(plainLabel(LabelStyle::Body, {}, this)),
      m_model(new QStandardItemModel(this)),
      m_view(new QTreeView(this)),
      m_take(new QPushButton(this))
{
    setProperty("card", true);
    m_title->setWordWrap(true);
    m_title->setObjectName(QStringLiteral("changesTitle"));
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAccessibleName(tr("What the list changes"));
    m_view->setMinimumHeight(theme().space(40));
    m_take->setProperty("primary", true);
    auto *discard = new QPushButton(tr("Discard"), this);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(discard);
    buttons->addWidget(m_take);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_title);
    layout->addWidget(m_view, 1);
    layout->addLayout(buttons);
    connect(m_model, &QStandardItemModel::itemChanged, this, &ChangesPreview::countMarked);
    connect(discard, &QPushButton::clicked, this, &ChangesPreview::discarded);
    connect(m_take, &QPushButton::clicked, this, [this] { Q_EMIT taken(marked()); });
}

void ChangesPreview::setChanges(const QString &provider, const std::vector<PriceChange> &changes)
{
    m_changes = changes;
    m_model->clear();
    m_model->setHorizontalHeaderLabels(
        {tr("Model"), tr("Input $/M"), tr("Cached $/M"), tr("Output $/M"), tr("What it is")});
    for (const PriceChange &change : changes) {
        QStandardItem *model = textItem(visibleText(change.after.model));
        model->setCheckable(true);
        model->setCheckState(change.losesDetail ? Qt::Unchecked : Qt::Checked);
        const QString what = !change.before       ? tr("new")
                             : change.losesDetail ? tr("changed; loses prices by size or hour")
                                                  : tr("changed");
        m_model->appendRow({model, textItem(oldAndNew(change, &PriceRow::input)),
                            textItem(oldAndNew(change, &PriceRow::cachedInput)),
                            textItem(oldAndNew(change, &PriceRow::output)), textItem(what)});
    }
    m_view->setVisible(!changes.empty());
    for (int column = 0; column < m_model->columnCount(); ++column)
        m_view->resizeColumnToContents(column);
    m_title->setText(changes.empty()
                         ? tr("The list of %1 has no prices that differ from the book.").arg(visibleText(provider))
                         : tr("The list of %1 differs in %n price(s). Runs that were priced before keep their cost.",
                              nullptr, int(changes.size()))
                               .arg(visibleText(provider)));
    setTone(m_title, {});
    countMarked();
}

void ChangesPreview::showProblem(const Error &error)
{
    setChanges({}, {});
    m_title->setText(visibleText(error.message() + u' ' + error.advice()));
    setTone(m_title, QStringLiteral("error"));
}

std::vector<PriceRow> ChangesPreview::marked() const
{
    std::vector<PriceRow> rows;
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (const QStandardItem *item = m_model->item(row); item && item->checkState() == Qt::Checked)
            rows.push_back(m_changes[size_t(row)].after);
    return rows;
}

void ChangesPreview::countMarked()
{
    const int count = int(marked().size());
    m_take->setText(tr("Take %n price(s)", nullptr, count));
    m_take->setEnabled(count > 0);
    m_take->setVisible(!m_changes.empty());
}

} // namespace burin
