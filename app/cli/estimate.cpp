#include "app/cli/commands.h"
#include "app/cli/providerchoice.h"
#include "app/cli/rundocument.h"
#include "app/cli/runoptions.h"
#include "app/cli/session.h"
#include "app/cli/texttable.h"
#include "app/secrets/secrets.h"
#include "core/cost/countedestimate.h"
#include "core/engine/engine.h"
#include "core/providers/provider.h"
#include "core/providers/registry.h"

#include <QCommandLineParser>

namespace burin {

namespace {

enum class Source { Estimated, Counted };

QJsonObject document(const RunSpec &spec, const CostEstimate &estimate, Source source)
{
    return {{QStringLiteral("provider"), spec.provider.id},
            {QStringLiteral("model"), spec.draft.model},
            {QStringLiteral("input_tokens"), estimate.inputTokens},
            {QStringLiteral("max_output_tokens"), countOrNull(estimate.maxOutputTokens)},
            {QStringLiteral("cost"), QJsonObject{{QStringLiteral("input_usd"), usdOrNull(estimate.input)},
                                                 {QStringLiteral("worst_usd"), usdOrNull(estimate.worst)},
                                                 {QStringLiteral("price_source"), orNull(estimate.priceSource)}}},
            {QStringLiteral("source"),
             source == Source::Counted ? QStringLiteral("counted") : QStringLiteral("estimated")}};
}

QString lines(const CostEstimate &estimate, Source source)
{
    const QString worst = estimate.maxOutputTokens ? shown(estimate.worst) : Cli::tr("no limit without max_tokens");
    const QString input = source == Source::Counted ? Cli::tr("input: %1 tokens as the provider counts, %2")
                                                    : Cli::tr("input: about %1 tokens, %2");
    QString text = input.arg(estimate.inputTokens).arg(shown(estimate.input)) + u'\n';
    text += Cli::tr("output: at most %1 tokens").arg(shown(estimate.maxOutputTokens)) + u'\n';
    text += Cli::tr("worst case: %1").arg(worst) + u'\n';
    if (!estimate.priceSource.isEmpty()) text += Cli::tr("price: %1").arg(estimate.priceSource) + u'\n';
    return text;
}

void show(Session &session, const RunSpec &spec, const CostEstimate &estimate, Source source)
{
    if (session.wantsJson())
        session.console().writeJson(document(spec, estimate, source));
    else
        session.console().write(lines(estimate, source));
    session.finish(ExitDone);
}

/// Asks the provider, which costs nothing.
void count(Session &session, const RunSpec &spec, const KeyLookup &lookup)
{
    if (const std::optional<Error> error = keyProblem(spec.provider, lookup)) return session.refuse(refusalOf(*error));
    const Provider &codec = *providerFor(spec.provider.kind);
    const ChatRequest chat = requestOf(spec);
    if (const std::optional<Error> error = checkRequest(chat, codec.abilities()))
        return session.refuse(refusalOf(*error));
    const std::optional<HttpRequest> request = codec.countRequest(spec.provider, chat, lookup.key);
    if (!request) return session.refuse({Cli::tr("--exact: %1 does not count tokens.").arg(spec.provider.name)});
    auto *const engine = new Engine(Engine::Options(), &session);
    await(engine->ask(spec.provider, *request), &session, [&session, &codec, spec](const Result<QByteArray> &body) {
        const Result<qint64> tokens = body ? codec.decodeCount(*body) : Result<qint64>(body.error());
        if (!tokens) return session.refuse(refusalOf(tokens.error()));
        show(session, spec, estimateCost(spec, PriceBook::builtIn(), *tokens), Source::Counted);
    });
}

} // namespace

void startEstimate(Session &session, const QStringList &arguments)
{
    QCommandLineParser parser;
    addRunOptions(parser);
    const QString exact = QStringLiteral("exact");
    parser.addOption({exact, Cli::tr("Let the provider count the tokens; sends the prompt, costs nothing.")});
    if (!session.read(parser, QStringLiteral("estimate [FILE|-]"), arguments)) return;
    Checked<RunSpec> spec = readRunSpec(parser);
    if (!spec) return session.refuse(spec.error());
    spec.value().createdAt = QDateTime::currentDateTimeUtc();
    if (!parser.isSet(exact)) return show(session, *spec, estimateCost(*spec, PriceBook::builtIn()), Source::Estimated);
    const Checked<ProviderProfile> provider = served(session, spec->provider);
    if (!provider) return session.refuse(provider.error());
    spec.value().provider = *provider;
    auto *const secrets = new Secrets(keyOwners(*provider), &session);
    await(secrets->find(*provider), &session,
          [&session, spec = *spec](const KeyLookup &lookup) { count(session, spec, lookup); });
}

} // namespace burin
