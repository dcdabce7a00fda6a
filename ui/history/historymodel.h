#pragma once

#include "core/base/result.h"
#include "core/domain/history.h"
#include "ui/common/latest.h"

#include <QAbstractTableModel>
#include <QFuture>

#include <functional>
#include <optional>

namespace burin {

/// The runs of a query, newest first, page by page: each page is asked for once, with the id of the last row.
/// The rows of a query stay until the first page of the next one is there.
class HistoryModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Status, Time, Prompt, ModelName, Tokens, Cost, FirstContent, Total, ColumnCount };
    /// The snippet of a text search, hits between U+E000 and U+E001.
    static constexpr int SnippetRole = Qt::UserRole;
    static constexpr int PageSize = 100;
    using Fetch = std::function<QFuture<Result<RunPage>>(const RunQuery &, RunId before, int limit)>;

    explicit HistoryModel(Fetch fetch, QObject *parent = nullptr);

    void setQuery(const RunQuery &query);
    /// Reads the newest page again and merges it: rows come, change and go without a reset.
    void refresh();
    const RunQuery &query() const { return m_query; }
    const std::optional<Error> &error() const { return m_error; }
    /// @p row must exist.
    const RunSummary &run(int row) const { return m_runs[size_t(row)]; }
    /// The row of @p id, or -1 when it is not loaded.
    int rowOf(RunId id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    /// The rows of a query came, the newest were merged, or error() says why not.
    void loaded();
    /// Around the merge of refresh(), for a view that keeps its place.
    void aboutToMerge();

private:
    void replace(const Result<RunPage> &page);
    void append(const Result<RunPage> &page);
    void merge(const Result<RunPage> &page);
    void removeMissing(const RunPage &page);
    void insertOrUpdate(const RunPage &page);

    Fetch m_fetch;
    Latest m_latest;
    RunQuery m_query;
    std::vector<RunSummary> m_runs; ///< By descending id.
    std::optional<Error> m_error;
    bool m_more = false;
    bool m_fetching = false; ///< Views and model testers call fetchMore() from within insertions.
    bool m_replacing = false;
};

} // namespace burin
