#pragma once

#include "core/domain/settings.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QToolButton;

namespace burin {

/// The editor of one setting, by its kind, and a button that takes it back to its default.
class SettingField : public QWidget {
    Q_OBJECT
public:
    SettingField(const SettingRow &row, QWidget *parent = nullptr);

    const SettingRow &row() const { return m_row; }
    double value() const;
    /// Emits nothing.
    void setValue(double value);

Q_SIGNALS:
    void valueChanged(double value);

protected:
    /// The wheel scrolls the page, it does not change a value that is only passed by.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeEditor();
    void changed();

    SettingRow m_row;
    QComboBox *m_choice = nullptr;
    QDoubleSpinBox *m_number = nullptr;
    QToolButton *m_reset;
};

} // namespace burin
