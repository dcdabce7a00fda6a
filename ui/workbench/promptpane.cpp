#include "ui/workbench/promptpane.h"

#include "core/prompt/promptrender.h"
#include "core/prompt/variables.h"
#include "ui/common/undobar.h"
#include "ui/theme/theme.h"
#include "ui/workbench/casepicker.h"
#include "ui/workbench/messageeditor.h"
#include "ui/workbench/messagelist.h"
#include "ui/workbench/messagetext.h"
#include "ui/workbench/promptfinder.h"
#include "ui/workbench/promptundo.h"
#include "ui/workbench/toolssection.h"
#include "ui/workbench/variablesform.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPointer>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace burin {

namespace {

QScrollArea *scrolled(QWidget *content, QWidget *parent)
{
    auto *scroll = new QScrollArea(parent);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    return scroll;
}

} // namespace

PromptPane::PromptPane(QWidget *parent)
    : QWidget(parent),
      m_undo(new PromptUndo(this)),
      m_messages(new MessageList(m_undo, this)),
      m_tools(new ToolsSection(m_undo, this)),
      m_finder(new PromptFinder(m_messages, m_undo, this)),
      m_variables(new VariablesForm(this)),
      m_cases(new CasePicker(m_undo, this)),
      m_undoBar(new UndoBar(this))
{
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(QStringLiteral("promptSections"));
    splitter->setProperty("gap", true);
    splitter->setHandleWidth(theme().space(3));
    splitter->addWidget(makeMessages());
    splitter->addWidget(makeVariables());
    splitter->setChildrenCollapsible(false);
    splitter->setStretchFactor(0, 7);
    splitter->setStretchFactor(1, 4);
    splitter->setSizes({700, 400}); // shares, not pixels
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme().space(4), theme().space(2), theme().space(3), theme().space(3));
    layout->setSpacing(0);
    layout->addWidget(m_finder->bar());
    layout->addWidget(splitter, 1);
    layout->addWidget(m_undoBar);
    connectParts();
    refreshVariables();
    orderTabs();
}

QWidget *PromptPane::makeMessages()
{
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_messages, 1);
    column->addWidget(m_tools);
    m_scroll = scrolled(content, this);
    return m_scroll;
}

QWidget *PromptPane::makeVariables()
{
    auto *section = new QWidget(this);
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
    auto *layout = new QVBoxLayout(section);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(1));
    layout->addWidget(makeVariablesCaption(section));
    layout->addWidget(scrolled(content, section), 1);
    return section;
}

QWidget *PromptPane::makeVariablesCaption(QWidget *parent)
{
    auto *row = new QWidget(parent);
    auto *caption = new QLabel(tr("Variables"), row);
    caption->setProperty("caption", true);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(theme().space(1), 0, theme().space(2), 0);
    layout->addWidget(caption);
    layout->addStretch();
    layout->addWidget(m_cases);
    return row;
}

void PromptPane::connectParts()
{
    connect(m_messages, &MessageList::edited, this, &PromptPane::noteEdit);
    connect(m_messages, &MessageList::attachRequested, this, &PromptPane::attachRequested);
    connect(m_messages, &MessageList::removed, this, &PromptPane::offerUndo);
    connect(m_messages, &MessageList::orderChanged, this, [this] {
        orderTabs();
        QWidget *focus = QApplication::focusWidget();
        if (focus && m_messages->isAncestorOf(focus))
            QMetaObject::invokeMethod(
                m_scroll,
                [this, focus = QPointer(focus)] {
                    if (focus) m_scroll->ensureWidgetVisible(focus); // once it has its new place
                },
                Qt::QueuedConnection);
    });
    connect(m_tools, &ToolsSection::edited, this, &PromptPane::edited);
    connect(m_finder, &PromptFinder::found, this,
            [this](MessageEditor *message) { m_scroll->ensureWidgetVisible(message->editor()); });
    connect(&m_undo->stack(), &QUndoStack::indexChanged, m_undoBar, &QWidget::hide);
    connectVariables();
}

void PromptPane::connectVariables()
{
    connect(m_variables, &VariablesForm::edited, this, &PromptPane::noteEdit);
    connect(m_variables, &VariablesForm::fileRequested, this, &PromptPane::valueFileRequested);
    connect(m_variables, &VariablesForm::rowEdited, this, &PromptPane::declare);
    connect(m_variables, &VariablesForm::rowChanged, this, [this](const VariableRow &before, const VariableRow &after) {
        m_undo->change(
            tr("Change a variable"), [this, after] { declare(after); }, [this, before] { declare(before); });
    });
    connect(m_cases, &CasePicker::casesChanged, this, &PromptPane::casesChanged);
    connect(m_cases, &CasePicker::importRequested, this, &PromptPane::importRequested);
    connect(m_cases, &CasePicker::removed, this, &PromptPane::offerUndo);
    connect(m_cases, &CasePicker::chosen, this, [this](const VariableValues &values) {
        m_variables->setValues(values);
        noteEdit();
    });
}

void PromptPane::orderTabs()
{
    // Writing first, then what arranges the messages.
    QList<QWidget *> order =
        m_messages->writingOrder() + m_variables->tabOrder() + m_messages->controlOrder() + m_cases->tabOrder();
    for (int i = 1; i < order.size(); ++i)
        setTabOrder(order[i - 1], order[i]);
    if (MessageEditor *message = m_messages->mainMessage()) setFocusProxy(message->editor());
}

void PromptPane::setDraft(const PromptDraft &draft)
{
    const QSignalBlocker quiet(this);
    m_messages->setMessages(draft.messages);
    m_declared = draft.declared;
    m_tools->setTools(draft.tools);
    m_tools->setFormat(draft.format);
    m_variables->setValues(draft.variables);
    m_finder->refresh();
    refreshVariables();
    orderTabs();
}

void PromptPane::fill(PromptDraft &draft) const
{
    draft.messages = m_messages->messages();
    draft.tools = m_tools->tools();
    draft.format = m_tools->format();
    draft.declared = m_declared;
    draft.variables = m_variables->allValues();
}

void PromptPane::noteEdit()
{
    refreshVariables();
    Q_EMIT edited();
}

void PromptPane::refreshVariables()
{
    PromptDraft draft;
    draft.messages = m_messages->messages();
    draft.declared = m_declared;
    if (const QStringList included = fragmentsOf(draft); included != m_included) readFragments(included);
    const QStringList before = m_variables->names();
    m_variables->setRows(variablesOf(draft, m_fragments));
    const QStringList names = m_variables->names();
    m_hint->setVisible(names.isEmpty());
    m_cases->setVisible(!names.isEmpty());
    const VariableValues values = m_variables->values();
    m_cases->setValues(values);
    for (MessageEditor *editor : m_messages->editors())
        editor->setVariables(values);
    if (names != before) orderTabs();
}

void PromptPane::setFragmentSource(FragmentSource source)
{
    m_source = std::move(source);
    refreshFragments();
}

void PromptPane::refreshFragments()
{
    if (!m_included.isEmpty()) readFragments(m_included);
}

void PromptPane::readFragments(const QStringList &names)
{
    m_included = names;
    m_reading = m_source && !names.isEmpty();
    if (!m_reading) {
        m_latest.forget();
        m_fragments.clear();
        return;
    }
    m_latest.ask(this, m_source(names), [this](const Result<Fragments> &fragments) {
        m_reading = false;
        m_fragments = fragments ? *fragments : Fragments(); // rendering tells which are missing
        refreshVariables();
        Q_EMIT fragmentsRead();
    });
}

void PromptPane::declare(const VariableRow &row)
{
    const auto known = std::ranges::find(m_declared, row.name, &VariableRow::name);
    const bool told = row != VariableRow{.name = row.name};
    if (known != m_declared.end() && told)
        *known = row;
    else if (known != m_declared.end())
        m_declared.erase(known);
    else if (told)
        m_declared.push_back(row);
    noteEdit();
    orderTabs(); // its field may be a new one
}

void PromptPane::setCases(const std::vector<ValueSet> &cases)
{
    m_cases->setCases(cases);
}

void PromptPane::addCases(const std::vector<ValueSet> &cases)
{
    m_cases->add(cases);
}

void PromptPane::enterValue(const QString &variable, const QString &text)
{
    m_variables->enter(variable, text);
}

void PromptPane::refuseValue(const QString &variable, const QString &sentence)
{
    m_variables->showProblem(variable, sentence);
}

void PromptPane::offerUndo(const QString &removed)
{
    //: %1 is such as "Message 2, User".
    m_undoBar->offer(tr("%1 was removed.").arg(removed), [this] { m_undo->stack().undo(); });
}

std::optional<std::vector<Message>> PromptPane::render()
{
    for (MessageEditor *editor : m_messages->editors())
        editor->check();
    PromptDraft draft;
    fill(draft);
    const auto rendered = renderPrompt(draft, m_fragments);
    if (!rendered) {
        show(rendered.error().front());
        return std::nullopt;
    }
    return m_tools->check() ? std::optional(*rendered) : std::nullopt;
}

void PromptPane::show(const PromptError &error)
{
    switch (error.kind) {
    case PromptError::Kind::Template:
        return m_messages->editors().at(size_t(error.message))->showProblem(error.place);
    case PromptError::Kind::Missing:
        return m_variables->markUnfilled(error.variable);
    case PromptError::Kind::Value:
        return m_variables->showProblem(error.variable, error.sentence);
    }
}

void PromptPane::keyPressEvent(QKeyEvent *event)
{
    // Escape comes here when there is no run to stop.
    if (event->key() == Qt::Key_Escape) return m_finder->close();
    QWidget::keyPressEvent(event);
}

void PromptPane::focusPrompt()
{
    MessageEditor *message = m_messages->mainMessage();
    if (!message) return;
    message->entry()->setFocus(Qt::OtherFocusReason);
    QMetaObject::invokeMethod(
        message, [this, message] { m_scroll->ensureWidgetVisible(message); }, // once it has its place
        Qt::QueuedConnection);
}

void PromptPane::attach(int message, const std::vector<Attachment> &read, const QStringList &problems)
{
    m_messages->attach(message, read, problems);
}

void PromptPane::setMessageTokens(const std::vector<qint64> &tokens)
{
    m_messages->setMessageTokens(tokens);
}

} // namespace burin
