#pragma once

#include "core/base/result.h"
#include "core/domain/retrystatistics.h"
#include "ui/common/latest.h"

#include <QFuture>
#include <QHash>
#include <QWidget>

#include <functional>
#include <vector>

class QButtonGroup;
class QLabel;
class QStackedWidget;

namespace burin {

class CellModel;
class DataTable;
class EmptyState;
struct CellTable;
struct ProviderState;

/// How retries went: by provider and cause, over a range of days, with the figures they come from. Reads nothing before
/// it is shown for the first time.
class ReliabilityPane : public QWidget {
    Q_OBJECT
public:
    using Source = std::function<QFuture<Result<RetryStatistics>>(const DayRange &)>;

    explicit ReliabilityPane(QWidget *parent = nullptr);

    void setSource(Source source);
    /// For their names.
    void setProviders(const std::vector<ProviderState> &providers);
    /// Runs were stored.
    void refresh();

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeHeader();
    void load();
    void showStatistics(const Result<RetryStatistics> &statistics);

    Source m_source;
    Latest m_latest;
    QHash<QString, QString> m_names;
    int m_days = 7;
    bool m_stale = true;
    QButtonGroup *m_ranges;
    QLabel *m_headline;
    CellModel *m_rows;
    DataTable *m_table;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
};

/// A row for each provider and cause, most failures first; @p names are the providers' by id.
CellTable retryTable(const RetryStatistics &statistics, const QHash<QString, QString> &names);
/// The figures of all providers in one line, with the number of runs they are shares of.
QString retryHeadline(const RetryStatistics &statistics);

} // namespace burin
