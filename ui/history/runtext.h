#pragma once

#include "core/domain/run.h"

namespace burin {

// A run as a text to be pasted elsewhere: what was asked, what came back, what it took.

QString plainTextOf(const RunRecord &record);
/// The answer as the model wrote it, which usually is Markdown; everything else cannot become markup.
QString markdownOf(const RunRecord &record);

} // namespace burin
