#pragma once

#include "ui/faultlab/faultscenario.h"

namespace burin {

/// "failed – The provider's rate limit is reached. · 4 attempts"
QString wordsFor(const Expectation &expectation);
/// The same of a run that ended, with what its error is about.
QString wordsFor(const RunRecord &record);
/// Icon and tone for whether a run did as expected.
QString verdictIconName(bool met);
QString verdictTone(bool met);

} // namespace burin
