#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/runvalues.h"
#include "app/cli/session.h"
#include "app/cli/textfile.h"
#include "app/cli/texttable.h"
#include "core/simulator/simulator.h"

#include <QCommandLineParser>
#include <QJsonArray>

#include <limits>

namespace burin {

namespace {

/// A built-in scenario, or else the file of that name.
Checked<Scenario> scenarioCalled(const QString &name)
{
    if (const NamedScenario *const builtIn = findScenario(name)) return builtIn->scenario;
    const Checked<QJsonObject> json = readJsonObject(name); // names the line and column of a syntax error
    if (!json) return json.error();
    const Result<NamedScenario> file = parseScenarioFile(QJsonDocument(*json).toJson());
    if (!file) return Refusal{name + QLatin1StringView(": ") + describe(file.error())};
    return file->scenario;
}

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
    if (const QString name = parser.value(QStringLiteral("scenario")); !name.isEmpty()) {
        const Checked<Scenario> scenario = scenarioCalled(name);
        if (!scenario) return scenario.error();
        options.scenario = *scenario;
    }
    return options;
}

/// What can be simulated, by family.
void list(Session &session)
{
    QJsonArray rows;
    TextTable table({{Cli::tr("name")}, {Cli::tr("family")}, {Cli::tr("title")}});
    for (const NamedScenario &file : builtInScenarios()) {
        rows += QJsonObject{{QStringLiteral("model"), file.model},
                            {QStringLiteral("family"), file.family},
                            {QStringLiteral("title"), file.title},
                            {QStringLiteral("description"), file.description},
                            {QStringLiteral("expected_status"), toString(file.expect.status)}};
        table.add({file.model, file.family, file.title});
    }
    if (session.wantsJson())
        session.console().writeJson({{QStringLiteral("scenarios"), rows}});
    else
        session.console().write(table.text());
    session.finish(ExitDone);
}

/// The addresses; the first line is that of the OpenAI formats alone, for scripts.
void announce(Session &session, const Simulator &simulator)
{
    QJsonObject urls;
    for (const QString &kind : simulatorKinds())
        urls.insert(kind, simulator.baseUrlFor(kind).toString());
    if (session.wantsJson()) {
        session.console().writeJson(
            {{QStringLiteral("base_url"), simulator.baseUrl().toString()}, {QStringLiteral("base_urls"), urls}});
        return;
    }
    session.console().writeLine(simulator.baseUrl().toString());
    for (const QString &kind : simulatorKinds())
        session.console().writeLine(QStringLiteral("%1  %2").arg(kind, -16).arg(urls.value(kind).toString()));
}

} // namespace

void startSimulate(Session &session, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("port"), Cli::tr("The port; 0 = any free one."), QStringLiteral("N")});
    parser.addOption({QStringLiteral("scenario"),
                      Cli::tr("How it behaves, for every request: a file, or a name of --list."),
                      QStringLiteral("FILE|NAME")});
    parser.addOption({QStringLiteral("list"), Cli::tr("List the scenarios, which are also names of models.")});
    if (!session.read(parser, QStringLiteral("simulate"), arguments)) return;
    if (parser.isSet(QStringLiteral("list"))) return list(session);
    const Checked<Simulator::Options> options = simulatorOptions(parser);
    if (!options) return session.refuse(options.error());
    auto *const simulator = new Simulator(*options, &session);
    const Result<QUrl> url = simulator->listen();
    if (!url) return session.refuse({describe(url.error()), ExitFailed});
    QObject::connect(&session.interrupt(), &Interrupt::requested, &session, [&session] { session.finish(ExitDone); });
    announce(session, *simulator);
}

} // namespace burin
