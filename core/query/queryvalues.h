#pragma once

#include "core/query/queryfields.h"

#include <QDate>
#include <QStringView>

#include <optional>

namespace burin {

// Values of the query language as text, and back. Nullopt = not such a value, or out of range.

/// Pico-USD of "0.02" or "$0.02".
std::optional<qint64> amountFrom(QStringView text);
/// "1500", "1.5k", "2M".
std::optional<qint64> countFrom(QStringView text);
/// Milliseconds of "500ms", "2s", "1.5min", "1h"; without a unit seconds.
std::optional<qint64> durationMsFrom(QStringView text);
/// A whole number from 1 to @p most.
std::optional<qint64> numberFromOne(QStringView text, qint64 most);
/// Julian day of "2026-10-01", "2026-10" and "2026" (their first day), "today", "yesterday", "7d", "2w", "3m", "1y"
/// ago.
std::optional<qint64> dayFrom(QStringView text, QDate today);

QString amountText(qint64 picoUsd);
QString durationText(qint64 milliseconds);
QString dayText(qint64 julianDay);

} // namespace burin
