#pragma once

#include "core/base/result.h"
#include "core/prompt/rundiff.h"
#include "ui/common/latest.h"

#include <QFuture>
#include <QWidget>

#include <functional>

class QLabel;
class QStackedWidget;
class QToolButton;

namespace burin {

class CellModel;
class DataTable;
class DiffText;
class EmptyState;

/// Two runs in one window: their figures side by side, and what differs in messages, variables, parameters, model,
/// tools, answer, calls and outcome. Reads the runs itself; the diff is made in the pool.
class RunDiffWindow : public QWidget {
    Q_OBJECT
public:
    using RunSource = std::function<QFuture<Result<RunRecord>>(RunId)>;

    explicit RunDiffWindow(RunSource source, QWidget *parent = nullptr);

    /// Shows the window in front with these two, once they are read.
    void compare(RunId before, RunId after);

Q_SIGNALS:
    void runRequested(burin::RunId run); ///< To show its page.
    void shown();                        ///< The diff that was asked for last is there.

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeBar();
    void build();
    void addCommands();
    void ask();
    void readAfter(const RunRecord &before);
    void showDiff(const RunDiff &diff);
    void showError(const Error &error);
    void showPlace();

    RunSource m_source;
    RunId m_ids[2]; ///< Before, after.
    Latest m_question;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QLabel *m_lines[2];
    QToolButton *m_open[2];
    QToolButton *m_swap;
    QToolButton *m_previous;
    QToolButton *m_next;
    QToolButton *m_beside;
    QLabel *m_count;
    QLabel *m_note;
    CellModel *m_figures;
    DataTable *m_table;
    DiffText *m_text;
};

} // namespace burin
