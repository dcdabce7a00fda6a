#pragma once

#include "core/domain/error.h"

#include <QFrame>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace burin {

class FoldButton;

/// An error in place: what happened, what to do, the provider's own words, the codes in a fold, and the buttons that
/// help.
class ErrorCard : public QFrame {
    Q_OBJECT
public:
    explicit ErrorCard(QWidget *parent = nullptr);

    void showError(const Error &error);
    const Error &error() const { return m_error; }

Q_SIGNALS:
    void settingsRequested(); ///< "Open settings", offered where a key or an address is the cause.
    void runAgainRequested();

private:
    QWidget *makeButtons();
    void applyTheme();

    Error m_error;
    QLabel *m_icon;
    QLabel *m_message;
    QLabel *m_advice;
    QLabel *m_detail;
    QPlainTextEdit *m_codes;
    FoldButton *m_fold;
    QPushButton *m_settings = nullptr;
    QPushButton *m_again = nullptr;
};

/// Everything known of @p error as lines of plain text: codes, HTTP status, request id, the provider's words.
QString errorDetails(const Error &error);
/// Whether the cause is something that the settings of the provider can mend.
bool isMendedInSettings(ErrorCode code);

} // namespace burin
