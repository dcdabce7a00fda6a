#include "core/engine/wirecapture.h"

#include "core/base/redact.h"

#include <algorithm>
#include <array>

namespace burin {

namespace {

constexpr qsizetype ShortestKey = 4; // redacted() does not look for shorter ones either

constexpr std::array PrivateHeaders = {"authorization", "proxy-authorization", "x-api-key", "api-key", "x-goog-api-key",
                                       "cookie",        "set-cookie"};

struct FaultRow {
    TransportFault fault;
    const char *name;
};
constexpr FaultRow faults[] = {
    {TransportFault::None, ""},
    {TransportFault::Cancelled, "cancelled"},
    {TransportFault::ConnectTimeout, "connect_timeout"},
    {TransportFault::FirstByteTimeout, "first_byte_timeout"},
    {TransportFault::FirstContentTimeout, "first_content_timeout"},
    {TransportFault::IdleTimeout, "idle_timeout"},
    {TransportFault::TotalTimeout, "total_timeout"},
    {TransportFault::Refused, "refused"},
    {TransportFault::HostNotFound, "host_not_found"},
    {TransportFault::Unreachable, "unreachable"},
    {TransportFault::ClosedEarly, "closed_early"},
    {TransportFault::ClosedLate, "closed_late"},
    {TransportFault::ResendRefused, "resend_refused"},
    {TransportFault::ClosedDuringUpload, "closed_during_upload"},
    {TransportFault::Tls, "tls"},
    {TransportFault::TlsInterrupted, "tls_interrupted"},
    {TransportFault::Proxy, "proxy"},
    {TransportFault::TooLarge, "too_large"},
    {TransportFault::BadResponse, "bad_response"},
    {TransportFault::Other, "other"},
};

bool isPrivate(const QByteArray &name)
{
    return std::ranges::any_of(PrivateHeaders,
                               [&name](const char *other) { return name.compare(other, Qt::CaseInsensitive) == 0; });
}

HttpHeaders withoutSecrets(const HttpHeaders &headers, const Secret &key)
{
    HttpHeaders kept;
    for (const auto &[name, value] : headers) {
        if (isPrivate(name)) continue;
        const QString line = QString::fromLatin1(name + ": " + value);
        kept.emplace_back(name, redacted(line, {key}) == line ? value : QByteArray("[redacted]"));
    }
    return kept;
}

/// @p bytes with every spelling of @p key overwritten; the length stays.
QByteArray masked(QByteArray bytes, const Secret &key)
{
    const QByteArray &plain = key.reveal();
    if (plain.size() < ShortestKey) return bytes;
    for (const QByteArray &spelling :
         {plain, plain.toPercentEncoding(), plain.toBase64(QByteArray::OmitTrailingEquals), plain.toHex()})
        bytes.replace(spelling, QByteArray(spelling.size(), '*'));
    return bytes;
}

QByteArray joined(const std::vector<WirePiece> &pieces)
{
    QByteArray body;
    for (const WirePiece &piece : pieces)
        body += piece.bytes;
    return body;
}

/// The key may have been cut in two by the network, so it is looked for in the whole.
void maskKey(std::vector<WirePiece> &pieces, const Secret &key)
{
    const QByteArray body = joined(pieces);
    const QByteArray clean = masked(body, key);
    if (clean == body) return;
    qsizetype position = 0;
    for (WirePiece &piece : pieces) {
        piece.bytes = clean.mid(position, piece.bytes.size());
        position += piece.bytes.size();
    }
}

/// Error bodies quote keys, often in part. They are short, and their timing tells nothing.
void redactError(std::vector<WirePiece> &pieces)
{
    const QByteArray body = joined(pieces);
    const QByteArray clean = redacted(QString::fromUtf8(body)).toUtf8();
    if (QString::fromUtf8(body).toUtf8() != clean) pieces = {{pieces.back().at, clean}};
}

} // namespace

WireCapture::WireCapture(const ProviderProfile &profile, const HttpRequest &request, qint64 cap)
    : m_key(request.key), m_room(cap)
{
    m_recording.kind = profile.kind;
    m_recording.providerId = profile.id;
    m_recording.method = request.method;
    m_recording.url = redacted(QString::fromLatin1(request.url.toEncoded()), {m_key});
    m_recording.requestHeaders = withoutSecrets(request.headers, m_key);
    m_recording.requestBody = masked(request.body, m_key);
}

void WireCapture::takeHead(std::chrono::microseconds at, int status, const HttpHeaders &headers)
{
    m_recording.headAt = at;
    m_recording.status = status;
    m_recording.responseHeaders = withoutSecrets(headers, m_key);
}

void WireCapture::takeBytes(std::chrono::microseconds at, const QByteArray &bytes)
{
    const qint64 kept = std::min<qint64>(m_room, bytes.size());
    m_recording.bytesLeftOut += bytes.size() - kept;
    m_room -= kept;
    if (kept > 0) m_recording.pieces.push_back({at, kept == bytes.size() ? bytes : bytes.left(kept)});
}

WireRecording WireCapture::finish(std::chrono::microseconds at, TransportFault fault)
{
    m_recording.endAt = at;
    m_recording.fault = faultName(fault);
    maskKey(m_recording.pieces, m_key);
    if (m_recording.status >= 300 && !m_recording.pieces.empty()) redactError(m_recording.pieces);
    m_key = Secret();
    return std::move(m_recording);
}

QString faultName(TransportFault fault)
{
    const auto row = std::ranges::find(faults, fault, &FaultRow::fault);
    Q_ASSERT(row != std::end(faults));
    return QString::fromLatin1(row->name);
}

TransportFault faultNamed(const QString &name)
{
    const auto row =
        std::ranges::find_if(faults, [&name](const FaultRow &r) { return name == QLatin1StringView(r.name); });
    return row == std::end(faults) ? TransportFault::Other : row->fault;
}

} // namespace burin
