#pragma once

#include "core/domain/comparison.h"

#include <QWidget>

#include <vector>

class QLineEdit;
class QToolButton;

namespace burin {

/// What the user thinks of a lane's answer: the preferred one of all, one to five stars, a note.
class LaneVerdict : public QWidget {
    Q_OBJECT
public:
    explicit LaneVerdict(QWidget *parent = nullptr);

    /// Takes rating and note of @p lane.
    void setLane(const ComparedLane &lane);
    void fill(ComparedLane &lane) const;
    enum class Standing { Winner, Other };
    void setStanding(Standing standing);

Q_SIGNALS:
    void edited();                   ///< Rating or note, by the user.
    void winnerChanged(bool winner); ///< By the user.

private:
    void rate(int stars);
    void refreshStars();

    QToolButton *m_winner;
    std::vector<QToolButton *> m_stars;
    QLineEdit *m_note;
    int m_rating = 0;
};

} // namespace burin
