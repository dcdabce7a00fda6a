#pragma once

#include "core/domain/run.h"

#include <QString>

#include <vector>

namespace burin {

/// A stretch of an attempt, in the order in which they follow each other.
struct AttemptPhase {
    enum class Kind {
        Queue,        ///< For a slot, before the first attempt.
        Wait,         ///< Before a retry.
        Connect,      ///< Until the connection stood.
        FirstByte,    ///< Until the server began to answer.
        FirstContent, ///< Until the first text or reasoning.
        Streaming,    ///< Until the end.
        Failing,      ///< Until it failed, with no answer.
    };
    Kind kind = Kind::Wait;
    milliseconds from{0}; ///< Since the run was asked for.
    milliseconds to{0};
    bool operator==(const AttemptPhase &) const = default;
};

struct AttemptBar {
    int number = 1;
    QString title; ///< "2 · gpt-5 · HTTP 200", plain text.
    QString cause; ///< Why it failed, so that another followed or the run ended; empty = it did not.
    std::vector<AttemptPhase> phases;
    bool operator==(const AttemptBar &) const = default;
};

/// The attempts of a run over time.
struct AttemptChart {
    std::vector<AttemptBar> bars;
    milliseconds end{0};
    bool operator==(const AttemptChart &) const = default;
};

/// Attempts never begin before the one before them ended, whatever a clock that was set back says.
AttemptChart attemptChart(const RunRecord &record);
/// "connecting", …, translated.
QString phaseName(AttemptPhase::Kind kind);
/// The chart in sentences, for those who do not see it.
QString describe(const AttemptChart &chart);

} // namespace burin
