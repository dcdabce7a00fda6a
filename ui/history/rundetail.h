#pragma once

#include "core/base/result.h"
#include "core/domain/replay.h"
#include "core/domain/run.h"
#include "core/domain/runcontext.h"
#include "ui/common/erroractions.h"
#include "ui/history/runhead.h"

#include <QSet>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

class QStackedWidget;
class QTabWidget;

namespace burin {

/// A language that a request can be copied as.
struct SnippetLanguage {
    QString id;
    QString name;
};

class AnswerSection;
class CostSection;
class EmptyState;
class PromptSection;
class ReplayView;
class TimeSection;
class WireSection;

/// Everything of one run: its head, and a tab each for answer, prompt, time, cost, request and response, recording. The
/// tab stays when another run is shown; only the one in sight is filled.
class RunDetail : public QWidget {
    Q_OBJECT
public:
    explicit RunDetail(QWidget *parent = nullptr);

    void setRecord(const RunRecord &record);
    /// What stands around @p run; ignored when another one is shown.
    void setContext(RunId run, const RunContext &context);
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
    void setExtent(RunHead::Extent extent);
    /// Its picker of another model wants to know the providers and their models.
    RunHead *head() const { return m_head; }
    const std::optional<RunRecord> &record() const { return m_record; }

Q_SIGNALS:
    void openRequested(const burin::RunRecord &record);
    void recordingWanted(burin::RunId run); ///< A tab that needs it is open; setReplays() is to follow.
    void exportRequested(const burin::Replay &replay, const QString &path);
    /// Continue or RunAgain.
    void actionRequested(burin::ErrorAction action, const burin::RunRecord &record);
    /// To be run again on @p model.
    void runOnRequested(const burin::ModelRef &model, const burin::RunRecord &record);
    /// By the user.
    void marksChanged(burin::RunId run, const burin::RunMarks &before, const burin::RunMarks &after);
    void runRequested(burin::RunId run); ///< To show that one.
    void compareRequested(burin::RunId before, burin::RunId after);
    void aloneRequested(); ///< To fill the window.
    void backRequested();
    void stepRequested(int rows); ///< -1 = the run above in the list.
    /// The run's request is wanted in the clipboard, as the source of a program in that language.
    void copyAsRequested(const QString &language, const burin::RunRecord &record);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    /// A tab: how it shows the run, and how the recordings, if it wants them.
    struct Part {
        std::function<void(const RunRecord &)> show;
        std::function<void(const std::vector<Replay> &)> showReplays = {};
    };

    void addParts();
    void connectHead();
    void fill();
    void wantRecording();
    void showReplaysIn(int tab);
    QString whyNoRecording() const;

    std::optional<RunRecord> m_record;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    RunHead *m_head;
    QTabWidget *m_tabs;
    AnswerSection *m_answer;
    PromptSection *m_prompt;
    TimeSection *m_time;
    CostSection *m_cost;
    WireSection *m_wire;
    ReplayView *m_replay;
    std::vector<Part> m_parts;                                    ///< By tab.
    QSet<int> m_filled;                                           ///< The tabs that show the run.
    RunId m_wanted;                                               ///< Whose recording was asked for.
    std::shared_ptr<const Result<std::vector<Replay>>> m_replays; ///< What was answered.
    RunHead::Extent m_extent = RunHead::Extent::Part;
};

} // namespace burin
