#pragma once

#include "core/domain/settings.h"

#include <QWidget>

#include <vector>

class QGridLayout;

namespace burin {

class SettingField;

/// The settings of one group of settingRows() as a form.
class SettingsForm : public QWidget {
    Q_OBJECT
public:
    explicit SettingsForm(const QString &group, QWidget *parent = nullptr);
    /// Emits nothing.
    void setSettings(const Settings &settings);

Q_SIGNALS:
    void settingChanged(const QString &key, double value);

private:
    void addRow(const SettingRow &row);

    QGridLayout *m_grid;
    std::vector<SettingField *> m_fields;
};

/// The groups of settingRows() in their order: source texts of the context "Settings".
QStringList settingGroups();
QString settingText(const char *source);

} // namespace burin
