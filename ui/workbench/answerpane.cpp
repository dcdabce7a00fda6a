#include "ui/workbench/answerpane.h"

#include "ui/commandpalette/commandaction.h"
#include "ui/common/pickerbutton.h"
#include "ui/common/progressline.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/workbench/answerview.h"
#include "ui/workbench/fallbackeditor.h"
#include "ui/workbench/modelpicker.h"
#include "ui/workbench/parameterpopup.h"
#include "ui/workbench/runfooter.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace burin {

AnswerPane::AnswerPane(QWidget *parent)
    : QWidget(parent),
      m_picker(new ModelPicker(this)),
      m_parameters(new PickerButton(this)),
      m_parameterPopup(new ParameterPopup(this)),
      m_run(new QPushButton(this)),
      m_progress(new ProgressLine(this)),
      m_view(new AnswerView(this)),
      m_footer(new RunFooter(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(m_progress);
    auto *paper = new QFrame(this);
    paper->setProperty("paper", true);
    auto *column = new QVBoxLayout(paper);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBar());
    column->addWidget(m_view, 1);
    column->addWidget(makeReply());
    layout->addWidget(paper, 1);
    layout->addWidget(m_footer);
    connect(m_picker, &ModelPicker::choiceChanged, this, &AnswerPane::edited);
    connect(m_picker, &ModelPicker::choiceChanged, this, &AnswerPane::refreshEmpty);
    connect(m_parameterPopup, &ParameterPopup::edited, this, &AnswerPane::refreshParameters);
    connect(m_parameterPopup, &ParameterPopup::edited, this, &AnswerPane::edited);
    connect(m_view, &AnswerView::viewChanged, this, &AnswerPane::refreshTools);
    connect(m_view, &AnswerView::emptyActionRequested, m_picker, &ModelPicker::open);
    refreshParameters();
    refreshEmpty();
    showIdle();
}

QWidget *AnswerPane::makeHeader()
{
    auto *header = new QWidget(this);
    m_parameters->setHint(tr("Temperature, length and the like"));
    m_parameters->setElideMode(Qt::ElideRight);
    m_parameters->setObjectName(QStringLiteral("parameters"));
    connect(m_parameters, &QPushButton::clicked, this, &AnswerPane::openParameters);
    m_run->setProperty("primary", true);
    m_run->setObjectName(QStringLiteral("run"));
    connect(m_run, &QPushButton::clicked, this, [this] {
        if (m_running)
            Q_EMIT stopRequested();
        else
            Q_EMIT runRequested();
    });
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(theme().space(3), theme().space(2), theme().space(4), theme().space(2));
    layout->setSpacing(theme().space(2));
    layout->addWidget(m_picker);
    layout->addWidget(m_parameters);
    layout->addStretch(1);
    layout->addWidget(m_run);
    return header;
}

QWidget *AnswerPane::makeBar()
{
    auto *bar = new QWidget(this);
    auto *caption = new QLabel(tr("Answer"), bar);
    caption->setProperty("caption", true);
    m_source = makeTool(bar, QStringLiteral("code"), tr("Show the source"), "answer.source");
    m_source->setCheckable(true);
    m_copy = makeTool(bar, QStringLiteral("copy"), tr("Copy the answer"), "answer.copy");
    connect(m_source, &QToolButton::clicked, m_view,
            [this] { m_view->showsSource() ? m_view->showRendered() : m_view->showSource(); });
    makeCopies();
    connect(m_copy, &QToolButton::clicked, m_view, [this] {
        if (m_view->keptText().isEmpty())
            QGuiApplication::clipboard()->setText(m_view->text());
        else
            m_copies->popup(m_copy->mapToGlobal(QPoint(0, m_copy->height())));
    });
    m_copyAs = new QToolButton(bar);
    m_copyAs->setObjectName(QStringLiteral("copyAs"));
    m_copyAs->setIcon(icon(QStringLiteral("braces")));
    m_copyAs->setAccessibleName(tr("Copy the request as a program"));
    m_copyAs->setToolTip(tr("Copy the request as a program; the key is read from an environment variable"));
    m_copyAs->setPopupMode(QToolButton::InstantPopup);
    m_copyAs->setMenu(new QMenu(m_copyAs));
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(theme().space(3), theme().space(1), theme().space(3), 0);
    layout->setSpacing(theme().space(1));
    layout->addWidget(caption);
    layout->addStretch();
    layout->addWidget(m_copyAs);
    layout->addWidget(m_source);
    layout->addWidget(m_copy);
    return bar;
}

QWidget *AnswerPane::makeReply()
{
    auto *row = new QWidget(this);
    m_reply = new QPushButton(icon(QStringLiteral("message-square")), tr("Reply"), row);
    m_reply->setObjectName(QStringLiteral("reply"));
    m_reply->setAccessibleName(tr("Reply to the answer"));
    m_reply->hide();
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(theme().space(3), 0, theme().space(3), theme().space(2));
    layout->addWidget(m_reply);
    layout->addStretch();
    return row;
}

void AnswerPane::setReplyAction(QAction *reply)
{
    connect(m_reply, &QPushButton::clicked, reply, &QAction::trigger);
    const auto refresh = [this, reply] {
        m_reply->setVisible(reply->isEnabled());
        const QString keys = reply->shortcut().toString(QKeySequence::NativeText);
        const QString tip = tr("Go on from this answer: it becomes a message, and you write the next one.");
        m_reply->setToolTip(keys.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, keys));
    };
    connect(reply, &QAction::changed, this, refresh); // its keys are the user's to choose
    refresh();
}

void AnswerPane::setCopyLanguages(const std::vector<std::pair<QString, QString>> &languages)
{
    m_copyAs->menu()->clear();
    for (const auto &[id, name] : languages)
        connect(m_copyAs->menu()->addAction(tr("Copy as %1").arg(name)), &QAction::triggered, this,
                [this, language = id] { Q_EMIT copyAsRequested(language); });
    refreshTools();
}

void AnswerPane::makeCopies()
{
    m_copies = new QMenu(this);
    const auto add = [this](const QString &text, auto content) {
        connect(m_copies->addAction(text), &QAction::triggered, this,
                [content] { QGuiApplication::clipboard()->setText(content()); });
    };
    add(tr("Copy both parts"), [this] { return m_view->keptText() + m_view->text(); });
    add(tr("Copy the kept part"), [this] { return m_view->keptText(); });
    add(tr("Copy the new part"), [this] { return m_view->text(); });
}

QToolButton *AnswerPane::makeTool(QWidget *parent, const QString &iconName, const QString &name, const char *commandId)
{
    auto *tool = new QToolButton(parent);
    tool->setIcon(icon(iconName));
    tool->setAccessibleName(name);
    QAction *action = commandAction(commandId, this, Qt::WindowShortcut); // a button's own shortcut clicks late
    const auto tell = [tool, action, name] {
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        tool->setToolTip(keys.isEmpty() ? name : QStringLiteral("%1 (%2)").arg(name, keys));
    };
    connect(action, &QAction::changed, tool, tell); // its keys are the user's to choose
    tell();
    connect(action, &QAction::triggered, tool, [tool] {
        if (tool->isVisible()) tool->click();
    });
    QSizePolicy policy = tool->sizePolicy();
    policy.setRetainSizeWhenHidden(true); // the answer below stays where it is
    tool->setSizePolicy(policy);
    return tool;
}

void AnswerPane::setDraft(const PromptDraft &draft)
{
    m_picker->setChoice({draft.providerId, draft.model});
    m_parameterPopup->setParameters(draft.parameters);
    fallbacks()->setFallbacks(draft.fallbacks, draft.fallbackOn);
    refreshParameters();
    refreshEmpty();
}

void AnswerPane::fill(PromptDraft &draft) const
{
    draft.providerId = m_picker->choice().providerId;
    draft.model = m_picker->choice().model;
    draft.parameters = m_parameterPopup->parameters();
    draft.fallbacks = fallbacks()->fallbacks();
    draft.fallbackOn = fallbacks()->fallbackOn();
}

FallbackEditor *AnswerPane::fallbacks() const
{
    return m_parameterPopup->fallbacks();
}

bool AnswerPane::check()
{
    if (m_picker->choice().model.isEmpty()) {
        m_picker->open();
        return false;
    }
    if (const auto invalid = m_parameterPopup->firstInvalid()) {
        m_view->showError(makeError(ErrorCode::BadParameter, *invalid), ErrorOrigin::Input);
        openParameters();
        m_parameterPopup->firstInvalid(); // the focus goes there now that it is in sight
        return false;
    }
    return true;
}

void AnswerPane::openParameters()
{
    m_parameterPopup->openBelow(m_parameters);
}

void AnswerPane::refreshParameters()
{
    QString summary = parameterSummary(m_parameterPopup->parameters());
    if (const auto models = fallbacks()->fallbacks(); !models.empty())
        summary += QStringLiteral(" · ") + tr("%n fallback(s)", nullptr, int(models.size()));
    m_parameters->setAccessibleName(tr("Parameters: %1").arg(summary));
    m_parameters->showText(summary);
}

void AnswerPane::refreshTools()
{
    const bool some = !m_view->text().isEmpty() || !m_view->keptText().isEmpty();
    m_copy->setVisible(some);
    m_source->setVisible(some && !m_running);
    m_copyAs->setVisible(some && !m_running && !m_copyAs->menu()->isEmpty());
    m_source->setChecked(m_view->showsSource());
}

void AnswerPane::refreshEmpty()
{
    if (m_picker->choice().model.isEmpty())
        m_view->showEmpty(tr("Choose the model that is to answer."), tr("Choose a model"));
    else
        m_view->showEmpty(tr("The answer streams here. Ctrl+Enter runs the prompt."));
}

void AnswerPane::showRunning()
{
    m_running = true;
    m_progress->start();
    m_run->setText(tr("Stop"));
    m_run->setIcon(icon(QStringLiteral("square"), &ThemeColors::onAccent));
    m_run->setToolTip(tr("Stop the answer and keep what arrived (Esc)"));
    refreshTools();
}

void AnswerPane::showIdle()
{
    m_running = false;
    m_progress->stop();
    m_run->setText(tr("Run"));
    m_run->setIcon(icon(QStringLiteral("play"), &ThemeColors::onAccent));
    m_run->setToolTip(tr("Run the prompt (Ctrl+Enter)"));
    refreshTools();
}

} // namespace burin
