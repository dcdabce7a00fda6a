#pragma once

#include "core/base/result.h"
#include "core/domain/replay.h"
#include "ui/history/replayclock.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QSlider;
class QStackedWidget;
class QToolButton;

namespace burin {

class EmptyState;
class FactList;
class FoldButton;
class ReplayStrip;

/// The recording of a run, to be played again: when each piece of the answer came, and what stood there by then.
/// Space plays and pauses.
class ReplayView : public QWidget {
    Q_OBJECT
public:
    explicit ReplayView(QWidget *parent = nullptr);

    /// One for each attempt that was recorded, in their order; the last one is shown.
    void setReplays(std::vector<Replay> replays);
    /// There is nothing to play; @p why says so in a sentence.
    void showNothing(const QString &why);

Q_SIGNALS:
    /// To write the recording into the file @p path.
    void exportRequested(const burin::Replay &replay, const QString &path);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeBar();
    QWidget *makeFoot();
    void build();
    void connectParts();
    void choose(int index);
    void toggle();
    void showPosition();
    void showPlaying(bool playing);
    void askForFile();

    std::vector<Replay> m_replays;
    int m_index = -1;
    QString m_shown; ///< In the text view; grows while time goes forward.
    ReplayClock m_clock;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QComboBox *m_attempt;
    QToolButton *m_play;
    QComboBox *m_speed;
    QLabel *m_time;
    QToolButton *m_export;
    ReplayStrip *m_strip;
    QSlider *m_slider;
    QPlainTextEdit *m_text;
    FactList *m_facts;
    QPlainTextEdit *m_headers;
    FoldButton *m_fold;
};

} // namespace burin
