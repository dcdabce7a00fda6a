#pragma once

#include "tests/support/scriptedserver.h"

namespace burin {

/// Answers as a model would, in words of our own: which answer depends on the model that is asked for, and on what
/// the message says. Streams word by word.
Script tourAnswer(const ReceivedRequest &request);

} // namespace burin
