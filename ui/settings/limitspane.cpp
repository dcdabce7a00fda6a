#include "ui/settings/limitspane.h"

#include "ui/common/flowlayout.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/common/undobar.h"
#include "ui/settings/limitcard.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace burin {

namespace {

using Scope = LimitOverride::Scope;

QString useTitle(const QString &name)
{
    return name == QLatin1StringView("batch") ? LimitsPane::tr("Batches") : LimitsPane::tr("Single runs");
}

} // namespace

LimitsPane::LimitsPane(QWidget *parent) : QWidget(parent), m_cards(new QVBoxLayout), m_undo(new UndoBar(this))
{
    m_cards->setSpacing(theme().space(3));
    QLabel *hint =
        plainLabel(LabelStyle::Muted,
                   tr("Limits for some runs only. Where several fit, a prompt's win over a model's, a model's "
                      "over a provider's; an empty field is as for all."),
                   this);
    hint->setWordWrap(true);
    m_empty = plainLabel(LabelStyle::Muted, tr("All runs have the same limits."), this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(4));
    layout->addWidget(plainLabel(LabelStyle::Title, tr("Limits"), this));
    layout->addWidget(hint);
    layout->addWidget(m_empty);
    layout->addLayout(m_cards);
    layout->addWidget(m_undo);
    layout->addWidget(makeAdder());
    layout->addStretch();
    offerNames();
}

QWidget *LimitsPane::makeAdder()
{
    auto *adder = new QWidget(this);
    m_scope = new QComboBox(adder);
    m_scope->setAccessibleName(tr("What the limits are for"));
    m_scope->addItem(tr("Provider"), int(Scope::Provider));
    m_scope->addItem(tr("Model"), int(Scope::Model));
    m_scope->addItem(tr("Prompt"), int(Scope::Prompt));
    m_scope->addItem(tr("Use"), int(Scope::Use));
    m_name = new QComboBox(adder);
    m_name->setAccessibleName(tr("Which one"));
    m_name->setMinimumWidth(theme().space(50));
    auto *button = new QPushButton(icon(QStringLiteral("plus")), tr("Add limits"), adder);
    button->setAccessibleName(button->text());
    auto *row = new FlowLayout(adder);
    row->setSpacing(theme().space(2));
    for (QWidget *part : std::initializer_list<QWidget *>{m_scope, m_name, button})
        row->addWidget(part);
    connect(m_scope, &QComboBox::currentIndexChanged, this, &LimitsPane::offerNames);
    connect(button, &QPushButton::clicked, this, &LimitsPane::add);
    return adder;
}

void LimitsPane::offerNames()
{
    const auto scope = Scope(m_scope->currentData().toInt());
    m_name->clear();
    m_name->setEditable(scope == Scope::Model || scope == Scope::Prompt);
    if (scope == Scope::Provider) {
        for (const ProviderState &state : m_providers)
            m_name->addItem(visibleText(state.profile.name), state.profile.id);
    } else if (scope == Scope::Use) {
        for (const QString &use : {QStringLiteral("interactive"), QStringLiteral("batch")})
            m_name->addItem(useTitle(use), use);
    } else {
        m_name->lineEdit()->setPlaceholderText(scope == Scope::Model ? tr("Id of the model")
                                                                     : tr("Title of the prompt"));
        m_name->lineEdit()->setAccessibleName(m_name->accessibleName());
    }
}

void LimitsPane::setProviders(const std::vector<ProviderState> &providers)
{
    const bool same = std::ranges::equal(
        providers, m_providers, {}, [](const ProviderState &s) { return s.profile.name; },
        [](const ProviderState &s) { return s.profile.name; });
    m_providers = providers;
    if (same) return;
    offerNames();
    showCards(m_limits);
}

void LimitsPane::setLimits(const std::vector<LimitOverride> &limits)
{
    if (limits != m_limits || m_cards->isEmpty()) showCards(limits);
}

QString LimitsPane::providerName(const QString &id) const
{
    const auto state = std::ranges::find_if(m_providers, [&id](const ProviderState &s) { return s.profile.id == id; });
    return visibleText(state == m_providers.end() ? id : state->profile.name);
}

QString LimitsPane::titleOf(const LimitOverride &limits) const
{
    switch (limits.scope) {
    case Scope::Use:
        return useTitle(limits.name);
    case Scope::Provider:
        return tr("Provider %1").arg(providerName(limits.name));
    case Scope::Model:
        return tr("Model %1").arg(visibleText(limits.name));
    case Scope::Prompt:
        break;
    }
    return tr("Prompt “%1”").arg(visibleText(limits.name));
}

void LimitsPane::showCards(const std::vector<LimitOverride> &limits)
{
    m_limits = limits;
    while (QLayoutItem *item = m_cards->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (int i = 0; i < int(limits.size()); ++i) {
        auto *card = new LimitCard(limits[size_t(i)], titleOf(limits[size_t(i)]), this);
        connect(card, &LimitCard::changed, this, [this, card, i] {
            m_limits[size_t(i)] = card->limits();
            publish();
        });
        connect(card, &LimitCard::removeRequested, this, [this, i] { remove(i); });
        m_cards->addWidget(card);
    }
    m_empty->setVisible(limits.empty());
}

void LimitsPane::publish()
{
    Q_EMIT limitsChanged(m_limits);
}

void LimitsPane::add()
{
    LimitOverride added;
    added.scope = Scope(m_scope->currentData().toInt());
    added.name = m_name->isEditable() ? m_name->currentText().trimmed() : m_name->currentData().toString();
    if (added.name.isEmpty()) return m_name->setFocus();
    const auto same = std::ranges::find_if(
        m_limits, [&](const LimitOverride &l) { return l.scope == added.scope && l.name == added.name; });
    std::vector<LimitOverride> limits = m_limits;
    if (same == m_limits.end()) limits.push_back(added);
    const qsizetype place = std::distance(m_limits.begin(), same);
    showCards(limits);
    if (QLayoutItem *card = m_cards->itemAt(int(place))) card->widget()->findChild<QLineEdit *>()->setFocus();
    publish();
}

void LimitsPane::remove(int index)
{
    const LimitOverride gone = m_limits[size_t(index)];
    std::vector<LimitOverride> limits = m_limits;
    limits.erase(limits.begin() + index);
    showCards(limits);
    publish();
    m_undo->offer(tr("Limits removed: %1.").arg(titleOf(gone)), [this, gone, index] {
        std::vector<LimitOverride> again = m_limits;
        again.insert(again.begin() + std::min<qsizetype>(index, qsizetype(again.size())), gone);
        showCards(again);
        publish();
    });
}

} // namespace burin
