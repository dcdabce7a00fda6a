#include "ui/workbench/promptpane.h"

#include "core/prompt/template.h"
#include "ui/theme/theme.h"
#include "ui/workbench/messageeditor.h"
#include "ui/workbench/variablesform.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

namespace burin {

namespace {

/// The variables of a text that may have errors elsewhere.
void collect(const QString &text, QStringList &names)
{
    for (const Template::Span &span : findVariables(text)) {
        if (!names.contains(span.name)) names.append(span.name);
    }
}

} // namespace

PromptPane::PromptPane(QWidget *parent)
    : QWidget(parent),
      m_system(new MessageEditor(tr("System"), this)),
      m_user(new MessageEditor(tr("User"), this)),
      m_variables(new VariablesForm(m_user->editor(), this))
{
    m_system->setObjectName(QStringLiteral("system"));
    m_user->setObjectName(QStringLiteral("user"));
    m_system->setPlaceholder(tr("Instructions for the model: who it is, how it answers. May stay empty."));
    m_user->setPlaceholder(tr("What you ask. {{name}} makes a variable."));
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(QStringLiteral("promptSplitter"));
    splitter->setProperty("gap", true);
    splitter->setHandleWidth(theme().space(3));
    splitter->addWidget(m_system);
    splitter->addWidget(m_user);
    splitter->addWidget(makeVariables());
    splitter->setChildrenCollapsible(false);
    for (const auto &[index, stretch] : {std::pair{0, 3}, std::pair{1, 4}, std::pair{2, 4}})
        splitter->setStretchFactor(index, stretch);
    splitter->setSizes({300, 400, 400}); // shares, not pixels
    setFocusProxy(m_user->editor());
    auto *layout = new QVBoxLayout(this);
    const int margin = theme().space(4);
    layout->setContentsMargins(margin, theme().space(2), theme().space(3), theme().space(3));
    layout->addWidget(splitter);
    for (MessageEditor *editor : {m_system, m_user})
        connect(editor, &MessageEditor::edited, this, &PromptPane::noteEdit);
    connect(m_variables, &VariablesForm::edited, this, &PromptPane::noteEdit);
    refreshVariables();
}

QWidget *PromptPane::makeVariables()
{
    auto *section = new QWidget(this);
    auto *caption = new QLabel(tr("Variables"), section);
    caption->setProperty("caption", true);
    caption->setContentsMargins(theme().space(1), 0, 0, 0);
    m_hint = new QLabel(tr("Write {{name}} in a message, and its value is asked for here."), section);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_hint->setProperty("muted", true);
    m_hint->setContentsMargins(theme().space(1), 0, 0, 0);
    auto *content = new QWidget(section);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_hint);
    column->addWidget(m_variables);
    column->addStretch();
    auto *scroll = new QScrollArea(section);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    auto *layout = new QVBoxLayout(section);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(1));
    layout->addWidget(caption);
    layout->addWidget(scroll, 1);
    return section;
}

void PromptPane::setDraft(const PromptDraft &draft)
{
    const QSignalBlocker quiet(this);
    m_system->setText(textOf(draft, Role::System));
    m_user->setText(textOf(draft, Role::User));
    m_variables->setValues(draft.variables);
    refreshVariables();
}

void PromptPane::fill(PromptDraft &draft) const
{
    draft.messages = systemAndUser(m_system->text(), m_user->text());
    draft.variables = m_variables->allValues();
}

void PromptPane::noteEdit()
{
    refreshVariables();
    Q_EMIT edited();
}

void PromptPane::refreshVariables()
{
    QStringList names;
    collect(m_system->text(), names);
    collect(m_user->text(), names);
    m_variables->setNames(names);
    m_hint->setVisible(names.isEmpty());
    for (MessageEditor *editor : {m_system, m_user})
        editor->setVariables(m_variables->values());
}

std::optional<std::vector<Message>> PromptPane::render()
{
    std::vector<Message> messages;
    for (const auto &[role, editor] : {std::pair{Role::System, m_system}, std::pair{Role::User, m_user}}) {
        if (!editor->check()) {
            editor->focusProblem();
            return std::nullopt;
        }
        const auto rendered = Template::parse(editor->text())->render(m_variables->values());
        if (!rendered) {
            m_variables->markUnfilled(rendered.error().front().name);
            return std::nullopt;
        }
        if (!rendered->trimmed().isEmpty()) messages.push_back({role, *rendered});
    }
    return messages;
}

void PromptPane::focusPrompt()
{
    m_user->editor()->setFocus(Qt::OtherFocusReason);
}

} // namespace burin
