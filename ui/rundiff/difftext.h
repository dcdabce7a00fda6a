#pragma once

#include "ui/rundiff/diffwriter.h"

#include <QTextBrowser>

namespace burin {

/// The texts of two runs with what differs between them: the same parts folded, to be unfolded by their links, and a
/// way from one change to the next. Beside each other where there is room.
class DiffText : public QTextBrowser {
    Q_OBJECT
public:
    explicit DiffText(QWidget *parent = nullptr);

    void setDiff(const RunDiff &diff);
    void setLayout(DiffLayout layout);
    /// How many pieces differ.
    int changes() const { return int(m_changes.size()); }
    /// The one that is selected, from 0; -1 = none yet.
    int current() const { return m_current; }
    void step(int changes); ///< Selects the next (1) or the one before (-1), around the ends.

Q_SIGNALS:
    void moved(); ///< current() is another one.

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    DiffLayout usedLayout() const;
    void rebuild();
    void unfold(const QUrl &link);

    RunDiff m_diff;
    std::vector<DiffFold> m_folds;
    DiffLayout m_layout = DiffLayout::Beside; ///< As it is wanted.
    DiffLayout m_built = DiffLayout::Beside;
    std::vector<DiffPlace> m_changes;
    int m_current = -1;
};

} // namespace burin
