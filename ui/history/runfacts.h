#pragma once

#include "core/domain/run.h"
#include "ui/common/celltable.h"
#include "ui/common/factlist.h"

#include <vector>

namespace burin {

// What a run's page tells, as values; all texts are ready to be shown as plain text.

/// "completed · gpt-5 · OpenAI · 22 Nov 2026 14:05".
QString runSubtitle(const RunRecord &record);
/// The figures in one line: tokens, cost, first token, total.
QString runFigures(const RunRecord &record);
std::vector<Fact> timingFacts(const RunRecord &record);
std::vector<Fact> answerFacts(const RunRecord &record);
std::vector<Fact> costFacts(const RunRecord &record);
std::vector<Fact> errorFacts(const Error &error);
CellTable receiptTable(const Receipt &receipt);
/// The request as indented JSON; as it is where it is no JSON.
QString requestText(const RunRecord &record);

} // namespace burin
