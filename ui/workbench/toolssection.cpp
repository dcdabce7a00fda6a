#include "ui/workbench/toolssection.h"

#include "ui/common/foldbutton.h"
#include "ui/common/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/workbench/jsonfield.h"
#include "ui/workbench/plaintextedit.h"
#include "ui/workbench/promptundo.h"
#include "ui/workbench/tooleditor.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

#include <algorithm>

namespace burin {

ToolsSection::ToolsSection(PromptUndo *undo, QWidget *parent) : QWidget(parent), m_undo(undo)
{
    QWidget *content = makeContent();
    m_fold = new FoldButton(QString(), content, this);
    m_fold->setObjectName(QStringLiteral("toolsFold"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme().space(1));
    column->addWidget(m_fold, 0, Qt::AlignLeft);
    column->addWidget(content);
    summarise();
}

QWidget *ToolsSection::makeContent()
{
    auto *content = new QWidget(this);
    auto *add = new QToolButton(content);
    add->setObjectName(QStringLiteral("addTool"));
    add->setText(tr("Tool"));
    add->setAccessibleName(tr("Add a tool"));
    add->setIcon(icon(QStringLiteral("plus"), &ThemeColors::muted));
    add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    add->setProperty("quiet", true);
    connect(add, &QToolButton::clicked, this, &ToolsSection::add);
    m_rows = new QVBoxLayout;
    m_rows->setSpacing(theme().space(2));
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(theme().space(4), 0, 0, 0);
    column->setSpacing(theme().space(2));
    column->addLayout(m_rows);
    column->addWidget(add, 0, Qt::AlignLeft);
    column->addWidget(makeFormat(content));
    return content;
}

QWidget *ToolsSection::makeFormat(QWidget *parent)
{
    auto *part = new QWidget(parent);
    m_kind = new QComboBox(part);
    m_kind->setObjectName(QStringLiteral("formatKind"));
    m_kind->setAccessibleName(tr("Form of the answer"));
    m_kind->addItem(tr("Text"), int(ResponseFormat::Kind::Text));
    m_kind->addItem(tr("JSON"), int(ResponseFormat::Kind::JsonObject));
    m_kind->addItem(tr("JSON by a schema"), int(ResponseFormat::Kind::JsonSchema));
    connect(m_kind, &QComboBox::activated, this, &ToolsSection::chooseKind);
    m_schemaPart = new QWidget(part);
    m_name = new QLineEdit(m_schemaPart);
    m_name->setObjectName(QStringLiteral("schemaName"));
    m_name->setAccessibleName(tr("Name of the schema"));
    m_name->setPlaceholderText(tr("Name of the schema"));
    m_schema = new JsonField(tr("Schema of the answer"), checkJsonSchema, m_schemaPart);
    m_schema->editor()->setObjectName(QStringLiteral("schema"));
    connect(m_name, &QLineEdit::textEdited, this, &ToolsSection::noteEdit);
    connect(m_schema, &JsonField::edited, this, &ToolsSection::noteEdit);
    auto *schema = new QVBoxLayout(m_schemaPart);
    schema->setContentsMargins(0, 0, 0, 0);
    schema->setSpacing(theme().space(1));
    schema->addWidget(m_name);
    schema->addWidget(m_schema);
    auto *line = new QHBoxLayout;
    line->addWidget(plainLabel(LabelStyle::Muted, tr("Answer as"), part));
    line->addWidget(m_kind);
    line->addStretch();
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme().space(2));
    column->addLayout(line);
    column->addWidget(m_schemaPart);
    m_schemaPart->hide();
    return part;
}

void ToolsSection::setTools(const std::vector<ToolDefinition> &tools)
{
    const QSignalBlocker quiet(this);
    applyTools(tools);
    m_fold->setChecked(!tools.empty());
}

std::vector<ToolDefinition> ToolsSection::tools() const
{
    std::vector<ToolDefinition> tools;
    for (const ToolEditor *editor : m_editors)
        tools.push_back(editor->tool());
    return tools;
}

void ToolsSection::applyTools(const std::vector<ToolDefinition> &tools)
{
    while (m_editors.size() > tools.size()) {
        m_editors.back()->hide();
        m_editors.back()->deleteLater(); // it may be the one whose click led here
        m_editors.pop_back();
    }
    while (m_editors.size() < tools.size()) {
        auto *editor = new ToolEditor(this);
        connect(editor, &ToolEditor::edited, this, &ToolsSection::noteEdit);
        connect(editor, &ToolEditor::removeRequested, this, [this, editor] { remove(editor); });
        m_rows->addWidget(editor);
        editor->show(); // now, so that it can have the focus
        m_editors.push_back(editor);
    }
    for (size_t i = 0; i < tools.size(); ++i)
        m_editors[i]->setTool(tools[i]);
    noteEdit();
}

void ToolsSection::change(const QString &what, const std::vector<ToolDefinition> &to)
{
    m_undo->change(
        what, [this, to] { applyTools(to); }, [this, from = tools()] { applyTools(from); });
}

void ToolsSection::add()
{
    std::vector<ToolDefinition> to = tools();
    to.emplace_back();
    change(tr("Add a tool"), to);
    m_editors.back()->nameField()->setFocus(Qt::OtherFocusReason);
}

void ToolsSection::remove(const ToolEditor *editor)
{
    std::vector<ToolDefinition> to = tools();
    to.erase(to.begin() + (std::ranges::find(m_editors, editor) - m_editors.begin()));
    change(tr("Remove a tool"), to);
    m_fold->setFocus(Qt::OtherFocusReason); // not into a text, which would take Ctrl+Z
}

void ToolsSection::setFormat(const ResponseFormat &format)
{
    const QSignalBlocker quiet(this);
    applyFormat(format);
    if (format.kind != ResponseFormat::Kind::Text) m_fold->setChecked(true);
}

ResponseFormat ToolsSection::format() const
{
    return {ResponseFormat::Kind(m_kind->currentData().toInt()), m_name->text(), m_schema->text()};
}

void ToolsSection::applyFormat(const ResponseFormat &format)
{
    m_kind->setCurrentIndex(m_kind->findData(int(format.kind)));
    m_shownKind = format.kind;
    if (m_name->text() != format.name) m_name->setText(format.name);
    m_schema->setText(format.schema);
    m_schemaPart->setVisible(format.kind == ResponseFormat::Kind::JsonSchema);
    noteEdit();
}

void ToolsSection::chooseKind(int)
{
    const ResponseFormat to = format();
    if (to.kind == m_shownKind) return;
    const auto show = [this](ResponseFormat::Kind kind) {
        ResponseFormat shown = format(); // the schema stays, also while it is not used
        shown.kind = kind;
        applyFormat(shown);
    };
    m_undo->change(
        tr("Change the form of the answer"), [show, kind = to.kind] { show(kind); },
        [show, kind = m_shownKind] { show(kind); });
}

void ToolsSection::noteEdit()
{
    summarise();
    Q_EMIT edited();
}

void ToolsSection::summarise()
{
    QStringList parts{tr("Tools & format")};
    if (!m_editors.empty()) parts += tr("%n tool(s)", nullptr, int(m_editors.size()));
    if (m_shownKind != ResponseFormat::Kind::Text) parts += m_kind->currentText();
    const QString text = parts.join(QStringLiteral(" · "));
    m_fold->setAccessibleName(text);
    m_fold->setText(QString(text).replace(u'&', QLatin1StringView("&&")));
}

bool ToolsSection::check()
{
    const bool open = m_fold->isChecked();
    m_fold->setChecked(true); // what is hidden cannot have the focus
    bool valid = std::ranges::all_of(m_editors, &ToolEditor::check);
    if (valid && m_shownKind == ResponseFormat::Kind::JsonSchema) {
        valid = m_schema->check();
        if (!valid) m_schema->editor()->setFocus(Qt::OtherFocusReason);
    }
    if (valid) m_fold->setChecked(open);
    return valid;
}

} // namespace burin
