#include "app/telemetry/telemetry.h"
#include "app/cli/collectorflush.h"
#include "app/cli/commands.h"
#include "app/cli/session.h"

#include <QCommandLineParser>

namespace burin {

namespace {

struct TelemetryState {
    Telemetry telemetry;
    SpanQueueState queue;
};

void showTelemetry(Session &session, const TelemetryState &state)
{
    const Telemetry &telemetry = state.telemetry;
    const bool content = telemetry.content == SpanContent::With;
    if (session.wantsJson()) {
        session.console().writeJson({{QStringLiteral("endpoint"), telemetry.endpoint.toString()},
                                     {QStringLiteral("key_header"), telemetry.keyHeader},
                                     {QStringLiteral("content"), content},
                                     {QStringLiteral("waiting"), state.queue.waiting}});
    } else if (!telemetry.isOn()) {
        session.console().writeLine(Cli::tr("Off: no collector is named."));
    } else {
        session.console().writeLine(telemetry.endpoint.toString());
        session.console().writeLine(content ? Cli::tr("With prompts and answers.")
                                            : Cli::tr("Without prompts and answers."));
        session.console().writeLine(Cli::tr("Runs that wait to be sent: %1.").arg(state.queue.waiting));
    }
    session.finish(ExitDone);
}

/// Shows how things are once fn(const QSqlDatabase &) → Outcome is done.
template <class F> void showTelemetryAfter(Session &session, F fn)
{
    withHistory(
        session,
        [fn = std::move(fn)](const QSqlDatabase &db) -> Result<TelemetryState> {
            if (const Outcome done = fn(db); !done) return done.error();
            const Result<Telemetry> telemetry = loadTelemetry(db);
            if (!telemetry) return telemetry.error();
            const Result<SpanQueueState> queue = spanQueueState(db);
            if (!queue) return queue.error();
            return TelemetryState{*telemetry, *queue};
        },
        [&session](const TelemetryState &state) { showTelemetry(session, state); });
}

void keepTelemetry(Session &session, const Telemetry &telemetry)
{
    if (const std::optional<Error> error = checkTelemetry(telemetry)) return session.refuse(refusalOf(*error));
    showTelemetryAfter(session, [telemetry](const QSqlDatabase &db) { return saveTelemetry(db, telemetry); });
}

void sendWaiting(Session &session)
{
    withHistory(session, &hastenSpans, [&session](const Done &) {
        auto *secrets = new Secrets({}, &session);
        auto *flush = new CollectorFlush(session, *secrets);
        QObject::connect(flush, &CollectorFlush::failing, &session,
                         [&session](const QString &problem) { session.console().note(problem); });
        flush->start([&session](int delivered) {
            session.console().note(Cli::tr("Runs sent: %1.").arg(delivered));
            showTelemetryAfter(session, [](const QSqlDatabase &) -> Outcome { return Done{}; });
        });
    });
}

} // namespace

void startTelemetry(Session &session, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("content"), Cli::tr("With set: prompts and answers go along.")});
    parser.addOption({QStringLiteral("header"), Cli::tr("With set: the header of the key, such as x-api-key."),
                      QStringLiteral("HEADER"), QStringLiteral("Authorization: Bearer")});
    if (!session.read(parser, QStringLiteral("telemetry show|set URL|off|send"), arguments)) return;
    const QStringList words = parser.positionalArguments();
    const QString action = words.value(0);
    if (action == QLatin1StringView("set") && words.size() == 2)
        return keepTelemetry(session,
                             {QUrl(words[1], QUrl::StrictMode), parser.value(QStringLiteral("header")),
                              parser.isSet(QStringLiteral("content")) ? SpanContent::With : SpanContent::Without});
    if (words.size() != 1 || !QStringList{u"show"_qs, u"off"_qs, u"send"_qs}.contains(action))
        return session.refuse({Cli::tr("telemetry: show, set URL, off or send is needed.")});
    if (action == QLatin1StringView("off")) return keepTelemetry(session, {});
    if (action == QLatin1StringView("send")) return sendWaiting(session);
    showTelemetryAfter(session, [](const QSqlDatabase &) -> Outcome { return Done{}; });
}

} // namespace burin
