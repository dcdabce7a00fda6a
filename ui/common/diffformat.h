#pragma once

#include <QTextCharFormat>

namespace burin {

// How texts with differences look everywhere: told by underline and strike-out as well as by colour. They have the
// colours of the theme as it is now: ask again when it changes.

QTextCharFormat addedFormat();
QTextCharFormat removedFormat();
/// What differs, and is neither added nor removed.
QTextCharFormat variedFormat();

} // namespace burin
