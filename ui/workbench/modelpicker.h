#pragma once

#include "ui/common/pickerbutton.h"
#include "ui/workbench/modelpopup.h"

namespace burin {

/// The button that says which model answers, and opens the list of models.
class ModelPicker : public PickerButton {
    Q_OBJECT
public:
    explicit ModelPicker(QWidget *parent = nullptr);

    ModelPopup *popup() const { return m_popup; }
    void setProviders(const std::vector<ProviderState> &providers);
    void setChoice(const ModelChoice &choice);
    const ModelChoice &choice() const { return m_choice; }
    /// What it says while nothing is chosen.
    void setPlaceholder(const QString &text);
    void open();

Q_SIGNALS:
    void choiceChanged(); ///< By the user.

private:
    void refresh();

    ModelPopup *m_popup;
    std::vector<ProviderState> m_providers;
    ModelChoice m_choice;
    QString m_placeholder;
};

} // namespace burin
