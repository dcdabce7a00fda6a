#pragma once

#include "core/base/result.h"
#include "core/domain/replay.h"
#include "core/domain/run.h"
#include "ui/common/erroractions.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTabWidget;
class QToolButton;

namespace burin {

/// A language that a request can be copied as.
struct SnippetLanguage {
    QString id;
    QString name;
};

class ActionButtons;
class AnswerSection;
class CellModel;
class DataTable;
class EmptyState;
class ErrorNote;
class FactList;
class PromptView;
class ReplayView;

/// Everything of one run: head, error, answer, prompt, timings, cost, attempts, request.
class RunDetail : public QWidget {
    Q_OBJECT
public:
    explicit RunDetail(QWidget *parent = nullptr);

    void setRecord(const RunRecord &record);
    /// The run could not be read.
    void showError(const Error &error);
    /// No run is chosen.
    void clear();
    /// The answer to recordingWanted(); one for a run that is no longer shown is ignored.
    void setReplays(RunId run, const Result<std::vector<Replay>> &replays);
    /// A recording of @p run was stored: one that is shown may be there now.
    void refreshRecording(RunId run);
    /// What "Copy as" offers, in this order; nothing before.
    void setSnippetLanguages(const std::vector<SnippetLanguage> &languages);
    const std::optional<RunRecord> &record() const { return m_record; }

Q_SIGNALS:
    void openRequested(const burin::RunRecord &record);
    void recordingWanted(burin::RunId run); ///< Its tab is open; setReplays() is to follow.
    void exportRequested(const burin::Replay &replay, const QString &path);
    /// Continue or RunAgain.
    void actionRequested(burin::ErrorAction action, const burin::RunRecord &record);

    /// The run's request is wanted in the clipboard, as the source of a program in that language.
    void copyAsRequested(const QString &language, const burin::RunRecord &record);

private:
    QWidget *makeHead();
    QWidget *makeCost();
    QWidget *makeAttempts();
    QWidget *makeRequest();
    void showHead();
    void showTables();
    void wantRecording();

    std::optional<RunRecord> m_record;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_subtitle;
    QLabel *m_figures;
    QPushButton *m_open;
    ActionButtons *m_actions;
    ErrorNote *m_error;
    QTabWidget *m_tabs;
    AnswerSection *m_answer;
    PromptView *m_prompt;
    FactList *m_timings;
    FactList *m_cost;
    CellModel *m_receipt;
    DataTable *m_receiptTable;
    CellModel *m_attempts;
    DataTable *m_attemptTable;
    QPlainTextEdit *m_request;
    QToolButton *m_copyAs;
    ReplayView *m_replay;
    RunId m_wanted; ///< Whose recording was asked for.
};

} // namespace burin
