#pragma once

#include <QMainWindow>

namespace burin {

/// Replaced by the shell.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    using QMainWindow::QMainWindow;
};

} // namespace burin
