#include "app/cli/commands.h"
#include "app/cli/rundocument.h"
#include "app/cli/runoptions.h"
#include "app/cli/session.h"
#include "app/cli/texttable.h"
#include "core/cost/pricing.h"

#include <QCommandLineParser>

namespace burin {

namespace {

QJsonObject document(const RunSpec &spec, const CostEstimate &estimate)
{
    return {{QStringLiteral("provider"), spec.provider.id},
            {QStringLiteral("model"), spec.draft.model},
            {QStringLiteral("input_tokens"), estimate.inputTokens},
            {QStringLiteral("max_output_tokens"), countOrNull(estimate.maxOutputTokens)},
            {QStringLiteral("cost"), QJsonObject{{QStringLiteral("input_usd"), usdOrNull(estimate.input)},
                                                 {QStringLiteral("worst_usd"), usdOrNull(estimate.worst)},
                                                 {QStringLiteral("price_source"), orNull(estimate.priceSource)}}},
            {QStringLiteral("source"), QStringLiteral("estimated")}};
}

QString lines(const CostEstimate &estimate)
{
    const QString worst = estimate.maxOutputTokens ? shown(estimate.worst) : Cli::tr("no limit without max_tokens");
    QString text = Cli::tr("input: about %1 tokens, %2").arg(estimate.inputTokens).arg(shown(estimate.input)) + u'\n';
    text += Cli::tr("output: at most %1 tokens").arg(shown(estimate.maxOutputTokens)) + u'\n';
    text += Cli::tr("worst case: %1").arg(worst) + u'\n';
    if (!estimate.priceSource.isEmpty()) text += Cli::tr("price: %1").arg(estimate.priceSource) + u'\n';
    return text;
}

} // namespace

void startEstimate(Session &session, const QStringList &arguments)
{
    QCommandLineParser parser;
    addRunOptions(parser);
    if (!session.read(parser, QStringLiteral("estimate [FILE|-]"), arguments)) return;
    Checked<RunSpec> spec = readRunSpec(parser);
    if (!spec) return session.refuse(spec.error());
    spec.value().createdAt = QDateTime::currentDateTimeUtc();
    const CostEstimate estimate = estimateCost(*spec, PriceBook::builtIn());
    if (session.wantsJson())
        session.console().writeJson(document(*spec, estimate));
    else
        session.console().write(lines(estimate));
    session.finish(ExitDone);
}

} // namespace burin
