#pragma once

#include <QAbstractEventDispatcher>
#include <QObject>

#include <ctime>
#include <utility>
#include <vector>

namespace burin::bench {

/// CPU milliseconds of this thread between two waits of its event loop: what a frame costs, without the noise of a
/// loaded machine.
class BusyLog {
public:
    explicit BusyLog(QAbstractEventDispatcher *dispatcher)
    {
        QObject::connect(dispatcher, &QAbstractEventDispatcher::awake, &m_context, [this] { m_since = now(); });
        QObject::connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, &m_context,
                         [this] { m_busy.push_back(now() - m_since); });
    }
    std::vector<double> take() { return std::exchange(m_busy, {}); }

private:
    static double now()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
    }

    QObject m_context;
    double m_since = now();
    std::vector<double> m_busy;
};

} // namespace burin::bench
