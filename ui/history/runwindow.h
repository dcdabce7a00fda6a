#pragma once

#include "core/domain/history.h"

#include <map>
#include <vector>

namespace burin {

/// What is known of a long list: how long it is, the runs around the place that is looked at, and runs here and there
/// from which any other place is not far. It never holds more than some thousand runs.
class RunWindow {
public:
    static constexpr int MostRuns = 4'000;
    static constexpr int FirstRuns = 100; ///< Always kept: new runs are compared with them.

    int count() const { return m_count; }
    /// Null = not known.
    const RunSummary *at(int row) const;
    /// Known, and not aged since.
    bool isFresh(int row) const;
    /// -1 = not known.
    int rowOf(RunId id) const;
    /// The place from which the run of @p row is read.
    RunPlace placeOf(int row) const;

    /// The list begins with @p runs, and has no others as far as is known.
    void reset(const std::vector<RunSummary> &runs);
    /// The list goes on with @p stretch behind its known end.
    void extend(const RunStretch &stretch);
    /// The list ends before @p count.
    void truncate(int count);
    /// @p runs are there from @p row on. Forgets the farthest, the first ones apart, when there are too many.
    void put(int row, const std::vector<RunSummary> &runs);
    void insert(int row, const RunSummary &run);
    void remove(int row);
    /// All that is known may have changed.
    void age() { ++m_age; }

private:
    struct Known {
        RunSummary run;
        int age = 0;
    };
    struct Anchor {
        int row = 0;  ///< Of the run behind…
        RunId before; ///< …this one; invalid = of the first.
    };
    void shift(int from, int by);

    std::map<int, Known> m_known;
    std::vector<Anchor> m_anchors{{}};
    int m_count = 0;
    int m_age = 0;
};

} // namespace burin
