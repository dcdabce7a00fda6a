#include "core/engine/responsereader.h"

#include <algorithm>
#include <iterator>

namespace burin {

namespace {

constexpr qint64 ErrorBodyCap = 64 * 1024;
constexpr qint64 WholeBodyCap = 32 * 1024 * 1024;
constexpr qsizetype SniffedBytes = 512; // more white space than that in front of an answer is no answer

bool isSuccess(int status)
{
    return status >= 200 && status < 300 && status != 204;
}

} // namespace

ResponseReader::ResponseReader(const Provider &provider, const ProviderProfile &profile)
    : m_provider(provider),
      m_profile(profile),
      m_framer(makeFramer(provider.framing())),
      m_decoder(provider.decoder(profile))
{
}

void ResponseReader::takeHead(int status, const HttpHeaders &headers)
{
    m_contentType = headerValue(headers, "content-type").toLower();
    if (!isSuccess(status)) {
        m_mode = Mode::ErrorBody;
        return;
    }
    const QByteArray encoding = headerValue(headers, "content-encoding").toLower().trimmed();
    if (!encoding.isEmpty() && encoding != "identity") {
        m_problem = makeError(ErrorCode::CompressedResponse, QString::fromLatin1(encoding));
        m_mode = Mode::Ignored;
    }
}

void ResponseReader::decide()
{
    // The first byte tells more than the content type: servers mislabel streams, and portals answer with 200.
    const auto first = std::ranges::find_if(m_body, [](char c) { return !isspace(uchar(c)); });
    if (first == m_body.end() && m_body.size() < SniffedBytes) return;
    if (first != m_body.end() && *first == '<') {
        m_problem = makeError(ErrorCode::CaptivePortal);
        m_mode = Mode::Ignored;
    } else if (first != m_body.end() && (*first == '{' || *first == '[') &&
               m_provider.framing() == Framing::ServerSentEvents) {
        m_mode = Mode::Whole;
    } else {
        m_mode = Mode::Stream;
    }
}

std::vector<StreamEvent> ResponseReader::feed(const QByteArray &bytes)
{
    m_bytesSeen += bytes.size();
    switch (m_mode) {
    case Mode::Undecided: {
        m_body += bytes;
        decide();
        if (m_mode != Mode::Stream) return {};
        const QByteArray begun = std::exchange(m_body, {});
        return decode(m_framer->feed(begun));
    }
    case Mode::Stream:
        return decode(m_framer->feed(bytes));
    case Mode::Whole:
        keep(bytes, WholeBodyCap);
        return {};
    case Mode::ErrorBody:
    case Mode::Ignored:
        keep(bytes, ErrorBodyCap);
        return {};
    }
    return {};
}

bool ResponseReader::isFull() const
{
    return m_mode == Mode::ErrorBody && m_body.size() >= ErrorBodyCap;
}

std::vector<StreamEvent> ResponseReader::finish()
{
    if (m_mode == Mode::Stream) return decode(m_framer->finish());
    if (m_mode != Mode::Whole) return {};
    return m_provider.decodeWhole(m_profile, m_body);
}

std::vector<StreamEvent> ResponseReader::decode(const std::vector<Frame> &frames)
{
    std::vector<StreamEvent> events;
    for (const Frame &frame : frames)
        std::ranges::move(m_decoder->decode(frame), std::back_inserter(events));
    if (m_framer->exceeded() && !m_problem) {
        m_problem = makeError(ErrorCode::ResponseTooLarge, QStringLiteral("16 MiB a line"));
        m_mode = Mode::Ignored;
    }
    return events;
}

void ResponseReader::keep(const QByteArray &bytes, qint64 cap)
{
    m_body += bytes.left(qMax<qint64>(0, cap - m_body.size()));
}

} // namespace burin
