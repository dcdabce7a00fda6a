#pragma once

#include "core/domain/history.h"
#include "core/domain/run.h"

#include <QJsonObject>

namespace burin {

/// The document of cli.md for one run, whether it just ended or comes from the history.
QJsonObject runDocument(const RunRecord &record);
/// One row of the history.
QJsonObject summaryDocument(const RunSummary &summary);

/// @p text, or null when it is empty.
QJsonValue orNull(const QString &text);
/// A decimal string with twelve decimals, or null when the amount is unknown.
QJsonValue usdOrNull(const std::optional<Money> &amount);
/// A count, or null.
template <class T> QJsonValue countOrNull(const std::optional<T> &count)
{
    return count ? QJsonValue(*count) : QJsonValue(QJsonValue::Null);
}

} // namespace burin
