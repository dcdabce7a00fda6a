#pragma once

#include "core/base/result.h"
#include "core/domain/portablerun.h"

#include <QByteArray>
#include <QJsonObject>

namespace burin {

// A run as JSON: one line of the JSONL export, which the import reads back, and one element of the JSON export. Nothing
// of a run is left out but its row ids and its recordings, so that what was imported is exported as the same bytes.
//
// Money is whole pico-dollars (1e-12 USD), durations are milliseconds, times are UTC with milliseconds (ISO 8601). What
// is not known is not there. A text that is no whole UTF-16 has its code units as base64 beside it, in "…_utf16".

/// The number in each document's "burin_run". A reader refuses a higher one.
inline constexpr int PortableVersion = 1;

QJsonObject toJson(const PortableRun &run);
/// The same on one line, without its end. Qt would lose a byte order mark in a text, so it is written as an escape.
QByteArray toJsonLine(const PortableRun &run);

/// Reads one line. It is taken as hostile: what has no sense (an unknown status, a negative count, an amount beyond
/// $10,000, a time outside 2000 to 2100, a day that is not the run's) is refused with a reason for the user.
Result<PortableRun, QString> portableRunFrom(const QByteArray &line);

} // namespace burin
