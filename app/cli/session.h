#pragma once

#include "app/cli/console.h"
#include "app/cli/refusal.h"
#include "app/log/log.h"
#include "app/log/messagehandler.h"
#include "app/profile/storedprofile.h"
#include "core/base/await.h"
#include "core/store/dbthread.h"
#include "core/store/journal.h"

#include <QObject>

#include <memory>

class QCommandLineParser;

namespace burin {

class Interrupt;

/// One call of burin-cli: what its command works with, and its end. Commands make their objects children of it.
class Session : public QObject {
    Q_OBJECT
public:
    Session();
    ~Session() override;

    Console &console() { return m_console; }
    /// Adds the options that every command has and reads @p arguments. False: the session has ended (help, version or
    /// wrong usage). @p command is for the usage line, such as "run [FILE|-]".
    bool read(QCommandLineParser &parser, const QString &command, const QStringList &arguments);
    bool wantsJson() const { return m_wantsJson; }

    const QString &dataFolder() const { return m_dataFolder; }
    /// Whether there is a database, whatever is in it.
    bool hasDatabase() const;
    /// The profile's database, opened (or made) with the first call.
    DbThread &database();
    /// The profile's log. From the first call on it also takes what Qt and the program have to say.
    Log &log();
    /// From the first call on, SIGINT and SIGTERM arrive there instead of ending the program.
    Interrupt &interrupt();

    /// Ends the program with @p code once the event loop gets to it. Everything is said by then.
    void finish(ExitCode code);
    /// Says why and finishes.
    void refuse(const Refusal &refusal);

private:
    Console m_console;
    QString m_dataFolder;
    std::unique_ptr<Log> m_log; ///< Before the database, which may have something to say to the end.
    std::unique_ptr<MessageHandler> m_messages;
    std::unique_ptr<DbThread> m_database;
    Interrupt *m_interrupt = nullptr;
    bool m_wantsJson = false;
};

/// Calls next(const StoredProfile &) with what the user set in the window; with the defaults while there is no
/// database, or none that can be read.
template <class Next> void withStoredProfile(Session &session, Next next)
{
    if (!session.hasDatabase()) return next(StoredProfile());
    await(
        session.database().run([](const QSqlDatabase &db) { return loadStoredProfile(db); }), &session,
        [next = std::move(next)](const Result<StoredProfile> &profile) { next(profile ? *profile : StoredProfile()); });
}

/// @p error in words for a terminal: what happened, what to do, what the other side said.
QString describe(const Error &error);
/// The exit code that @p error leads to; bad input is what was found wrong here, not what a provider rejected.
ExitCode exitCodeOf(const Error &error);
Refusal refusalOf(const Error &error);

/// Settles the runs that a killed process left, then calls fn(const QSqlDatabase &) → Result<T> on the database thread
/// and show(const T &) here. A failure ends the session.
template <class F, class Show> void withHistory(Session &session, F fn, Show show)
{
    using R = std::invoke_result_t<F, const QSqlDatabase &>;
    await(session.database().run([fn = std::move(fn)](const QSqlDatabase &db) -> R {
        if (const Result<int> settled = recoverInterrupted(db); !settled) return settled.error();
        return fn(db);
    }),
          &session, [&session, show = std::move(show)](const R &result) {
              if (result)
                  show(*result);
              else
                  session.refuse(refusalOf(result.error()));
          });
}

} // namespace burin
