#include "app/cli/runoptions.h"

#include "app/cli/providerchoice.h"
#include "app/cli/runvalues.h"
#include "app/cli/session.h"
#include "app/cli/textfile.h"
#include "app/profile/runsettings.h"
#include "app/profile/storedprofile.h"
#include "core/prompt/promptrender.h"

#include <QCommandLineParser>
#include <QFileInfo>

namespace burin {

namespace {

#define T(text) QT_TRANSLATE_NOOP("Cli", text)

struct OptionRow {
    const char *name;
    const char *value;   ///< Empty: a switch.
    const char *summary; ///< Nullptr: belongs to a later version.
};

// clang-format off
constexpr OptionRow rows[] = {
    {"system", "TEXT", T("The system message; may have {{variables}}.")},
    {"user", "TEXT", T("The user message, instead of FILE.")},
    {"var", "NAME=VALUE", T("A variable's value. May be repeated.")},
    {"vars", "FILE.json", T("An object with the values of variables. May be repeated.")},
    {"provider", "NAME", T("A configured provider; \"simulator\" needs no network.")},
    {"model", "MODEL", T("The model's id.")},
    {"fallback", "MODEL", T("Another model of the provider, if the one before fails. May be repeated, in order.")},
    {"param", "NAME=VALUE", T("temperature, top_p, max_tokens, seed, stop, reasoning_effort, or any other. May be repeated.")},
    {"timeout", "LIST", T("connect=S,first=S,idle=S,total=S in seconds; run=S for all attempts together.")},
    {"retries", "N", T("Further attempts after a failure before any text; 0 = one request, no more.")},
    {"retry-initial", "S", T("Seconds before the first retry; doubles each time.")},
    {"max-delay", "S", T("No wait is longer.")},
    {"price", "IN,OUT", T("USD per million tokens, for a model that the price book does not know.")},
    {"budget", "USD", T("Stop the run where it would cost more.")},
    {"repeat", "N", T("Run it N times, one after the other.")},
    {"no-history", "", T("Do not store the run.")},
    {"raw", "", T("Let control characters through to a terminal.")},
    {"prompt", "NAME", nullptr},
    {"knowledge", "COLLECTION", nullptr},
    {"top-k", "N", nullptr},
    {"context-tokens", "N", nullptr},
};
// clang-format on

#undef T

std::optional<Refusal> laterOption(const QCommandLineParser &parser)
{
    for (const OptionRow &row : rows)
        if (!row.summary && parser.isSet(QLatin1StringView(row.name)))
            return Refusal{Cli::tr("--%1 is not in this version.").arg(QLatin1StringView(row.name))};
    return std::nullopt;
}

/// A template's text and how its errors name it.
struct Source {
    QString text;
    QString name;
};

Refusal refusalOf(const Source &source, const PromptError &error)
{
    const bool missing = error.kind == PromptError::Kind::Missing;
    const QString place = QStringLiteral("%1:%2:%3").arg(source.name).arg(error.place.line).arg(error.place.column);
    return {place + QLatin1StringView(": ") + error.sentence, ExitUsage,
            makeError(missing ? ErrorCode::UnfilledVariable : ErrorCode::BadTemplate,
                      missing ? error.variable : error.sentence, place)};
}

Checked<Source> userSource(const QCommandLineParser &parser)
{
    const QStringList files = parser.positionalArguments();
    const QString text = parser.value(QStringLiteral("user"));
    if (files.isEmpty()) return Source{text, QStringLiteral("--user")};
    const QString &file = files.first();
    if (files.size() > 1) return Refusal{Cli::tr("one FILE at most; %1 is too many.").arg(files.last())};
    if (parser.isSet(QStringLiteral("user"))) return Refusal{Cli::tr("FILE and --user exclude each other.")};
    if (file.endsWith(QLatin1StringView(".prompt.yml")) || file.endsWith(QLatin1StringView(".prompt.yaml")))
        return Refusal{Cli::tr("%1: prompt files are not in this version; a text file is the user message.").arg(file)};
    const Checked<QString> read = readTextFile(file);
    if (!read) return read.error();
    return Source{*read, file == QLatin1StringView("-") ? QStringLiteral("stdin") : file};
}

std::optional<Refusal> readPrompt(const QCommandLineParser &parser, RunSpec &spec)
{
    const Checked<QMap<QString, QString>> variables =
        readVariables(parser.values(QStringLiteral("vars")), parser.values(QStringLiteral("var")));
    if (!variables) return variables.error();
    spec.draft.variables = *variables;
    const Checked<Source> user = userSource(parser);
    if (!user) return user.error();
    const Source system{parser.value(QStringLiteral("system")), QStringLiteral("--system")};
    spec.draft.messages = systemAndUser(system.text, user->text);
    if (!parser.positionalArguments().isEmpty())
        spec.draft.title = QFileInfo(parser.positionalArguments().first()).completeBaseName();
    const auto messages = renderPrompt(spec.draft);
    if (!messages) {
        const PromptError &error = messages.error().front();
        const Role role = spec.draft.messages[size_t(error.message)].role;
        return refusalOf(role == Role::System ? system : *user, error);
    }
    spec.messages = *messages;
    return std::nullopt;
}

std::optional<Refusal> readRetry(const QCommandLineParser &parser, RetrySettings &retry)
{
    if (const QString name = QStringLiteral("retries"); parser.isSet(name)) {
        const Checked<int> count = parseCount(QStringLiteral("--retries"), parser.value(name), 0);
        if (!count) return count.error();
        retry.retries = *count;
    }
    for (const auto &[name, target] : {std::pair{QStringLiteral("retry-initial"), &retry.initial},
                                       std::pair{QStringLiteral("max-delay"), &retry.cap}}) {
        if (!parser.isSet(name)) continue;
        const Checked<milliseconds> seconds = parseSeconds(QStringLiteral("--") + name, parser.value(name));
        if (!seconds) return seconds.error();
        *target = *seconds;
    }
    return std::nullopt;
}

/// They are at the run's own provider, whose address and key are known later.
std::vector<FallbackTarget> fallbacks(const QStringList &models)
{
    std::vector<FallbackTarget> targets;
    for (const QString &model : models) {
        FallbackTarget target;
        target.model = model.trimmed();
        if (!target.model.isEmpty()) targets.push_back(target);
    }
    return targets;
}

std::optional<Refusal> readLimits(const QCommandLineParser &parser, const Settings &settings, RunSpec &spec)
{
    const RunLimits limits =
        limitsFor(settings, spec.provider,
                  {.providerId = spec.provider.id, .model = spec.draft.model, .prompt = spec.draft.title});
    const Checked<Timeouts> timeouts = parseTimeouts(parser.value(QStringLiteral("timeout")), limits.timeouts);
    if (!timeouts) return timeouts.error();
    spec.timeouts = *timeouts;
    if (const QString price = parser.value(QStringLiteral("price")); !price.isEmpty()) {
        const Checked<PriceOverride> prices = parsePrices(price);
        if (!prices) return prices.error();
        spec.price = *prices;
    }
    if (const QString budget = parser.value(QStringLiteral("budget")); !budget.isEmpty()) {
        const Checked<Money> limit = parseAmount(QStringLiteral("--budget"), budget);
        if (!limit) return limit.error();
        spec.costLimit = *limit;
    }
    spec.retry = limits.retry;
    spec.recordedBytes = recordedBytesFrom(settings);
    return readRetry(parser, spec.retry);
}

} // namespace

void addRunOptions(QCommandLineParser &parser)
{
    for (const OptionRow &row : rows) {
        QCommandLineOption option(QString::fromLatin1(row.name), row.summary ? Cli::tr(row.summary) : QString(),
                                  QString::fromLatin1(row.value));
        if (!row.summary) option.setFlags(QCommandLineOption::HiddenFromHelp);
        parser.addOption(option);
    }
    addAdHocOptions(parser);
}

Checked<RunSpec> readRunSpec(const QCommandLineParser &parser)
{
    if (const std::optional<Refusal> refusal = laterOption(parser)) return *refusal;
    RunSpec spec;
    const Checked<ProviderProfile> provider = chosenProvider(parser, parser.value(QStringLiteral("provider")));
    if (!provider) return provider.error();
    spec.provider = *provider;
    spec.draft.providerId = provider->id;
    spec.draft.model = parser.value(QStringLiteral("model")).trimmed();
    if (spec.draft.model.isEmpty()) return Refusal{Cli::tr("which model? --model is needed.")};
    spec.fallbacks = fallbacks(parser.values(QStringLiteral("fallback")));
    const Checked<ChatParameters> parameters = parseParameters(parser.values(QStringLiteral("param")));
    if (!parameters) return parameters.error();
    spec.draft.parameters = *parameters;
    if (const std::optional<Refusal> refusal = readLimits(parser, Settings(), spec)) return *refusal;
    if (const std::optional<Refusal> refusal = readPrompt(parser, spec)) return *refusal;
    if (spec.messages.empty()) return refusalOf(makeError(ErrorCode::EmptyPrompt));
    return spec;
}

Checked<RunSpec> adapted(const RunSpec &spec, const QCommandLineParser &parser, const StoredProfile &profile)
{
    RunSpec own = spec;
    own.provider = atItsAddress(spec.provider, profile);
    if (const std::optional<Refusal> refusal = readLimits(parser, profile.settings, own)) return *refusal;
    return own;
}

} // namespace burin
