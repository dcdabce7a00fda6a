#pragma once

#include "core/base/id.h"
#include "core/domain/markchange.h"
#include "core/domain/marks.h"

#include <QTimer>
#include <QWidget>

#include <array>

class QLineEdit;
class QPlainTextEdit;
class QToolButton;

namespace burin {

class FoldButton;

/// What leads from @p before to @p after.
MarkChanges changesOf(RunId run, const RunMarks &before, const RunMarks &after);

/// What the user thinks of a run, to be changed in place: star, rating, tags and a note. What is typed is told when the
/// field is left, with a pause in typing, and before another run is shown.
class MarksBar : public QWidget {
    Q_OBJECT
public:
    explicit MarksBar(QWidget *parent = nullptr);

    void setMarks(RunId run, const RunMarks &marks);

Q_SIGNALS:
    void changed(burin::RunId run, const burin::RunMarks &before, const burin::RunMarks &after); ///< By the user.

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeStars();
    void build();
    void show(const RunMarks &marks);
    void rate(int rating);
    void tell();
    RunMarks written() const;

    RunId m_run;
    RunMarks m_marks; ///< As they were told last.
    QTimer m_pause;
    QToolButton *m_star;
    std::array<QToolButton *, 5> m_rating{};
    int m_rated = 0;
    QLineEdit *m_tags;
    QPlainTextEdit *m_note;
    FoldButton *m_fold;
};

} // namespace burin
