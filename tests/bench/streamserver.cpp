#include "tests/bench/streamserver.h"

#include "tests/bench/wiretext.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

namespace burin::bench {

namespace {

using namespace std::chrono;

constexpr auto PacedInterval = microseconds(200); ///< 5,000 tokens a second.

std::atomic<int> openRequests = 0;
std::atomic<int> peak = 0;

std::string readRequest(int socket)
{
    std::string request;
    char buffer[65536];
    size_t need = std::string::npos;
    while (need == std::string::npos || request.size() < need) {
        const ssize_t got = read(socket, buffer, sizeof buffer);
        if (got <= 0) return {};
        request.append(buffer, size_t(got));
        const size_t head = request.find("\r\n\r\n");
        if (need != std::string::npos || head == std::string::npos) continue;
        const size_t length = request.find("Content-Length: ");
        need = head + 4 + (length < head ? std::strtoul(request.c_str() + length + 16, nullptr, 10) : 0);
    }
    return request;
}

bool send(int socket, const std::string &bytes)
{
    size_t sent = 0;
    while (sent < bytes.size()) {
        const ssize_t written = write(socket, bytes.data() + sent, bytes.size() - sent);
        if (written <= 0) return false;
        sent += size_t(written);
    }
    return true;
}

void stream(int socket, const Ask &ask)
{
    std::string out = streamHead();
    auto due = steady_clock::now();
    if (ask.mode == "hold") {
        if (!send(socket, out + tokenChunk(tokenText(0)))) return;
        std::this_thread::sleep_for(milliseconds(ask.count));
        out.clear();
    }
    const int tokens = ask.mode == "hold" ? 0 : ask.count;
    for (int i = 0; i < tokens; ++i) {
        if (ask.mode == "paced") {
            due += PacedInterval;
            std::this_thread::sleep_until(due);
            out += tokenChunk(std::to_string(steady_clock::now().time_since_epoch().count()) + " ");
        } else {
            out += tokenChunk(tokenText(i)); // each written by itself, as a provider flushes each event
        }
        if (!send(socket, out)) return;
        out.clear();
    }
    send(socket, out + streamTail(tokens));
}

void serve(int socket)
{
    const int on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const std::string request = readRequest(socket);
    if (request.starts_with("GET ")) {
        const std::string body = std::to_string(peak.exchange(0));
        send(socket, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) +
                         "\r\n\r\n" + body);
    } else if (!request.empty()) {
        const int now = ++openRequests;
        for (int seen = peak; now > seen && !peak.compare_exchange_weak(seen, now);) {
        }
        stream(socket, askOf(request));
        --openRequests;
    }
    close(socket);
}

} // namespace

void serveStreams()
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGPIPE, SIG_IGN);
    const int listener = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    bind(listener, reinterpret_cast<sockaddr *>(&address), length);
    listen(listener, 128);
    getsockname(listener, reinterpret_cast<sockaddr *>(&address), &length);
    std::printf("%d\n", ntohs(address.sin_port));
    std::fflush(stdout);
    for (;;) {
        const int connection = accept(listener, nullptr, nullptr);
        if (connection >= 0) std::thread(serve, connection).detach();
    }
}

} // namespace burin::bench
