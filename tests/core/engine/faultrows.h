#pragma once

#include "core/domain/run.h"
#include "tests/support/script.h"

#include <optional>
#include <vector>

namespace burin {

/// One row of the fault matrix: what the server does, and exactly what must become of the run.
struct FaultRow {
    const char *name;           ///< Starts with the row's number in the matrix.
    std::vector<Script> script; ///< One for each attempt, the last one for all further.
    RunStatus status = RunStatus::Failed;
    std::optional<ErrorCode> code = {}; ///< Nullopt = no error.
    int attempts = 1;
    const char *text = "";           ///< Kept bytes, UTF-8.
    Billing billing = Billing::None; ///< Of the last attempt.
    std::optional<FinishReason> finish = {};
};

std::vector<FaultRow> statusFaults();    ///< The answer's head says what is wrong.
std::vector<FaultRow> transportFaults(); ///< The connection breaks or stands still.
std::vector<FaultRow> streamFaults();    ///< The stream says it, or is damaged.

/// A chunk of an OpenAI stream with @p text.
QByteArray textChunk(const QByteArray &text);
QByteArray finishChunk(const QByteArray &reason);
/// The chunk without choices: ten tokens in, five out.
QByteArray usageChunk();

} // namespace burin
