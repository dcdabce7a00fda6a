#include "app/cli/commands.h"
#include "app/cli/providerchoice.h"
#include "app/cli/rundocument.h"
#include "app/cli/session.h"
#include "app/cli/texttable.h"
#include "app/secrets/secrets.h"
#include "core/base/await.h"
#include "core/engine/engine.h"

#include <QCommandLineParser>

namespace burin {

namespace {

QJsonObject document(const ModelInfo &model)
{
    const QJsonValue context = model.contextTokens == 0 ? QJsonValue::Null : QJsonValue(model.contextTokens);
    return {{QStringLiteral("id"), model.id},
            {QStringLiteral("name"), orNull(model.name)},
            {QStringLiteral("context_tokens"), context},
            {QStringLiteral("input_usd_per_million"), usdOrNull(model.inputPerMillion)},
            {QStringLiteral("output_usd_per_million"), usdOrNull(model.outputPerMillion)}};
}

QString table(const std::vector<ModelInfo> &models)
{
    using enum TextTable::Align;
    TextTable text(
        {{Cli::tr("MODEL")}, {Cli::tr("CONTEXT"), Right}, {Cli::tr("IN/M"), Right}, {Cli::tr("OUT/M"), Right}});
    for (const ModelInfo &model : models) {
        const QString context = model.contextTokens == 0 ? QStringLiteral("-") : QString::number(model.contextTokens);
        text.add({model.id, context, shown(model.inputPerMillion), shown(model.outputPerMillion)});
    }
    return text.text();
}

void showModels(Session &session, const std::vector<ModelInfo> &models)
{
    if (session.wantsJson()) {
        for (const ModelInfo &model : models)
            session.console().writeJson(document(model));
    } else {
        session.console().write(table(models));
    }
    session.finish(ExitDone);
}

void fetch(Session &session, const ProviderProfile &provider, const KeyLookup &lookup)
{
    if (const std::optional<Error> error = keyProblem(provider, lookup)) return session.refuse(refusalOf(*error));
    auto *const engine = new Engine(Engine::Options(), &session);
    await(engine->fetchModels(provider, lookup.key), &session,
          [&session](const Result<std::vector<ModelInfo>> &models) {
              if (models)
                  showModels(session, *models);
              else
                  session.refuse(refusalOf(models.error()));
          });
}

void findKey(Session &session, const Checked<ProviderProfile> &provider)
{
    if (!provider) return session.refuse(provider.error());
    auto *const secrets = new Secrets(keyOwners(*provider), &session);
    await(secrets->find(*provider), &session,
          [&session, provider = *provider](const KeyLookup &lookup) { fetch(session, provider, lookup); });
}

} // namespace

void startModels(Session &session, const QStringList &arguments)
{
    QCommandLineParser parser;
    addAdHocOptions(parser);
    if (!session.read(parser, QStringLiteral("models [PROVIDER]"), arguments)) return;
    const QStringList names = parser.positionalArguments();
    if (names.size() > 1) return session.refuse({Cli::tr("one provider at a time, please.")});
    const Checked<ProviderProfile> chosen = chosenProvider(parser, names.value(0));
    if (!chosen) return session.refuse(chosen.error());
    withStoredProfile(session, [&session, chosen = *chosen](const StoredProfile &profile) {
        findKey(session, served(session, atItsAddress(chosen, profile)));
    });
}

} // namespace burin
