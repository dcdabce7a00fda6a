#include "ui/history/historymodel.h"

#include "ui/history/runcells.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <limits>

namespace burin {

namespace {

constexpr size_t MostWanted = 4; ///< Of what was scrolled past quickly, only the last pages are read.

} // namespace

HistoryModel::HistoryModel(const HistorySource &source, QObject *parent)
    : QAbstractTableModel(parent), m_source(source), m_asking(new QTimer(this))
{
    m_asking->setSingleShot(true);
    m_asking->setInterval(0);
    connect(m_asking, &QTimer::timeout, this, &HistoryModel::askWanted);
    connect(&theme(), &Theme::changed, this, [this] {
        if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    });
}

void HistoryModel::setQuery(const RunQuery &query)
{
    m_query = query;
    m_replacing = true;
    m_page.forget();
    m_stretch.forget();
    m_day.forget();
    m_asked = -1;
    if (m_source.supersede) m_source.supersede();
    m_first.ask(this, m_source.page(m_query, {}, PageSize), [this](const Result<RunPage> &page) { replace(page); });
}

void HistoryModel::refresh()
{
    if (m_replacing || rowCount() == 0) return setQuery(m_query); // what is on its way may be older than the change
    m_first.ask(this, m_source.page(m_query, {}, PageSize), [this](const Result<RunPage> &page) { merge(page); });
}

void HistoryModel::reread()
{
    m_window.age();
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void HistoryModel::take(const std::vector<RunId> &runs)
{
    for (const RunId id : runs)
        if (const int row = rowOf(id); row >= 0) removeRow(row);
    Q_EMIT loaded();
}

void HistoryModel::find(QDate day)
{
    RunQuery query = m_query;
    query.conditions.push_back({RunField::Day, RunRelation::AtMost, {}, day.toJulianDay()});
    m_day.ask(this, m_source.page(query, {}, 1), [this](const Result<RunPage> &page) {
        if (page) tellRowOf(*page);
    });
}

/// The row of a page's first run is the number of runs that are newer; without any, all are.
void HistoryModel::tellRowOf(const RunPage &page)
{
    if (page.runs.empty()) return Q_EMIT found(rowCount() - 1);
    RunQuery newer = m_query;
    newer.conditions.push_back({RunField::Id, RunRelation::Above, {}, page.runs.front().id.value});
    m_day.ask(this, m_source.stretch(newer, {}, std::numeric_limits<int>::max()),
              [this](const Result<RunStretch> &stretch) {
                  if (stretch) Q_EMIT found(std::min(stretch->runs, rowCount() - 1));
              });
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_window.count();
}

int HistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    if (role == Qt::DisplayRole && !m_window.isFresh(index.row())) want(index.row());
    const RunSummary *known = run(index.row());
    return known ? runCell(*known, Column(index.column()), role) : QVariant();
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    return runHeader(Column(section), role);
}

void HistoryModel::want(int row) const
{
    const int first = row / PageSize * PageSize;
    if (first == m_asked) return;
    if (!m_wanted.empty() && m_wanted.back() == first) return;
    std::erase(m_wanted, first);
    m_wanted.push_back(first);
    if (m_wanted.size() > MostWanted) m_wanted.erase(m_wanted.begin());
    m_asking->start();
}

void HistoryModel::askWanted()
{
    if (m_asked >= 0 || m_replacing) return;
    while (!m_wanted.empty()) {
        const int row = m_wanted.back();
        m_wanted.pop_back();
        if (row >= rowCount()) continue;
        m_asked = row;
        m_page.ask(this, m_source.page(m_query, placeOf(row), PageSize),
                   [this, row](const Result<RunPage> &page) { fill(row, page); });
        return;
    }
}

void HistoryModel::fill(int row, const Result<RunPage> &page)
{
    m_asked = -1;
    m_error = page ? std::nullopt : std::optional(page.error());
    if (page) {
        const int end = row + int(page->runs.size());
        if (end > rowCount()) { // there are more than were counted; the rest is counted again by a refresh
            beginInsertRows({}, rowCount(), end - 1);
            m_window.extend({end - rowCount(), {}, false});
            endInsertRows();
        }
        m_window.put(row, page->runs);
        if (!page->more && end < rowCount()) {
            beginRemoveRows({}, end, rowCount() - 1);
            m_window.truncate(end);
            endRemoveRows();
        }
        if (!page->runs.empty()) Q_EMIT dataChanged(index(row, 0), index(end - 1, ColumnCount - 1));
    }
    if (!m_wanted.empty()) m_asking->start();
}

void HistoryModel::countOn()
{
    const RunPlace end = m_window.placeOf(rowCount());
    m_stretch.ask(this, m_source.stretch(m_query, end.before, StretchSize), [this](const Result<RunStretch> &stretch) {
        if (!stretch) return; // a page says so too, where it is seen
        if (stretch->runs > 0) {
            beginInsertRows({}, rowCount(), rowCount() + stretch->runs - 1);
            m_window.extend(*stretch);
            endInsertRows();
        }
        Q_EMIT counted(rowCount(), !stretch->more);
        if (stretch->more) countOn();
    });
}

void HistoryModel::replace(const Result<RunPage> &page)
{
    m_replacing = false;
    beginResetModel();
    m_error = page ? std::nullopt : std::optional(page.error());
    m_wanted.clear();
    m_window.reset(page ? page->runs : std::vector<RunSummary>());
    endResetModel();
    Q_EMIT counted(rowCount(), !page || !page->more);
    Q_EMIT loaded();
    if (page && page->more) countOn();
}

void HistoryModel::merge(const Result<RunPage> &page)
{
    const bool inOrder = m_query.order == RunOrder::Created && m_query.direction == RunDirection::Descending;
    const RunSummary *first = run(0);
    const bool apart = !first || !page || page->runs.empty() || (page->more && page->runs.back().id > first->id);
    if (apart || !inOrder) return replace(page);
    m_error.reset();
    Q_EMIT aboutToMerge();
    m_page.forget(); // its rows are no longer where they were
    m_asked = -1;
    removeMissing(*page);
    insertOrUpdate(*page);
    Q_EMIT loaded();
}

/// A run may no longer match the query, such as one that was "running".
void HistoryModel::removeMissing(const RunPage &page)
{
    const RunId oldest = page.more ? page.runs.back().id : RunId();
    std::vector<int> gone;
    for (int row = 0; const RunSummary *known = run(row); ++row) {
        if (known->id < oldest) break;
        if (std::ranges::find(page.runs, known->id, &RunSummary::id) == page.runs.end()) gone.push_back(row);
    }
    for (auto row = gone.rbegin(); row != gone.rend(); ++row)
        removeRow(*row);
}

void HistoryModel::insertOrUpdate(const RunPage &page)
{
    for (int row = 0; row < int(page.runs.size()); ++row) {
        const RunSummary &fresh = page.runs[size_t(row)];
        const RunSummary *known = run(row);
        if (known && known->id == fresh.id) {
            if (*known == fresh && m_window.isFresh(row)) continue;
            m_window.put(row, {fresh});
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
            continue;
        }
        if (!known && row < rowCount()) { // scrolled far away: the rows are read when they are seen
            m_window.put(row, {fresh});
            continue;
        }
        beginInsertRows({}, row, row);
        m_window.insert(row, fresh);
        endInsertRows();
    }
}

void HistoryModel::removeRow(int row)
{
    beginRemoveRows({}, row, row);
    m_window.remove(row);
    endRemoveRows();
}

} // namespace burin
