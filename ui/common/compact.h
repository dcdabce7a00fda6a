#pragma once

#include <QString>

namespace burin {

/// A large count in three figures, for narrow places: "1,204", "48.1 k", "1.20 M". Show the exact one in a tool tip.
QString compactCount(qint64 count);

} // namespace burin
