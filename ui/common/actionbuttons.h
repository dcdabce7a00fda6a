#pragma once

#include "ui/common/erroractions.h"

#include <QWidget>

namespace burin {

/// The buttons of an error in a row that breaks where the width ends; what only informs is flat.
class ActionButtons : public QWidget {
    Q_OBJECT
public:
    explicit ActionButtons(QWidget *parent = nullptr);

    void setActions(const std::vector<ErrorAction> &actions);
    /// Stays behind the buttons, whatever they are; takes ownership.
    void setTail(QWidget *tail);
    /// All buttons in one line; they break into more where there is less room.
    QSize sizeHint() const override;

Q_SIGNALS:
    void triggered(burin::ErrorAction action);

private:
    QWidget *m_tail = nullptr;
};

} // namespace burin
