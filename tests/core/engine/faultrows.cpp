#include "tests/core/engine/faultrows.h"

namespace burin {

namespace {

using enum RunStatus;
using Code = ErrorCode;
using B = Billing;

QByteArray errorBody(const QByteArray &message, const QByteArray &code)
{
    return R"({"error":{"message":")" + message + R"(","type":"invalid_request_error","code":")" + code + R"("}})";
}

Script good()
{
    return sseResponse({textChunk("fine"), finishChunk("stop"), usageChunk(), "[DONE]"});
}

FaultRow refused(const char *name, int status, const QByteArray &body, Code code)
{
    return {.name = name, .script = {jsonResponse(status, body)}, .code = code};
}

/// Retried by the schedule until the fourth attempt fails too.
FaultRow retried(const char *name, const Script &script, Code code, Billing billing)
{
    return {.name = name, .script = {script}, .code = code, .attempts = 4, .billing = billing};
}

/// Comments for longer than any limit of the test, so that a timer which they reset would never fire.
Script chattering(Script script)
{
    using namespace std::chrono_literals;
    for (int i = 0; i < 80; ++i)
        script.comment("PROCESSING").pause(50ms);
    return script.stall();
}

FaultRow recovers(const char *name, const Script &first)
{
    return {.name = name,
            .script = {first, good()},
            .status = Completed,
            .attempts = 2,
            .text = "fine",
            .billing = B::Exact,
            .finish = FinishReason::Stop};
}

} // namespace

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

std::vector<FaultRow> statusFaults()
{
    const QByteArray plain = errorBody("no", "x");
    std::vector<FaultRow> rows = {
        {.name = "17 103 as final",
         .script = {Script().write(responseHead(103, {{"Connection", "close"}})).close()},
         .code = Code::EarlyResponse,
         .attempts = 2,
         .billing = B::Unknown},
        refused("37 400", 400, plain, Code::BadRequest),
        refused("38 400 context length", 400, errorBody("too long", "context_length_exceeded"), Code::ContextLength),
        refused("39 400 content policy", 400, errorBody("no", "content_policy_violation"), Code::PolicyRefused),
        refused("40 401", 401, plain, Code::RejectedKey),
        refused("42 402", 402, plain, Code::PaymentRequired),
        refused("43 403", 403, plain, Code::ModelNotAllowed),
        refused("44 404 model", 404, errorBody("no such model", "model_not_found"), Code::ModelNotFound),
        refused("44 404 path", 404, "nothing here", Code::EndpointNotFound),
        refused("45 405", 405, plain, Code::BadRequest),
        refused("45 415", 415, plain, Code::BadRequest),
        refused("45 422", 422, plain, Code::BadRequest),
        retried("46 408", jsonResponse(408, plain), Code::ServerTimeout, B::Unknown),
        retried("47 409", jsonResponse(409, plain), Code::Conflict, B::None),
        refused("48 410", 410, plain, Code::ModelRetired),
        refused("49 413", 413, plain, Code::TooLarge),
        recovers("50 429 with Retry-After", jsonResponse(429, plain, {{"Retry-After", "1"}})),
        recovers("51 429 with retry-after-ms", jsonResponse(429, plain, {{"retry-after-ms", "20"}})),
        recovers("53 429 with a senseless Retry-After", jsonResponse(429, plain, {{"Retry-After", "soon"}})),
        {.name = "54 429 with an hour to wait",
         .script = {jsonResponse(429, plain, {{"Retry-After", "3600"}})},
         .code = Code::LongWait},
        refused("55 429 quota", 429, errorBody("pay", "insufficient_quota"), Code::InsufficientQuota),
        retried("50 429 for ever", jsonResponse(429, plain), Code::TooManyRequests, B::None),
        retried("56 500", jsonResponse(500, plain), Code::ServerError, B::Unknown),
        retried("56 502", jsonResponse(502, plain), Code::ServerError, B::Unknown),
        retried("56 503", jsonResponse(503, plain), Code::Overloaded, B::None),
        retried("56 504", jsonResponse(504, plain), Code::ServerTimeout, B::Unknown),
        retried("56 520", jsonResponse(520, plain), Code::ServerError, B::Unknown),
        retried("57 502 with a web page", response(502, "<html>Bad gateway</html>"), Code::ServerError, B::Unknown),
        retried("57 500 without a body", response(500, {}), Code::ServerError, B::Unknown),
        refused("58 501", 501, plain, Code::NotImplemented),
        retried("59 529", jsonResponse(529, plain), Code::Overloaded, B::None),
        recovers("59 529 then well", jsonResponse(529, plain)),
        {.name = "61 x-should-retry false",
         .script = {jsonResponse(503, plain, {{"x-should-retry", "false"}})},
         .code = Code::Overloaded},
        recovers("61 x-should-retry true", jsonResponse(400, plain, {{"x-should-retry", "true"}})),
        {.name = "62 307 same host",
         .script = {response(307, {}, {{"Location", "/v2/chat"}})},
         .code = Code::Redirected},
        {.name = "63 302 another host",
         .script = {response(302, {}, {{"Location", "https://evil.example/v1"}})},
         .code = Code::RedirectedElsewhere},
        {.name = "65 204",
         .script = {response(204, {})},
         .code = Code::EmptyResponse,
         .attempts = 2,
         .billing = B::Unknown},
    };
    rows.push_back({.name = "60 status 999",
                    .script = {response(999, plain)},
                    .code = Code::UnexpectedStatus,
                    .billing = B::Unknown});
    return rows;
}

std::vector<FaultRow> transportFaults()
{
    using namespace std::chrono_literals;
    const QByteArray twoChunks = textChunk("one ");
    const QByteArray whole = "data: " + textChunk("one ") + "\n\n";
    std::vector<FaultRow> rows = {
        retried("10 closed after the request", Script().close(), Code::ClosedEarly, B::Unknown),
        retried("12 reset after the request", Script().reset(), Code::ClosedEarly, B::Unknown),
        retried("13 half a status line", Script().write("HTTP/1.1 20").close(), Code::ClosedEarly, B::Unknown),
        retried("14 silence before the head", Script().stall(), Code::FirstByteTimeout, B::Unknown),
        retried("19 silence behind the head", sseHead().stall(), Code::FirstContentTimeout, B::Unknown),
        recovers("14 silence, then well", Script().stall()),
        recovers("10 closed, then well", Script().close()),
        {.name = "20 silence between tokens",
         .script = {sseHead().event(textChunk("one ")).stall()},
         .status = Partial,
         .code = Code::IdleTimeout,
         .text = "one ",
         .billing = B::Estimated},
        {.name = "24 cut inside a character",
         .script = {Script()
                        .write(responseHead(200, {{"Content-Type", "text/event-stream"}}) + whole +
                               R"(data: {"choices":[{"delta":{"content":")"
                               "\xc3")
                        .close()},
         .status = Truncated,
         .code = Code::Truncated,
         .text = "one ",
         .billing = B::Estimated},
        {.name = "25 cut inside JSON",
         .script = {Script()
                        .write(responseHead(200, {{"Content-Type", "text/event-stream"}}) + whole + "data: {\"cho")
                        .close()},
         .status = Truncated,
         .code = Code::Truncated,
         .text = "one ",
         .billing = B::Estimated},
        {.name = "26 cut between events, no length",
         .script = {Script().write(responseHead(200, {{"Content-Type", "text/event-stream"}}) + whole).close()},
         .status = Truncated,
         .code = Code::Truncated,
         .text = "one ",
         .billing = B::Estimated},
        {.name = "27 cut chunked",
         .script = {sseHead().event(twoChunks).close()},
         .status = Truncated,
         .code = Code::Truncated,
         .text = "one ",
         .billing = B::Estimated},
        {.name = "28 shorter than its length",
         .script = {Script()
                        .write(responseHead(200, {{"Content-Type", "text/event-stream"}, {"Content-Length", "5000"}}) +
                               whole)
                        .close()},
         .status = Truncated,
         .code = Code::Truncated,
         .text = "one ",
         .billing = B::Estimated},
        {.name = "29 reset in mid-stream",
         .script = {sseHead().event(textChunk("one ")).pause(60ms).reset()},
         .status = Truncated,
         .code = Code::Truncated,
         .text = "one ",
         .billing = B::Estimated},
        retried("30 reset before content",
                sseHead().event(R"({"choices":[{"index":0,"delta":{"role":"assistant"}}]})").pause(60ms).reset(),
                Code::Truncated, B::Unknown),
        retried("22 comments and nothing else", chattering(sseHead()), Code::FirstContentTimeout, B::Unknown),
        {.name = "23 pings behind content",
         .script = {chattering(sseHead().event(textChunk("one ")))},
         .status = Partial,
         .code = Code::IdleTimeout,
         .text = "one ",
         .billing = B::Estimated},
        {.name = "33 compressed although not asked",
         .script = {response(200, "\x1f\x8b\x08", {{"Content-Encoding", "gzip"}})},
         .code = Code::CompressedResponse,
         .billing = B::Unknown},
        {.name = "34 bad chunk size",
         .script = {sseHead().event(textChunk("one ")).write("zz\r\nrubbish").close()},
         .status = Truncated,
         .code = Code::Truncated,
         .text = "one ",
         .billing = B::Estimated},
        {.name = "18 100 continue, then well",
         .script = {Script()
                        .write("HTTP/1.1 100 Continue\r\n\r\n" +
                               responseHead(200, {{"Content-Type", "text/event-stream"}}) + whole +
                               "data: " + finishChunk("stop") + "\n\ndata: [DONE]\n\n")
                        .close()},
         .status = Completed,
         .text = "one ",
         .billing = B::Estimated,
         .finish = FinishReason::Stop},
    };
    return rows;
}

std::vector<FaultRow> streamFaults()
{
    const QByteArray streamError =
        R"({"error":{"message":"overloaded","type":"server_error","code":"overloaded_error"}})";
    Script invalidLines = sseHead();
    for (int i = 0; i < 25; ++i)
        invalidLines.event("{broken");
    Script withText = sseHead().event(textChunk("one "));
    for (int i = 0; i < 25; ++i)
        withText.event("{broken");
    const QByteArray answer = R"({"id":"c","model":"m","choices":[{"index":0,"message":{"role":"assistant",)"
                              R"("content":"whole"},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,)"
                              R"("completion_tokens":5,"total_tokens":15}})";
    std::vector<FaultRow> rows = {
        {.name = "66 200 with an error object",
         .script = {jsonResponse(200, errorBody("pay", "insufficient_quota"))},
         .code = Code::InsufficientQuota},
        {.name = "67 200 with a web page",
         .script = {response(200, "<!doctype html><p>Sign in", {{"Content-Type", "text/html"}})},
         .code = Code::CaptivePortal},
        {.name = "68 wrong content type",
         .script = {response(200,
                             "data: " + textChunk("one ") + "\n\ndata: " + finishChunk("stop") +
                                 "\n\ndata: " + usageChunk() + "\n\ndata: [DONE]\n\n",
                             {{"Content-Type", "text/plain"}})},
         .status = Completed,
         .text = "one ",
         .billing = B::Exact,
         .finish = FinishReason::Stop},
        {.name = "69 not streamed",
         .script = {jsonResponse(200, answer)},
         .status = Completed,
         .text = "whole",
         .billing = B::Exact,
         .finish = FinishReason::Stop},
        {.name = "70 empty 200",
         .script = {response(200, {})},
         .code = Code::EmptyResponse,
         .attempts = 2,
         .billing = B::Unknown},
        retried("71 error before content", sseResponse({streamError}), Code::Overloaded, B::None),
        {.name = "72 error behind content",
         .script = {sseResponse({textChunk("one "), streamError})},
         .status = Partial,
         .code = Code::Overloaded,
         .text = "one ",
         .billing = B::Estimated},
        {.name = "73 finish reason error",
         .script = {sseResponse({textChunk("one "), finishChunk("error"), "[DONE]"})},
         .status = Partial,
         .code = Code::FinishedWithError,
         .text = "one ",
         .billing = B::Estimated,
         .finish = FinishReason::Error},
        {.name = "74 length",
         .script = {sseResponse({textChunk("one "), finishChunk("length"), usageChunk(), "[DONE]"})},
         .status = Completed,
         .text = "one ",
         .billing = B::Exact,
         .finish = FinishReason::Length},
        {.name = "74 content filter without an answer",
         .script = {sseResponse({finishChunk("content_filter"), usageChunk(), "[DONE]"})},
         .status = Blocked,
         .code = Code::ContentFilter,
         .billing = B::Exact,
         .finish = FinishReason::ContentFilter},
        {.name = "75 no [DONE]",
         .script = {sseResponse({textChunk("one "), finishChunk("stop"), usageChunk()})},
         .status = Completed,
         .text = "one ",
         .billing = B::Exact,
         .finish = FinishReason::Stop},
        {.name = "76 neither [DONE] nor finish",
         .script = {sseResponse({textChunk("one ")})},
         .status = Truncated,
         .code = Code::Truncated,
         .text = "one ",
         .billing = B::Estimated,
         .finish = FinishReason::Truncated},
        {.name = "77 data behind [DONE]",
         .script = {sseResponse(
             {textChunk("one "), finishChunk("stop"), usageChunk(), "[DONE]", textChunk("two"), "[DONE]"})},
         .status = Completed,
         .text = "one ",
         .billing = B::Exact,
         .finish = FinishReason::Stop},
        {.name = "79 one invalid line",
         .script = {sseResponse({textChunk("one "), "{broken", textChunk("two"), finishChunk("stop"), "[DONE]"})},
         .status = Completed,
         .text = "one two",
         .billing = B::Estimated,
         .finish = FinishReason::Stop},
        {.name = "80 invalid lines behind text",
         .script = {withText.end()},
         .status = Partial,
         .code = Code::MalformedStream,
         .text = "one ",
         .billing = B::Estimated},
        {.name = "80 nothing but invalid lines",
         .script = {invalidLines.end()},
         .code = Code::BadResponse,
         .billing = B::Unknown},
        {.name = "81 control characters and lone surrogates",
         .script = {sseResponse({textChunk("a\\u0000b\\u202ec\\ud800"), finishChunk("stop"), "[DONE]"})},
         .status = Completed,
         .text = nullptr,
         .billing = B::Estimated,
         .finish = FinishReason::Stop},
        {.name = "86 no usage",
         .script = {sseResponse({textChunk("one "), finishChunk("stop"), "[DONE]"})},
         .status = Completed,
         .text = "one ",
         .billing = B::Estimated,
         .finish = FinishReason::Stop},
        {.name = "87 senseless usage",
         .script = {sseResponse({textChunk("one "), finishChunk("stop"),
                                 R"({"choices":[],"usage":{"prompt_tokens":-3,"completion_tokens":1.5}})", "[DONE]"})},
         .status = Completed,
         .text = "one ",
         .billing = B::Estimated,
         .finish = FinishReason::Stop},
    };
    return rows;
}

} // namespace burin
