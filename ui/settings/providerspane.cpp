#include "ui/settings/providerspane.h"

#include "ui/common/labels.h"
#include "ui/common/rowdelegate.h"
#include "ui/common/scrollpage.h"
#include "ui/settings/providerform.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QSignalBlocker>

#include <algorithm>

namespace burin {

namespace {

constexpr int IdRole = Qt::UserRole + 1;

} // namespace

ProvidersPane::ProvidersPane(QWidget *parent)
    : QWidget(parent), m_list(new QListWidget(this)), m_form(new ProviderForm(this))
{
    m_list->setAccessibleName(tr("Providers"));
    m_list->setItemDelegate(new RowDelegate(m_list));
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFixedWidth(theme().space(64));
    m_form->setMaximumWidth(theme().space(190));
    auto *line = new QFrame(this);
    line->setProperty("line", true);
    line->setFixedWidth(1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_list);
    layout->addWidget(line);
    layout->addWidget(scrollPage(m_form, tr("Provider")), 1);
    connect(m_list, &QListWidget::currentRowChanged, this, &ProvidersPane::showChosen);
    connect(&theme(), &Theme::changed, this, &ProvidersPane::paintIcons);
    connectForm();
}

void ProvidersPane::connectForm()
{
    connect(m_form, &ProviderForm::keyEntered, this, [this](const Secret &key) { Q_EMIT keyEntered(chosen(), key); });
    connect(m_form, &ProviderForm::keyRemoved, this, [this] { Q_EMIT keyRemoved(chosen()); });
    connect(m_form, &ProviderForm::baseUrlChanged, this,
            [this](const QUrl &url) { Q_EMIT baseUrlChanged(chosen(), url); });
    connect(m_form, &ProviderForm::signInRequested, this, [this] { Q_EMIT signInRequested(chosen()); });
    connect(m_form, &ProviderForm::testRequested, this, [this] {
        m_testing.insert(chosen());
        m_form->setTesting();
        Q_EMIT testRequested(chosen());
    });
}

void ProvidersPane::setProviders(const std::vector<ProviderState> &providers)
{
    m_providers = providers;
    fillList();
    showChosen();
}

void ProvidersPane::fillList()
{
    const QString before = chosen();
    const QSignalBlocker blocker(m_list);
    while (m_list->count() > int(m_providers.size()))
        delete m_list->takeItem(m_list->count() - 1);
    while (m_list->count() < int(m_providers.size()))
        m_list->addItem(QString());
    int row = 0;
    for (const ProviderState &provider : m_providers) {
        QListWidgetItem *item = m_list->item(row);
        item->setText(oneLine(provider.profile.name));
        item->setData(RowDelegate::SubtitleRole, providerSummary(provider));
        item->setData(IdRole, provider.profile.id);
        item->setData(Qt::AccessibleTextRole, item->text() + QStringLiteral(", ") + providerSummary(provider));
        item->setToolTip(plainToolTip(item->text() + u'\n' + oneLine(provider.profile.baseUrl.toString())));
        if (provider.profile.id == before) m_list->setCurrentRow(row);
        ++row;
    }
    if (chosen() != before || m_list->currentRow() < 0) m_list->setCurrentRow(0);
    paintIcons();
}

void ProvidersPane::paintIcons()
{
    int row = 0;
    for (const ProviderState &provider : m_providers) {
        const KeyState state = provider.keyState;
        m_list->item(row++)->setIcon(icon(keyStateIcon(state), toneColor(keyStateTone(state))));
    }
}

void ProvidersPane::showChosen()
{
    const auto provider = std::ranges::find(m_providers, chosen(), [](const ProviderState &p) { return p.profile.id; });
    m_form->setVisible(provider != m_providers.end());
    if (provider == m_providers.end()) return;
    m_form->setProvider(*provider);
    if (m_testing.contains(chosen())) return m_form->setTesting();
    const auto result = m_results.constFind(chosen());
    m_form->setResult(result == m_results.cend() ? std::nullopt : std::optional(*result));
}

QString ProvidersPane::chosen() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return item ? item->data(IdRole).toString() : QString();
}

void ProvidersPane::setResult(const QString &providerId, const TestResult &result)
{
    m_results.insert(providerId, result);
    m_testing.remove(providerId);
    if (providerId == chosen()) m_form->setResult(result);
}

void ProvidersPane::showProvider(const QString &providerId)
{
    for (int row = 0; row < m_list->count(); ++row)
        if (m_list->item(row)->data(IdRole).toString() == providerId) m_list->setCurrentRow(row);
}

} // namespace burin
