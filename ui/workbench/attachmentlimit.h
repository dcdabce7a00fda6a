#pragma once

#include <QtGlobal>

namespace burin {

/// The most that one file of a message may have, in bytes: what vendors take in one request, before base64.
inline constexpr qint64 LargestAttachment = 20'000'000;

} // namespace burin
