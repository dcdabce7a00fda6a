#pragma once

#include <QString>

namespace burin {

/// Puts right the pages of the database @p copy that say where its tables are, with those of @p reference: a new
/// database of the same version, which has its tables at the same places when both were made at once by this program.
/// False, and nothing is changed, when most of these pages are not alike: the file was compacted or brought up from an
/// earlier version, so its tables are elsewhere. Both must be closed.
bool mendSchemaPages(const QString &copy, const QString &reference);

} // namespace burin
