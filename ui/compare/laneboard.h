#pragma once

#include <QScrollArea>

#include <vector>

class QSplitter;

namespace burin {

class LanePane;
class ScrollLink;

/// The lanes side by side, each as wide as the user drags it; scrolled sideways once they do not fit.
class LaneBoard : public QScrollArea {
    Q_OBJECT
public:
    explicit LaneBoard(QWidget *parent = nullptr);

    const std::vector<LanePane *> &lanes() const { return m_lanes; }
    /// Index of @p lane; −1 when it is not here.
    int indexOf(const LanePane *lane) const;
    /// Takes ownership. A lane that was here before keeps what it shows.
    void insert(LanePane *lane, int index);
    /// Takes it away without deleting it; it still is this board's child.
    void take(LanePane *lane);
    ScrollLink *link() const { return m_link; }

private:
    void arrange();

    std::vector<LanePane *> m_lanes;
    QSplitter *m_splitter;
    ScrollLink *m_link;
};

} // namespace burin
