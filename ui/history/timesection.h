#pragma once

#include "core/domain/replay.h"

#include <QWidget>

class QLabel;

namespace burin {

class AttemptTimeline;
class CellModel;
class DataTable;
class FactList;
class GapChart;

/// How long everything took: the attempts over time and as a table, the timings, the gaps between the pieces of the
/// answer where it was recorded.
class TimeSection : public QWidget {
    Q_OBJECT
public:
    explicit TimeSection(QWidget *parent = nullptr);

    /// @p why there is no recording, until there is one.
    void setRecord(const RunRecord &record, const QString &why);
    void setReplays(const std::vector<Replay> &replays);

private:
    void build();

    AttemptTimeline *m_timeline;
    CellModel *m_attempts;
    DataTable *m_table;
    FactList *m_timings;
    QLabel *m_why;
    FactList *m_gaps;
    GapChart *m_chart;
};

} // namespace burin
