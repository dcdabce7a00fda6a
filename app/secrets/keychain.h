#pragma once

#include <QByteArray>
#include <QFuture>
#include <QString>

#include <chrono>

namespace burin {

struct KeychainAnswer {
    enum class Kind {
        Done,
        NotFound, ///< The keychain works and has no such entry.
        Absent,   ///< There is no keychain, or none that works.
        Refused,  ///< The user or the keychain said no, or nobody answered in time.
    };
    Kind kind = Kind::Absent;
    QByteArray entry; ///< What was read.
};

/// The desktop's keychain: Secret Service or KWallet, whichever runs. Never a file of our own. Every answer comes
/// later and exactly once, at the latest after the patience given. GUI thread.
class Keychain {
public:
    /// @p service names the program in the keychain.
    Keychain(QString service, std::chrono::milliseconds patience);

    QFuture<KeychainAnswer> read(const QString &key) const;
    QFuture<KeychainAnswer> write(const QString &key, const QByteArray &entry) const;
    QFuture<KeychainAnswer> remove(const QString &key) const;

private:
    QString m_service;
    std::chrono::milliseconds m_patience;
};

} // namespace burin
