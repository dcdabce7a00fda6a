#include "tests/core/engine/faultrows.h"

#include <algorithm>
#include <iterator>

namespace burin {

QByteArray textChunk(const QByteArray &text)
{
    return R"({"id":"c","model":"m","choices":[{"index":0,"delta":{"content":")" + text +
           R"("},"finish_reason":null}]})";
}

QByteArray finishChunk(const QByteArray &reason)
{
    return R"({"id":"c","choices":[{"index":0,"delta":{},"finish_reason":")" + reason + R"("}]})";
}

QByteArray usageChunk()
{
    return R"({"id":"c","choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}})";
}

QByteArray errorBody(const QByteArray &message, const QByteArray &code)
{
    return R"({"error":{"message":")" + message + R"(","type":"invalid_request_error","code":")" + code + R"("}})";
}

Script goodAnswer()
{
    return sseResponse({textChunk("fine"), finishChunk("stop"), usageChunk(), "[DONE]"});
}

FaultRow ends(const char *name, const Script &script, ExpectedFault fails, Billing billing)
{
    return {.name = name, .script = {script}, .fails = fails, .billing = billing};
}

FaultRow refused(const char *name, int status, const QByteArray &body, ExpectedFault fails)
{
    FaultRow row = ends(name, jsonResponse(status, body), fails, Billing::None);
    row.detail = "no";
    return row;
}

FaultRow retried(const char *name, const Script &script, ExpectedFault fails, Billing billing)
{
    FaultRow row = ends(name, script, fails, billing);
    row.waits = WholeSchedule;
    return row;
}

FaultRow retriedOnce(const char *name, const Script &script, ExpectedFault fails, Billing billing)
{
    FaultRow row = ends(name, script, fails, billing);
    row.waits = OnceMore;
    return row;
}

FaultRow succeeds(const char *name, const Script &script, const char *text, Billing billing)
{
    return {.name = name,
            .script = {script},
            .status = RunStatus::Completed,
            .text = text,
            .billing = billing,
            .finish = FinishReason::Stop};
}

FaultRow recovers(const char *name, const Script &first, int wait)
{
    FaultRow row = succeeds(name, first, "fine", Billing::Exact);
    row.script.push_back(goodAnswer());
    row.waits = {wait};
    return row;
}

FaultRow keeps(const char *name, const Script &script, RunStatus status, ExpectedFault fails)
{
    FaultRow row = ends(name, script, fails, Billing::Estimated);
    row.status = status;
    row.text = "one ";
    return row;
}

std::vector<FaultRow> allFaultRows()
{
    std::vector<FaultRow> all;
    for (const auto &rows : {clientErrorRows(), rateLimitRows(), serverErrorRows(), redirectRows(), connectionRows(),
                             truncationRows(), oddHeadRows(), streamRows(), usageRows()})
        std::ranges::copy(rows, std::back_inserter(all));
    return all;
}

} // namespace burin
