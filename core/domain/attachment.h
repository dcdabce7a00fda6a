#pragma once

#include "core/domain/chat.h"

namespace burin {

/// The most that one file of a message may have, in bytes: what vendors take in one request, before base64.
inline constexpr qint64 LargestAttachment = 20'000'000;

inline bool isImage(const Attachment &attachment)
{
    return attachment.mimeType.startsWith(QLatin1StringView("image/"));
}

} // namespace burin
