#include "ui/settings/settingspage.h"

#include "ui/common/rowdelegate.h"
#include "ui/common/scrollpage.h"
#include "ui/settings/limitspane.h"
#include "ui/settings/providerspane.h"
#include "ui/settings/reliabilitypane.h"
#include "ui/settings/settingsform.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QStackedWidget>

namespace burin {

namespace {

/// A group without a row here gets the general icon: the table of settings may grow by itself.
QString groupIcon(const QString &group)
{
    static const QHash<QString, QString> icons = {
        {QStringLiteral("Appearance"), QStringLiteral("monitor")},
        {QStringLiteral("Timeouts"), QStringLiteral("clock")},
        {QStringLiteral("Retries"), QStringLiteral("refresh-cw")},
        {QStringLiteral("Budgets"), QStringLiteral("dollar-sign")},
    };
    return icons.value(group, QStringLiteral("sliders-horizontal"));
}

} // namespace

SettingsPage::SettingsPage(QWidget *parent)
    : QWidget(parent),
      m_sections(new QListWidget(this)),
      m_panes(new QStackedWidget(this)),
      m_providers(new ProvidersPane(this)),
      m_limits(new LimitsPane),
      m_reliability(new ReliabilityPane(this))
{
    m_sections->setAccessibleName(tr("Sections"));
    m_sections->setFixedWidth(theme().space(48));
    m_sections->setItemDelegate(new RowDelegate(m_sections));
    m_sections->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *line = new QFrame(this);
    line->setProperty("line", true);
    line->setFixedWidth(1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_sections);
    layout->addWidget(line);
    layout->addWidget(m_panes, 1);

    addSection(QStringLiteral("server"), tr("Providers"), m_providers);
    addForms();
    m_limits->setMaximumWidth(theme().space(190));
    addSection(QStringLiteral("filter"), tr("Limits"), scrollPage(m_limits, tr("Limits")));
    addSection(QStringLiteral("chart-column"), tr("Reliability"), m_reliability);
    connect(m_sections, &QListWidget::currentRowChanged, m_panes, &QStackedWidget::setCurrentIndex);
    connect(m_providers, &ProvidersPane::keyEntered, this, &SettingsPage::keyEntered);
    connect(m_providers, &ProvidersPane::keyRemoved, this, &SettingsPage::keyRemoved);
    connect(m_providers, &ProvidersPane::baseUrlChanged, this, &SettingsPage::baseUrlChanged);
    connect(m_providers, &ProvidersPane::testRequested, this, &SettingsPage::testRequested);
    connect(m_providers, &ProvidersPane::signInRequested, this, &SettingsPage::signInRequested);
    m_sections->setCurrentRow(0);
}

void SettingsPage::addSection(const QString &iconName, const QString &title, QWidget *pane)
{
    m_sections->addItem(new QListWidgetItem(icon(iconName), title));
    m_panes->addWidget(pane);
}

void SettingsPage::addForms()
{
    for (const QString &group : settingGroups()) {
        auto *form = new SettingsForm(group);
        m_forms.push_back(form);
        connect(form, &SettingsForm::settingChanged, this, &SettingsPage::settingChanged);
        const QString title = settingText(group.toUtf8().constData());
        form->setMaximumWidth(theme().space(190));
        addSection(groupIcon(group), title, scrollPage(form, title));
    }
}

void SettingsPage::showSection(const QString &title)
{
    for (int row = 0; row < m_sections->count(); ++row)
        if (m_sections->item(row)->text() == title) m_sections->setCurrentRow(row);
}

void SettingsPage::setProviders(const std::vector<ProviderState> &providers)
{
    m_providers->setProviders(providers);
    m_reliability->setProviders(providers);
    m_limits->setProviders(providers);
}

void SettingsPage::setSettings(const Settings &settings)
{
    for (SettingsForm *form : m_forms)
        form->setSettings(settings);
}

void SettingsPage::showTestResult(const QString &providerId, KeyState state, int models,
                                  const std::optional<Error> &error)
{
    m_providers->setResult(providerId, {state, models, error});
}

void SettingsPage::showProvider(const QString &providerId)
{
    m_sections->setCurrentRow(0);
    m_providers->showProvider(providerId);
}

} // namespace burin
