#include "ui/history/historymodel.h"

#include "ui/history/runcells.h"
#include "ui/theme/theme.h"

#include <algorithm>

namespace burin {

HistoryModel::HistoryModel(Fetch fetch, QObject *parent) : QAbstractTableModel(parent), m_fetch(std::move(fetch))
{
    connect(&theme(), &Theme::changed, this, [this] {
        if (!m_runs.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    });
}

void HistoryModel::setQuery(const RunQuery &query)
{
    m_query = query;
    m_fetching = m_replacing = true;
    m_latest.ask(this, m_fetch(m_query, {}, PageSize), [this](const Result<RunPage> &page) { replace(page); });
}

void HistoryModel::refresh()
{
    // What is on its way may be older than the change; a page that was asked for is asked for again by the view.
    if (m_replacing || m_runs.empty()) return setQuery(m_query);
    m_fetching = true;
    m_latest.ask(this, m_fetch(m_query, {}, PageSize), [this](const Result<RunPage> &page) { merge(page); });
}

int HistoryModel::rowOf(RunId id) const
{
    const auto run = std::ranges::lower_bound(m_runs, id, std::greater<>(), &RunSummary::id);
    return run != m_runs.end() && run->id == id ? int(run - m_runs.begin()) : -1;
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_runs.size());
}

int HistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    return runCell(run(index.row()), Column(index.column()), role);
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    return runHeader(Column(section), role);
}

bool HistoryModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_more && !m_fetching;
}

void HistoryModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent)) return;
    m_fetching = true;
    m_latest.ask(this, m_fetch(m_query, m_runs.back().id, PageSize),
                 [this](const Result<RunPage> &page) { append(page); });
}

void HistoryModel::replace(const Result<RunPage> &page)
{
    m_replacing = false;
    beginResetModel();
    m_error = page ? std::nullopt : std::optional(page.error());
    m_runs = page ? page->runs : std::vector<RunSummary>();
    m_more = page && page->more && !m_runs.empty();
    endResetModel();
    m_fetching = false;
    Q_EMIT loaded();
}

void HistoryModel::append(const Result<RunPage> &page)
{
    m_error = page ? std::nullopt : std::optional(page.error());
    m_more = page && page->more && !page->runs.empty();
    if (page && !page->runs.empty()) {
        beginInsertRows({}, rowCount(), rowCount() + int(page->runs.size()) - 1);
        m_runs.insert(m_runs.end(), page->runs.begin(), page->runs.end());
        endInsertRows();
    }
    m_fetching = false;
    Q_EMIT loaded();
}

void HistoryModel::merge(const Result<RunPage> &page)
{
    const bool apart = page && page->more && !page->runs.empty() && page->runs.back().id > m_runs.front().id;
    if (!page || page->runs.empty() || apart) return replace(page);
    m_error.reset();
    Q_EMIT aboutToMerge();
    removeMissing(*page);
    insertOrUpdate(*page);
    m_fetching = false;
    Q_EMIT loaded();
}

/// A run may no longer match the query, such as one that was "running".
void HistoryModel::removeMissing(const RunPage &page)
{
    const RunId oldest = page.more ? page.runs.back().id : RunId();
    for (int row = rowCount() - 1; row >= 0; --row) {
        const RunId id = run(row).id;
        if (id < oldest || std::ranges::find(page.runs, id, &RunSummary::id) != page.runs.end()) continue;
        beginRemoveRows({}, row, row);
        m_runs.erase(m_runs.begin() + row);
        endRemoveRows();
    }
}

void HistoryModel::insertOrUpdate(const RunPage &page)
{
    for (int row = 0; row < int(page.runs.size()); ++row) {
        const RunSummary &fresh = page.runs[size_t(row)];
        if (row < rowCount() && run(row).id == fresh.id) {
            if (run(row) == fresh) continue;
            m_runs[size_t(row)] = fresh;
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
            continue;
        }
        beginInsertRows({}, row, row);
        m_runs.insert(m_runs.begin() + row, fresh);
        endInsertRows();
    }
}

} // namespace burin
