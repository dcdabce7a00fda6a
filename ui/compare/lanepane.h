#pragma once

#include "core/domain/comparison.h"
#include "core/domain/run.h"
#include "ui/common/erroractions.h"
#include "ui/common/fragmentsource.h"
#include "ui/common/latest.h"

#include <QFrame>

#include <functional>
#include <vector>

class QLabel;
class QMenu;
class QPushButton;

namespace burin {

class LaneAnswer;
class LaneSeries;
class LaneSetup;
class LaneVerdict;

/// One lane of a comparison: what it runs, its answer, what the user thinks of it. Who hears its series ask for a run
/// executes it and tells answer() and series() how it goes.
class LanePane : public QFrame {
    Q_OBJECT
public:
    explicit LanePane(QWidget *parent = nullptr);

    LaneSetup *setup() const { return m_setup; }
    LaneAnswer *answer() const { return m_answer; }
    LaneVerdict *verdict() const { return m_verdict; }
    LaneSeries *series() const { return m_series; }
    /// The lane's @p index, from 0: its letter and colour.
    void setPlace(int index);
    QString letter() const;

    /// Where the texts come from that the lane's prompt includes.
    void setFragmentSource(FragmentSource source) { m_source = std::move(source); }
    void setLane(const ComparedLane &lane);
    /// With the runs of its series.
    ComparedLane lane() const;

    /// Runs the lane; what is missing or wrong is told in place instead.
    void run(const PromptDraft &open);
    /// Asks in place before anything is sent; @p approve is called when the user agrees.
    void ask(const Error &question, std::function<void()> approve);
    /// Shows what differs from @p base; nullptr compares nothing.
    void compareWith(const LanePane *base);

Q_SIGNALS:
    void runPressed(); ///< Its own button, or to try again: run() is wanted.
    void answered();   ///< There is a new answer.
    void edited();     ///< By the user.
    /// What the lane cannot do by itself.
    void actionRequested(burin::ErrorAction action);
    void duplicateRequested();
    void removeRequested();
    void baseRequested();
    void moveRequested(int places); ///< −1 to the left, 1 to the right.

private:
    QWidget *makeHead();
    void makeMenu();
    void connectParts();
    void start(const PromptDraft &draft, const Fragments &fragments);
    void press();
    void decline();
    void act(ErrorAction action);
    void refreshRun();
    void paintStripe();
    void showRecord(const RunRecord &record);
    void showVariance();

    ComparedLane m_lane; ///< What none of the parts keeps.
    std::function<void()> m_approve;
    Latest m_diff, m_variance, m_fragments;
    FragmentSource m_source;
    QWidget *m_stripe; ///< In the colour of the lane's model.
    QLabel *m_letter;
    QLabel *m_count; ///< Which of the repeats is running.
    QPushButton *m_run;
    QMenu *m_menu;
    LaneSetup *m_setup;
    LaneAnswer *m_answer;
    LaneVerdict *m_verdict;
    LaneSeries *m_series;
};

} // namespace burin
