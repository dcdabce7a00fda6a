#include "core/providers/registry.h"

#include "core/base/logging.h"
#include "core/domain/error.h"
#include "core/providers/anthropic.h"
#include "core/providers/gemini.h"
#include "core/providers/ollama.h"
#include "core/providers/openai.h"
#include "core/providers/openrouter.h"
#include "core/providers/responses.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace burin {

namespace {

struct KindRow {
    QLatin1StringView kind;
    const Provider *provider;
};

const std::vector<KindRow> &kinds()
{
    static const OpenAiProvider openAi;
    static const ResponsesProvider responses;
    static const OpenRouterProvider openRouter;
    static const AnthropicProvider anthropic;
    static const GeminiProvider gemini;
    static const OllamaProvider ollama;
    static const std::vector<KindRow> rows = {
        {QLatin1StringView("openai"), &openAi},         {QLatin1StringView("openai-responses"), &responses},
        {QLatin1StringView("openrouter"), &openRouter}, {QLatin1StringView("anthropic"), &anthropic},
        {QLatin1StringView("gemini"), &gemini},         {QLatin1StringView("ollama"), &ollama},
    };
    return rows;
}

/// Reads one row field by field. The first thing that is wrong is remembered.
class RowReader {
public:
    explicit RowReader(QJsonObject row) : m_row(std::move(row)) {}

    QString text(const char *key)
    {
        const QJsonValue value = take(key);
        if (!value.isUndefined() && !value.isString()) fail(key);
        return value.toString();
    }
    void flag(const char *key, bool &into)
    {
        const QJsonValue value = take(key);
        if (!value.isUndefined() && !value.isBool()) fail(key);
        into = value.toBool(into);
    }
    QStringList texts(const char *key)
    {
        const QJsonValue value = take(key);
        QStringList list;
        for (const QJsonValue &text : value.toArray()) {
            if (!text.isString()) fail(key);
            list.append(text.toString());
        }
        if (!value.isUndefined() && !value.isArray()) fail(key);
        return list;
    }
    RowReader object(const char *key)
    {
        const QJsonValue value = take(key);
        if (!value.isUndefined() && !value.isObject()) fail(key);
        return RowReader(value.toObject());
    }
    void require(const char *key, const QString &value)
    {
        if (value.isEmpty()) fail(key);
    }
    void fail(const QString &key)
    {
        if (m_problem.isEmpty()) m_problem = key;
    }
    /// The field that is wrong, misspelt ones included; empty if none is.
    QString problem() const { return !m_problem.isEmpty() || m_row.isEmpty() ? m_problem : m_row.keys().first(); }

private:
    void fail(const char *key) { fail(QString::fromLatin1(key)); }
    QJsonValue take(const char *key) { return m_row.take(QLatin1StringView(key)); }

    QJsonObject m_row;
    QString m_problem;
};

ProviderQuirks readQuirks(RowReader &row)
{
    ProviderQuirks quirks;
    RowReader fields = row.object("quirks");
    fields.flag("stream_options", quirks.streamOptions);
    fields.flag("max_completion_tokens", quirks.maxCompletionTokens);
    fields.flag("reasoning_adds_to_output", quirks.reasoningAddsToOutput);
    fields.flag("continues_assistant", quirks.continuesAssistant);
    fields.flag("counts_tokens", quirks.countsTokens);
    if (!fields.problem().isEmpty()) row.fail(QStringLiteral("quirks.") + fields.problem());
    return quirks;
}

ProviderProfile readProfile(RowReader &row)
{
    ProviderProfile profile;
    profile.id = row.text("id");
    profile.name = row.text("name");
    profile.kind = row.text("kind");
    profile.baseUrl = QUrl(row.text("base_url"), QUrl::StrictMode);
    profile.openAiUrl = QUrl(row.text("openai_url"), QUrl::StrictMode);
    profile.keyVariables = row.texts("key_variables");
    profile.keyPrefix = row.text("key_prefix");
    profile.keysUrl = row.text("keys_url");
    row.flag("needs_key", profile.needsKey);
    row.flag("local", profile.local);
    row.flag("simulated", profile.simulated);
    profile.quirks = readQuirks(row);
    row.require("id", profile.id);
    row.require("name", profile.name);
    if (!providerFor(profile.kind)) row.fail(QStringLiteral("kind"));
    // The simulator's address is known only once it runs.
    if (!profile.simulated && !isSafeBaseUrl(profile.baseUrl)) row.fail(QStringLiteral("base_url"));
    if (!profile.openAiUrl.isEmpty() && !isSafeBaseUrl(profile.openAiUrl)) row.fail(QStringLiteral("openai_url"));
    return profile;
}

QUrl comparable(const QUrl &url)
{
    QUrl plain =
        url.adjusted(QUrl::NormalizePathSegments | QUrl::StripTrailingSlash | QUrl::RemoveQuery | QUrl::RemoveFragment);
    if (plain.path() == QLatin1StringView("/")) plain.setPath({}); // which Qt does not strip
    return plain;
}

/// Whether @p known serves the format @p kind at @p url.
bool serves(const ProviderProfile &known, const QString &kind, const QUrl &url)
{
    const bool openAi = kind == QLatin1StringView("openai") || kind == QLatin1StringView("openai-responses");
    const bool sameKind = known.kind == kind || (openAi && known.kind == QLatin1StringView("openai"));
    if (sameKind && comparable(known.baseUrl) == comparable(url)) return true;
    return openAi && !known.openAiUrl.isEmpty() && comparable(known.openAiUrl) == comparable(url);
}

} // namespace

const Provider *providerFor(QStringView kind)
{
    const auto row = std::ranges::find_if(kinds(), [kind](const KindRow &r) { return r.kind == kind; });
    return row == kinds().end() ? nullptr : row->provider;
}

QStringList providerKinds()
{
    QStringList list;
    for (const KindRow &row : kinds())
        list.append(row.kind);
    return list;
}

Result<std::vector<ProviderProfile>> parseProviders(const QByteArray &json)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    const QJsonValue list = document.object().value(QLatin1StringView("providers"));
    if (!list.isArray()) return makeError(ErrorCode::BadParameter, QStringLiteral("providers"), problem.errorString());
    std::vector<ProviderProfile> profiles;
    QStringList ids;
    for (const QJsonValue &value : list.toArray()) {
        RowReader row(value.toObject());
        ProviderProfile profile = readProfile(row);
        if (ids.contains(profile.id)) row.fail(QStringLiteral("id"));
        if (!row.problem().isEmpty())
            return makeError(
                ErrorCode::BadParameter,
                QStringLiteral("providers[%1] (%2): %3").arg(profiles.size()).arg(profile.id, row.problem()));
        ids.append(profile.id);
        profiles.push_back(std::move(profile));
    }
    return profiles;
}

const std::vector<ProviderProfile> &builtInProviders()
{
    static const std::vector<ProviderProfile> profiles = [] {
        QFile file(QStringLiteral(":/burin/providers.json"));
        const QByteArray json = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        const Result<std::vector<ProviderProfile>> parsed = parseProviders(json);
        if (parsed) return parsed.value();
        qCWarning(logProviders) << "The list of providers is not valid:" << parsed.error().argument;
        return std::vector<ProviderProfile>();
    }();
    return profiles;
}

ProviderProfile adHocProvider(const QString &kind, const QUrl &baseUrl)
{
    ProviderProfile profile;
    const QString authority = baseUrl.adjusted(QUrl::RemoveUserInfo).authority();
    profile.id = kind + u'@' + authority;
    profile.name = authority;
    // The address of a known provider brings its quirks and its prices.
    for (const ProviderProfile &known : builtInProviders()) {
        if (serves(known, kind, baseUrl)) profile = known;
    }
    profile.kind = kind;
    profile.baseUrl = baseUrl;
    profile.keyVariables = {QStringLiteral("BURIN_API_KEY")};
    profile.needsKey = false;
    return profile;
}

} // namespace burin
