#include "app/cli/commands.h"
#include "app/cli/providerchoice.h"
#include "app/cli/runjob.h"
#include "app/cli/runoptions.h"
#include "app/cli/runvalues.h"
#include "app/cli/session.h"
#include "app/profile/runsettings.h"

#include <QCommandLineParser>

#include <memory>

namespace burin {

namespace {

Checked<RunJob::Options> jobOptions(const QCommandLineParser &parser)
{
    RunJob::Options options;
    if (const QString repeat = parser.value(QStringLiteral("repeat")); !repeat.isEmpty()) {
        const Checked<int> count = parseCount(QStringLiteral("--repeat"), repeat, 1);
        if (!count) return count.error();
        options.repeat = *count;
    }
    if (parser.isSet(QStringLiteral("no-history"))) options.history = RunJob::History::Skip;
    return options;
}

void launch(Session &session, const Checked<RunSpec> &spec, const RunJob::Options &options)
{
    if (!spec) return refuseRun(session, {}, spec.error());
    const Checked<ProviderProfile> provider = served(session, spec->provider);
    if (!provider) return refuseRun(session, *spec, provider.error());
    RunSpec complete = *spec;
    complete.provider = *provider;
    (new RunJob(session, complete, options))->start();
}

} // namespace

void startRun(Session &session, const QStringList &arguments)
{
    const auto parser = std::make_shared<QCommandLineParser>(); // read again once the settings are known
    addRunOptions(*parser);
    if (!session.read(*parser, QStringLiteral("run [FILE|-]"), arguments)) return;
    RunSpec asked;
    asked.draft.model = parser->value(QStringLiteral("model"));
    const Checked<RunSpec> spec = readRunSpec(*parser);
    if (!spec) return refuseRun(session, asked, spec.error());
    const Checked<RunJob::Options> options = jobOptions(*parser);
    if (!options) return session.refuse(options.error());
    if (parser->isSet(QStringLiteral("raw"))) session.console().allowControls();
    withStoredProfile(session, [&session, parser, spec = *spec, options = *options](const StoredProfile &profile) {
        RunJob::Options complete = options;
        complete.recordingTotal = recordingTotalFrom(profile.settings);
        launch(session, adapted(spec, *parser, profile), complete);
    });
}

} // namespace burin
