#pragma once

#include "core/domain/run.h"
#include "ui/common/erroractions.h"

#include <QFrame>

class QLabel;

namespace burin {

class ActionButtons;

/// A thin amber rule under an answer that is not whole: why it is not, how much was kept, and what can be done:
/// Continue, Run again, and what helps with its error.
class EndNote : public QFrame {
    Q_OBJECT
public:
    explicit EndNote(QWidget *parent = nullptr);

    /// Shows itself if the answer of @p record is not whole, hides otherwise.
    void showRecord(const RunRecord &record);

Q_SIGNALS:
    void actionRequested(burin::ErrorAction action); ///< All but CopyDetails, which the note does itself.

private:
    void applyTheme();

    std::optional<Error> m_error;
    QLabel *m_icon;
    QLabel *m_text;
    ActionButtons *m_buttons;
};

/// Why the answer of @p record is not whole, and how many tokens of it were kept; empty when it is whole.
QString reasonOfPartialAnswer(const RunRecord &record);
/// Whether another run can go on where the text of @p record ends.
bool canContinue(const RunRecord &record);

} // namespace burin
