#include "ui/settings/settingfield.h"

#include "ui/common/labels.h"
#include "ui/settings/settingsform.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QToolButton>

namespace burin {

namespace {

/// Shows decimals only where there are some.
class NumberBox : public QDoubleSpinBox {
public:
    using QDoubleSpinBox::QDoubleSpinBox;
    QString textFromValue(double value) const override
    {
        return locale().toString(value, 'f', QLocale::FloatingPointShortest);
    }
};

} // namespace

SettingField::SettingField(const SettingRow &row, QWidget *parent)
    : QWidget(parent), m_row(row), m_reset(new QToolButton(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(1));
    QWidget *editor = makeEditor();
    layout->addWidget(editor);
    layout->addWidget(m_reset);
    setFocusProxy(editor);
    QSizePolicy keepsPlace = m_reset->sizePolicy();
    keepsPlace.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(keepsPlace);
    m_reset->setIcon(icon(QStringLiteral("undo-2")));
    m_reset->setAccessibleName(tr("Back to the default of %1").arg(settingText(row.title)));
    m_reset->setToolTip(tr("Back to the default"));
    connect(m_reset, &QToolButton::clicked, this, [this] {
        setValue(m_row.fallback);
        setFocus();
        changed();
    });
}

QWidget *SettingField::makeEditor()
{
    QWidget *editor = nullptr;
    if (m_row.kind == SettingKind::Choice) {
        editor = m_choice = new QComboBox(this);
        for (const QString &choice : QString::fromLatin1(m_row.choices).split(u'|'))
            m_choice->addItem(settingText(choice.toLatin1().constData()), choice);
        connect(m_choice, &QComboBox::currentIndexChanged, this, &SettingField::changed);
    } else {
        editor = m_number = new NumberBox(this);
        m_number->setRange(m_row.minimum, m_row.maximum);
        m_number->setDecimals(m_row.kind == SettingKind::Count ? 0 : m_row.kind == SettingKind::Dollars ? 2 : 1);
        if (m_row.kind == SettingKind::Dollars) m_number->setPrefix(QStringLiteral("$"));
        //: Suffix of a number of seconds.
        if (m_row.kind == SettingKind::Seconds) m_number->setSuffix(tr(" s"));
        m_number->setKeyboardTracking(false);
        connect(m_number, &QDoubleSpinBox::valueChanged, this, &SettingField::changed);
    }
    editor->setMinimumWidth(theme().space(30));
    editor->setFocusPolicy(Qt::StrongFocus);
    editor->installEventFilter(this);
    editor->setAccessibleName(settingText(m_row.title));
    editor->setAccessibleDescription(settingText(m_row.hint));
    return editor;
}

double SettingField::value() const
{
    return m_choice ? m_choice->currentIndex() : m_number->value();
}

void SettingField::setValue(double value)
{
    if (m_choice) {
        const QSignalBlocker blocker(m_choice);
        m_choice->setCurrentIndex(int(value));
    } else {
        const QSignalBlocker blocker(m_number);
        m_number->setValue(value);
    }
    m_reset->setVisible(this->value() != m_row.fallback);
}

bool SettingField::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Wheel && !static_cast<QWidget *>(watched)->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void SettingField::changed()
{
    m_reset->setVisible(value() != m_row.fallback);
    Q_EMIT valueChanged(value());
}

} // namespace burin
