#pragma once

#include <QSslConfiguration>

namespace burin {

/// What a TLS server of the tests shows for itself. The files are in tests/data/tls.
enum class TlsIdentity {
    Valid,      ///< For 127.0.0.1 and localhost, by the test authority.
    WrongHost,  ///< By the test authority, for another name.
    Expired,    ///< By the test authority, for 127.0.0.1, until 2021.
    SelfSigned, ///< For 127.0.0.1, by nobody.
};

/// For ScriptedServer::setTls().
QSslConfiguration tlsConfiguration(TlsIdentity identity);

/// Makes clients of this process believe the test authority (the default configuration of Qt) while it lives.
class TrustTestAuthority {
public:
    TrustTestAuthority();
    ~TrustTestAuthority();
    Q_DISABLE_COPY_MOVE(TrustTestAuthority)

private:
    QSslConfiguration m_before;
};

} // namespace burin
