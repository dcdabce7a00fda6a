#include "core/net/transportfault.h"

#include <QTest>

using namespace burin;

namespace {

/// A request that was written whole on a connection of its own, over http, and got no answer.
ReplyEnd sentAndNothing(QNetworkReply::NetworkError error)
{
    ReplyEnd end;
    end.error = error;
    end.sent = true;
    end.bodyTaken = true;
    end.freshConnection = true;
    return end;
}

ReplyEnd neverSent(QNetworkReply::NetworkError error)
{
    ReplyEnd end;
    end.error = error;
    end.freshConnection = true;
    return end;
}

ReplyEnd answered(int status, QNetworkReply::NetworkError error)
{
    ReplyEnd end = sentAndNothing(error);
    end.status = status;
    return end;
}

struct Row {
    const char *name;
    ReplyEnd end;
    TransportFault fault;
};

ReplyEnd with(ReplyEnd end, bool ReplyEnd::*flag, bool value)
{
    end.*flag = value;
    return end;
}

std::vector<Row> rows()
{
    using E = QNetworkReply;
    using F = TransportFault;
    const auto reused = [](ReplyEnd end) { return with(end, &ReplyEnd::freshConnection, false); };
    const auto half = [](ReplyEnd end) { return with(end, &ReplyEnd::bodyTaken, false); };
    const auto https = [](ReplyEnd end) { return with(end, &ReplyEnd::encrypted, true); };
    const auto proxied = [](ReplyEnd end) { return with(end, &ReplyEnd::proxied, true); };
    const auto unbounded = [](ReplyEnd end) { return with(end, &ReplyEnd::endsByClosing, true); };
    return {
        {"refused", neverSent(E::ConnectionRefusedError), F::Refused},
        {"host not found", neverSent(E::HostNotFoundError), F::HostNotFound},
        {"the system's timeout", neverSent(E::TimeoutError), F::ConnectTimeout},
        {"no route", neverSent(E::UnknownNetworkError), F::Unreachable},
        {"temporary failure", neverSent(E::TemporaryNetworkFailureError), F::Unreachable},
        {"session failed", neverSent(E::NetworkSessionFailedError), F::Unreachable},
        {"TLS refused", https(neverSent(E::SslHandshakeFailedError)), F::Tls},
        {"TLS broken off", https(neverSent(E::RemoteHostClosedError)), F::TlsInterrupted},
        {"proxy refused", neverSent(E::ProxyConnectionRefusedError), F::Proxy},
        {"proxy closed", neverSent(E::ProxyConnectionClosedError), F::Proxy},
        {"proxy not found", neverSent(E::ProxyNotFoundError), F::Proxy},
        {"proxy timeout", neverSent(E::ProxyTimeoutError), F::Proxy},
        {"proxy wants a password", neverSent(E::ProxyAuthenticationRequiredError), F::Proxy},
        {"proxy, unknown", neverSent(E::UnknownProxyError), F::Proxy},
        {"proxy not there", proxied(neverSent(E::ConnectionRefusedError)), F::Proxy},
        {"proxy denies", proxied(neverSent(E::UnknownNetworkError)), F::Proxy},
        {"proxy knows no such host", proxied(neverSent(E::HostNotFoundError)), F::Proxy},
        {"closed behind a proxy", proxied(sentAndNothing(E::UnknownNetworkError)), F::ClosedEarly},
        {"unknown scheme", neverSent(E::ProtocolUnknownError), F::Other},
        {"cancelled by Qt", neverSent(E::OperationCanceledError), F::Other},
        {"not HTTP", sentAndNothing(E::ProtocolFailure), F::BadResponse},
        {"an end without anything", sentAndNothing(E::NoError), F::BadResponse},
        {"closed, new connection", sentAndNothing(E::RemoteHostClosedError), F::ClosedEarly},
        {"resend, new connection", sentAndNothing(E::ContentReSendError), F::ClosedEarly},
        {"resend, used connection", reused(sentAndNothing(E::ContentReSendError)), F::ResendRefused},
        {"resend, used connection, half the body", half(reused(sentAndNothing(E::ContentReSendError))),
         F::ResendRefused},
        {"closed, half the body", half(sentAndNothing(E::RemoteHostClosedError)), F::ClosedDuringUpload},
        {"resend, half the body", half(sentAndNothing(E::ContentReSendError)), F::ClosedDuringUpload},
        {"reset, half the body", half(sentAndNothing(E::UnknownNetworkError)), F::ClosedDuringUpload},
        {"https, closed behind the request", https(sentAndNothing(E::RemoteHostClosedError)), F::ClosedEarly},
        {"the system's timeout behind the request", sentAndNothing(E::TimeoutError), F::FirstByteTimeout},
        {"good answer", answered(200, E::NoError), F::None},
        {"early hints", answered(103, E::NoError), F::None},
        {"400 by Qt's name", answered(400, E::ProtocolInvalidOperationError), F::None},
        {"401 by Qt's name", answered(401, E::AuthenticationRequiredError), F::None},
        {"429 by Qt's name", answered(429, E::UnknownContentError), F::None},
        {"503 by Qt's name", answered(503, E::ServiceUnavailableError), F::None},
        {"answer cut", answered(200, E::RemoteHostClosedError), F::ClosedLate},
        {"answer cut by the network", answered(200, E::UnknownNetworkError), F::ClosedLate},
        {"answer cut, Qt would resend", answered(200, E::ContentReSendError), F::ClosedLate},
        {"answer without a length, Qt would resend", unbounded(answered(200, E::ContentReSendError)), F::None},
        {"redirect 307, Qt would resend", answered(307, E::ContentReSendError), F::None},
        {"redirect 308, Qt would resend", answered(308, E::ContentReSendError), F::None},
        {"answer breaks the protocol", answered(200, E::ProtocolFailure), F::BadResponse},
    };
}

} // namespace

class tst_TransportFault : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsWhatHappened_data();
    void tellsWhatHappened();
};

void tst_TransportFault::tellsWhatHappened_data()
{
    QTest::addColumn<Row>("row");
    for (const Row &row : rows())
        QTest::newRow(row.name) << row;
}

void tst_TransportFault::tellsWhatHappened()
{
    QFETCH(Row, row);
    QCOMPARE(faultOf(row.end), row.fault);
}

Q_DECLARE_METATYPE(Row)
QTEST_GUILESS_MAIN(tst_TransportFault)
#include "tst_transportfault.moc"
