#pragma once

#include <QObject>

#include <vector>

class QScrollBar;

namespace burin {

/// Scrolls what lies side by side together: who moves one moves the others to the same share of their lengths. Views
/// that follow their own end while text arrives move nothing.
class ScrollLink : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// All scroll areas in @p lane move those of the other lanes, as long as they live.
    void add(QWidget *lane);
    enum class Mode { Together, Apart };
    void setMode(Mode mode) { m_mode = mode; }

private:
    void follow(const QWidget *lane, const QScrollBar *moved) const;

    std::vector<QWidget *> m_lanes;
    Mode m_mode = Mode::Together;
};

} // namespace burin
