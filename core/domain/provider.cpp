#include "core/domain/provider.h"

#include <QHash>

#include <array>

namespace burin {

namespace {

constexpr std::array keyStates = {"unknown", "not_needed", "missing", "malformed", "rejected", "ok", "offline"};

/// 127.a.b.c in plain decimal notation: other spellings of addresses are refused rather than interpreted.
bool isLoopbackLiteral(const QString &host)
{
    const QStringList parts = host.split(u'.');
    if (parts.size() != 4 || parts.first() != QLatin1StringView("127")) return false;
    for (const QString &part : parts) {
        bool ok = false;
        const uint value = part.toUInt(&ok);
        if (!ok || value > 255 || part != QString::number(value)) return false;
    }
    return true;
}

} // namespace

bool isSafeBaseUrl(const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty() || url.authority().contains(u'@')) return false;
    if (url.scheme() == QLatin1StringView("https")) return true;
    const QString host = url.host();
    return url.scheme() == QLatin1StringView("http") &&
           (host == QLatin1StringView("localhost") || host == QLatin1StringView("::1") || isLoopbackLiteral(host));
}

QString toString(KeyState state)
{
    return QString::fromLatin1(keyStates[size_t(state)]);
}

} // namespace burin
