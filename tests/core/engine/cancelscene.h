#pragma once

#include "tests/core/engine/runprobe.h"
#include "tests/support/scriptedserver.h"

#include <QTcpSocket>

#include <array>
#include <functional>

namespace burin {

/// Where a run is when it is cancelled; the numbers are those of the fault matrix.
enum class CancelStage {
    Queued,       ///< 94: no slot is free.
    Journalling,  ///< Its attempt is being made durable.
    Connecting,   ///< 95: nobody answers the connection.
    Uploading,    ///< 96: the server does not take the body.
    FirstByte,    ///< 96: the request is out, nothing has come.
    Streaming,    ///< 97: from inside the handler of the text.
    Waiting,      ///< 98: before a retry.
    BehindTheEnd, ///< 99: the terminator is there, the connection still open.
};

/// A server and an engine whose runs come to a stage and stay there.
class CancelScene : public QObject {
    Q_OBJECT
public:
    explicit CancelScene(CancelStage stage);

    /// A run for this scene.
    RunSpec spec() const;
    /// Calls @p cancel once @p run is at the stage.
    void when(Run *run, const std::function<void()> &cancel);
    /// Runs of the engine that the stage does not need.
    int leftovers() const { return engine().activeRuns() - (m_blocker ? 1 : 0); }

    Engine &engine() { return m_engine; }
    const Engine &engine() const { return m_engine; }
    const ScriptedServer &server() const { return m_server; }

private:
    Engine::Options options();
    QFuture<Outcome> journalLater();
    void fillBacklog();

    CancelStage m_stage;
    QTcpServer m_silent;
    std::array<QTcpSocket, 4> m_fillers;
    std::function<void()> m_journalled;
    Run *m_blocker = nullptr;
    ScriptedServer m_server;
    Engine m_engine;
};

} // namespace burin
