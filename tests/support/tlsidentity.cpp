#include "tests/support/tlsidentity.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>

namespace burin {

namespace {

QByteArray contentOf(const QString &name)
{
    QFile file(QStringLiteral(BURIN_SOURCE_DIR "/tests/data/tls/") + name);
    if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read %s", qPrintable(file.fileName()));
    return file.readAll();
}

QString fileOf(TlsIdentity identity)
{
    switch (identity) {
    case TlsIdentity::Valid:
        return QStringLiteral("valid.pem");
    case TlsIdentity::WrongHost:
        return QStringLiteral("wrong-host.pem");
    case TlsIdentity::Expired:
        return QStringLiteral("expired.pem");
    case TlsIdentity::SelfSigned:
        return QStringLiteral("self-signed.pem");
    }
    Q_UNREACHABLE();
}

} // namespace

QSslConfiguration tlsConfiguration(TlsIdentity identity)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(contentOf(fileOf(identity))));
    configuration.setPrivateKey(QSslKey(contentOf(QStringLiteral("key.pem")), QSsl::Ec));
    configuration.setPeerVerifyMode(QSslSocket::QueryPeer);
    return configuration;
}

TrustTestAuthority::TrustTestAuthority() : m_before(QSslConfiguration::defaultConfiguration())
{
    QSslConfiguration trusting = m_before;
    trusting.addCaCertificate(QSslCertificate(contentOf(QStringLiteral("authority.pem"))));
    QSslConfiguration::setDefaultConfiguration(trusting);
}

TrustTestAuthority::~TrustTestAuthority()
{
    QSslConfiguration::setDefaultConfiguration(m_before);
}

} // namespace burin
