#include "tests/core/engine/faultrows.h"

namespace burin {

namespace {

using B = Billing;

const QByteArray Plain = errorBody("no", "x");

QByteArray pageOf(qsizetype size)
{
    return "<html>" + QByteArray(size, 'x');
}

ExpectedFault serverError(const char *sentence)
{
    return {"API_ERROR server_error MEDIUM", sentence};
}

FaultRow unexpected(const char *name, int status, const char *sentence)
{
    return ends(name, response(status, Plain), {"API_ERROR unexpected_status MEDIUM", sentence}, B::Unknown);
}

/// A 429 that says to wait so; the wait that must follow is the longer one of ours and the server's.
FaultRow waits(const char *name, const QByteArray &retryAfter, int wait)
{
    return recovers(name, jsonResponse(429, Plain, {{"Retry-After", retryAfter}}), wait);
}

FaultRow tooLongToWait(const char *name, const HttpHeaders &headers, const char *sentence)
{
    return ends(name, jsonResponse(429, Plain, headers), {"RATE_LIMIT_ERROR long_wait HIGH", sentence}, B::None);
}

FaultRow redirect(const char *name, int status, const QByteArray &target, ExpectedFault fails)
{
    return ends(name, response(status, {}, {{"Location", target}}), fails, B::None);
}

} // namespace

std::vector<FaultRow> clientErrorRows()
{
    using namespace expected;
    const QByteArray moderated = R"({"error":{"code":403,"message":"no","metadata":{"reasons":["violence"]}}})";
    return {
        refused("37 400", 400, Plain, BadRequest),
        refused("38 400 with the code of a context length", 400, errorBody("no", "context_length_exceeded"),
                ContextLength),
        ends("38 400 that only says so", jsonResponse(400, errorBody("the prompt is too long: 9 tokens", "x")),
             ContextLength, B::None),
        refused("39 400 by content policy", 400, errorBody("no", "content_policy_violation"), Policy),
        refused("39 400 by content filter", 400, errorBody("no", "content_filter"), Policy),
        refused("40 401", 401, Plain, RejectedKey),
        ends("40 401 with a challenge", jsonResponse(401, Plain, {{"WWW-Authenticate", "Basic realm=\"x\""}}),
             RejectedKey, B::None),
        refused("42 402", 402, Plain, Payment),
        refused("42 402 by quota", 402, errorBody("no", "insufficient_quota"), Quota),
        refused("43 403", 403, Plain, ModelNotAllowed),
        refused("43 403 by moderation", 403, moderated, Moderation),
        refused("44 404 of the model", 404, errorBody("no", "model_not_found"), Model),
        ends("44 404 of the path", response(404, "nothing here"), Endpoint, B::None),
        refused("45 405", 405, Plain, BadRequest),
        refused("45 406", 406, Plain, BadRequest),
        refused("45 415", 415, Plain, BadRequest),
        refused("45 422", 422, Plain, BadRequest),
        refused("48 410", 410, Plain, Retired),
        refused("49 413", 413, Plain, TooLarge),
    };
}

std::vector<FaultRow> rateLimitRows()
{
    using namespace expected;
    return {
        waits("50 429 with less than our own wait", "1", 2'000),
        waits("50 429 with more than our own wait", "5", 5'000),
        waits("50 429 with a fraction of a second", "2.25", 2'250),
        waits("50 429 at the limit of what is obeyed", "60", 60'000),
        recovers("50 425", jsonResponse(425, Plain, {{"Retry-After", "3"}}), 3'000),
        retried("50 429 for ever", jsonResponse(429, Plain), Requests, B::None),
        retried("50 429 by tokens", jsonResponse(429, errorBody("no", "tokens")), Tokens, B::None),
        recovers("51 429 with retry-after-ms", jsonResponse(429, Plain, {{"retry-after-ms", "2345"}}), 2'345),
        recovers("51 429 with both: milliseconds count",
                 jsonResponse(429, Plain, {{"retry-after-ms", "2100"}, {"Retry-After", "9"}}), 2'100),
        recovers(
            "52 429 with a date, against the server's clock",
            jsonResponse(429, Plain,
                         {{"Date", "Tue, 01 Jan 2030 00:00:00 GMT"}, {"Retry-After", "Tue, 01 Jan 2030 00:00:07 GMT"}}),
            7'000),
        waits("53 Retry-After 0", "0", 2'000),
        waits("53 Retry-After negative", "-5", 2'000),
        waits("53 Retry-After empty", "", 2'000),
        waits("53 Retry-After NaN", "NaN", 2'000),
        waits("53 Retry-After infinite", "inf", 2'000),
        waits("53 Retry-After in words", "soon", 2'000),
        tooLongToWait("54 429 with an hour to wait", {{"Retry-After", "3600"}},
                      "The provider's rate limit is reached; it asks to wait 3600 s."),
        tooLongToWait("54 429 just beyond the limit", {{"retry-after-ms", "60001"}},
                      "The provider's rate limit is reached; it asks to wait 61 s."),
        tooLongToWait("54 429 with 1e35 s to wait", {{"Retry-After", "1e35"}},
                      "The provider's rate limit is reached; it asks to wait 3153600000 s."),
        refused("55 429 by quota", 429, errorBody("no", "insufficient_quota"), Quota),
        refused("55 429 by spend limit", 429, errorBody("no", "billing_hard_limit_reached"), Quota),
        ends("61 503 that must not be retried", jsonResponse(503, Plain, {{"x-should-retry", "false"}}), Overloaded,
             B::None),
        recovers("61 400 that may be retried", jsonResponse(400, Plain, {{"x-should-retry", "true"}}), 2'000),
    };
}

std::vector<FaultRow> serverErrorRows()
{
    using namespace expected;
    using namespace std::chrono_literals;
    const auto failed = [](const char *name, int status, const char *sentence) {
        return retried(name, jsonResponse(status, Plain), serverError(sentence), B::Unknown);
    };
    return {
        retriedOnce("17 103 as final", Script().write(responseHead(103, {{"Connection", "close"}})).close(),
                    {"API_ERROR early_response MEDIUM", "The server sent status 103 and nothing more."}, B::Unknown),
        retried("46 408", jsonResponse(408, Plain),
                {"TIMEOUT_ERROR server MEDIUM", "The provider took too long (status 408)."}, B::Unknown),
        retried("47 409", jsonResponse(409, Plain), Conflict, B::None),
        failed("56 500", 500, "The provider failed with status 500."),
        failed("56 502", 502, "The provider failed with status 502."),
        retried("56 503", jsonResponse(503, Plain), Overloaded, B::None),
        retried("56 504", jsonResponse(504, Plain),
                {"TIMEOUT_ERROR server MEDIUM", "The provider took too long (status 504)."}, B::Unknown),
        failed("56 520", 520, "The provider failed with status 520."),
        failed("56 521", 521, "The provider failed with status 521."),
        failed("56 522", 522, "The provider failed with status 522."),
        failed("56 523", 523, "The provider failed with status 523."),
        retried("56 524", jsonResponse(524, Plain),
                {"TIMEOUT_ERROR server MEDIUM", "The provider took too long (status 524)."}, B::Unknown),
        failed("56 525", 525, "The provider failed with status 525."),
        failed("56 526", 526, "The provider failed with status 526."),
        recovers("56 500, then well", jsonResponse(500, Plain), 2'000),
        retried("57 502 with a web page", response(502, "<html>Bad gateway</html>"),
                serverError("The provider failed with status 502."), B::Unknown),
        retried("57 500 without a body", response(500, {}), serverError("The provider failed with status 500."),
                B::Unknown),
        retried("57 500 with 8 MB", response(500, pageOf(8'000'000)),
                serverError("The provider failed with status 500."), B::Unknown),
        ends("58 501", jsonResponse(501, Plain),
             {"API_ERROR not_implemented HIGH", "The server does not support this kind of request (status 501)."},
             B::None),
        ends("58 505", jsonResponse(505, Plain),
             {"API_ERROR not_implemented HIGH", "The server does not support this kind of request (status 505)."},
             B::None),
        retried("59 529", jsonResponse(529, Plain), Overloaded, B::None),
        recovers("59 529 that says when", jsonResponse(529, Plain, {{"Retry-After", "4"}}), 4'000),
        unexpected("60 status 600", 600, "The server answered with an unexpected status: 600."),
        unexpected("60 status 999", 999, "The server answered with an unexpected status: 999."),
        retriedOnce("65 204", response(204, {}), Empty, B::Unknown),
        retriedOnce("65 304", Script().write(responseHead(304)), Empty, B::Unknown),
        retriedOnce("70 empty 200", response(200, {}), Empty, B::Unknown),
        recovers("70 empty 200, then well", response(200, {}), 0),
    };
}

std::vector<FaultRow> redirectRows()
{
    constexpr ExpectedFault here{"NETWORK_ERROR redirect MEDIUM", "The server moved to http://{host}/v2/chat."};
    constexpr ExpectedFault evil{"NETWORK_ERROR redirect_foreign HIGH",
                                 "The server wants to redirect to another host: https://evil.example/v1."};
    constexpr ExpectedFault file{"NETWORK_ERROR redirect_foreign HIGH",
                                 "The server wants to redirect to another host: file:///etc/passwd."};
    constexpr ExpectedFault plain{"NETWORK_ERROR redirect_foreign HIGH",
                                  "The server wants to redirect to another host: http://evil.example/v1."};
    constexpr ExpectedFault loop{"NETWORK_ERROR redirect MEDIUM",
                                 "The server moved to http://{host}/v1/chat/completions."};
    return {
        redirect("62 301 same host", 301, "/v2/chat", here),
        redirect("62 302 same host", 302, "/v2/chat", here),
        redirect("62 303 same host", 303, "/v2/chat", here),
        redirect("62 307 same host", 307, "/v2/chat", here),
        redirect("62 308 same host", 308, "/v2/chat", here),
        redirect("63 301 another host", 301, "https://evil.example/v1", evil),
        redirect("63 302 another host", 302, "https://evil.example/v1", evil),
        redirect("63 303 another host", 303, "https://evil.example/v1", evil),
        redirect("63 307 another host", 307, "https://evil.example/v1", evil),
        redirect("63 308 another host", 308, "https://evil.example/v1", evil),
        redirect("63 302 with a key in the target", 302, "https://evil.example/v1?key=AIzaSyA1234567890", evil),
        redirect("64 307 to itself", 307, "/v1/chat/completions", loop),
        redirect("64 302 to a file", 302, "file:///etc/passwd", file),
        redirect("64 307 to plain http elsewhere", 307, "http://evil.example/v1", plain),
    };
}

} // namespace burin
