#pragma once

#include "core/domain/error.h"
#include "ui/common/erroractions.h"

#include <QFrame>

class QLabel;
class QPlainTextEdit;

namespace burin {

class ActionButtons;
class FoldButton;

/// An error in place: what happened, what to do, the provider's own words, the codes in a fold, and the buttons that
/// help (see actionsFor()).
class ErrorCard : public QFrame {
    Q_OBJECT
public:
    enum class Voice { Announced, Quiet }; ///< Quiet: it is announced elsewhere already.

    explicit ErrorCard(QWidget *parent = nullptr);

    void showError(const Error &error, ErrorOrigin origin, Voice voice = Voice::Announced);
    const Error &error() const { return m_error; }

Q_SIGNALS:
    void actionRequested(burin::ErrorAction action); ///< All but CopyDetails, which the card does itself.

private:
    void applyTheme();

    Error m_error;
    QLabel *m_icon;
    QLabel *m_message;
    QLabel *m_advice;
    QLabel *m_detail;
    QPlainTextEdit *m_codes;
    FoldButton *m_fold;
    ActionButtons *m_buttons;
};

} // namespace burin
