#include "app/cli/commands.h"
#include "app/cli/providerchoice.h"
#include "app/cli/rundocument.h"
#include "app/cli/runoptions.h"
#include "app/cli/session.h"
#include "app/cli/texttable.h"
#include "app/secrets/secrets.h"
#include "core/cost/countedestimate.h"
#include "core/cost/inputtokens.h"
#include "core/engine/engine.h"
#include "core/providers/provider.h"
#include "core/providers/registry.h"
#include "core/store/learnedfactors.h"
#include "core/store/ownprices.h"

#include <QCommandLineParser>

namespace burin {

namespace {

enum class Source { Estimated, Learned, Encoded, Counted };

Source sourceOf(TokenPrecision precision)
{
    switch (precision) {
    case TokenPrecision::Exact:
        return Source::Encoded;
    case TokenPrecision::Learned:
        return Source::Learned;
    case TokenPrecision::Rough:
        break;
    }
    return Source::Estimated;
}

/// As in JSON; "encoded": counted here with the model's own encoding.
QString nameOf(Source source)
{
    switch (source) {
    case Source::Learned:
        return QStringLiteral("learned");
    case Source::Encoded:
        return QStringLiteral("encoded");
    case Source::Counted:
        return QStringLiteral("counted");
    case Source::Estimated:
        break;
    }
    return QStringLiteral("estimated");
}

QString inputLine(Source source)
{
    switch (source) {
    case Source::Learned:
        return Cli::tr("input: about %1 tokens, judging from earlier runs, %2");
    case Source::Encoded:
        return Cli::tr("input: %1 tokens in the model's encoding, %2");
    case Source::Counted:
        return Cli::tr("input: %1 tokens as the provider counts, %2");
    case Source::Estimated:
        break;
    }
    return Cli::tr("input: about %1 tokens, %2");
}

QJsonObject document(const RunSpec &spec, const CostEstimate &estimate, Source source)
{
    return {{QStringLiteral("provider"), spec.provider.id},
            {QStringLiteral("model"), spec.draft.model},
            {QStringLiteral("input_tokens"), estimate.inputTokens},
            {QStringLiteral("max_output_tokens"), countOrNull(estimate.maxOutputTokens)},
            {QStringLiteral("cost"), QJsonObject{{QStringLiteral("input_usd"), usdOrNull(estimate.input)},
                                                 {QStringLiteral("worst_usd"), usdOrNull(estimate.worst)},
                                                 {QStringLiteral("price_source"), orNull(estimate.priceSource)}}},
            {QStringLiteral("source"), nameOf(source)}};
}

QString lines(const CostEstimate &estimate, Source source)
{
    const QString worst = estimate.maxOutputTokens ? shown(estimate.worst) : Cli::tr("no limit without max_tokens");
    QString text = inputLine(source).arg(estimate.inputTokens).arg(shown(estimate.input)) + u'\n';
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
        withStoredProfile(session, [&session, spec, tokens = *tokens](const StoredProfile &profile) {
            show(session, spec, estimateCost(spec, pricesOf(profile), tokens), Source::Counted);
        });
    });
}

/// What the history teaches.
struct Known {
    LearnedFactors factors;
    PriceBook prices = PriceBook::builtIn();
};

/// Counts here, with what earlier runs taught.
void showCounted(Session &session, const RunSpec &spec, const Known &known)
{
    const InputTokens input = countInput(spec.messages, {spec.provider.id, spec.draft.model}, known.factors);
    const CostEstimate estimate = estimateCost(spec, known.prices, input);
    show(session, spec, estimate, sourceOf(estimate.precision));
}

void estimateHere(Session &session, const RunSpec &spec)
{
    if (!session.hasDatabase()) return showCounted(session, spec, {});
    const auto read = [](const QSqlDatabase &db) -> Result<Known> {
        const Result<LearnedFactors> factors = readLearnedFactors(db);
        const Result<PriceBook> prices = storedPriceBook(db);
        return Known{factors ? *factors : LearnedFactors(), prices ? *prices : PriceBook::builtIn()};
    };
    await(session.database().run(read), &session,
          [&session, spec](const Result<Known> &known) { showCounted(session, spec, known ? *known : Known()); });
}

/// Asks the provider.
void countThere(Session &session, RunSpec spec)
{
    const Checked<ProviderProfile> provider = served(session, spec.provider);
    if (!provider) return session.refuse(provider.error());
    spec.provider = *provider;
    auto *const secrets = new Secrets(keyOwners(*provider), &session);
    await(secrets->find(*provider), &session,
          [&session, spec](const KeyLookup &lookup) { count(session, spec, lookup); });
}

} // namespace

void startEstimate(Session &session, const QStringList &arguments)
{
    QCommandLineParser parser;
    addRunOptions(parser);
    const QString exact = QStringLiteral("exact");
    parser.addOption({exact, Cli::tr("Let the provider count the tokens; sends the prompt, costs nothing.")});
    if (!session.read(parser, QStringLiteral("estimate [FILE|-]"), arguments)) return;
    const Checked<AskedRun> asked = readRun(parser);
    if (!asked) return session.refuse(asked.error());
    withFragments(session, *asked,
                  [&session, asked = *asked, isExact = parser.isSet(exact)](const Fragments &fragments) {
                      Checked<RunSpec> spec = rendered(asked, fragments);
                      if (!spec) return session.refuse(spec.error());
                      spec.value().createdAt = QDateTime::currentDateTimeUtc();
                      return isExact ? countThere(session, *spec) : estimateHere(session, *spec);
                  });
}

} // namespace burin
