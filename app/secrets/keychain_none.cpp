#include "app/secrets/keychain.h"

namespace burin {

// Built without QtKeychain: keys live in the environment or in this session.

Keychain::Keychain(QString service, std::chrono::milliseconds patience)
    : m_service(std::move(service)), m_patience(patience)
{
}

QFuture<KeychainAnswer> Keychain::read(const QString &) const
{
    return QtFuture::makeReadyFuture(KeychainAnswer());
}

QFuture<KeychainAnswer> Keychain::write(const QString &, const QByteArray &) const
{
    return QtFuture::makeReadyFuture(KeychainAnswer());
}

QFuture<KeychainAnswer> Keychain::remove(const QString &) const
{
    return QtFuture::makeReadyFuture(KeychainAnswer());
}

} // namespace burin
