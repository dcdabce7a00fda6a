#pragma once

#include <QTimer>
#include <QWidget>

namespace burin {

/// Two pixels that say "something is going on", under the header of what is running.
class ProgressLine : public QWidget {
    Q_OBJECT
public:
    explicit ProgressLine(QWidget *parent = nullptr);

    void start();
    void stop();
    bool isActive() const { return m_timer.isActive(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QTimer m_timer;
    int m_step = 0;
};

} // namespace burin
