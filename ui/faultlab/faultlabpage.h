#pragma once

#include "ui/faultlab/faultscenario.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace burin {

class FaultResult;
class FaultTable;
class ProgressLine;
class ScenarioList;

/// The Fault lab: pick a way to go wrong, run the open prompt through it, and see whether it ended as it should. Knows
/// no simulator: it is told the scenarios and what became of the runs.
class FaultLabPage : public QWidget {
    Q_OBJECT
public:
    explicit FaultLabPage(QWidget *parent = nullptr);

    void setScenarios(const std::vector<FaultScenario> &scenarios);
    /// The wire formats to choose from: their ids.
    void setKinds(const QStringList &kinds);
    void showAttempt(const Attempt &attempt);
    void showRetrying(int next, std::chrono::milliseconds delay);
    /// A run ended. After the last one of an order the page is ready again.
    void showFinished(const QString &model, const RunRecord &record);
    /// So many runs of the order will never begin.
    void dropOrders(int count);
    /// Nothing could be run.
    void showError(const Error &error);

Q_SIGNALS:
    void runRequested(const burin::FaultOrder &order);
    void runAllRequested(const std::vector<burin::FaultOrder> &orders);
    void cancelRequested();
    void settingsRequested();

private:
    QWidget *makeDetail();
    QWidget *makeControls();
    void showScenario(const QString &model);
    void run();
    void runAll();
    void setRunning(int runs);
    void showProgress();
    FaultOrder orderFor(const QString &model) const;
    const FaultScenario *find(const QString &model) const;

    std::vector<FaultScenario> m_scenarios;
    ScenarioList *m_list;
    QLabel *m_title;
    QLabel *m_description;
    QLabel *m_expected;
    QComboBox *m_kind;
    QCheckBox *m_skipWaits;
    QPushButton *m_run;
    QPushButton *m_runAll;
    QPushButton *m_cancel;
    QLabel *m_progress;
    ProgressLine *m_line;
    QStackedWidget *m_results;
    FaultResult *m_result;
    FaultTable *m_table;
    int m_running = 0; ///< Runs of the order that have not ended.
    int m_ordered = 0;
};

} // namespace burin
