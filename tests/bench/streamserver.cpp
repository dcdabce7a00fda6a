#include "tests/bench/streamserver.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

namespace burin::bench {

namespace {

std::string chunked(const std::string &data)
{
    char size[16];
    std::snprintf(size, sizeof size, "%zx\r\n", data.size());
    return size + data + "\r\n";
}

std::string event(const std::string &json)
{
    return chunked("data: " + json + "\n\n");
}

void readRequest(int socket)
{
    std::string request;
    char buffer[65536];
    size_t need = std::string::npos;
    while (need == std::string::npos || request.size() < need) {
        const ssize_t got = read(socket, buffer, sizeof buffer);
        if (got <= 0) return;
        request.append(buffer, size_t(got));
        const size_t head = request.find("\r\n\r\n");
        if (need != std::string::npos || head == std::string::npos) continue;
        const size_t length = request.find("Content-Length: ");
        need = head + 4 + (length < head ? std::strtoul(request.c_str() + length + 16, nullptr, 10) : 0);
    }
}

void serve(int socket, int tokens)
{
    readRequest(socket);
    std::string out = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n"
                      "Connection: close\r\n\r\n";
    const std::string begin = R"({"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[)";
    const std::string token = event(begin + R"({"index":0,"delta":{"content":" token"},"finish_reason":null}]})");
    for (int i = 0; i < tokens; ++i) {
        out += token;
        if (out.size() < 16384) continue;
        if (write(socket, out.data(), out.size()) < 0) break;
        out.clear();
    }
    out += event(begin + R"({"index":0,"delta":{},"finish_reason":"stop"}]})");
    out += event(begin + R"(],"usage":{"prompt_tokens":10,"completion_tokens":)" + std::to_string(tokens) +
                 R"(,"total_tokens":0}})");
    out += chunked("data: [DONE]\n\n") + "0\r\n\r\n";
    if (write(socket, out.data(), out.size()) < 0) std::perror("write");
    close(socket);
}

} // namespace

void serveStreams(int tokens)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGPIPE, SIG_IGN);
    const int listener = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    bind(listener, reinterpret_cast<sockaddr *>(&address), length);
    listen(listener, 64);
    getsockname(listener, reinterpret_cast<sockaddr *>(&address), &length);
    std::printf("%d\n", ntohs(address.sin_port));
    std::fflush(stdout);
    for (;;) {
        const int connection = accept(listener, nullptr, nullptr);
        if (connection >= 0) std::thread(serve, connection, tokens).detach();
    }
}

} // namespace burin::bench
