#pragma once

#include "tests/support/scriptedserver.h"

#include <QTcpSocket>
#include <QTimer>

namespace burin {

/// One connection of a ScriptedServer: reads requests and plays their scripts. Owned by its server.
class ScriptedConnection : public QObject {
    Q_OBJECT
public:
    /// Takes @p socket over.
    ScriptedConnection(QTcpSocket *socket, int number, ScriptedServer *server);

    /// Leaves with RST instead of FIN.
    void reset();

private:
    void read();
    bool takeHead();
    void readBody();
    void beginScript();
    void resume();
    void play();
    // True when the step is done and the next one is due.
    bool play(const Script::Write &step);
    bool play(const Script::Pause &step);
    bool play(const Script::Close &step);
    bool play(const Script::Drop &step);
    bool play(const Script::Reset &step);
    bool play(const Script::Stall &step);
    void advance();
    void end();
    void leave();

    ScriptedServer *m_server;
    QTcpSocket *m_socket;
    QTimer m_pause;
    QByteArray m_input;
    ReceivedRequest m_request;
    qsizetype m_bodySize = 0;
    std::optional<size_t> m_index; ///< Of m_request in the server's list, once its script has begun.
    Script m_script;
    size_t m_step = 0;
    qsizetype m_written = 0; ///< Of the current Write step, all its times together.
    int m_number;
    bool m_inRequest = false; ///< Between head and the end of the body.
    bool m_playing = false;
    bool m_left = false;
};

} // namespace burin
