#pragma once

#include <QString>

namespace burin::bench {

/// The folder of a database with @p runs runs (see generatedruns.h), under @p cache; made with the first call, which
/// takes some minutes for a million, and says so on standard error. Ends the program when it cannot.
QString historyFolder(const QString &cache, int runs);

/// Whether the bulk writer leaves the same rows in every table as the store does, with @p runs runs; says what differs.
bool bulkWriterWritesAsTheStore(int runs);

} // namespace burin::bench
