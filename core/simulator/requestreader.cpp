#include "core/simulator/requestreader.h"

#include <algorithm>

namespace burin::simulator {

namespace {

const QByteArray HeadEnd = QByteArrayLiteral("\r\n\r\n");

bool isToken(const QByteArray &text)
{
    return !text.isEmpty() &&
           std::ranges::all_of(text, [](char c) { return c > ' ' && c < 127 && !strchr("()<>@,;:\\\"/[]?={}", c); });
}

/// The length the headers promise: 0 without one, nullopt when it makes no sense.
std::optional<qsizetype> contentLength(const HttpMessage &message)
{
    std::optional<QByteArray> seen;
    for (const auto &[name, value] : message.headers) {
        if (name.compare("content-length", Qt::CaseInsensitive) != 0) continue;
        if (value.isEmpty() || value.size() > 18 || (seen && *seen != value)) return std::nullopt;
        if (!std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
        seen = value;
    }
    return seen ? qsizetype(seen->toLongLong()) : 0;
}

} // namespace

QByteArray HttpMessage::header(const QByteArray &name) const
{
    const auto found = std::ranges::find_if(
        headers, [&name](const auto &h) { return h.first.compare(name, Qt::CaseInsensitive) == 0; });
    return found == headers.end() ? QByteArray() : found->second;
}

std::optional<BadHttp> RequestReader::readHead(const QByteArray &head)
{
    HttpMessage message;
    QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> request = lines.takeFirst().trimmed().split(' ');
    if (request.size() != 3 || !isToken(request[0]) || !request[1].startsWith('/') || !request[2].startsWith("HTTP/1."))
        return BadHttp{400, "The request line is not HTTP/1.1."};
    message.method = request[0];
    const qsizetype question = request[1].indexOf('?');
    message.path = question < 0 ? request[1] : request[1].left(question);
    if (question >= 0) message.query = request[1].mid(question + 1);
    message.chunksAllowed = request[2] != "HTTP/1.0";
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        if (!isToken(line.left(std::max<qsizetype>(colon, 0)))) return BadHttp{400, "A header line is malformed."};
        message.headers.emplace_back(line.left(colon), line.mid(colon + 1).trimmed());
    }
    const QByteArray connection = message.header("connection").toLower();
    message.keepAlive = message.chunksAllowed ? !connection.contains("close") : connection.contains("keep-alive");

    const std::optional<qsizetype> size = contentLength(message);
    if (!message.header("transfer-encoding").isEmpty()) return BadHttp{501, "Chunked requests are not supported."};
    if (!size) return BadHttp{400, "Content-Length is not a number."};
    if (*size > MaximumBody) return BadHttp{413, "The request is larger than 64 MB."};
    m_bodySize = *size;
    m_continue = *size > 0 && message.header("expect").toLower() == "100-continue";
    m_message = std::move(message);
    return std::nullopt;
}

std::optional<Result<HttpMessage, BadHttp>> RequestReader::next()
{
    if (!m_message) {
        while (m_buffer.startsWith("\r\n")) // allowed between requests
            m_buffer.remove(0, 2);
        const qsizetype end = m_buffer.indexOf(HeadEnd, std::max<qsizetype>(m_searched - HeadEnd.size(), 0));
        m_searched = m_buffer.size();
        if (end > MaximumHead || (end < 0 && m_buffer.size() > MaximumHead))
            return BadHttp{431, "The head of the request is larger than 64 KB."};
        if (end < 0) return std::nullopt;
        if (const std::optional<BadHttp> bad = readHead(m_buffer.left(end))) return *bad;
        m_buffer.remove(0, end + HeadEnd.size());
    }
    if (m_buffer.size() < m_bodySize) return std::nullopt;
    HttpMessage message = std::move(*std::exchange(m_message, std::nullopt));
    message.body = m_buffer.left(m_bodySize);
    m_buffer.remove(0, m_bodySize);
    m_searched = 0;
    return message;
}

} // namespace burin::simulator
