#pragma once

#include "core/domain/streamevent.h"

namespace burin {

/// What a vendor's word for why the model stopped means, in any of the formats; Unknown for a word not known.
FinishReason finishReasonOf(const QString &native);

/// The same, with the vendor's word kept where ours differs.
StreamFinish finishFrom(const QString &native);

} // namespace burin
