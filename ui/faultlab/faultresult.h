#pragma once

#include "ui/faultlab/faultscenario.h"

#include <QFrame>

class QLabel;
class QPlainTextEdit;

namespace burin {

class ErrorCard;
class FactList;

/// What became of one run: did it end as expected, its attempts with their waits, the error, the text that was kept.
class FaultResult : public QFrame {
    Q_OBJECT
public:
    explicit FaultResult(QWidget *parent = nullptr);

    void clear();
    void showStarted();
    void showAttempt(const Attempt &attempt);
    void showRetrying(int next, std::chrono::milliseconds delay);
    void showFinished(const RunRecord &record, const Expectation &expected);

Q_SIGNALS:
    void runAgainRequested();
    void settingsRequested();

private:
    void showTimeline();
    void paintVerdict();

    QLabel *m_icon;
    QLabel *m_verdict;
    FactList *m_timeline;
    ErrorCard *m_error;
    QPlainTextEdit *m_text;
    QLabel *m_kept;
    std::vector<Attempt> m_attempts;
    QString m_next; ///< What is being waited for.
    std::optional<bool> m_met;
};

} // namespace burin
