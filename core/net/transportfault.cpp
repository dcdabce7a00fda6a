#include "core/net/transportfault.h"

namespace burin {

namespace {

bool isProxyError(QNetworkReply::NetworkError error)
{
    return error >= QNetworkReply::ProxyConnectionRefusedError && error <= QNetworkReply::UnknownProxyError;
}

bool isProtocolError(QNetworkReply::NetworkError error)
{
    return error >= QNetworkReply::ProtocolUnknownError && error <= QNetworkReply::ProtocolFailure;
}

/// With a proxy in between Qt knows no more than that there was no connection: the proxy is not there, or denied it.
bool isDenied(const ReplyEnd &end)
{
    switch (end.error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::UnknownNetworkError:
        return end.proxied && !end.sent;
    default:
        return false;
    }
}

/// The connection went away before a complete response head.
TransportFault closedWithoutHead(const ReplyEnd &end)
{
    if (end.encrypted && !end.sent) return TransportFault::TlsInterrupted;
    if (end.sent && end.freshConnection)
        return end.bodyTaken ? TransportFault::ClosedEarly : TransportFault::ClosedDuringUpload;
    // A connection used before: the server may have closed it before it read a byte of this request.
    return end.error == QNetworkReply::ContentReSendError ? TransportFault::ResendRefused : TransportFault::ClosedEarly;
}

TransportFault faultWithoutHead(const ReplyEnd &end)
{
    if (isProxyError(end.error) || isDenied(end)) return TransportFault::Proxy;
    if (isProtocolError(end.error)) return end.sent ? TransportFault::BadResponse : TransportFault::Other;
    switch (end.error) {
    case QNetworkReply::ConnectionRefusedError:
        return TransportFault::Refused;
    case QNetworkReply::HostNotFoundError:
        return TransportFault::HostNotFound;
    case QNetworkReply::SslHandshakeFailedError:
        return TransportFault::Tls;
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError:
        return closedWithoutHead(end);
    case QNetworkReply::TimeoutError:
        return end.sent ? TransportFault::FirstByteTimeout : TransportFault::ConnectTimeout;
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
        return TransportFault::Unreachable;
    case QNetworkReply::UnknownNetworkError:
        return end.sent ? closedWithoutHead(end) : TransportFault::Unreachable;
    case QNetworkReply::NoError:
        return end.sent ? TransportFault::BadResponse : TransportFault::Other;
    default:
        return TransportFault::Other;
    }
}

/// Qt wanted to send the body again though an answer is there. That happens on 307 and 308, where it prepares to
/// follow, and at random when the server closes the connection; the bytes have all been given out in either case.
TransportFault unwantedResend(const ReplyEnd &end)
{
    const bool complete = end.status == 307 || end.status == 308 || end.endsByClosing;
    return complete ? TransportFault::None : TransportFault::ClosedLate;
}

TransportFault faultBehindHead(const ReplyEnd &end)
{
    switch (end.error) {
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::TimeoutError:
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::SslHandshakeFailedError:
    case QNetworkReply::UnknownNetworkError:
        return TransportFault::ClosedLate;
    case QNetworkReply::ContentReSendError:
        return unwantedResend(end);
    case QNetworkReply::ProtocolFailure:
        return TransportFault::BadResponse;
    default:
        return TransportFault::None; // Qt's translation of the status
    }
}

} // namespace

TransportFault faultOf(const ReplyEnd &end)
{
    return end.status == 0 ? faultWithoutHead(end) : faultBehindHead(end);
}

} // namespace burin
