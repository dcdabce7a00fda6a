#include "ui/history/timesection.h"

#include "ui/common/attemptcells.h"
#include "ui/common/celltable.h"
#include "ui/common/datatable.h"
#include "ui/common/factlist.h"
#include "ui/common/labels.h"
#include "ui/history/attempttimeline.h"
#include "ui/history/gapchart.h"
#include "ui/history/replayfacts.h"
#include "ui/history/runfacts.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QVBoxLayout>

namespace burin {

TimeSection::TimeSection(QWidget *parent)
    : QWidget(parent),
      m_timeline(new AttemptTimeline(this)),
      m_attempts(new CellModel(this)),
      m_table(new DataTable(this)),
      m_timings(new FactList(this)),
      m_why(plainLabel(LabelStyle::Muted, {}, this)),
      m_gaps(new FactList(this)),
      m_chart(new GapChart(this))
{
    m_table->setModel(m_attempts);
    m_table->setAccessibleName(tr("Attempts"));
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_why->setWordWrap(true);
    build();
}

void TimeSection::build()
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(2));
    const auto caption = [&](const QString &text) {
        layout->addSpacing(theme().space(2));
        layout->addWidget(plainLabel(LabelStyle::SmallMuted, text, this));
    };
    layout->addWidget(plainLabel(LabelStyle::SmallMuted, tr("Attempts"), this));
    layout->addWidget(m_timeline);
    layout->addWidget(m_table);
    caption(tr("Timings"));
    layout->addWidget(m_timings);
    caption(tr("Gaps between pieces"));
    layout->addWidget(m_why);
    layout->addWidget(m_gaps);
    layout->addWidget(m_chart);
}

void TimeSection::setRecord(const RunRecord &record, const QString &why)
{
    m_timeline->setChart(attemptChart(record));
    m_timeline->setVisible(!record.attempts.empty());
    m_attempts->setTable(attemptTable(record));
    m_table->resizeColumnsToContents();
    for (int column = 0; column < m_attempts->columnCount(); ++column)
        m_table->setColumnWidth(column, std::min(m_table->columnWidth(column), theme().space(60)));
    const int rows = m_attempts->rowCount() * m_table->verticalHeader()->defaultSectionSize();
    m_table->setFixedHeight(rows + m_table->horizontalHeader()->sizeHint().height() + theme().space(4));
    m_timings->setFacts(timingFacts(record));
    m_why->setText(why);
    m_why->show();
    m_gaps->hide();
    m_chart->hide();
}

void TimeSection::setReplays(const std::vector<Replay> &replays)
{
    const Replay &last = replays.back();
    m_gaps->setFacts(gapFacts(last.timeline));
    m_chart->setTimeline(last.timeline);
    const bool some = paceOf(last.timeline).gaps > 0;
    m_why->setText(tr("The answer came in one piece or none."));
    m_why->setVisible(!some);
    m_gaps->setVisible(some);
    m_chart->setVisible(some);
}

} // namespace burin
