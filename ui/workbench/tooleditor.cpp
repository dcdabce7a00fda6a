#include "ui/workbench/tooleditor.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/workbench/jsonfield.h"
#include "ui/workbench/plaintextedit.h"
#include "ui/workbench/validity.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QRegularExpression>
#include <QToolButton>

namespace burin {

ToolEditor::ToolEditor(QWidget *parent)
    : QFrame(parent),
      m_name(makeField(tr("Name of the tool"), QStringLiteral("get_weather"))),
      m_description(makeField(tr("What the tool does"), tr("What it does, for the model"))),
      m_parameters(new JsonField(tr("Parameters of the tool as a JSON Schema"), checkJsonSchema, this))
{
    m_name->setObjectName(QStringLiteral("toolName"));
    m_name->setFont(theme().monoFont());
    m_description->setObjectName(QStringLiteral("toolDescription"));
    m_parameters->editor()->setObjectName(QStringLiteral("toolParameters"));
    m_parameters->editor()->setPlaceholderText(QStringLiteral("{\"type\": \"object\", \"properties\": {…}}"));
    auto *remove = new QToolButton(this);
    remove->setIcon(icon(QStringLiteral("trash-2"), &ThemeColors::muted));
    remove->setAccessibleName(tr("Remove the tool"));
    remove->setToolTip(tr("Remove the tool"));
    auto *row = new QHBoxLayout;
    row->setSpacing(theme().space(1));
    row->addWidget(m_name, 2);
    row->addWidget(m_description, 3);
    row->addWidget(remove);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, theme().space(2));
    column->setSpacing(theme().space(1));
    column->addLayout(row);
    column->addWidget(m_parameters);
    connect(remove, &QToolButton::clicked, this, &ToolEditor::removeRequested);
    connect(m_parameters, &JsonField::edited, this, &ToolEditor::edited);
}

QLineEdit *ToolEditor::makeField(const QString &title, const QString &placeholder)
{
    auto *field = new QLineEdit(this);
    field->setAccessibleName(title);
    field->setPlaceholderText(placeholder);
    connect(field, &QLineEdit::textEdited, this, [this] {
        markName();
        Q_EMIT edited();
    });
    return field;
}

void ToolEditor::setTool(const ToolDefinition &tool)
{
    if (tool == this->tool()) return;
    m_name->setText(tool.name);
    m_description->setText(tool.description);
    m_description->setCursorPosition(0);
    m_parameters->setText(tool.parameters);
    markName();
}

ToolDefinition ToolEditor::tool() const
{
    return {m_name->text(), m_description->text(), m_parameters->text()};
}

void ToolEditor::markName()
{
    // What all vendors take; a new tool without a name is not told off.
    static const QRegularExpression valid(QStringLiteral("^[A-Za-z_][A-Za-z0-9_-]{0,63}$"));
    const bool wrong = !m_name->text().isEmpty() && !valid.match(m_name->text()).hasMatch();
    showValidity(m_name, validIf(!wrong));
    m_name->setToolTip(wrong ? tr("Letters, digits, _ and -, at most 64, beginning with a letter or _.") : QString());
}

bool ToolEditor::check()
{
    markName();
    const bool named = !m_name->text().isEmpty() && !m_name->property("invalid").toBool();
    if (!named) m_name->setFocus(Qt::OtherFocusReason);
    const bool valid = m_parameters->check();
    if (named && !valid) m_parameters->editor()->setFocus(Qt::OtherFocusReason);
    return named && valid;
}

} // namespace burin
