#include "core/domain/provider.h"
#include "tests/fuzz/fuzzing.h"

#include <QUrl>

using namespace burin;

/// Whatever is accepted without TLS can only be this computer, and nothing that is accepted names a user.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text = QString::fromUtf8(fuzz::bytesOf(data, size));
    for (const QUrl::ParsingMode mode : {QUrl::StrictMode, QUrl::TolerantMode}) {
        const QUrl url(text, mode);
        if (!isSafeBaseUrl(url)) continue;
        const bool isLocal = url.host() == QLatin1StringView("localhost") || url.host() == QLatin1StringView("::1") ||
                             url.host().startsWith(QLatin1StringView("127."));
        fuzz::require(url.scheme() == QLatin1StringView("https") || isLocal, "http to another computer");
        fuzz::require(url.userInfo().isEmpty(), "a user in the address");
        // What Qt sends to is what it shows.
        fuzz::require(isSafeBaseUrl(QUrl(url.toString())), "the address is another one when it is stored");
    }
    return 0;
}
