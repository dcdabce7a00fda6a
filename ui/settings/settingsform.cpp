#include "ui/settings/settingsform.h"

#include "ui/common/labels.h"
#include "ui/settings/settingfield.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QVBoxLayout>

namespace burin {

SettingsForm::SettingsForm(const QString &group, QWidget *parent) : QWidget(parent), m_grid(new QGridLayout)
{
    m_grid->setHorizontalSpacing(theme().space(4));
    m_grid->setVerticalSpacing(theme().space(1));
    m_grid->setColumnStretch(1, 1);
    const QByteArray source = group.toUtf8();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(4));
    layout->addWidget(plainLabel(LabelStyle::Title, settingText(source.constData()), this));
    layout->addLayout(m_grid);
    layout->addStretch();
    for (const SettingRow &row : settingRows())
        if (QLatin1StringView(row.group) == group) addRow(row);
    setSettings({});
}

void SettingsForm::addRow(const SettingRow &row)
{
    auto *field = new SettingField(row, this);
    QLabel *title = plainLabel(LabelStyle::Body, settingText(row.title), this);
    title->setBuddy(field);
    QLabel *hint = plainLabel(LabelStyle::SmallMuted, settingText(row.hint), this);
    hint->setWordWrap(true);
    hint->setMinimumWidth(1);
    const int line = int(m_fields.size()) * 3;
    m_grid->addWidget(title, line, 0);
    m_grid->addWidget(field, line, 1, Qt::AlignLeft);
    m_grid->addWidget(hint, line + 1, 1);
    m_grid->setRowMinimumHeight(line + 2, theme().space(2));
    m_fields.push_back(field);
    connect(field, &SettingField::valueChanged, this,
            [this, key = QString::fromLatin1(row.key)](double value) { Q_EMIT settingChanged(key, value); });
}

void SettingsForm::setSettings(const Settings &settings)
{
    for (SettingField *field : m_fields)
        field->setValue(settings.number(field->row().key));
}

QStringList settingGroups()
{
    QStringList groups;
    for (const SettingRow &row : settingRows())
        groups += QString::fromUtf8(row.group);
    groups.removeDuplicates();
    return groups;
}

QString settingText(const char *source)
{
    return QCoreApplication::translate("Settings", source);
}

} // namespace burin
