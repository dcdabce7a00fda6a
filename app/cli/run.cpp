#include "app/cli/commands.h"
#include "app/cli/providerchoice.h"
#include "app/cli/runjob.h"
#include "app/cli/runoptions.h"
#include "app/cli/runvalues.h"
#include "app/cli/session.h"
#include "app/profile/runsettings.h"
#include "core/engine/specchecks.h"
#include "core/providers/provider.h"
#include "core/providers/registry.h"
#include "core/snippets/snippets.h"

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

/// --copy-as: nothing is sent, so no key is needed.
Checked<QString> copied(const RunSpec &spec, const QString &language)
{
    const SnippetRow *row = findSnippet(language);
    if (!row) {
        QStringList known;
        for (const SnippetRow &each : snippetRows())
            known += QString::fromLatin1(each.id);
        return Refusal{Cli::tr("--copy-as %1: %2 are known.").arg(language, known.join(QLatin1StringView(", ")))};
    }
    if (spec.provider.simulated) return Refusal{Cli::tr("--copy-as: the simulator has no address.")};
    const QString keyVariable = snippetKeyVariable(spec.provider);
    RunSpec keyed = spec;
    keyed.key = keyVariable.isEmpty() ? Secret() : Secret("key"); // only its header is shown
    if (const std::optional<Error> error = checkSpec(keyed)) return refusalOf(*error);
    const HttpRequest request = providerFor(keyed.provider.kind)->encode(keyed.provider, requestOf(keyed), keyed.key);
    return snippetOf(*row, request, keyVariable);
}

void printCopy(Session &session, const Checked<RunSpec> &spec, const QString &language)
{
    if (!spec) return session.refuse(spec.error());
    const Checked<QString> source = copied(*spec, language);
    if (!source) return session.refuse(source.error());
    session.console().write(*source);
    session.finish(ExitDone);
}

void launch(Session &session, const Checked<RunSpec> &spec, const RunJob::Options &options)
{
    if (!spec) return refuseRun(session, {}, spec.error());
    const Checked<ProviderProfile> provider = served(session, spec->provider);
    if (!provider) return refuseRun(session, *spec, provider.error());
    RunSpec complete = *spec;
    complete.provider = *provider;
    for (FallbackTarget &fallback : complete.fallbacks) {
        if (fallback.provider.id == provider->id) {
            fallback.provider = *provider;
            continue;
        }
        const Checked<ProviderProfile> other = served(session, fallback.provider);
        if (!other) return refuseRun(session, complete, other.error());
        fallback.provider = *other;
    }
    (new RunJob(session, complete, options))->start();
}

void begin(Session &session, const std::shared_ptr<QCommandLineParser> &parser, const RunSpec &spec,
           const RunJob::Options &options)
{
    withStoredProfile(session, [&session, parser, spec, options](const StoredProfile &profile) {
        if (const QString language = parser->value(QStringLiteral("copy-as")); !language.isEmpty())
            return printCopy(session, adapted(spec, *parser, profile), language);
        RunJob::Options complete = options;
        complete.prices = pricesOf(profile);
        complete.recordingTotal = recordingTotalFrom(profile.settings);
        launch(session, adapted(spec, *parser, profile), complete);
    });
}

} // namespace

void startRun(Session &session, const QStringList &arguments)
{
    const auto parser = std::make_shared<QCommandLineParser>(); // read again once the settings are known
    addRunOptions(*parser);
    if (!session.read(*parser, QStringLiteral("run [FILE|-]"), arguments)) return;
    RunSpec asked;
    asked.draft.model = parser->value(QStringLiteral("model"));
    const Checked<AskedRun> run = readRun(*parser);
    if (!run) return refuseRun(session, asked, run.error());
    const Checked<RunJob::Options> options = jobOptions(*parser);
    if (!options) return session.refuse(options.error());
    if (parser->isSet(QStringLiteral("raw"))) session.console().allowControls();
    withFragments(session, *run, [&session, parser, asked, run = *run, options = *options](const Fragments &fragments) {
        const Checked<RunSpec> spec = rendered(run, fragments);
        if (!spec) return refuseRun(session, asked, spec.error());
        begin(session, parser, *spec, options);
    });
}

} // namespace burin
