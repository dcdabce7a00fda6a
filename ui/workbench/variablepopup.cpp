#include "ui/workbench/variablepopup.h"

#include "ui/theme/theme.h"
#include "ui/workbench/plaintextedit.h"
#include "ui/workbench/validity.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QLineEdit>
#include <QLocale>
#include <QRegularExpression>
#include <QScreen>

#include <array>
#include <utility>

namespace burin {

namespace {

constexpr std::array typeTitles = {QT_TRANSLATE_NOOP("VariableTypes", "Text, one line"),
                                   QT_TRANSLATE_NOOP("VariableTypes", "Text"),
                                   QT_TRANSLATE_NOOP("VariableTypes", "Number"),
                                   QT_TRANSLATE_NOOP("VariableTypes", "True or false"),
                                   QT_TRANSLATE_NOOP("VariableTypes", "Choice"),
                                   QT_TRANSLATE_NOOP("VariableTypes", "Several choices"),
                                   QT_TRANSLATE_NOOP("VariableTypes", "List"),
                                   QT_TRANSLATE_NOOP("VariableTypes", "File"),
                                   QT_TRANSLATE_NOOP("VariableTypes", "JSON")};

bool hasOptions(VariableType type)
{
    return type == VariableType::Choice || type == VariableType::MultiChoice;
}

bool isText(VariableType type)
{
    return type == VariableType::Text || type == VariableType::Multiline;
}

bool hasLimits(VariableType type)
{
    return isText(type) || type == VariableType::Number || type == VariableType::List ||
           type == VariableType::MultiChoice;
}

QString written(const std::optional<double> &limit)
{
    return limit ? QLocale().toString(*limit, 'g', 15) : QString();
}

std::optional<double> limitFrom(const QLineEdit *field)
{
    bool ok = false;
    double value = QLocale().toDouble(field->text().trimmed(), &ok);
    if (!ok) value = QLocale::c().toDouble(field->text().trimmed(), &ok);
    return ok ? std::optional(value) : std::nullopt;
}

} // namespace

QString variableTypeTitle(VariableType type)
{
    return QCoreApplication::translate("VariableTypes", typeTitles[size_t(type)]);
}

VariablePopup::VariablePopup(QWidget *parent)
    : QFrame(parent, Qt::Popup),
      m_form(new QFormLayout(this)),
      m_type(new QComboBox(this)),
      m_required(new QCheckBox(tr("must have a value"), this))
{
    setProperty("popup", true);
    setObjectName(QStringLiteral("variablePopup"));
    setAccessibleName(tr("Settings of a variable"));
    const int margin = theme().space(4);
    m_form->setContentsMargins(margin, margin, margin, margin);
    m_form->setHorizontalSpacing(theme().space(4));
    m_form->setVerticalSpacing(theme().space(2));
    m_type->setObjectName(QStringLiteral("type"));
    m_type->setAccessibleName(tr("Type"));
    for (int type = 0; type < int(typeTitles.size()); ++type)
        m_type->addItem(variableTypeTitle(VariableType(type)), type);
    m_required->setObjectName(QStringLiteral("required"));
    m_form->addRow(tr("Type"), m_type);
    m_form->addRow(QString(), m_required);
    m_fallback = addText("fallback", tr("Default"));
    m_options = addText("options", tr("Options"));
    m_options->setPlaceholderText(tr("one on each line"));
    m_pattern = addLine("pattern", tr("Pattern"));
    m_pattern->setPlaceholderText(tr("a regular expression for the whole text"));
    m_minimum = addLine("minimum", tr("At least"));
    m_maximum = addLine("maximum", tr("At most"));
    m_description = addLine("description", tr("Description"));
    connect(m_type, &QComboBox::activated, this, &VariablePopup::noteEdit);
    connect(m_required, &QCheckBox::clicked, this, &VariablePopup::noteEdit);
}

QLineEdit *VariablePopup::addLine(const char *name, const QString &title)
{
    auto *field = new QLineEdit(this);
    field->setObjectName(QLatin1StringView(name));
    field->setAccessibleName(title);
    field->setMinimumWidth(theme().space(60));
    m_form->addRow(title, field);
    connect(field, &QLineEdit::textEdited, this, &VariablePopup::noteEdit);
    return field;
}

PlainTextEdit *VariablePopup::addText(const char *name, const QString &title)
{
    auto *field = new PlainTextEdit(this);
    field->setObjectName(QLatin1StringView(name));
    field->setAccessibleName(title);
    field->fitLines(2, 5);
    field->setMinimumWidth(theme().space(60));
    m_form->addRow(title, field);
    connect(field, &QPlainTextEdit::textChanged, this, &VariablePopup::noteEdit);
    return field;
}

void VariablePopup::open(const VariableRow &row, QWidget *anchor)
{
    m_before = row;
    show(row);
    adjustSize();
    const QRect screen = anchor->screen()->availableGeometry();
    QPoint corner = anchor->mapToGlobal(QPoint(anchor->width() - width(), anchor->height() + theme().space(1)));
    corner.setX(qBound(screen.left(), corner.x(), qMax(screen.left(), screen.right() - width())));
    corner.setY(qBound(screen.top(), corner.y(), qMax(screen.top(), screen.bottom() - height())));
    move(corner);
    QFrame::show();
    m_type->setFocus(Qt::PopupFocusReason);
}

void VariablePopup::show(const VariableRow &row)
{
    m_filling = true;
    m_type->setCurrentIndex(int(row.type));
    m_required->setChecked(row.required);
    m_fallback->setPlainText(row.fallback);
    m_options->setPlainText(row.options.join(u'\n'));
    m_pattern->setText(row.pattern);
    m_minimum->setText(written(row.minimum));
    m_maximum->setText(written(row.maximum));
    m_description->setText(row.description);
    m_filling = false;
    showParts();
}

VariableRow VariablePopup::row() const
{
    const QString options = m_options->toPlainText();
    VariableRow row = m_before;
    row.type = VariableType(m_type->currentIndex());
    row.required = m_required->isChecked();
    row.fallback = m_fallback->toPlainText();
    row.options = options.isEmpty() ? QStringList() : options.split(u'\n', Qt::SkipEmptyParts);
    row.pattern = m_pattern->text();
    row.minimum = limitFrom(m_minimum);
    row.maximum = limitFrom(m_maximum);
    row.description = m_description->text();
    return row;
}

void VariablePopup::showParts()
{
    const VariableType type = VariableType(m_type->currentIndex());
    const auto showRow = [this](QWidget *field, Qt::CheckState state) {
        field->setVisible(state == Qt::Checked);
        m_form->labelForField(field)->setVisible(state == Qt::Checked);
    };
    const auto when = [](auto condition) { return condition ? Qt::Checked : Qt::Unchecked; };
    showRow(m_options, when(hasOptions(type)));
    showRow(m_pattern, when(isText(type)));
    showRow(m_minimum, when(hasLimits(type)));
    showRow(m_maximum, when(hasLimits(type)));
    const QString unit = type == VariableType::Number ? QString() : isText(type) ? tr("characters") : tr("entries");
    for (QLineEdit *field : {m_minimum, m_maximum}) {
        field->setPlaceholderText(unit);
        showValidity(field, validIf(field->text().trimmed().isEmpty() || limitFrom(field)));
    }
    showValidity(m_pattern, validIf(QRegularExpression(m_pattern->text()).isValid()));
    if (isVisible()) adjustSize();
}

void VariablePopup::noteEdit()
{
    if (m_filling) return;
    showParts();
    Q_EMIT edited(row());
}

void VariablePopup::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    if (row() != m_before) Q_EMIT closed(std::exchange(m_before, row()), row());
}

} // namespace burin
