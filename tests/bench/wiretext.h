#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

namespace burin::bench {

// The bytes that both benchmark servers write.

/// What the model's name of a request asks for (see streamserver.h).
struct Ask {
    std::string mode;
    int count = 0;
};

inline Ask askOf(const std::string &request)
{
    const std::string key = "\"model\":\"";
    const size_t begin = request.find(key);
    if (begin == std::string::npos) return {};
    const size_t from = begin + key.size();
    const std::string model = request.substr(from, request.find('"', from) - from);
    const size_t dash = model.find('-');
    return {model.substr(0, dash), std::atoi(model.c_str() + dash + 1)};
}

inline std::string chunked(const std::string &data)
{
    char size[32];
    std::snprintf(size, sizeof size, "%zx\r\n", data.size());
    return size + data + "\r\n";
}

inline std::string streamHead()
{
    return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n"
           "Connection: close\r\n\r\n";
}

inline const std::string ChunkBegin = R"(data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m",)";

inline std::string tokenChunk(const std::string &text)
{
    return chunked(ChunkBegin + R"("choices":[{"index":0,"delta":{"content":")" + text +
                   R"("},"finish_reason":null}]})" + "\n\n");
}

/// The text of the @p i-th token; no two in a row are the same, which would be a model that repeats itself.
inline std::string tokenText(int i)
{
    return " token" + std::to_string(i % 1000);
}

inline std::string streamTail(int tokens)
{
    return chunked(ChunkBegin + R"("choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})" + "\n\n") +
           chunked(ChunkBegin + R"("choices":[],"usage":{"prompt_tokens":10,"completion_tokens":)" +
                   std::to_string(tokens) + R"(,"total_tokens":)" + std::to_string(tokens + 10) + "}}\n\n") +
           chunked("data: [DONE]\n\n") + "0\r\n\r\n";
}

} // namespace burin::bench
