#pragma once

#include <QString>

namespace burin {

/// The profile's folder: @p chosen, else BURIN_DATA_DIR, else the platform's application data folder. The same for the
/// window and the command line.
QString dataFolder(const QString &chosen);

} // namespace burin
