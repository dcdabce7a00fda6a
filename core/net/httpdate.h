#pragma once

#include <QByteArray>
#include <QDateTime>

namespace burin {

/// A date as HTTP writes it (RFC 9110 §5.6.7): the preferred form and both obsolete ones, always UTC. The name of the
/// weekday is not checked, servers get it wrong. @p now settles the century of a two-digit year. Invalid for all else.
QDateTime parseHttpDate(const QByteArray &text, const QDateTime &now);

} // namespace burin
