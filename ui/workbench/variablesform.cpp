#include "ui/workbench/variablesform.h"

#include "ui/common/announce.h"
#include "ui/common/elidedlabel.h"
#include "ui/common/flowlayout.h"
#include "ui/theme/theme.h"
#include "ui/workbench/plaintextedit.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>

namespace burin {

namespace {

void setInvalid(QWidget *field, const QVariant &invalid)
{
    field->setProperty("invalid", invalid);
    field->style()->unpolish(field);
    field->style()->polish(field);
}

} // namespace

VariablesForm::VariablesForm(QWidget *predecessor, QWidget *parent)
    : QWidget(parent), m_predecessor(predecessor), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, theme().space(2), 0);
    m_grid->setHorizontalSpacing(theme().space(3));
    m_grid->setVerticalSpacing(theme().space(2));
    m_grid->setColumnStretch(1, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum); // fields stay at the top, whatever room there is
    connect(&theme(), &Theme::changed, this, &VariablesForm::applyTheme);
}

void VariablesForm::setNames(const QStringList &names)
{
    if (names == m_names) return;
    for (const QString &gone : std::as_const(m_names)) {
        if (names.contains(gone)) continue;
        const Row row = m_rows.take(gone);
        delete row.label;
        delete row.field;
        delete row.problem;
    }
    m_names = names;
    QWidget *previous = m_predecessor;
    for (int i = 0; i < int(names.size()); ++i) {
        const QString &name = names.at(i);
        if (!m_rows.contains(name)) m_rows.insert(name, makeRow(name));
        const Row &row = m_rows[name];
        m_grid->addWidget(row.label, 2 * i, 0, Qt::AlignTop);
        m_grid->addWidget(row.field, 2 * i, 1);
        m_grid->addWidget(row.problem, 2 * i + 1, 1);
        setTabOrder(previous, row.field);
        previous = row.problem->findChild<QPushButton *>();
        setTabOrder(row.field, previous);
    }
}

VariablesForm::Row VariablesForm::makeRow(const QString &name)
{
    Row row;
    row.field = new PlainTextEdit(this);
    row.field->setAccessibleName(tr("Value of %1").arg(name));
    row.field->setObjectName(QStringLiteral("variable:") + name);
    row.field->setPlainText(m_values.value(name));
    row.field->fitLines(1, 6);
    row.field->setMinimumWidth(theme().space(30));
    row.label = new ElidedLabel(this);
    row.label->setFont(theme().monoFont());
    row.label->setElideMode(Qt::ElideMiddle);
    row.label->showText(name);
    row.label->setMaximumWidth(row.label->fontMetrics().averageCharWidth() * 24);
    row.label->setProperty("variable", true);
    row.label->setBuddy(row.field);
    row.label->setContentsMargins(0, theme().space(2), 0, 0);
    row.problem = makeProblem(name);
    connect(row.field, &QPlainTextEdit::textChanged, this, [this, name] { noteEdit(name); });
    return row;
}

QWidget *VariablesForm::makeProblem(const QString &name)
{
    auto *problem = new QWidget(this);
    auto *label = new QLabel(tr("Fill in a value, or leave it empty on purpose."), problem);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("status", QStringLiteral("error"));
    auto *empty = new QPushButton(tr("Leave empty"), problem);
    empty->setProperty("flat", true);
    empty->setAccessibleName(tr("Leave %1 empty").arg(name));
    connect(empty, &QPushButton::clicked, this, [this, name] { leaveEmpty(name); });
    auto *layout = new FlowLayout(problem);
    layout->setSpacing(theme().space(1));
    layout->addWidget(label);
    layout->addWidget(empty);
    problem->hide();
    return problem;
}

void VariablesForm::setValues(const QMap<QString, QString> &values)
{
    m_values = values;
    for (auto row = m_rows.cbegin(); row != m_rows.cend(); ++row) {
        const QSignalBlocker quiet(row->field);
        if (row->field->toPlainText() != values.value(row.key())) row->field->setPlainText(values.value(row.key()));
        row->field->fitLines(1, 6);
        unmark(row.key());
    }
}

QMap<QString, QString> VariablesForm::values() const
{
    QMap<QString, QString> shown;
    for (const QString &name : m_names) {
        const auto value = m_values.constFind(name);
        if (value != m_values.cend()) shown.insert(name, *value);
    }
    return shown;
}

QMap<QString, QString> VariablesForm::allValues() const
{
    return m_values;
}

void VariablesForm::noteEdit(const QString &name)
{
    const Row row = m_rows.value(name);
    const QString text = row.field->toPlainText();
    if (text.isEmpty())
        m_values.remove(name);
    else
        m_values.insert(name, text);
    unmark(name);
    Q_EMIT edited();
}

void VariablesForm::leaveEmpty(const QString &name)
{
    m_values.insert(name, QString());
    unmark(name);
    Q_EMIT edited();
}

void VariablesForm::markUnfilled(const QString &name)
{
    const auto row = m_rows.constFind(name);
    if (row == m_rows.cend()) return;
    setInvalid(row->field, true);
    row->field->setPlaceholderText(QString());
    row->problem->show();
    row->field->setFocus(Qt::OtherFocusReason);
    announce(row->field, tr("%1 needs a value").arg(name));
}

void VariablesForm::unmark(const QString &name)
{
    const Row row = m_rows.value(name);
    const auto value = m_values.constFind(name);
    row.field->setPlaceholderText(value != m_values.cend() && value->isEmpty() ? tr("empty on purpose") : QString());
    if (!row.field->property("invalid").toBool()) return;
    setInvalid(row.field, false);
    row.problem->hide();
}

void VariablesForm::applyTheme()
{
    for (const Row &row : std::as_const(m_rows))
        row.label->setFont(theme().monoFont());
}

} // namespace burin
