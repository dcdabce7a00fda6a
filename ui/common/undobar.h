#pragma once

#include <QFrame>
#include <QTimer>

#include <functional>

class QLabel;
class QPushButton;

namespace burin {

/// Says what was just removed and takes it back on "Undo": instead of asking before. Goes away by itself, and when it
/// is dismissed.
class UndoBar : public QFrame {
    Q_OBJECT
public:
    static constexpr std::chrono::seconds Lasting{20};

    explicit UndoBar(QWidget *parent = nullptr);
    /// Replaces what it offered before. @p undo is called at most once.
    void offer(const QString &text, std::function<void()> undo);

private:
    QLabel *m_text;
    QPushButton *m_button;
    std::function<void()> m_undo;
    QTimer m_end;
};

} // namespace burin
