#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QStringList>

namespace burin {

/// The looks in which @p secret could have been left: as it is, in base64 at the three places of a group, percent-
/// encoded, in hex (both cases), reversed, and in UTF-16.
QByteArrayList looksOf(const QByteArray &secret);
/// So many of them, the first ones, are the whole secret; the others what base64 leaves the same wherever it stands.
inline constexpr int LooksAsTheyAre = 6;

/// The looks of @p secret that @p bytes have.
QStringList tracesIn(const QByteArray &bytes, const QByteArray &secret);

/// "file: look" for each trace of @p secret in the names and contents of all files below @p folder.
QStringList tracesBelow(const QString &folder, const QByteArray &secret);

} // namespace burin
