#pragma once

#include "core/domain/run.h"
#include "core/domain/runcontext.h"
#include "ui/common/factlist.h"

#include <vector>

namespace burin {

// What a run's page tells, as values; all texts are ready to be shown as plain text.

/// "completed · gpt-5 · OpenAI · 22 Nov 2026 14:05".
QString runSubtitle(const RunRecord &record);
/// The figures in one line: tokens, cost, first token, total.
QString runFigures(const RunRecord &record);
/// "run 7 · version 3 · production · batch Evening, lane 2, repetition 1".
QString originText(const RunRecord &record, const RunContext &context);
std::vector<Fact> timingFacts(const RunRecord &record);
std::vector<Fact> answerFacts(const RunRecord &record);
std::vector<Fact> costFacts(const RunRecord &record);
std::vector<Fact> errorFacts(const Error &error);

} // namespace burin
