#pragma once

#include <QByteArray>

namespace burin {

/// An API key in memory. Deliberately without stream, QVariant, QDebug or string conversions: the bytes come out
/// only through reveal(), which is called where a header is set or a keychain is written, and nowhere else.
class Secret {
public:
    Secret() = default;
    explicit Secret(QByteArray bytes) : m_bytes(std::move(bytes)) {}

    bool isEmpty() const { return m_bytes.isEmpty(); }
    const QByteArray &reveal() const { return m_bytes; }
    bool operator==(const Secret &) const = default;

private:
    QByteArray m_bytes;
};

/// Whether @p key can be an API key: visible ASCII and nothing else, 1 to 4096 bytes. Others are not sent: a line break
/// in a header is another header.
bool isWellFormedKey(const Secret &key);

} // namespace burin
