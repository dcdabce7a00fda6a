#include "core/simulator/catalog.h"

#include "core/simulator/jsontext.h"
#include "core/simulator/protocol.h"
#include "core/simulator/scenariofile.h"

#include <QJsonArray>

namespace burin::simulator {

namespace {

constexpr int ContextTokens = 128'000;
constexpr int OutputTokens = 16'000;
constexpr double KeyLimit = 10;

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

QString perToken(double usd)
{
    return QString::number(usd, 'f', 6);
}

QJsonObject openAiModel(const NamedScenario &file)
{
    return {{s("id"), file.model},
            {s("object"), s("model")},
            {s("created"), 0},
            {s("owned_by"), s("burin")},
            {s("name"), file.description}};
}

QJsonObject openRouterModel(const NamedScenario &file)
{
    return {{s("id"), file.model},
            {s("name"), file.description},
            {s("created"), 0},
            {s("context_length"), ContextTokens},
            {s("pricing"),
             QJsonObject{{s("prompt"), perToken(UsdPerPromptToken)}, {s("completion"), perToken(UsdPerOutputToken)}}},
            {s("top_provider"),
             QJsonObject{{s("context_length"), ContextTokens}, {s("max_completion_tokens"), OutputTokens}}},
            {s("architecture"), QJsonObject{{s("input_modalities"), QJsonArray{s("text")}},
                                            {s("output_modalities"), QJsonArray{s("text")}}}},
            {s("supported_parameters"), QJsonArray{s("max_tokens"), s("seed"), s("stop")}}};
}

QJsonObject anthropicModel(const NamedScenario &file)
{
    return {{s("type"), s("model")},
            {s("id"), file.model},
            {s("display_name"), file.title},
            {s("created_at"), s("2025-01-01T00:00:00Z")},
            {s("max_input_tokens"), ContextTokens},
            {s("max_tokens"), OutputTokens}};
}

QJsonObject geminiModel(const QString &model, const QString &title)
{
    return {{s("name"), s("models/") + model},
            {s("displayName"), title},
            {s("inputTokenLimit"), ContextTokens},
            {s("outputTokenLimit"), OutputTokens},
            {s("supportedGenerationMethods"), QJsonArray{s("generateContent"), s("countTokens"), s("embedContent")}}};
}

QJsonObject ollamaModel(const NamedScenario &file)
{
    return {{s("name"), file.model},
            {s("model"), file.model},
            {s("modified_at"), s("2025-01-01T00:00:00Z")},
            {s("size"), 0},
            {s("digest"), s("simulator")},
            {s("details"), QJsonObject{{s("family"), s("simulator")}, {s("parameter_size"), s("0B")}}}};
}

} // namespace

QByteArray modelList(const Protocol &protocol)
{
    const bool gemini = &protocol == &geminiContent();
    const bool ollama = &protocol == &ollamaChat();
    QJsonArray models;
    for (const NamedScenario &file : builtInScenarios()) {
        if (gemini)
            models += geminiModel(file.model, file.title);
        else if (ollama)
            models += ollamaModel(file);
        else if (&protocol == &anthropicMessages())
            models += anthropicModel(file);
        else
            models += &protocol == &openRouterChat() ? openRouterModel(file) : openAiModel(file);
    }
    if (gemini || ollama) return compact({{s("models"), models}});
    if (&protocol == &anthropicMessages()) return compact({{s("data"), models}, {s("has_more"), false}});
    return compact({{s("object"), s("list")}, {s("data"), models}});
}

QByteArray modelDetail(const Protocol &protocol, const QString &model)
{
    const NamedScenario *const file = findScenario(model);
    if (&protocol == &geminiContent()) return compact(geminiModel(model, file ? file->title : model));
    return compact({{s("capabilities"), QJsonArray{s("completion"), s("tools"), s("thinking"), s("embedding")}},
                    {s("details"), QJsonObject{{s("family"), s("simulator")}}},
                    {s("model_info"), QJsonObject{{s("general.architecture"), s("simulator")},
                                                  {s("simulator.context_length"), ContextTokens}}}});
}

QByteArray tokenCount(const Protocol &protocol, qint64 tokens)
{
    return compact({{&protocol == &geminiContent() ? s("totalTokens") : s("input_tokens"), tokens}});
}

QByteArray keyStatus(double spent)
{
    const QJsonObject data{
        {s("label"), s("simulator")},         {s("limit"), KeyLimit},      {s("limit_remaining"), KeyLimit - spent},
        {s("limit_reset"), QJsonValue::Null}, {s("usage"), spent},         {s("usage_daily"), spent},
        {s("usage_weekly"), spent},           {s("usage_monthly"), spent}, {s("is_free_tier"), false},
        {s("is_management_key"), false}};
    return compact({{s("data"), data}});
}

} // namespace burin::simulator
