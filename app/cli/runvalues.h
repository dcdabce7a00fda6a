#pragma once

#include "app/cli/refusal.h"
#include "core/domain/run.h"

#include <QMap>
#include <QStringList>

namespace burin {

// What the values of run's options mean. Pure, but for the files of readVariables().

/// A NAME=VALUE option taken apart. @p option is for the refusal.
struct Assignment {
    QString name;
    QString value;
};
Checked<Assignment> parseAssignment(const QString &option, const QString &text);

/// The variables of --vars files, then those of --var, which win.
Checked<QMap<QString, QString>> readVariables(const QStringList &files, const QStringList &assignments);
/// --param: the known ones checked, others kept as JSON, or as text where they are none.
Checked<ChatParameters> parseParameters(const QStringList &assignments);
/// "connect=S,first=S,idle=S,total=S"; what is not named stays as in @p defaults.
Checked<Timeouts> parseTimeouts(const QString &text, const Timeouts &defaults);
/// "IN,OUT" in USD per million tokens, exact.
Checked<PriceOverride> parsePrices(const QString &text);
/// An amount of dollars, exact, of at least 0.
Checked<Money> parseAmount(const QString &option, const QString &text);
/// Seconds, fractions allowed.
Checked<milliseconds> parseSeconds(const QString &option, const QString &text);
/// A whole number of at least @p minimum.
Checked<int> parseCount(const QString &option, const QString &text, int minimum);
/// A day such as 2026-01-31.
Checked<QDate> parseDay(const QString &option, const QString &text);

} // namespace burin
