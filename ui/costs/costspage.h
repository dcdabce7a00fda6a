#pragma once

#include "core/base/result.h"
#include "core/domain/costfigures.h"
#include "core/domain/history.h"
#include "ui/common/latest.h"
#include "ui/costs/chartfile.h"

#include <QFuture>
#include <QJsonObject>
#include <QWidget>

#include <functional>

class QStackedWidget;

namespace burin {

class CostFilterBar;
class CostsBoard;
class EmptyState;

/// What the runs of a filter cost: figures, charts, a table by model. Simulated runs are in none of it. Reads nothing
/// while it is hidden.
class CostsPage : public QWidget {
    Q_OBJECT
public:
    struct Source {
        std::function<QFuture<Result<CostOverview>>(const CostQuestion &)> overview;
        std::function<QFuture<Result<CostChoices>>()> choices;
    };
    explicit CostsPage(Source source, QWidget *parent = nullptr);

    /// Reads the figures again: now, or when the page is shown next.
    void refresh();
    /// The filter and the way of looking, to be remembered.
    QJsonObject state() const;
    void restore(const QJsonObject &state);

Q_SIGNALS:
    /// A mark or a row was clicked: its runs.
    void runsRequested(const burin::RunQuery &query);
    /// A chart is to be written to @p path.
    void saveRequested(const QString &path, const QByteArray &bytes);
    /// state() is another one.
    void stateChanged();
    /// The answer to the last question is on the page.
    void shown();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void connectParts();
    void load();
    void showOverview(const Result<CostOverview> &overview);
    void showEmpty();
    void chooseFile(const ChartFile &file);

    Source m_source;
    Latest m_latest;
    Latest m_latestChoices;
    CostFilterBar *m_filter;
    CostsBoard *m_board;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    std::function<void()> m_offer; ///< What the empty page's action does.
    DayRange m_range;              ///< As asked last: another one is shown by its usual periods.
    bool m_stale = true;
};

} // namespace burin
