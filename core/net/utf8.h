#pragma once

#include <QByteArray>

namespace burin {

/// @p bytes as valid UTF-8: each maximal ill-formed part becomes one U+FFFD, as the WHATWG Encoding standard has it
/// (Qt's own decoder gives one for every byte, and its JSON parser refuses the whole text). Valid input is not copied.
QByteArray repairedUtf8(QByteArray bytes);

/// @p bytes without a character that is cut off at the end; for text that stops anywhere.
QByteArray withoutCutCharacter(QByteArray bytes);

} // namespace burin
