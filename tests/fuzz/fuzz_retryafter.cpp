#include "core/net/httpdate.h"
#include "core/net/retrypolicy.h"
#include "tests/fuzz/fuzzing.h"

using namespace burin;

/// Lines "name: value" as the headers of an answer.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const QDateTime now(QDate(2026, 2, 3), QTime(4, 5, 6), Qt::UTC);
    const QByteArray text = fuzz::bytesOf(data, size);
    HttpHeaders headers;
    for (const QByteArray &line : text.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0) headers.emplace_back(line.left(colon), line.mid(colon + 1).trimmed());
    }
    headers.emplace_back("retry-after", text);
    if (const auto wait = retryAfter(headers, now)) {
        fuzz::require(wait->count() >= 0, "a wait is negative");
        const auto delay = delayBefore(1, {}, 0.5, wait);
        fuzz::require(delay && *delay >= *wait, "the server's wait is cut short");
    }
    shouldRetryHeader(headers);
    const QDateTime date = parseHttpDate(text, now);
    fuzz::require(!date.isValid() || date.timeSpec() == Qt::UTC, "a date is not in UTC");
    return 0;
}
