#include "core/simulator/routes.h"

#include "core/simulator/requestreader.h"

namespace burin::simulator {

namespace {

// clang-format off
constexpr Route routes[] = {
    {"POST", "/v1/chat/completions", nullptr, Action::Chat, &openAiChat},
    {"POST", "/v1/responses", nullptr, Action::Chat, &openAiResponses},
    {"POST", "/v1/embeddings", nullptr, Action::Embed, &openAiChat},
    {"GET", "/v1/models", nullptr, Action::ListModels, &openAiChat},

    {"POST", "/api/v1/chat/completions", nullptr, Action::Chat, &openRouterChat},
    {"POST", "/api/v1/embeddings", nullptr, Action::Embed, &openRouterChat},
    {"GET", "/api/v1/models", nullptr, Action::ListModels, &openRouterChat},
    {"GET", "/api/v1/key", nullptr, Action::ShowKey, &openRouterChat},
    {"GET", "/api/v1/generation", nullptr, Action::ShowGeneration, &openRouterChat},
    {"GET", "/v1/key", nullptr, Action::ShowKey, &openRouterChat},
    {"GET", "/v1/generation", nullptr, Action::ShowGeneration, &openRouterChat},

    {"POST", "/v1/messages", nullptr, Action::Chat, &anthropicMessages},
    {"POST", "/v1/messages/count_tokens", nullptr, Action::CountTokens, &anthropicMessages},

    {"POST", "/v1beta/models/", ":streamGenerateContent", Action::Chat, &geminiContent},
    {"POST", "/v1beta/models/", ":generateContent", Action::Chat, &geminiContent},
    {"POST", "/v1beta/models/", ":countTokens", Action::CountTokens, &geminiContent},
    {"POST", "/v1beta/models/", ":embedContent", Action::Embed, &geminiContent, EmbeddingFormat::Gemini},
    {"POST", "/v1beta/models/", ":batchEmbedContents", Action::Embed, &geminiContent, EmbeddingFormat::GeminiBatch},
    {"GET", "/v1beta/models", nullptr, Action::ListModels, &geminiContent},
    {"GET", "/v1beta/models/", "", Action::ShowModel, &geminiContent},

    {"POST", "/api/chat", nullptr, Action::Chat, &ollamaChat},
    {"POST", "/api/embed", nullptr, Action::Embed, &ollamaChat, EmbeddingFormat::Ollama},
    {"POST", "/api/show", nullptr, Action::ShowModel, &ollamaChat},
    {"GET", "/api/tags", nullptr, Action::ListModels, &ollamaChat},
    {"GET", "/api/version", nullptr, Action::ShowVersion, &ollamaChat},
};
/// The same address for two vendors; Anthropic's clients name the version of its format.
constexpr Route anthropicModels{"GET", "/v1/models", nullptr, Action::ListModels, &anthropicMessages};
// clang-format on

bool leadsTo(const Route &route, const QByteArray &path)
{
    if (!route.suffix) return path == route.path;
    const qsizetype fixed = qstrlen(route.path) + qstrlen(route.suffix);
    return path.size() > fixed && path.startsWith(route.path) && path.endsWith(route.suffix);
}

} // namespace

const Route *findRoute(const HttpMessage &request)
{
    const QByteArray path = QByteArray::fromPercentEncoding(request.path);
    if (path == anthropicModels.path && !request.header("anthropic-version").isEmpty()) return &anthropicModels;
    const Route *found = nullptr;
    for (const Route &route : routes) {
        if (!leadsTo(route, path)) continue;
        if (request.method == route.method) return &route;
        if (!found) found = &route;
    }
    return found;
}

QByteArray keyIn(const HttpMessage &request)
{
    for (const char *name : {"x-api-key", "x-goog-api-key"}) {
        const QByteArray key = request.header(name);
        if (!key.isEmpty()) return key;
    }
    const QByteArray bearer = request.header("authorization");
    return bearer.startsWith("Bearer ") ? bearer.mid(7) : QByteArray();
}

} // namespace burin::simulator
