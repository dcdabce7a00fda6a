#pragma once

#include "core/domain/run.h"
#include "core/prompt/answervariance.h"
#include "ui/common/erroractions.h"

#include <QWidget>

#include <optional>

class QLabel;
class QStackedWidget;

namespace burin {

class AnswerView;
class DiffView;
class ProgressLine;
class RunFooter;
class VarianceView;

/// What is looked at in the lanes: the answers, what differs from the base lane's, or what repeated runs have in
/// common.
enum class LaneAspect { Answer, Changes, Repeats };

/// The answer of a lane with its footer: streaming, whole, as a diff, or as figures over its repeats. Told how a run
/// goes by who connects it.
class LaneAnswer : public QWidget {
    Q_OBJECT
public:
    explicit LaneAnswer(QWidget *parent = nullptr);

    AnswerView *view() const { return m_view; }
    /// While a lane runs its answer is shown; where there is nothing to see of @p aspect, too.
    void setAspect(LaneAspect aspect);
    /// What differs from the answer of lane @p base; nullopt while there is nothing to compare.
    void setChanges(const std::optional<TextDiff> &diff, const QString &base);
    void setVariance(const std::optional<AnswerVariance> &variance);

public Q_SLOTS:
    void showStarted(const burin::RunSpec &spec);
    void showAttempt(int number);
    void appendText(const QString &text);
    void appendReasoning(const QString &text);
    void showRetrying(int next, std::chrono::milliseconds delay, const burin::Error &cause);
    void showFallback(int next, const QString &model, const burin::Error &cause);
    void showRecord(const burin::RunRecord &record);
    void showError(const burin::Error &error);

Q_SIGNALS:
    void actionRequested(burin::ErrorAction action);
    void retryNowRequested();
    void giveUpRequested();
    void runPicked(int run); ///< Of the repeats.

private:
    QWidget *makeChanges();
    void refresh();

    ProgressLine *m_progress;
    QStackedWidget *m_stack;
    AnswerView *m_view;
    QLabel *m_difference;
    DiffView *m_diff;
    VarianceView *m_variance;
    RunFooter *m_footer;
    QWidget *m_changes = nullptr;
    LaneAspect m_aspect = LaneAspect::Answer;
    bool m_running = false;
    bool m_hasDiff = false;
    bool m_hasVariance = false;
};

} // namespace burin
