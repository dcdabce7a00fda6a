#pragma once

#include <QStringList>

#include <span>

namespace burin {

class Session;

/// A command of burin-cli: one row here, one file in this folder.
struct CommandRow {
    const char *name;
    const char *arguments; ///< For the usage line.
    const char *summary;   ///< Source text, context "Cli".
    /// Starts the command; it ends the session with its exit code, now or later. Nullptr: not in this version.
    void (*start)(Session &session, const QStringList &arguments);
};

std::span<const CommandRow> commandRows();

// What the rows start. @p arguments are those behind the command's name.
void startRun(Session &session, const QStringList &arguments);
void startEstimate(Session &session, const QStringList &arguments);
void startVerify(Session &session, const QStringList &arguments);
void startModels(Session &session, const QStringList &arguments);
void startHistory(Session &session, const QStringList &arguments);
void startCosts(Session &session, const QStringList &arguments);
/// "reconcile FILE" and "settle" of costs; false: @p arguments are neither.
bool startReconcile(Session &session, const QStringList &arguments);
void startBudgets(Session &session, const QStringList &arguments);
void startSimulate(Session &session, const QStringList &arguments);
void startReplay(Session &session, const QStringList &arguments);
void startConvert(Session &session, const QStringList &arguments);
void startTelemetry(Session &session, const QStringList &arguments);
void startDb(Session &session, const QStringList &arguments);

} // namespace burin
