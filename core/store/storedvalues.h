#pragma once

#include "core/domain/error.h"
#include "core/domain/receipt.h"
#include "core/domain/run.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QVariant>

#include <optional>
#include <vector>

namespace burin {

// Values of the domain as values of a column, and back. An absent value is NULL.

/// @p text as it must be bound to be read back the same; only half characters, which UTF-8 cannot hold, become U+FFFD.
QString storable(const QString &text);

/// Compact JSON. Qt's reader drops a byte order mark at the beginning of a string, unless it is written as an escape.
QByteArray compactJson(const QJsonDocument &document);

QVariant stored(const QString &text);       ///< Never NULL, also for a null string.
QVariant storedOrNull(const QString &text); ///< NULL if empty.
QVariant stored(const QDateTime &time);     ///< UTC milliseconds; NULL if invalid.
QVariant stored(std::optional<qint64> number);
QVariant stored(std::optional<milliseconds> duration);
QVariant stored(std::optional<Money> amount);
QVariant stored(const std::optional<Error> &error);            ///< JSON.
QVariant stored(const std::vector<ReceiptLine> &lines);        ///< JSON.
QVariant storedOrNull(const std::vector<ToolCall> &toolCalls); ///< JSON; NULL if there are none.

QDateTime timeFrom(const QVariant &value);
std::optional<qint64> numberFrom(const QVariant &value);
std::optional<milliseconds> durationFrom(const QVariant &value);
std::optional<Money> moneyFrom(const QVariant &value);
std::optional<Error> errorFrom(const QVariant &value);
std::vector<ReceiptLine> receiptLinesFrom(const QVariant &value);
std::vector<ToolCall> toolCallsFrom(const QVariant &value);

/// "TIMEOUT_ERROR/idle"; empty for none.
QString errorCodeText(const std::optional<Error> &error);

} // namespace burin
