#pragma once

#include <QString>
#include <QStringList>

namespace burin::layering {

/// Every place of the source tree below @p root that breaks a rule of the design, as "file:line: what is wrong".
/// Empty = the tree is in order.
QStringList violations(const QString &root);

} // namespace burin::layering
