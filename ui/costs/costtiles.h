#pragma once

#include "core/domain/costfigures.h"

#include <QFrame>

#include <array>
#include <vector>

class QLabel;

namespace burin {

/// What a tile says.
struct TileFigures {
    QString title;
    QString figure;
    QString exact;   ///< Tool tip of the figure.
    QString change;  ///< Against the equally long time before.
    QString count;   ///< What the figure is made of: n.
    QString warning; ///< What is not in it; empty = nothing to say.
    bool operator==(const TileFigures &) const = default;
};

/// Spend, runs, tokens, success rate, time to the first token, input from caches. Pure.
std::vector<TileFigures> tileFigures(const CostOverview &overview);

/// One figure, large, with what it is compared to and what it is made of.
class CostTile : public QFrame {
    Q_OBJECT
public:
    explicit CostTile(QWidget *parent = nullptr);
    void setFigures(const TileFigures &figures);

private:
    QLabel *m_title;
    QLabel *m_figure;
    QLabel *m_change;
    QLabel *m_count;
    QLabel *m_warning;
};

} // namespace burin
