#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/runvalues.h"
#include "app/cli/session.h"
#include "app/cli/textfile.h"
#include "core/simulator/simulator.h"

#include <QCommandLineParser>

#include <limits>

namespace burin {

namespace {

Checked<Simulator::Options> simulatorOptions(const QCommandLineParser &parser)
{
    Simulator::Options options;
    if (const QString port = parser.value(QStringLiteral("port")); !port.isEmpty()) {
        const Checked<int> number = parseCount(QStringLiteral("--port"), port, 0);
        if (!number) return number.error();
        if (*number > std::numeric_limits<quint16>::max())
            return Refusal{Cli::tr("--port %1: 65535 at most.").arg(*number)};
        options.port = quint16(*number);
    }
    if (const QString file = parser.value(QStringLiteral("scenario")); !file.isEmpty()) {
        const Checked<QJsonObject> json = readJsonObject(file); // names the line and column of a syntax error
        if (!json) return json.error();
        const Result<Scenario> scenario = parseScenario(QJsonDocument(*json).toJson());
        if (!scenario) return Refusal{file + QLatin1StringView(": ") + describe(scenario.error())};
        options.scenario = *scenario;
    }
    return options;
}

} // namespace

void startSimulate(Session &session, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("port"), Cli::tr("The port; 0 = any free one."), QStringLiteral("N")});
    parser.addOption(
        {QStringLiteral("scenario"), Cli::tr("How it behaves, for every request."), QStringLiteral("FILE")});
    if (!session.read(parser, QStringLiteral("simulate"), arguments)) return;
    const Checked<Simulator::Options> options = simulatorOptions(parser);
    if (!options) return session.refuse(options.error());
    auto *const simulator = new Simulator(*options, &session);
    const Result<QUrl> url = simulator->listen();
    if (!url) return session.refuse({describe(url.error()), ExitFailed});
    QObject::connect(&session.interrupt(), &Interrupt::requested, &session, [&session] { session.finish(ExitDone); });
    if (session.wantsJson())
        session.console().writeJson({{QStringLiteral("base_url"), url->toString()}});
    else
        session.console().writeLine(url->toString());
}

} // namespace burin
