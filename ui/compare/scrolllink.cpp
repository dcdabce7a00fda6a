#include "ui/compare/scrolllink.h"

#include <QAbstractScrollArea>
#include <QScrollBar>

#include <algorithm>

namespace burin {

void ScrollLink::add(QWidget *lane)
{
    m_lanes.push_back(lane);
    connect(lane, &QObject::destroyed, this, [this, lane] { std::erase(m_lanes, lane); });
    for (const QAbstractScrollArea *area : lane->findChildren<QAbstractScrollArea *>()) {
        const QScrollBar *bar = area->verticalScrollBar();
        // Only what the user does: setValue() is silent here.
        connect(bar, &QScrollBar::actionTriggered, this, [this, lane, bar] { follow(lane, bar); });
    }
}

void ScrollLink::follow(const QWidget *lane, const QScrollBar *moved) const
{
    if (m_mode == Mode::Apart || moved->maximum() <= moved->minimum()) return;
    const double share = double(moved->sliderPosition() - moved->minimum()) / (moved->maximum() - moved->minimum());
    for (const QWidget *other : m_lanes) {
        if (other == lane) continue;
        for (const QAbstractScrollArea *area : other->findChildren<QAbstractScrollArea *>()) {
            QScrollBar *bar = area->verticalScrollBar();
            if (area->isVisible()) bar->setValue(bar->minimum() + qRound(share * (bar->maximum() - bar->minimum())));
        }
    }
}

} // namespace burin
