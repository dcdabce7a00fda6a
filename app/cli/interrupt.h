#pragma once

#include <QObject>

namespace burin {

/// Turns SIGINT and SIGTERM into a signal of the event loop. The second one ends the program at once, as usual.
/// At most one in a program.
class Interrupt : public QObject {
    Q_OBJECT
public:
    explicit Interrupt(QObject *parent = nullptr);
    ~Interrupt() override;

Q_SIGNALS:
    void requested();
};

} // namespace burin
