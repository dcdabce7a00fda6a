#include "core/base/redact.h"
#include "core/base/secret.h"
#include "tests/fuzz/fuzzing.h"

#include <QString>

using namespace burin;

/// The first line is a key, the rest a text.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    constexpr qsizetype longestGrowth = 12; // "[redacted]" in the place of the shortest thing that is hidden
    const QByteArray input = fuzz::bytesOf(data, size);
    const qsizetype lineEnd = qMax<qsizetype>(0, input.indexOf('\n'));
    const Secret key(input.left(lineEnd));
    const QString text = QString::fromUtf8(input.mid(lineEnd));
    const QString once = redacted(text);
    fuzz::require(redacted(once) == once, "redacting twice is not redacting once");
    fuzz::require(once.size() <= text.size() * longestGrowth, "a text grows too much");
    if (!isWellFormedKey(key) || key.reveal().size() < 8) return 0;
    const QString spoken = QString::fromLatin1(key.reveal());
    if (QStringLiteral("[redacted]").contains(spoken, Qt::CaseInsensitive)) return 0;
    const QString known = redacted(text + spoken + text, {key});
    fuzz::require(!known.contains(spoken) || redacted(QStringLiteral("[redacted][redacted]")).contains(spoken),
                  "a known key is left");
    return 0;
}
