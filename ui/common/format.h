#pragma once

#include "core/domain/receipt.h"
#include "core/domain/run.h"

#include <QDateTime>
#include <QString>

#include <chrono>
#include <optional>

namespace burin {

// How figures and states are written everywhere in the window, by the user's locale.

/// "$0.0043", "~$0.0043" when estimated, "free" when local, "no price" when unpriced.
QString formatMoney(const std::optional<Money> &amount, Provenance provenance = Provenance::Computed);
/// The amount with all its decimals, for tooltips.
QString formatExactMoney(Money amount);
/// "1,204", "–" when unknown.
QString formatTokens(const std::optional<qint64> &tokens);
/// "62 ms", "0.62 s", "4.9 s", "2:05 min"; "–" when unknown.
QString formatDuration(const std::optional<std::chrono::milliseconds> &duration);
/// Local time; short for today ("14:05"), with the date otherwise.
QString formatTime(const QDateTime &utc);
/// "computed", "reported by the provider", … in the user's language.
QString formatProvenance(Provenance provenance);
QString formatStatus(RunStatus status);
/// The name of the status's icon and the theme property ("ok", "warn", "error", "") that colours it.
QString statusIconName(RunStatus status);
QString statusTone(RunStatus status);

/// @p text with invisible and direction-changing characters shown as visible escapes: for titles, URLs and file names
/// that come from outside. Use with Qt::PlainText only.
QString visibleText(const QString &text);
/// The same with lines kept, and no more than @p limit characters of @p text.
QString visibleLines(const QString &text, qsizetype limit);

} // namespace burin
