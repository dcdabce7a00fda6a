#pragma once

#include "core/prompt/answervariance.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QTreeWidget;

namespace burin {

class DiffView;

/// What repeated runs of a lane have in common: how many answers are distinct, which words stay, and between what
/// tokens, cost and time lie. How many runs it is about is always told.
class VarianceView : public QWidget {
    Q_OBJECT
public:
    explicit VarianceView(QWidget *parent = nullptr);

    void showVariance(const AnswerVariance &variance);

Q_SIGNALS:
    void runPicked(int run); ///< The first one of the group that was activated; index into the runs.

private:
    void addRow(const QString &title, const QStringList &figures);
    void fillGroups(const AnswerVariance &variance);

    QLabel *m_summary;
    QGridLayout *m_figures;
    QTreeWidget *m_groups;
    DiffView *m_common;
};

} // namespace burin
