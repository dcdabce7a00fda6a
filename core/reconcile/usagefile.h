#pragma once

#include "core/base/result.h"
#include "core/domain/usagedrift.h"

#include <QByteArray>

namespace burin {

/// A file that is larger is refused before it is read.
inline constexpr qint64 LargestUsageFile = 64 * 1024 * 1024;

/// Reads a provider's usage file: RFC 4180 with comma, semicolon or tab, in UTF-8 or, by its mark, UTF-16. Its format
/// is told by the headings, unless @p columns says what they mean. Times with an offset become UTC, times without one
/// are UTC; seconds and milliseconds since 1970 are understood. Lines without an amount and without tokens, as exports
/// have them for quiet days, are left out. A line that cannot be read is an error that names it: half a file would
/// look like drift. Any thread; pure.
Result<UsageFile, UsageFileError> readUsageFile(const QByteArray &bytes,
                                                const std::optional<UsageColumns> &columns = std::nullopt);

} // namespace burin
