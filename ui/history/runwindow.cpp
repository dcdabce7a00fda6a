#include "ui/history/runwindow.h"

#include <algorithm>

namespace burin {

const RunSummary *RunWindow::at(int row) const
{
    const auto known = m_known.find(row);
    return known == m_known.end() ? nullptr : &known->second.run;
}

bool RunWindow::isFresh(int row) const
{
    const auto known = m_known.find(row);
    return known != m_known.end() && known->second.age == m_age;
}

int RunWindow::rowOf(RunId id) const
{
    const auto known = std::ranges::find_if(m_known, [id](const auto &entry) { return entry.second.run.id == id; });
    return known == m_known.end() ? -1 : known->first;
}

RunPlace RunWindow::placeOf(int row) const
{
    if (const RunSummary *before = at(row - 1)) return RunPlace(before->id);
    const auto behind = std::ranges::upper_bound(m_anchors, row, {}, &Anchor::row);
    const Anchor &anchor = *std::prev(behind);
    return RunPlace(anchor.before, row - anchor.row);
}

void RunWindow::reset(const std::vector<RunSummary> &runs)
{
    m_known.clear();
    m_anchors = {{}};
    m_count = 0;
    for (const RunSummary &run : runs)
        m_known.emplace(m_count++, Known{run, m_age});
    if (!runs.empty()) m_anchors.push_back({m_count, runs.back().id});
}

void RunWindow::extend(const RunStretch &stretch)
{
    m_count += stretch.runs;
    if (stretch.last.isValid()) m_anchors.push_back({m_count, stretch.last});
}

void RunWindow::truncate(int count)
{
    m_count = std::min(m_count, count);
    m_known.erase(m_known.lower_bound(m_count), m_known.end());
    std::erase_if(m_anchors, [this](const Anchor &anchor) { return anchor.row > m_count; });
}

void RunWindow::put(int row, const std::vector<RunSummary> &runs)
{
    int at = row;
    for (const RunSummary &run : runs)
        m_known.insert_or_assign(at++, Known{run, m_age});
    while (m_known.size() > size_t(MostRuns)) {
        const auto first = m_known.lower_bound(FirstRuns), last = std::prev(m_known.end());
        m_known.erase(row - first->first > last->first - row ? first : last);
    }
}

void RunWindow::insert(int row, const RunSummary &run)
{
    shift(row, 1);
    m_known.emplace(row, Known{run, m_age});
}

void RunWindow::remove(int row)
{
    m_known.erase(row);
    shift(row, -1);
}

/// Rows from @p from on move. A run that comes or goes at an anchor is behind it.
void RunWindow::shift(int from, int by)
{
    std::map<int, Known> moved;
    for (auto &[row, known] : m_known)
        moved.emplace(row >= from ? row + by : row, std::move(known));
    m_known = std::move(moved);
    for (Anchor &anchor : m_anchors)
        if (anchor.row > from) anchor.row += by;
    m_count += by;
}

} // namespace burin
