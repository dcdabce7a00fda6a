#include "ui/workbench/modelpicker.h"

#include "ui/common/format.h"

#include <algorithm>

namespace burin {

ModelPicker::ModelPicker(QWidget *parent)
    : PickerButton(parent), m_popup(new ModelPopup(this)), m_placeholder(tr("Choose a model"))
{
    setObjectName(QStringLiteral("modelPicker"));
    setHint(tr("Choose a model (Ctrl+L)"));
    connect(this, &QPushButton::clicked, this, &ModelPicker::open);
    connect(m_popup, &ModelPopup::chosen, this, [this](const ModelChoice &choice) {
        setChoice(choice);
        Q_EMIT choiceChanged();
    });
    refresh();
}

void ModelPicker::setProviders(const std::vector<ProviderState> &providers)
{
    m_providers = providers;
    m_popup->setProviders(providers);
    refresh();
}

void ModelPicker::setChoice(const ModelChoice &choice)
{
    m_choice = choice;
    refresh();
}

void ModelPicker::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    setHint(text);
    refresh();
}

void ModelPicker::open()
{
    m_popup->openBelow(this, m_choice);
}

void ModelPicker::refresh()
{
    const auto state = std::ranges::find_if(
        m_providers, [this](const ProviderState &s) { return s.profile.id == m_choice.providerId; });
    const QString provider = state == m_providers.end() ? m_choice.providerId : state->profile.name;
    const QString text = m_choice.model.isEmpty()
                             ? m_placeholder
                             : visibleText(m_choice.model) + QStringLiteral("  ·  ") + visibleText(provider);
    setAccessibleName(tr("Model: %1").arg(text));
    showText(text);
}

} // namespace burin
