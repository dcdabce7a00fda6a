#pragma once

#include "ui/common/latest.h"
#include "ui/history/historysource.h"
#include "ui/history/runwindow.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <optional>

namespace burin {

/// The runs of a query in its order. It is as long as the list and holds only the runs around what is looked at: rows
/// are read when a view asks for them, and are blank until they come. The length is counted in the background and grows
/// until all is counted. The rows of a query stay until the first page of the next one is there.
class HistoryModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Status, Time, Prompt, ModelName, Tokens, Cost, FirstContent, Total, Marks, ColumnCount };
    /// The snippet of a text search, hits between U+E000 and U+E001.
    static constexpr int SnippetRole = Qt::UserRole;
    static constexpr int PageSize = 100;
    static constexpr int StretchSize = 20'000; ///< Counted in one question.

    explicit HistoryModel(const HistorySource &source, QObject *parent = nullptr);

    void setQuery(const RunQuery &query);
    /// Reads the newest page again and merges it: rows come, change and go without a reset.
    void refresh();
    /// Reads what is shown again, which may have changed.
    void reread();
    /// Takes away those of @p runs that are known to the model.
    void take(const std::vector<RunId> &runs);
    /// Looks for the newest run of @p day or before; found() tells its row. Only where the newest come first.
    void find(QDate day);
    const RunQuery &query() const { return m_query; }
    const std::optional<Error> &error() const { return m_error; }
    /// Null while the run of @p row is not read.
    const RunSummary *run(int row) const { return m_window.at(row); }
    /// The row of @p id, or -1 when it is not known.
    int rowOf(RunId id) const { return m_window.rowOf(id); }
    /// From where the run of @p row is read.
    RunPlace placeOf(int row) const { return m_window.placeOf(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// The rows of a query came, the newest were merged, or error() says why not.
    void loaded();
    /// The length is known; all of it, or so far.
    void counted(int runs, bool all);
    void found(int row);
    /// Around the merge of refresh(), for a view that keeps its place.
    void aboutToMerge();

private:
    void want(int row) const;
    void askWanted();
    void fill(int row, const Result<RunPage> &page);
    void countOn();
    void tellRowOf(const RunPage &page);
    void replace(const Result<RunPage> &page);
    void merge(const Result<RunPage> &page);
    void removeMissing(const RunPage &page);
    void insertOrUpdate(const RunPage &page);
    void removeRow(int row);

    HistorySource m_source;
    Latest m_first;
    Latest m_page;
    Latest m_stretch;
    Latest m_day;
    RunQuery m_query;
    RunWindow m_window;
    std::optional<Error> m_error;
    mutable std::vector<int> m_wanted; ///< First rows of pages that a view asked for, the newest last.
    QTimer *m_asking;                  ///< Views ask while they paint; the question is put afterwards.
    int m_asked = -1;                  ///< First row of the page on its way; -1 = none.
    bool m_replacing = false;
};

} // namespace burin
