#include "ui/prices/pricespane.h"

#include "ui/common/celltable.h"
#include "ui/common/datatable.h"
#include "ui/common/flowlayout.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/common/sortedcells.h"
#include "ui/common/undobar.h"
#include "ui/prices/changespreview.h"
#include "ui/prices/priceform.h"
#include "ui/prices/unpricedlist.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace burin {

PricesPane::PricesPane(QWidget *parent)
    : QWidget(parent),
      m_unpriced(new UnpricedList(this)),
      m_form(new PriceForm(this)),
      m_changes(new ChangesPreview(this)),
      m_undo(new UndoBar(this))
{
    auto *layout = new QVBoxLayout(this);
    const int margin = theme().space(4);
    layout->setContentsMargins(margin, theme().space(3), margin, margin);
    layout->setSpacing(theme().space(3));
    layout->addWidget(m_unpriced);
    layout->addWidget(makeBar());
    layout->addWidget(m_form);
    layout->addWidget(m_changes);
    layout->addWidget(m_undo);
    layout->addWidget(makeTable(), 1);
    m_form->hide();
    m_changes->hide();
    connect(m_unpriced, &UnpricedList::priceRequested, this, [this](const QString &provider, const QString &model) {
        OwnPrice price;
        price.row.provider = provider;
        price.row.model = model;
        m_form->show();
        m_form->edit(price);
    });
    connect(m_form, &PriceForm::saved, this, &PricesPane::priceSaved);
    connect(m_form, &PriceForm::cancelled, this, &PricesPane::closeForm);
    connect(m_changes, &ChangesPreview::discarded, m_changes, &QWidget::hide);
    connect(m_changes, &ChangesPreview::taken, this, [this](const std::vector<PriceRow> &rows) {
        m_changes->hide();
        Q_EMIT changesTaken(rows);
    });
    offerActions();
}

QWidget *PricesPane::makeBar()
{
    auto *bar = new QWidget(this);
    m_search = new QLineEdit(bar);
    m_search->setPlaceholderText(tr("Find a provider or model"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(theme().space(50));
    m_onlyOwn = new QToolButton(bar);
    m_onlyOwn->setText(tr("Only own prices"));
    m_onlyOwn->setCheckable(true);
    m_onlyOwn->setAccessibleName(m_onlyOwn->text());
    auto *add = new QPushButton(icon(QStringLiteral("plus")), tr("Add a price"), bar);
    m_provider = new QComboBox(bar);
    m_provider->setAccessibleName(tr("The provider whose list is asked for"));
    m_refresh = new QPushButton(icon(QStringLiteral("refresh-cw")), tr("Compare with its list"), bar);
    m_refresh->setToolTip(tr("Asks for the provider's models and shows which prices differ; changes nothing"));
    auto *row = new FlowLayout(bar);
    row->setSpacing(theme().space(2));
    for (QWidget *part : std::initializer_list<QWidget *>{m_search, m_onlyOwn, add, m_provider, m_refresh})
        row->addWidget(part);
    connect(m_search, &QLineEdit::textChanged, this, &PricesPane::fillTable);
    connect(m_onlyOwn, &QToolButton::toggled, this, &PricesPane::fillTable);
    connect(add, &QPushButton::clicked, this, [this] {
        m_form->show();
        m_form->edit({});
    });
    connect(m_refresh, &QPushButton::clicked, this, [this] {
        m_refresh->setEnabled(false); // until the answer
        Q_EMIT refreshRequested(m_provider->currentData().toString());
    });
    return bar;
}

QWidget *PricesPane::makeTable()
{
    auto *place = new QWidget(this);
    m_model = new CellModel(this);
    m_sorted = new SortedCells(this);
    m_sorted->setSourceModel(m_model);
    m_table = new DataTable(place);
    m_table->setModel(m_sorted);
    m_table->setAccessibleName(tr("Price book"));
    m_table->setMinimumHeight(theme().space(40));
    m_count = plainLabel(LabelStyle::SmallMuted, {}, place);
    auto *line = new QHBoxLayout;
    line->addWidget(m_count, 1);
    const auto action = [&](const QString &text, void (PricesPane::*slot)()) {
        auto *button = new QPushButton(text, place);
        m_ownActions.push_back(button);
        line->addWidget(button);
        connect(button, &QPushButton::clicked, this, slot);
    };
    action(tr("Change"), &PricesPane::editSelected);
    action(tr("End now"), &PricesPane::endSelected);
    action(tr("Remove"), &PricesPane::removeSelected);
    auto *layout = new QVBoxLayout(place);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_table, 1);
    layout->addLayout(line);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PricesPane::offerActions);
    connect(m_table, &DataTable::rowTriggered, this, &PricesPane::offerActions);
    return place;
}

void PricesPane::setContents(const PriceBookContents &contents)
{
    m_contents = contents;
    m_unpriced->setModels(contents.unpriced);
    fillTable();
}

void PricesPane::setProviders(const std::vector<ProviderState> &providers)
{
    const QVariant chosen = m_provider->currentData();
    m_provider->clear();
    for (const ProviderState &state : providers)
        if (!state.profile.local && !state.profile.simulated)
            m_provider->addItem(visibleText(state.profile.name), state.profile.id);
    m_provider->setCurrentIndex(std::max(0, m_provider->findData(chosen)));
}

void PricesPane::fillTable()
{
    const bool first = m_model->columnCount() == 0;
    const QString words = m_search->text().trimmed();
    m_shown = shownPrices(m_contents.builtIn, m_contents.own);
    const size_t all = m_shown.size();
    std::erase_if(m_shown, [&](const ShownPrice &price) {
        if (m_onlyOwn->isChecked() && !price.own) return true;
        const auto has = [&words](const QString &text) { return text.contains(words, Qt::CaseInsensitive); };
        return !words.isEmpty() && !has(price.row.provider) && !has(price.row.model) &&
               std::ranges::none_of(price.row.aliases, has);
    });
    m_model->setTable(priceTable(m_shown));
    m_count->setText(
        m_shown.size() == all
            ? tr("%n row(s); of several for a model the last one that holds counts, own ones first", nullptr, int(all))
            : tr("%1 of %n row(s)", nullptr, int(all)).arg(QLocale().toString(int(m_shown.size()))));
    offerActions();
    if (!first) return;
    QHeaderView *header = m_table->horizontalHeader();
    m_table->setSortingEnabled(true);
    header->setSortIndicator(-1, Qt::AscendingOrder); // own rows first, until the user sorts
    header->setSortIndicatorShown(false);
    const QString widths[] = {QStringLiteral("openrouter"),   QStringLiteral("vendor/model-name-2026-11-25"),
                              QStringLiteral("Input $/M  "),  QStringLiteral("Cached $/M  "),
                              QStringLiteral("Output $/M  "), QStringLiteral("cache write $18.75 · an hour"),
                              QStringLiteral("2026-11-25"),   QStringLiteral("2026-11-25")};
    for (int column = 0; column < int(std::size(widths)); ++column)
        header->resizeSection(column, m_table->widthFor(widths[column]));
    header->setStretchLastSection(true);
}

const ShownPrice *PricesPane::selected() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (rows.isEmpty()) return nullptr;
    const int row = m_sorted->mapToSource(rows.first()).row();
    return row < int(m_shown.size()) ? &m_shown[size_t(row)] : nullptr;
}

void PricesPane::offerActions()
{
    const ShownPrice *price = selected();
    for (QPushButton *button : m_ownActions)
        button->setEnabled(price && price->own);
}

void PricesPane::editSelected()
{
    const ShownPrice *price = selected();
    if (!price) return;
    m_form->show();
    m_form->edit({*price->own, price->row});
}

void PricesPane::endSelected()
{
    const ShownPrice *price = selected();
    if (!price) return;
    OwnPrice ended{*price->own, price->row};
    const QDateTime now = QDateTime::currentDateTimeUtc();
    ended.row.validTo = std::max(now, ended.row.validFrom);
    Q_EMIT priceSaved(ended);
}

void PricesPane::removeSelected()
{
    const ShownPrice *price = selected();
    if (!price) return;
    OwnPrice removed{{}, price->row};
    const OwnPriceId id = *price->own;
    Q_EMIT priceRemoved(id);
    m_undo->offer(tr("Price removed: %1.").arg(visibleText(removed.row.model)),
                  [this, removed] { Q_EMIT priceSaved(removed); });
}

void PricesPane::showChanges(const QString &provider, const Result<std::vector<PriceChange>> &changes)
{
    m_refresh->setEnabled(true);
    m_changes->show();
    if (changes)
        m_changes->setChanges(provider, *changes);
    else
        m_changes->showProblem(changes.error());
}

void PricesPane::showSaveProblem(const Error &error)
{
    m_form->showProblem(visibleText(error.detail.isEmpty() ? error.message() : error.detail));
}

void PricesPane::closeForm()
{
    m_form->hide();
    m_search->setFocus();
}

} // namespace burin
