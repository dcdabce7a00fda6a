#include "app/cli/runoptions.h"

#include "app/cli/promptinput.h"
#include "app/cli/providerchoice.h"
#include "app/cli/requestfiles.h"
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
    {"attach", "FILE", T("A picture, PDF or text file behind the user message. May be repeated.")},
    {"tools", "FILE.json", T("A list of functions that the model may ask for.")},
    {"schema", "FILE.json", T("The JSON Schema that the answer must follow.")},
    {"case", "NAME", T("The values of this case of a prompt file.")},
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
    {"copy-as", "LANGUAGE", T("Print the request as curl, python, javascript or cpp, and send nothing.")},
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
    const Checked<QString> read = readTextFile(file);
    if (!read) return read.error();
    return Source{*read, file == QLatin1StringView("-") ? QStringLiteral("stdin") : file};
}

/// --system in the place of the file's first system message, or before all others.
void replaceSystem(const QCommandLineParser &parser, PromptDraft &draft)
{
    const QString name = QStringLiteral("system");
    if (!parser.isSet(name)) return;
    const auto first = std::ranges::find(draft.messages, Role::System, &PromptMessage::role);
    if (first == draft.messages.end())
        draft.messages.insert(draft.messages.begin(), {.role = Role::System, .text = parser.value(name)});
    else
        first->text = parser.value(name);
}

/// What the options say of the messages when there is no prompt file: --system, then FILE or --user.
std::optional<Refusal> readMessages(const QCommandLineParser &parser, PromptDraft &draft, QString &userName)
{
    const Checked<Source> user = userSource(parser);
    if (!user) return user.error();
    userName = user->name;
    draft.messages = systemAndUser(parser.value(QStringLiteral("system")), user->text);
    if (!parser.positionalArguments().isEmpty())
        draft.title = QFileInfo(parser.positionalArguments().first()).completeBaseName();
    return std::nullopt;
}

std::optional<Refusal> readPrompt(const QCommandLineParser &parser, const std::optional<PromptDraft> &file,
                                  AskedRun &asked)
{
    PromptDraft &draft = asked.spec.draft;
    asked.promptName = parser.positionalArguments().value(0);
    if (file && parser.isSet(QStringLiteral("user"))) return Refusal{Cli::tr("FILE and --user exclude each other.")};
    if (file)
        replaceSystem(parser, draft);
    else if (const std::optional<Refusal> refusal = readMessages(parser, draft, asked.promptName))
        return refusal;
    const bool isOption = !file || parser.isSet(QStringLiteral("system"));
    asked.systemName = isOption ? QStringLiteral("--system") : asked.promptName;
    const Checked<QMap<QString, QString>> variables =
        readVariables(parser.values(QStringLiteral("vars")), parser.values(QStringLiteral("var")));
    if (!variables) return variables.error();
    draft.variables.insert(*variables);
    return std::nullopt;
}

/// --attach, --tools and --schema: the files belong to the last message, which is the user's.
std::optional<Refusal> readRequestFiles(const QCommandLineParser &parser, RunSpec &spec)
{
    const Checked<std::vector<Attachment>> files = readAttachments(parser.values(QStringLiteral("attach")));
    if (!files) return files.error();
    if (!files->empty()) {
        std::vector<PromptMessage> &messages = spec.draft.messages;
        if (messages.empty() || messages.back().role != Role::User) messages.push_back({});
        messages.back().attachments = *files;
    }
    if (const QString path = parser.value(QStringLiteral("tools")); !path.isEmpty()) {
        const Checked<std::vector<ToolDefinition>> tools = readTools(path);
        if (!tools) return tools.error();
        spec.draft.tools = *tools;
    }
    if (const QString path = parser.value(QStringLiteral("schema")); !path.isEmpty()) {
        const Checked<ResponseFormat> format = readSchema(path);
        if (!format) return format.error();
        spec.draft.format = *format;
    }
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

/// Those of --fallback, which are at the run's own provider, else those of the prompt file. Addresses and keys are
/// known later.
Checked<std::vector<FallbackTarget>> fallbacks(const QCommandLineParser &parser, const RunSpec &spec)
{
    std::vector<FallbackTarget> targets;
    for (const QString &model : parser.values(QStringLiteral("fallback")))
        if (!model.trimmed().isEmpty()) targets.push_back({spec.provider, {}, model.trimmed()});
    if (parser.isSet(QStringLiteral("fallback"))) return targets;
    for (const ModelRef &fallback : spec.draft.fallbacks) {
        const Checked<ProviderProfile> provider = fallback.providerId == spec.provider.id
                                                      ? Checked<ProviderProfile>(spec.provider)
                                                      : namedProvider(fallback.providerId);
        if (!provider) return provider.error();
        targets.push_back({*provider, {}, fallback.model});
    }
    return targets;
}

ChatParameters merged(const ChatParameters &base, const ChatParameters &over)
{
    QJsonObject all = toJson(base);
    const QJsonObject more = toJson(over);
    for (auto it = more.begin(); it != more.end(); ++it)
        all.insert(it.key(), it.value());
    return parametersFrom(all);
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

Checked<AskedRun> readRun(const QCommandLineParser &parser)
{
    if (const std::optional<Refusal> refusal = laterOption(parser)) return *refusal;
    const Checked<std::optional<PromptDraft>> file = readPromptOption(parser);
    if (!file) return file.error();
    AskedRun asked;
    RunSpec &spec = asked.spec;
    spec.draft = file->value_or(PromptDraft());
    const bool isElsewhere = parser.isSet(QStringLiteral("provider")) || parser.isSet(QStringLiteral("kind"));
    const QString named = isElsewhere ? parser.value(QStringLiteral("provider")) : spec.draft.providerId;
    const Checked<ProviderProfile> provider = chosenProvider(parser, named);
    if (!provider) return provider.error();
    spec.provider = *provider;
    spec.draft.providerId = provider->id;
    if (parser.isSet(QStringLiteral("model"))) spec.draft.model = parser.value(QStringLiteral("model"));
    spec.draft.model = spec.draft.model.trimmed();
    if (spec.draft.model.isEmpty()) return Refusal{Cli::tr("which model? --model is needed.")};
    const Checked<std::vector<FallbackTarget>> targets = fallbacks(parser, spec);
    if (!targets) return targets.error();
    spec.fallbacks = *targets;
    spec.fallbackOn = fallbackCategories(spec.draft.fallbackOn);
    const Checked<ChatParameters> parameters = parseParameters(parser.values(QStringLiteral("param")));
    if (!parameters) return parameters.error();
    spec.draft.parameters = merged(spec.draft.parameters, *parameters);
    if (const std::optional<Refusal> refusal = readLimits(parser, Settings(), spec)) return *refusal;
    if (const std::optional<Refusal> refusal = readPrompt(parser, *file, asked)) return *refusal;
    if (const std::optional<Refusal> refusal = readRequestFiles(parser, spec)) return *refusal;
    return asked;
}

Checked<RunSpec> rendered(const AskedRun &asked, const Fragments &fragments)
{
    RunSpec spec = asked.spec;
    const auto messages = renderPrompt(spec.draft, fragments);
    if (!messages) {
        const PromptError &error = messages.error().front();
        const bool isSystem = spec.draft.messages[size_t(error.message)].role == Role::System;
        return refusalOf({{}, isSystem ? asked.systemName : asked.promptName}, error);
    }
    if (messages->empty()) return refusalOf(makeError(ErrorCode::EmptyPrompt));
    spec.messages = *messages;
    return spec;
}

Checked<RunSpec> adapted(const RunSpec &spec, const QCommandLineParser &parser, const StoredProfile &profile)
{
    RunSpec own = spec;
    own.provider = atItsAddress(spec.provider, profile);
    for (FallbackTarget &fallback : own.fallbacks)
        fallback.provider = atItsAddress(fallback.provider, profile);
    if (const std::optional<Refusal> refusal = readLimits(parser, profile.settings, own)) return *refusal;
    return own;
}

} // namespace burin
