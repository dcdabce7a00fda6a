#include "ui/workbench/variablesform.h"

#include "core/prompt/variables.h"
#include "ui/common/announce.h"
#include "ui/common/elidedlabel.h"
#include "ui/common/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/workbench/variablefield.h"
#include "ui/workbench/variablepopup.h"

#include <QGridLayout>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace burin {

namespace {

/// Whether the same field serves both.
bool lookAlike(const VariableRow &one, const VariableRow &other)
{
    return one.type == other.type && one.options == other.options && one.description == other.description;
}

bool mayBeEmpty(const VariableRow &row)
{
    return row.type == VariableType::Text || row.type == VariableType::Multiline;
}

/// How high the field is with one line in it.
int firstLineOf(const VariableField *field)
{
    const QWidget *input = field->inputs().front();
    return qMin(input->sizeHint().height(), input->fontMetrics().lineSpacing() + theme().space(5));
}

QString placeholderOf(const VariableRow &row, const std::optional<QString> &value)
{
    if (value && value->isEmpty()) return VariablesForm::tr("empty on purpose");
    if (!row.fallback.isEmpty()) return VariablesForm::tr("default: %1").arg(oneLine(row.fallback.left(200)));
    return row.required ? QString() : VariablesForm::tr("optional");
}

} // namespace

VariablesForm::VariablesForm(QWidget *parent)
    : QWidget(parent), m_grid(new QGridLayout(this)), m_popup(new VariablePopup(this))
{
    m_grid->setContentsMargins(0, 0, theme().space(2), 0);
    m_grid->setHorizontalSpacing(theme().space(2));
    m_grid->setVerticalSpacing(theme().space(2));
    m_grid->setColumnStretch(1, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum); // fields stay at the top, whatever room there is
    connect(&theme(), &Theme::changed, this, &VariablesForm::applyTheme);
    connect(m_popup, &VariablePopup::edited, this, &VariablesForm::rowEdited);
    connect(m_popup, &VariablePopup::closed, this, &VariablesForm::rowChanged);
}

void VariablesForm::setRows(const std::vector<VariableRow> &rows)
{
    QStringList names;
    for (const VariableRow &row : rows)
        names += row.name;
    for (const QString &gone : std::as_const(m_names)) {
        if (!names.contains(gone)) deleteRow(gone);
    }
    const bool moved = names != m_names;
    m_names = names;
    for (int i = 0; i < int(rows.size()); ++i) {
        const VariableRow &row = rows[size_t(i)];
        const auto known = m_rows.constFind(row.name);
        const bool same = known != m_rows.cend() && lookAlike(known->row, row);
        if (known != m_rows.cend() && !same) deleteRow(row.name);
        if (!same) m_rows.insert(row.name, makeRow(row));
        if (same && !moved && known->row == row) continue;
        m_rows[row.name].row = row;
        place(i, m_rows[row.name]);
        check(row.name);
    }
}

void VariablesForm::deleteRow(const QString &name)
{
    const Row row = m_rows.take(name);
    for (QWidget *part : {static_cast<QWidget *>(row.label), static_cast<QWidget *>(row.field),
                          static_cast<QWidget *>(row.settings), row.below}) {
        m_grid->removeWidget(part);
        part->hide();
        part->setParent(nullptr);
        part->deleteLater(); // it may be the one whose edit led here
    }
}

void VariablesForm::place(int index, const Row &row)
{
    m_grid->addWidget(row.label, 2 * index, 0, Qt::AlignTop);
    m_grid->addWidget(row.field, 2 * index, 1);
    m_grid->addWidget(row.settings, 2 * index, 2, Qt::AlignTop);
    m_grid->addWidget(row.below, 2 * index + 1, 1);
    for (QWidget *part :
         {static_cast<QWidget *>(row.label), static_cast<QWidget *>(row.field), static_cast<QWidget *>(row.settings)})
        part->show(); // now, so that it can have the focus
}

VariablesForm::Row VariablesForm::makeRow(const VariableRow &variable)
{
    const QString name = variable.name;
    Row row;
    row.row = variable;
    row.field = VariableField::make(variable, this);
    row.field->setText(m_values.value(name));
    row.label = new ElidedLabel(this);
    row.label->setFont(theme().monoFont());
    row.label->setElideMode(Qt::ElideMiddle);
    row.label->showText(name);
    row.label->setMaximumWidth(row.label->fontMetrics().averageCharWidth() * 24);
    row.label->setProperty("variable", true);
    row.label->setBuddy(row.field->inputs().front());
    row.settings = new QToolButton(this);
    row.settings->setIcon(icon(QStringLiteral("settings-2"), &ThemeColors::muted));
    row.settings->setObjectName(QStringLiteral("settings:") + name);
    row.settings->setAccessibleName(tr("Type and limits of %1").arg(name));
    row.settings->setToolTip(variableTypeTitle(variable.type));
    const int line = firstLineOf(row.field);
    row.label->setMinimumHeight(line); // beside the first line of the field
    row.settings->setMinimumHeight(line);
    makeBelow(row);
    connect(row.field, &VariableField::edited, this, [this, name] { noteEdit(name); });
    connect(row.field, &VariableField::fileRequested, this,
            [this, name](const QString &path) { Q_EMIT fileRequested(name, path); });
    connect(row.settings, &QToolButton::clicked, this, [this, name] {
        const Row &now = m_rows[name];
        m_popup->open(now.row, now.settings);
    });
    return row;
}

void VariablesForm::makeBelow(Row &row)
{
    const QString name = row.row.name;
    row.below = new QWidget(this);
    row.sentence = plainLabel(LabelStyle::Body, {}, row.below);
    row.sentence->setObjectName(QStringLiteral("problem:") + name);
    setTone(row.sentence, QStringLiteral("error"));
    auto *empty = new QPushButton(tr("Leave empty"), row.below);
    empty->setProperty("flat", true);
    empty->setAccessibleName(tr("Leave %1 empty").arg(name));
    row.leaveEmpty = empty;
    connect(empty, &QPushButton::clicked, this, [this, name] { leaveEmpty(name); });
    auto *column = new QVBoxLayout(row.below);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme().space(1));
    column->addWidget(row.sentence);
    column->addWidget(empty, 0, Qt::AlignLeft);
    row.sentence->setWordWrap(true);
    if (!row.row.description.isEmpty()) {
        QLabel *description = plainLabel(LabelStyle::SmallMuted, oneLine(row.row.description), row.below);
        description->setWordWrap(true);
        column->addWidget(description);
    }
    row.sentence->hide();
    empty->hide();
    row.below->setVisible(!row.row.description.isEmpty());
}

QList<QWidget *> VariablesForm::tabOrder() const
{
    QList<QWidget *> order;
    for (const QString &name : m_names) {
        const Row row = m_rows.value(name);
        order += row.field->inputs();
        order += row.leaveEmpty;
    }
    for (const QString &name : m_names)
        order += m_rows.value(name).settings;
    return order;
}

void VariablesForm::setValues(const VariableValues &values)
{
    m_values = values;
    for (auto row = m_rows.cbegin(); row != m_rows.cend(); ++row) {
        const QSignalBlocker quiet(row->field);
        row->field->setText(values.value(row.key()));
        check(row.key());
    }
}

VariableValues VariablesForm::values() const
{
    VariableValues shown;
    for (const QString &name : m_names) {
        if (const auto value = valueOf(name)) shown.insert(name, *value);
    }
    return shown;
}

std::optional<QString> VariablesForm::valueOf(const QString &name) const
{
    const auto value = m_values.constFind(name);
    return value != m_values.cend() ? std::optional(*value) : std::nullopt;
}

void VariablesForm::enter(const QString &name, const QString &value)
{
    if (const auto row = m_rows.constFind(name); row != m_rows.cend()) {
        const QSignalBlocker quiet(row->field);
        row->field->setText(value);
    }
    m_values.insert(name, value);
    check(name);
    Q_EMIT edited();
}

void VariablesForm::noteEdit(const QString &name)
{
    const QString text = m_rows.value(name).field->text();
    if (text.isEmpty())
        m_values.remove(name);
    else
        m_values.insert(name, text);
    check(name);
    Q_EMIT edited();
}

void VariablesForm::leaveEmpty(const QString &name)
{
    m_values.insert(name, QString());
    check(name);
    Q_EMIT edited();
}

void VariablesForm::check(const QString &name)
{
    const auto row = m_rows.constFind(name);
    if (row == m_rows.cend()) return;
    const std::optional<QString> value = valueOf(name);
    row->field->setPlaceholder(placeholderOf(row->row, value));
    row->settings->setToolTip(variableTypeTitle(row->row.type));
    // That something is missing is said when it is to be sent.
    if (!value || value->isEmpty()) return say(*row, {});
    const auto typed = typedValue(row->row, value);
    say(*row, typed ? QString() : describe(typed.error(), row->row));
}

void VariablesForm::say(const Row &row, const QString &sentence)
{
    row.field->setValidity(validIf(sentence.isEmpty()));
    row.sentence->setText(sentence);
    row.sentence->setVisible(!sentence.isEmpty());
    row.leaveEmpty->hide();
    row.below->setVisible(!sentence.isEmpty() || !row.row.description.isEmpty());
}

void VariablesForm::showProblem(const QString &name, const QString &sentence)
{
    const auto row = m_rows.constFind(name);
    if (row == m_rows.cend()) return;
    say(*row, sentence);
    row->field->setFocus(Qt::OtherFocusReason);
    announce(row->field, QStringLiteral("%1: %2").arg(name, sentence));
}

void VariablesForm::markUnfilled(const QString &name)
{
    const auto row = m_rows.constFind(name);
    if (row == m_rows.cend()) return;
    const bool texts = mayBeEmpty(row->row);
    showProblem(name, texts ? tr("Fill in a value, or leave it empty on purpose.") : tr("It needs a value."));
    row->leaveEmpty->setVisible(texts);
}

void VariablesForm::applyTheme()
{
    for (const Row &row : std::as_const(m_rows))
        row.label->setFont(theme().monoFont());
}

} // namespace burin
