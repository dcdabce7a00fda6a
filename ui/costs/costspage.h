#pragma once

#include "core/base/result.h"
#include "core/domain/costreport.h"
#include "core/domain/history.h"
#include "ui/common/latest.h"

#include <QFuture>
#include <QWidget>

#include <functional>

class QButtonGroup;
class QStackedWidget;

namespace burin {

class CostsBoard;
class EmptyState;

/// What the runs of a time range cost: figures, the cost per day by model, a table by model. Simulated runs are in none
/// of it. Reads nothing while it is hidden.
class CostsPage : public QWidget {
    Q_OBJECT
public:
    explicit CostsPage(std::function<QFuture<Result<CostReport>>(const DayRange &)> source, QWidget *parent = nullptr);

    /// Reads the figures again: now, or when the page is shown next.
    void refresh();

Q_SIGNALS:
    /// A bar or a row was clicked: the runs of that time and model.
    void runsRequested(const burin::RunQuery &query);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeHeader();
    void setDays(int days);
    void load();
    void showReport(const Result<CostReport> &report);

    std::function<QFuture<Result<CostReport>>(const DayRange &)> m_source;
    Latest m_latest;
    QButtonGroup *m_ranges;
    CostsBoard *m_board;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    int m_days = 7;
    int m_offered = 7; ///< The days that the empty page's action asks for.
    bool m_stale = true;
};

} // namespace burin
