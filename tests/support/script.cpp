#include "tests/support/script.h"

namespace burin {

Script &Script::write(const QByteArray &bytes)
{
    m_steps.push_back(Write{bytes});
    return *this;
}

Script &Script::writeInPieces(const QByteArray &bytes, qsizetype pieceSize)
{
    m_steps.push_back(Write{bytes, pieceSize});
    return *this;
}

Script &Script::writeRepeatedly(const QByteArray &bytes, int times)
{
    m_steps.push_back(Write{bytes, 0, times});
    return *this;
}

Script &Script::pause(std::chrono::milliseconds time)
{
    m_steps.push_back(Pause{time});
    return *this;
}

Script &Script::close()
{
    m_steps.push_back(Close{});
    return *this;
}

Script &Script::drop()
{
    m_steps.push_back(Drop{});
    return *this;
}

Script &Script::reset()
{
    m_steps.push_back(Reset{});
    return *this;
}

Script &Script::stall()
{
    m_steps.push_back(Stall{});
    return *this;
}

Script &Script::chunk(const QByteArray &bytes)
{
    return write(QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n");
}

Script &Script::event(const QByteArray &data)
{
    QByteArray text = data;
    text.replace("\n", "\ndata: ");
    return chunk("data: " + text + "\n\n");
}

Script &Script::comment(const QByteArray &text)
{
    return chunk(": " + text + "\n\n");
}

Script &Script::end()
{
    return write("0\r\n\r\n");
}

Script &Script::beforeBody()
{
    m_beforeBody = true;
    return *this;
}

namespace {

QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 404:
        return "Not Found";
    case 429:
        return "Too Many Requests";
    case 500:
        return "Internal Server Error";
    case 503:
        return "Service Unavailable";
    default:
        return "Status";
    }
}

} // namespace

QByteArray responseHead(int status, const HttpHeaders &headers)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonPhrase(status) + "\r\n";
    for (const auto &[name, value] : headers)
        head += name + ": " + value + "\r\n";
    return head + "\r\n";
}

Script response(int status, const QByteArray &body, const HttpHeaders &headers)
{
    HttpHeaders all = headers;
    all.emplace_back("Content-Length", QByteArray::number(body.size()));
    return Script().write(responseHead(status, all) + body);
}

Script jsonResponse(int status, const QByteArray &body, const HttpHeaders &headers)
{
    HttpHeaders all = headers;
    all.emplace_back("Content-Type", "application/json");
    return response(status, body, all);
}

Script sseHead(const HttpHeaders &headers)
{
    HttpHeaders all = headers;
    all.emplace_back("Content-Type", "text/event-stream");
    all.emplace_back("Transfer-Encoding", "chunked");
    return Script().write(responseHead(200, all));
}

Script sseResponse(const QByteArrayList &events, const HttpHeaders &headers)
{
    Script script = sseHead(headers);
    for (const QByteArray &event : events)
        script.event(event);
    return script.end();
}

} // namespace burin
