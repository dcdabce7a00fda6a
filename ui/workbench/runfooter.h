#pragma once

#include "core/domain/run.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace burin {

class AttemptsPopup;

/// What a run is doing and what it came to: status, attempt, countdown, time against its limit, tokens, cost.
class RunFooter : public QWidget {
    Q_OBJECT
public:
    explicit RunFooter(QWidget *parent = nullptr);

    void clear();
    void showStarted(const RunSpec &spec);
    void showAttempt(int number);
    /// The first text or reasoning of an attempt arrived.
    void showContent();
    void showRetrying(int next, milliseconds delay, const Error &cause);
    /// Attempt @p next goes to @p model instead.
    void showFallback(int next, const QString &model, const Error &cause);
    void showFinished(const RunRecord &record);
    /// What the footer says when the attempt, or the wait before one, has taken @p elapsed.
    void showElapsed(milliseconds elapsed);

Q_SIGNALS:
    void retryNowRequested();
    void giveUpRequested();

private:
    enum class Phase { Idle, Waiting, Streaming, Retrying, Finished };

    void makeParts();
    QLabel *addFact(const QString &name);
    void beginPhase(Phase phase);
    void setStatus(const QString &iconName, const QString &tone, const QString &text);
    void hideFacts();
    static void tell(QLabel *label, const QString &text, const QString &exact = {});
    void tellUsage(const RunRecord &record);
    void tellTimes(const RunRecord &record);
    void tellEnd(const RunRecord &record);
    void applyTheme();

    Phase m_phase = Phase::Idle;
    QTimer m_tick;
    QElapsedTimer m_clock;
    Timeouts m_timeouts;
    milliseconds m_delay{0};
    int m_attempt = 1;
    QString m_fallback; ///< The model that answers instead; empty = the chosen one.
    int m_attempts = 1; ///< At most.
    QString m_iconName, m_tone;
    QLabel *m_icon;
    QLabel *m_status, *m_tries, *m_elapsed, *m_cause, *m_first, *m_tokens, *m_speed, *m_cost, *m_served;
    QPushButton *m_now, *m_giveUp, *m_details;
    AttemptsPopup *m_popup;
};

} // namespace burin
