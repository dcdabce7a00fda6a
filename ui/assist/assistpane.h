#pragma once

#include "core/domain/assist.h"
#include "core/domain/error.h"
#include "core/domain/provider.h"

#include <QDialog>

#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace burin {

class AssistResultView;
class ModelPicker;

/// Help with a prompt, in its own window beside the main one: a model is asked, its answer is shown, and nothing
/// changes until the user accepts it. Shows values and emits values; who connects the signals executes the run.
class AssistPane : public QDialog {
    Q_OBJECT
public:
    explicit AssistPane(QWidget *parent = nullptr);

    /// Opens it for a question of @p kind about @p subject. The model stays the one that was chosen before; at first
    /// it is the prompt's. While an answer is under way it only comes to the front.
    void begin(AssistKind kind, const PromptDraft &subject);
    const PromptDraft &subject() const { return m_subject; }
    ModelPicker *picker() const { return m_picker; }

    void showStarted();
    /// The answer, with what it cost in words.
    void showResult(const AssistResult &result, const QString &cost);
    /// Why there is no result. What the model wrote is kept in sight.
    void showProblem(const QString &sentence, const QString &answer);
    /// The question to answer before a run that may be expensive is sent: Ask becomes "Ask anyway".
    void showQuestion(const Error &question);
    bool isRunning() const { return m_state == State::Running; }

Q_SIGNALS:
    void askRequested(const burin::AssistOrder &order);
    void confirmed(); ///< The answer to showQuestion() is yes.
    void stopRequested();
    void improvementAccepted(const burin::PromptDraft &proposal);
    void casesAccepted(const std::vector<burin::ValueSet> &cases); ///< Those that are ticked, at least one.

private:
    enum class State { Idle, Running, Question, Result };
    QWidget *makeOrder();
    QWidget *makeButtons();
    void setState(State state);
    void press();
    void acceptShown();
    void tell(const QString &text, const QString &tone);

    AssistKind m_kind = AssistKind::Improve;
    PromptDraft m_subject;
    State m_state = State::Idle;
    ModelPicker *m_picker;
    QLabel *m_heading;
    QLineEdit *m_wish;
    QSpinBox *m_count;
    QPushButton *m_ask;
    QLabel *m_note;
    AssistResultView *m_result;
    QPushButton *m_accept = nullptr;
    QPushButton *m_reject = nullptr;
};

} // namespace burin
