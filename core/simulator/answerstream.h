#pragma once

#include "core/simulator/connection.h"
#include "core/simulator/scenario.h"
#include "core/simulator/script.h"

#include <QElapsedTimer>
#include <QTimer>

#include <deque>

namespace burin::simulator {

/// Writes one answer to a connection at the scenario's pace, and breaks it where the scenario says. A child of the
/// connection; deletes itself when the answer is over, and dies with the connection.
class AnswerStream : public QObject {
    Q_OBJECT
public:
    AnswerStream(AnswerScript script, Scenario scenario, Connection *connection);

    /// Sends the head and whatever needs no time; the rest follows by itself.
    void start(const HttpHead &head);

private:
    void advance();
    void sendPiece();
    bool sendFrame(const QByteArray &frame);
    bool write(const QByteArray &bytes);
    bool isDue() const;
    bool errorIsDue() const;
    bool breaksHere() const;
    void breakInside(const QByteArray &frame);
    void waitForNextToken();
    void breakOff();
    void finish();

    AnswerScript m_script;
    Scenario m_scenario;
    Connection *m_connection;
    bool m_breaks; ///< The answer does not come to its end.
    QTimer m_timer;
    QTimer m_pings;
    QElapsedTimer m_clock;
    std::deque<QByteArray> m_pieces; ///< Of a frame that is cut inside its characters.
    int m_step = 0;
    qint64 m_tokensSent = 0;
    qint64 m_bodyBytes = 0;
    bool m_over = false;
};

} // namespace burin::simulator
