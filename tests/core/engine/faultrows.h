#pragma once

#include "core/domain/run.h"
#include "tests/core/engine/expectedfaults.h"
#include "tests/support/script.h"

#include <optional>
#include <vector>

namespace burin {

/// Which limit a row waits for. Only that one is short: the others are out of reach also on a loaded machine.
enum class ShortLimit { None, FirstContent, Idle, Total };

/// One row of the fault matrix: what the server does, and exactly what must become of the run.
struct FaultRow {
    const char *name = nullptr; ///< Starts with the row's number in the matrix.
    std::vector<Script> script; ///< One for each attempt, the last one for all further.
    RunStatus status = RunStatus::Failed;
    ExpectedFault fails = {};        ///< What the user is told; empty = nothing.
    std::vector<int> waits = {};     ///< Milliseconds before each retry, with the jitter in the middle.
    const char *text = "";           ///< Kept, UTF-8; null = some, and how much is not known before.
    const char *detail = nullptr;    ///< The server's own words, kept below the sentence; null = not looked at.
    Billing billing = Billing::None; ///< Of the last attempt.
    std::optional<FinishReason> finish = {};
    ShortLimit limit = ShortLimit::None;
    int warnings = 0; ///< Frames that could not be understood.
};

/// The schedule of three retries with the jitter in the middle.
inline const std::vector<int> WholeSchedule = {2'000, 4'000, 8'000};
/// One more attempt, at once.
inline const std::vector<int> OnceMore = {0};

std::vector<FaultRow> clientErrorRows(); ///< 37–49: the request, the key or the model is refused.
std::vector<FaultRow> rateLimitRows();   ///< 50–55, 61.
std::vector<FaultRow> serverErrorRows(); ///< 17, 46, 47, 56–60, 65, 70.
std::vector<FaultRow> redirectRows();    ///< 62–64.
std::vector<FaultRow> connectionRows();  ///< 10–15, 19–23, 30: it breaks or stands still.
std::vector<FaultRow> truncationRows();  ///< 24–29, 31–34: the body is cut or packed.
std::vector<FaultRow> oddHeadRows();     ///< 18, 35, 36: odd HTTP, and none.
std::vector<FaultRow> streamRows();      ///< 66–81, 83, 85: the stream says it, or is damaged.
std::vector<FaultRow> usageRows();       ///< 86–88: what the provider counts.

/// All of the above.
std::vector<FaultRow> allFaultRows();

/// A chunk of an OpenAI stream with @p text.
QByteArray textChunk(const QByteArray &text);
QByteArray finishChunk(const QByteArray &reason);
/// The chunk without choices: ten tokens in, five out.
QByteArray usageChunk();
/// An error as OpenAI words it.
QByteArray errorBody(const QByteArray &message, const QByteArray &code);
/// A complete answer: "fine".
Script goodAnswer();

// How a row ends, one function for each way.

/// Refused for good by the first answer; its message is kept.
FaultRow refused(const char *name, int status, const QByteArray &body, ExpectedFault fails);
/// Retried by the schedule until the fourth attempt fails too.
FaultRow retried(const char *name, const Script &script, ExpectedFault fails, Billing billing);
/// Retried once, at once.
FaultRow retriedOnce(const char *name, const Script &script, ExpectedFault fails, Billing billing);
/// Never retried.
FaultRow ends(const char *name, const Script &script, ExpectedFault fails, Billing billing);
/// Fails first, then answers "fine"; @p waits before that.
FaultRow recovers(const char *name, const Script &first, int wait);
/// Fails behind "one ", which is kept and estimated.
FaultRow keeps(const char *name, const Script &script, RunStatus status, ExpectedFault fails);
/// Completes with @p text.
FaultRow succeeds(const char *name, const Script &script, const char *text, Billing billing);

} // namespace burin
