#include "app/cli/commands.h"
#include "app/cli/providerchoice.h"
#include "app/cli/runjob.h"
#include "app/cli/runoptions.h"
#include "app/cli/runvalues.h"
#include "app/cli/session.h"

#include <QCommandLineParser>

namespace burin {

void startRun(Session &session, const QStringList &arguments)
{
    QCommandLineParser parser;
    addRunOptions(parser);
    if (!session.read(parser, QStringLiteral("run [FILE|-]"), arguments)) return;
    RunSpec asked;
    asked.draft.model = parser.value(QStringLiteral("model"));

    const Checked<RunSpec> spec = readRunSpec(parser);
    if (!spec) return refuseRun(session, asked, spec.error());
    const QString repeat = parser.value(QStringLiteral("repeat"));
    const Checked<int> count = parseCount(QStringLiteral("--repeat"), repeat.isEmpty() ? u"1"_qs : repeat, 1);
    if (!count) return session.refuse(count.error());
    const Checked<ProviderProfile> provider = served(session, spec->provider);
    if (!provider) return refuseRun(session, asked, provider.error());

    RunSpec complete = *spec;
    complete.provider = *provider;
    if (parser.isSet(QStringLiteral("raw"))) session.console().allowControls();
    const bool skips = parser.isSet(QStringLiteral("no-history"));
    const RunJob::Options options{*count, skips ? RunJob::History::Skip : RunJob::History::Keep};
    (new RunJob(session, complete, options))->start();
}

} // namespace burin
