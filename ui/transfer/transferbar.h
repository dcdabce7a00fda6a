#pragma once

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;

namespace burin {

/// One line that says how an export or import goes, with a button that cancels it, and then what came of it until it is
/// dismissed. Hidden while there is nothing to say.
class TransferBar : public QFrame {
    Q_OBJECT
public:
    explicit TransferBar(QWidget *parent = nullptr);

    bool isBusy() const { return m_busy; }
    /// @p text says what is going on.
    void begin(const QString &text);
    void showProgress(qint64 done, qint64 total);
    /// @p details are lines for the tool tip and "Copy details"; empty = none. @p tone as for setTone().
    void end(const QString &text, const QString &tone = {}, const QString &details = {});

Q_SIGNALS:
    void cancelRequested();

private:
    void press();

    QLabel *m_text;
    QProgressBar *m_progress;
    QPushButton *m_copy;
    QPushButton *m_button;
    QString m_details;
    bool m_busy = false;
};

} // namespace burin
