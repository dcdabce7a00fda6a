#include "core/net/networkrequest.h"

#include <QCoreApplication>
#include <QSslConfiguration>

#include <algorithm>

namespace burin {

namespace {

/// Short, so that a connection which the server is about to close is rarely used again.
constexpr int IdleConnectionSeconds = 2;

bool breaksHead(QByteArrayView text)
{
    return std::any_of(text.begin(), text.end(),
                       [](char byte) { return byte == '\r' || byte == '\n' || byte == '\0'; });
}

bool isToken(QByteArrayView name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](char byte) {
        return byte > ' ' && byte < 0x7F && !QByteArrayView("()<>@,;:\\\"/[]?={}").contains(byte);
    });
}

void setAttributes(QNetworkRequest &request)
{
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, false);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::ConnectionCacheExpiryTimeoutSecondsAttribute, IdleConnectionSeconds);
}

/// Said here, so that no default of the system or of a library ever weakens it.
void setTls(QNetworkRequest &request)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    request.setSslConfiguration(tls);
}

} // namespace

QString reasonNotToSend(const HttpRequest &request)
{
    const QString scheme = request.url.scheme();
    if (!request.url.isValid() || request.url.host().isEmpty() || (scheme != u"http" && scheme != u"https"))
        return QCoreApplication::translate("HttpStream", "The address is not a complete http or https address.");
    const auto wrong = [](const auto &header) { return !isToken(header.first) || breaksHead(header.second); };
    const bool wrongKey =
        !request.keyHeader.isEmpty() &&
        (!isToken(request.keyHeader) || breaksHead(request.keyPrefix) || breaksHead(request.key.reveal()));
    if (wrongKey) return QCoreApplication::translate("HttpStream", "The key contains a line break or is misplaced.");
    if (std::any_of(request.headers.begin(), request.headers.end(), wrong))
        return QCoreApplication::translate("HttpStream", "A header contains a line break or an invalid name.");
    return {};
}

QNetworkRequest toNetworkRequest(const HttpRequest &request)
{
    QNetworkRequest result(request.url);
    setAttributes(result);
    if (request.url.scheme() == u"https") setTls(result);
    if (request.method == "POST") {
        result.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        result.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
    }
    result.setRawHeader("Accept-Language", "*");
    for (const auto &[name, value] : request.headers)
        result.setRawHeader(name, value);
    result.setRawHeader("User-Agent", QByteArrayLiteral("Burin/" BURIN_VERSION));
    result.setRawHeader("Accept-Encoding", "identity");
    if (!request.keyHeader.isEmpty() && !request.key.isEmpty())
        result.setRawHeader(request.keyHeader, request.keyPrefix + request.key.reveal());
    return result;
}

} // namespace burin
