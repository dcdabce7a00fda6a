#include "ui/compare/laneboard.h"

#include "ui/compare/lanepane.h"
#include "ui/compare/scrolllink.h"

#include <QSplitter>

#include <algorithm>

namespace burin {

LaneBoard::LaneBoard(QWidget *parent)
    : QScrollArea(parent), m_splitter(new QSplitter(Qt::Horizontal, this)), m_link(new ScrollLink(this))
{
    setWidgetResizable(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    setWidget(m_splitter);
}

int LaneBoard::indexOf(const LanePane *lane) const
{
    const auto found = std::ranges::find(m_lanes, lane);
    return found == m_lanes.end() ? -1 : int(found - m_lanes.begin());
}

void LaneBoard::insert(LanePane *lane, int index)
{
    const bool known = lane->parent() == this;
    m_lanes.insert(m_lanes.begin() + index, lane);
    m_splitter->insertWidget(index, lane);
    if (!known) m_link->add(lane);
    lane->show();
    arrange();
}

void LaneBoard::take(LanePane *lane)
{
    std::erase(m_lanes, lane);
    lane->hide();
    lane->setParent(this);
    arrange();
}

void LaneBoard::arrange()
{
    for (int i = 0; i < int(m_lanes.size()); ++i)
        m_lanes[size_t(i)]->setPlace(i);
    m_splitter->setSizes(QList<int>(qsizetype(m_lanes.size()), 1'000)); // equal shares
}

} // namespace burin
