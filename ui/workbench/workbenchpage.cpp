#include "ui/workbench/workbenchpage.h"

#include "ui/commandpalette/commandaction.h"
#include "ui/common/announce.h"
#include "ui/common/format.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/workbench/answerpane.h"
#include "ui/workbench/answerview.h"
#include "ui/workbench/conversationpane.h"
#include "ui/workbench/fallbackeditor.h"
#include "ui/workbench/modelpicker.h"
#include "ui/workbench/promptpane.h"
#include "ui/workbench/runfooter.h"

#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace burin {

namespace {

using namespace std::chrono_literals;

constexpr auto DraftDelay = 500ms; ///< From the first unsaved edit to draftChanged().
constexpr int LongestTitle = 200;

} // namespace

WorkbenchPage::WorkbenchPage(QWidget *parent)
    : QWidget(parent),
      m_title(new QLineEdit(this)),
      m_estimate(new QLabel(this)),
      m_prompt(new PromptPane(this)),
      m_conversation(new ConversationPane(this)),
      m_answer(new AnswerPane(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(makeSplitter(), 1);
    setFocusProxy(m_prompt);
    makeActions();
    m_draftTimer.setSingleShot(true);
    m_draftTimer.setInterval(DraftDelay);
    connectParts();
}

QWidget *WorkbenchPage::makeHeader()
{
    auto *header = new QFrame(this);
    header->setProperty("header", true);
    m_title->setFont(theme().titleFont());
    m_title->setProperty("title", true);
    m_title->setMaxLength(LongestTitle);
    m_title->setPlaceholderText(tr("Untitled prompt"));
    m_title->setAccessibleName(tr("Title of the prompt"));
    m_title->setObjectName(QStringLiteral("title"));
    m_estimate->setTextFormat(Qt::PlainText);
    m_estimate->setProperty("muted", true);
    m_estimate->setObjectName(QStringLiteral("estimate"));
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(theme().space(3), theme().space(1), theme().space(4), theme().space(1));
    layout->addWidget(m_title, 1);
    layout->addWidget(m_estimate);
    layout->addWidget(makeAssistMenu(header));
    return header;
}

QToolButton *WorkbenchPage::makeAssistMenu(QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(QStringLiteral("assistMenu"));
    button->setIcon(icon(QStringLiteral("sparkles")));
    button->setAccessibleName(tr("Help with the prompt"));
    button->setToolTip(tr("Help with the prompt"));
    button->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(button);
    const auto add = [&](const char *id, AssistKind kind) {
        QAction *action = commandAction(id, this);
        connect(action, &QAction::triggered, this, [this, kind] { Q_EMIT assistRequested(kind); });
        menu->addAction(action);
        return action;
    };
    add("assist.improve", AssistKind::Improve);
    add("assist.cases", AssistKind::TestCases);
    m_explain = add("assist.explain", AssistKind::ExplainFailure);
    m_explain->setEnabled(false);
    button->setMenu(menu);
    return button;
}

QWidget *WorkbenchPage::makeSplitter()
{
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(QStringLiteral("workbenchSplitter"));
    splitter->setHandleWidth(1);
    auto *writing = new QSplitter(Qt::Vertical, splitter);
    writing->setObjectName(QStringLiteral("conversationSplitter"));
    writing->setHandleWidth(1);
    writing->addWidget(m_prompt);
    writing->addWidget(m_conversation);
    writing->setChildrenCollapsible(false);
    writing->setStretchFactor(0, 5);
    writing->setStretchFactor(1, 2);
    splitter->addWidget(writing);
    splitter->addWidget(m_answer);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    m_prompt->setMinimumWidth(theme().space(60));
    m_answer->setMinimumWidth(theme().space(80));
    return splitter;
}

WorkbenchPage::~WorkbenchPage()
{
    // The children lose the focus after this, when there is no page any more to hear of it.
    disconnect(qApp, nullptr, this, nullptr);
}

void WorkbenchPage::makeActions()
{
    const auto add = [this](const char *id, auto handler) {
        QAction *action = commandAction(id, this);
        connect(action, &QAction::triggered, this, handler);
        return action;
    };
    add("run.start", [this] { run(); });
    m_stop = add("run.stop", [this] { Q_EMIT stopRequested(); });
    m_stop->setEnabled(false);
    m_reply = add("answer.reply", [this] { Q_EMIT replyRequested(m_shown); });
    m_reply->setEnabled(false);
    m_answer->setReplyAction(m_reply);
    add("model.choose", [this] { m_answer->picker()->open(); });
}

void WorkbenchPage::connectParts()
{
    connect(m_title, &QLineEdit::textEdited, this, &WorkbenchPage::noteEdit);
    connect(m_title, &QLineEdit::textChanged, this, &WorkbenchPage::titleChanged);
    connect(m_prompt, &PromptPane::edited, this, &WorkbenchPage::noteEdit);
    connect(m_prompt, &PromptPane::fragmentsRead, this, [this] {
        if (m_runWhenRead) run();
    });
    connect(m_answer, &AnswerPane::edited, this, &WorkbenchPage::noteEdit);
    connect(&m_draftTimer, &QTimer::timeout, this, &WorkbenchPage::flushDraft);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *old) {
        if (old && isAncestorOf(old)) flushDraft();
    });
    connect(m_answer, &AnswerPane::runRequested, this, &WorkbenchPage::run);
    connect(m_answer, &AnswerPane::stopRequested, this, &WorkbenchPage::stopRequested);
    connect(m_answer->footer(), &RunFooter::giveUpRequested, this, &WorkbenchPage::stopRequested);
    connect(m_answer->footer(), &RunFooter::retryNowRequested, this, &WorkbenchPage::retryNowRequested);
    connect(m_answer->view(), &AnswerView::actionRequested, this, &WorkbenchPage::act);
    for (const ModelPicker *picker : {m_answer->picker(), m_answer->fallbacks()->picker()}) {
        connect(picker->popup(), &ModelPopup::modelsRequested, this, &WorkbenchPage::modelsRequested);
        connect(picker->popup(), &ModelPopup::settingsRequested, this, &WorkbenchPage::settingsRequested);
    }
}

void WorkbenchPage::noteEdit()
{
    // Not restarted: who types without a pause is saved all the same.
    if (!m_draftTimer.isActive()) m_draftTimer.start();
}

void WorkbenchPage::flushDraft()
{
    const bool pending = m_draftTimer.isActive() || sender() == &m_draftTimer;
    m_draftTimer.stop();
    if (pending) Q_EMIT draftChanged(draft());
}

void WorkbenchPage::setProviders(const std::vector<ProviderState> &providers)
{
    m_answer->picker()->setProviders(providers);
    m_answer->fallbacks()->setProviders(providers);
}

void WorkbenchPage::setModels(const QString &providerId, const std::vector<ModelInfo> &models)
{
    for (const ModelPicker *picker : {m_answer->picker(), m_answer->fallbacks()->picker()})
        picker->popup()->setModels(providerId, models);
}

void WorkbenchPage::showModelsError(const QString &providerId, const Error &error)
{
    for (const ModelPicker *picker : {m_answer->picker(), m_answer->fallbacks()->picker()})
        picker->popup()->showModelsError(providerId, error);
}

void WorkbenchPage::setDraft(const PromptDraft &draft)
{
    m_draftTimer.stop();
    m_runWhenRead = false;
    m_opened = draft;
    m_title->setText(draft.title);
    m_title->setCursorPosition(0);
    m_prompt->setDraft(draft);
    m_answer->setDraft(draft);
}

PromptDraft WorkbenchPage::draft() const
{
    PromptDraft draft = m_opened;
    draft.title = m_title->text();
    m_prompt->fill(draft);
    m_answer->fill(draft);
    return draft;
}

static QString howCounted(TokenPrecision precision)
{
    switch (precision) {
    case TokenPrecision::Exact:
        return WorkbenchPage::tr("The tokens are counted with the model's own encoding.");
    case TokenPrecision::Learned:
        return WorkbenchPage::tr("The tokens are estimated from what earlier runs took.");
    case TokenPrecision::Rough:
        break;
    }
    return WorkbenchPage::tr("The tokens are estimated from the length of the text.");
}

void WorkbenchPage::setPlace(PromptId prompt, VersionId version)
{
    m_opened.prompt = prompt;
    m_opened.version = version;
}

void WorkbenchPage::setTurn(const Turn &turn)
{
    m_opened.turn = turn;
}

void WorkbenchPage::setTitle(const QString &title)
{
    m_title->setText(title);
    m_title->setCursorPosition(0);
}

std::vector<ModelRef> WorkbenchPage::knownModels() const
{
    return m_answer->picker()->popup()->knownModels();
}

void WorkbenchPage::chooseModel(const ModelRef &model)
{
    Q_EMIT m_answer->picker()->popup()->chosen(model);
}

void WorkbenchPage::setEstimate(const CostEstimate &estimate)
{
    const bool exact = estimate.precision == TokenPrecision::Exact;
    QString text = (exact ? tr("%1 tokens in") : tr("~%1 tokens in")).arg(formatTokens(estimate.inputTokens));
    if (estimate.worst == Money{})
        text += tr(" · free");
    else if (estimate.input && estimate.worst)
        text += tr(" · estimate %1–%2").arg(formatMoney(estimate.input), formatMoney(estimate.worst));
    else if (estimate.input)
        text += tr(" · estimate from %1").arg(formatMoney(estimate.input));
    else
        text += tr(" · price unknown");
    m_estimate->setText(text);
    QString tip = tr("What the next run may cost.") + u' ' + howCounted(estimate.precision);
    if (!estimate.priceSource.isEmpty()) tip += u' ' + tr("Price from: %1").arg(visibleText(estimate.priceSource));
    setPlainToolTip(m_estimate, tip);
}

void WorkbenchPage::run()
{
    if (isRunning() || m_starting) return;
    m_runWhenRead = m_prompt->isReadingFragments();
    if (m_runWhenRead) return;
    const std::optional<std::vector<Message>> messages = m_prompt->render();
    if (!messages) return;
    if (messages->empty()) {
        m_answer->view()->showError(makeError(ErrorCode::EmptyPrompt), ErrorOrigin::Input);
        m_prompt->focusPrompt();
        return;
    }
    if (!m_answer->check()) return;
    m_starting = true;
    flushDraft();
    Q_EMIT runRequested(draft(), *messages);
}

void WorkbenchPage::act(ErrorAction action)
{
    switch (action) {
    case ErrorAction::TryAgain:
    case ErrorAction::RunAgain:
    case ErrorAction::RunWithoutDocuments:
        return run();
    case ErrorAction::Continue:
        if (!isRunning()) Q_EMIT continueRequested(m_shown);
        return;
    case ErrorAction::SwitchModel:
        return m_answer->picker()->open();
    case ErrorAction::OpenSettings:
        Q_EMIT settingsRequested(m_answer->picker()->choice().providerId);
        return;
    default:
        Q_EMIT actionRequested(action);
    }
}

void WorkbenchPage::showStarted(const RunSpec &spec)
{
    m_starting = false;
    m_stop->setEnabled(true);
    m_answer->view()->begin(spec.continuation ? spec.continuation->text : QString());
    m_answer->showRunning();
    m_answer->footer()->showStarted(spec);
    m_reply->setEnabled(false);
}

void WorkbenchPage::showAttempt(int number)
{
    m_answer->footer()->showAttempt(number);
}

void WorkbenchPage::appendText(const QString &text)
{
    m_answer->view()->addText(text);
    m_answer->footer()->showContent();
}

void WorkbenchPage::appendReasoning(const QString &text)
{
    m_answer->view()->addReasoning(text);
    m_answer->footer()->showContent();
}

void WorkbenchPage::showRetrying(int next, std::chrono::milliseconds delay, const Error &cause)
{
    m_answer->footer()->showRetrying(next, delay, cause);
}

void WorkbenchPage::showFallback(int next, const QString &model, const Error &cause)
{
    m_answer->footer()->showFallback(next, model, cause);
}

void WorkbenchPage::showFinished(const RunRecord &record)
{
    m_starting = false;
    m_stop->setEnabled(false);
    m_explain->setEnabled(true);
    m_shown = record;
    if (!record.continues.isValid()) m_answer->view()->setKept({});
    m_answer->view()->finish(record);
    m_answer->showIdle();
    m_answer->footer()->showFinished(record);
    m_reply->setEnabled(record.id.isValid() && (!record.text.isEmpty() || !record.toolCalls.empty()));
}

void WorkbenchPage::setKeptText(const QString &text)
{
    m_answer->view()->setKept(text);
}

void WorkbenchPage::showError(const Error &error)
{
    m_starting = false;
    m_stop->setEnabled(false);
    m_answer->showIdle();
    m_answer->footer()->clear();
    m_answer->view()->showError(error, ErrorOrigin::Input);
    m_reply->setEnabled(false);
}

void WorkbenchPage::clearAnswer()
{
    m_answer->footer()->clear();
    m_answer->view()->clear();
    m_shown = {};
    m_reply->setEnabled(false);
    m_explain->setEnabled(false);
}

bool WorkbenchPage::isRunning() const
{
    return m_answer->isRunning();
}

} // namespace burin
