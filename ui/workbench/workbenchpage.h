#pragma once

#include "core/cost/pricing.h"
#include "core/domain/assist.h"
#include "core/domain/error.h"
#include "core/domain/prompt.h"
#include "core/domain/provider.h"
#include "core/domain/run.h"
#include "ui/common/erroractions.h"

#include <QTimer>
#include <QWidget>

#include <chrono>
#include <vector>

class QLabel;
class QLineEdit;
class QToolButton;

namespace burin {

class AnswerPane;
class ConversationPane;
class PromptPane;

/// Where a prompt is written and run: the prompt on the left, the answer on the right. Shows values and emits values;
/// who connects the signals executes the run and tells the page how it goes.
class WorkbenchPage : public QWidget {
    Q_OBJECT
public:
    explicit WorkbenchPage(QWidget *parent = nullptr);
    ~WorkbenchPage() override;

    /// What the picker offers; the selection stays.
    void setProviders(const std::vector<ProviderState> &providers);
    void setModels(const QString &providerId, const std::vector<ModelInfo> &models);
    void showModelsError(const QString &providerId, const Error &error);

    /// Replaces everything typed, without draftChanged().
    void setDraft(const PromptDraft &draft);
    PromptDraft draft() const;
    /// Where in the library the draft belongs now; what is typed stays.
    void setPlace(PromptId prompt, VersionId version);
    void setTurn(const Turn &turn);
    void setTitle(const QString &title);
    /// The models that are known so far, of all providers.
    std::vector<ModelRef> knownModels() const;
    /// As if it had been chosen in the list of models.
    void chooseModel(const ModelRef &model);
    /// What the next run may cost.
    void setEstimate(const CostEstimate &estimate);

    /// A run began: the answer is cleared, Run becomes Stop.
    void showStarted(const RunSpec &spec);
    void showAttempt(int number);
    void appendText(const QString &text);
    void appendReasoning(const QString &text);
    void showRetrying(int next, std::chrono::milliseconds delay, const Error &cause);
    /// Attempt @p next goes to another model.
    void showFallback(int next, const QString &model, const Error &cause);
    /// The end of the running run, or a run of the history.
    void showFinished(const RunRecord &record);
    /// What the record that is shown next goes on with.
    void setKeptText(const QString &text);
    /// The run could not start: said in place.
    void showError(const Error &error);
    /// As before the first run.
    void clearAnswer();
    bool isRunning() const;
    /// The prompt's editor, for what only it and the wiring have to do with.
    PromptPane *prompt() const { return m_prompt; }
    ConversationPane *conversation() const { return m_conversation; }
    /// The same for the answer.
    AnswerPane *answer() const { return m_answer; }
    /// The run whose answer is shown; without an id before the first one ended.
    const RunRecord &shown() const { return m_shown; }

Q_SIGNALS:
    void runRequested(const burin::PromptDraft &draft,
                      const std::vector<burin::Message> &messages); ///< Rendered, valid.
    /// The shown answer is not whole: go on where it ends.
    void continueRequested(const burin::RunRecord &record);
    /// The shown answer is to become the assistant's message of the prompt, for the next turn.
    void replyRequested(const burin::RunRecord &record);
    void stopRequested();
    void retryNowRequested();
    /// Within half a second of an edit, and when the focus leaves.
    void draftChanged(const burin::PromptDraft &draft);
    void titleChanged(const QString &title);
    void assistRequested(burin::AssistKind kind); ///< From the menu "Help with the prompt".
    void modelsRequested(const QString &providerId);
    void settingsRequested(const QString &providerId);
    /// What the page cannot do by itself: RaiseBudget, Resume, TopUp, Approve, Cancel.
    void actionRequested(burin::ErrorAction action);

public Q_SLOTS:
    /// As if its button had been pressed here.
    void act(burin::ErrorAction action);

private:
    QWidget *makeHeader();
    QToolButton *makeAssistMenu(QWidget *parent);
    QWidget *makeSplitter();
    void makeActions();
    void connectParts();
    void noteEdit();
    void flushDraft();
    void run();

    QLineEdit *m_title;
    QLabel *m_estimate;
    PromptPane *m_prompt;
    ConversationPane *m_conversation;
    AnswerPane *m_answer;
    QAction *m_stop = nullptr;
    QAction *m_reply = nullptr;   ///< While an answer is shown that has something to reply to.
    QAction *m_explain = nullptr; ///< Once there is an answer.
    QTimer m_draftTimer;
    PromptDraft m_opened;       ///< By setDraft(): what no part of the page shows stays as it was there.
    RunRecord m_shown;          ///< The one that ended last, or was opened.
    bool m_runWhenRead = false; ///< Run was pressed while the prompt's fragments were being read.
    bool m_starting = false;    ///< runRequested() was emitted, no answer to it yet.
};

} // namespace burin
