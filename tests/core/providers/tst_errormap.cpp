#include "core/providers/errormap.h"
#include "core/providers/provider.h"
#include "core/providers/registry.h"

#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

namespace {

ProviderProfile profile()
{
    ProviderProfile profile;
    profile.name = QStringLiteral("Acme");
    profile.baseUrl = QUrl(QStringLiteral("https://api.acme.example:8443/v1"));
    return profile;
}

Error refused(int status, const QByteArray &body, const HttpHeaders &headers = {})
{
    HttpResult head;
    head.status = status;
    head.headers = headers;
    return providerFor(u"openai")->decodeError(profile(), head, body);
}

QString idOf(const Error &error)
{
    return toString(error.category()) + u'/' + QLatin1StringView(error.row().id);
}

void refusalRow(int status, const char *body, const char *id)
{
    QTest::addRow("%d %s", status, QByteArray(body).left(90).constData())
        << status << QByteArray(body) << QString::fromLatin1(id);
}

} // namespace

class tst_ErrorMap : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void statusAndCodeDecide_data();
    void statusAndCodeDecide();
    void sentencesAreFilled_data();
    void sentencesAreFilled();
    void redirectsNameTheirTarget_data();
    void redirectsNameTheirTarget();
    void waitsAreRead_data();
    void waitsAreRead();
    void theServerMayDecideOnRetries();
    void llamaServersBadInputIsNeverRetried();
    void theProvidersWordsAreKept_data();
    void theProvidersWordsAreKept();
    void theProvidersWordsHoldNoSecretAndNoPage();
    void theRequestIdIsKept_data();
    void theRequestIdIsKept();
    void transportFaultsAreNamed_data();
    void transportFaultsAreNamed();
    void noFaultIsNoError();
    void otherFaultsDependOnWhatHappened();
    void everySentenceWithAPlaceHasItFilled();
};

void tst_ErrorMap::statusAndCodeDecide_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("id");
    const auto row = refusalRow;
    row(400,
        R"({"error":{"message":"Bad temperature","type":"invalid_request_error","param":"temperature","code":null}})",
        "VALIDATION_ERROR/bad_request");
    row(400, "", "VALIDATION_ERROR/bad_request");
    row(400, "<html>Bad Request</html>", "VALIDATION_ERROR/bad_request");
    row(400, R"({"error":{"message":"m","code":"context_length_exceeded"}})", "VALIDATION_ERROR/context_length");
    row(400, R"({"error":{"message":"m","type":"exceed_context_size_error","code":400}})",
        "VALIDATION_ERROR/context_length");
    row(400, R"({"error":{"message":"m","type":"too_many_prompt_tokens","code":400}})",
        "VALIDATION_ERROR/context_length");
    row(400, R"({"error":{"message":"m","code":400,"metadata":{"error_type":"context_length_exceeded"}}})",
        "VALIDATION_ERROR/context_length");
    row(400, R"({"error":{"message":"This model's maximum context length is 8192 tokens.","code":null}})",
        "VALIDATION_ERROR/context_length");
    row(400,
        R"({"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens"}})",
        "VALIDATION_ERROR/context_length");
    row(400,
        R"({"error":{"message":"m","code":"content_filter","innererror":{"code":"ResponsibleAIPolicyViolation"}}})",
        "VALIDATION_ERROR/policy");
    row(400, R"({"error":{"message":"m","code":"content_policy_violation"}})", "VALIDATION_ERROR/policy");
    row(400, R"({"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT",
        "details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}})",
        "AUTHENTICATION_ERROR/rejected_key");
    row(400, R"({"error":{"message":"m","code":"model_decommissioned"}})", "NOT_FOUND_ERROR/model_retired");
    row(400, R"({"error":{"message":"m","code":"model_not_found"}})", "NOT_FOUND_ERROR/model");
    row(400, R"({"error":{"message":"m","code":"billing_hard_limit_reached"}})", "COST_LIMIT_ERROR/insufficient_quota");
    row(401, R"({"error":{"message":"m","type":"invalid_request_error","code":"invalid_api_key"}})",
        "AUTHENTICATION_ERROR/rejected_key");
    row(401, "", "AUTHENTICATION_ERROR/rejected_key");
    row(401, R"({"detail":"Unauthorized"})", "AUTHENTICATION_ERROR/rejected_key");
    row(402, R"({"error":{"message":"Insufficient credits","code":402}})", "COST_LIMIT_ERROR/payment_required");
    row(402, R"({"error":{"message":"m","code":"insufficient_quota"}})", "COST_LIMIT_ERROR/insufficient_quota");
    row(402, R"({"error":{"message":"Insufficient Balance","type":"unknown_error","code":"invalid_request_error"}})",
        "COST_LIMIT_ERROR/payment_required");
    row(403,
        R"({"error":{"message":"Country, region, or territory not supported","code":"unsupported_country_region_territory"}})",
        "AUTHORIZATION_ERROR/model_not_allowed");
    row(403, R"({"error":{"code":403,"message":"flagged","metadata":{"reasons":["violence"],"flagged_input":"…"}}})",
        "AUTHORIZATION_ERROR/moderation");
    row(403, R"({"error":{"code":403,"message":"guardrail","metadata":{"patterns":["x"]}}})",
        "AUTHORIZATION_ERROR/moderation");
    row(403, R"({"error":{"message":"m","code":"insufficient_quota"}})", "COST_LIMIT_ERROR/insufficient_quota");
    row(403, "", "AUTHORIZATION_ERROR/model_not_allowed");
    row(404, R"({"error":{"message":"The model `x` does not exist","code":"model_not_found"}})",
        "NOT_FOUND_ERROR/model");
    row(404, R"({"type":"error","error":{"type":"not_found_error","message":"model: x"}})", "NOT_FOUND_ERROR/model");
    row(404, R"({"error":"model 'x' not found, try pulling it first"})", "NOT_FOUND_ERROR/model");
    row(404, R"({"error":{"message":"No endpoints found for x/y.","code":404}})", "NOT_FOUND_ERROR/model");
    row(404, R"({"error":{"message":"m","code":404,"availability":{"code":"model_deprecated"}}})",
        "NOT_FOUND_ERROR/model_retired");
    row(404, R"_({"error":{"message":"Invalid URL (POST /v2/chat)","type":"invalid_request_error","code":null}})_",
        "NOT_FOUND_ERROR/endpoint");
    row(404, R"({"error":{"code":404,"message":"File Not Found","type":"not_found_error"}})",
        "NOT_FOUND_ERROR/endpoint");
    row(404, R"({"detail":"Not Found"})", "NOT_FOUND_ERROR/endpoint");
    row(404, "404 page not found", "NOT_FOUND_ERROR/endpoint");
    row(404, "<html>nginx</html>", "NOT_FOUND_ERROR/endpoint");
    row(404, "", "NOT_FOUND_ERROR/endpoint");
    row(405, R"({"detail":"Method Not Allowed"})", "VALIDATION_ERROR/bad_request");
    row(406, "", "VALIDATION_ERROR/bad_request");
    row(408, R"({"error":{"message":"Timed out","code":408}})", "TIMEOUT_ERROR/server");
    row(409, R"({"error":{"message":"m"}})", "API_ERROR/conflict");
    row(410, R"({"error":{"message":"The model has been retired"}})", "NOT_FOUND_ERROR/model_retired");
    row(413, "<html>413 Request Entity Too Large</html>", "VALIDATION_ERROR/too_large");
    row(413, R"({"error":{"message":"m","code":"context_length_exceeded"}})", "VALIDATION_ERROR/context_length");
    row(415, "", "VALIDATION_ERROR/bad_request");
    row(418, "", "VALIDATION_ERROR/bad_request");
    row(422,
        R"({"detail":[{"type":"extra_forbidden","loc":["body","stream_options"],"msg":"Extra inputs are not permitted"}]})",
        "VALIDATION_ERROR/bad_request");
    row(425, "", "RATE_LIMIT_ERROR/requests");
    row(429, R"({"error":{"message":"m","type":"requests","code":"rate_limit_exceeded"}})",
        "RATE_LIMIT_ERROR/requests");
    row(429, R"({"error":{"message":"m","type":"tokens","code":"rate_limit_exceeded"}})", "RATE_LIMIT_ERROR/tokens");
    row(429, R"({"error":{"message":"m","type":"insufficient_quota","code":"insufficient_quota"}})",
        "COST_LIMIT_ERROR/insufficient_quota");
    row(429, R"({"error":{"message":"m","code":"credit_balance_exhausted"}})", "COST_LIMIT_ERROR/insufficient_quota");
    row(429,
        R"([{"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED","details":[{"violations":[{"quotaId":"GenerateRequestsPerDayPerProject"}]}]}}])",
        "COST_LIMIT_ERROR/insufficient_quota");
    row(429,
        R"({"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED","details":[{"violations":[{"quotaId":"InputTokensPerMinute"}]}]}})",
        "RATE_LIMIT_ERROR/tokens");
    row(429, "", "RATE_LIMIT_ERROR/requests");
    row(429, "Too many requests", "RATE_LIMIT_ERROR/requests");
    row(500, R"({"error":{"message":"m","type":"server_error","code":null}})", "API_ERROR/server_error");
    row(500, "<html>oops</html>", "API_ERROR/server_error");
    row(500, R"({"error":{"message":"m","type":"overloaded_error"}})", "API_ERROR/overloaded");
    row(501, "", "API_ERROR/not_implemented");
    row(502, R"({"error":{"code":502,"message":"Provider returned error"}})", "API_ERROR/server_error");
    row(503, R"({"error":{"code":503,"message":"Loading model","type":"unavailable_error"}})", "API_ERROR/overloaded");
    row(504, "", "TIMEOUT_ERROR/server");
    row(505, "", "API_ERROR/not_implemented");
    row(520, "<html>Web server is returning an unknown error</html>", "API_ERROR/server_error");
    row(522, "", "API_ERROR/server_error");
    row(524, "", "TIMEOUT_ERROR/server");
    row(526, "", "API_ERROR/server_error");
    row(529, R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})", "API_ERROR/overloaded");
    row(100, "", "API_ERROR/early_response");
    row(103, "", "API_ERROR/early_response");
    row(204, "", "API_ERROR/empty_response");
    row(304, "", "API_ERROR/empty_response");
    row(0, "", "API_ERROR/unexpected_status");
    row(300, "", "API_ERROR/unexpected_status");
    row(600, "", "API_ERROR/unexpected_status");
    row(999, "", "API_ERROR/unexpected_status");
}

void tst_ErrorMap::statusAndCodeDecide()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, id);
    const Error error = refused(status, body);
    QCOMPARE(idOf(error), id);
    QCOMPARE(error.httpStatus, status);
    QVERIFY(!error.detail.contains(u'<'));
}

void tst_ErrorMap::sentencesAreFilled_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("argument");
    QTest::newRow("401") << 401 << QStringLiteral("Acme");
    QTest::newRow("404") << 404 << QStringLiteral("https://api.acme.example:8443/v1");
    QTest::newRow("500") << 500 << QStringLiteral("500");
    QTest::newRow("501") << 501 << QStringLiteral("501");
    QTest::newRow("504") << 504 << QStringLiteral("504");
    QTest::newRow("103") << 103 << QStringLiteral("103");
    QTest::newRow("999") << 999 << QStringLiteral("999");
}

void tst_ErrorMap::sentencesAreFilled()
{
    QFETCH(int, status);
    QFETCH(QString, argument);
    const Error error = refused(status, {});
    QCOMPARE(error.argument, argument);
    QVERIFY2(error.message().contains(argument), qPrintable(error.message()));
}

void tst_ErrorMap::redirectsNameTheirTarget_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("target");
    const auto row = [](int status, const char *location, const char *id, const char *target) {
        QTest::addRow("%d %s", status, location)
            << status << QByteArray(location) << QString::fromLatin1(id) << QString::fromLatin1(target);
    };
    row(301, "https://api.acme.example:8443/v2", "redirect", "https://api.acme.example:8443/v2");
    row(302, "/v2/chat", "redirect", "https://api.acme.example:8443/v2/chat");
    row(308, "chat", "redirect", "https://api.acme.example:8443/chat");
    row(307, "https://evil.example/v1", "redirect_foreign", "https://evil.example/v1");
    row(307, "https://api.acme.example/v1", "redirect_foreign", "https://api.acme.example/v1");
    row(303, "http://api.acme.example:8443/v1", "redirect_foreign", "http://api.acme.example:8443/v1");
    row(307, "https://evil.example:8443/v1", "redirect_foreign", "https://evil.example:8443/v1");
    row(302, "//evil.example/", "redirect_foreign", "https://evil.example/");
    row(302, "file:///etc/passwd", "redirect_foreign", "file:///etc/passwd");
    row(302, "https://user:secret@evil.example/login?key=abc#x", "redirect_foreign", "https://evil.example/login");
}

void tst_ErrorMap::redirectsNameTheirTarget()
{
    QFETCH(int, status);
    QFETCH(QByteArray, location);
    QFETCH(QString, id);
    QFETCH(QString, target);
    const Error error = refused(status, {}, {{"Location", location}});
    QCOMPARE(idOf(error), QStringLiteral("NETWORK_ERROR/") + id);
    QCOMPARE(error.argument, target);
}

void tst_ErrorMap::waitsAreRead_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("milliseconds"); // -1 = none
    const auto row = [](const char *name, const char *header, const char *value, const char *body, int milliseconds) {
        QTest::newRow(name) << QByteArray(header) << QByteArray(value) << QByteArray(body) << milliseconds;
    };
    row("nothing", "x", "y", "", -1);
    row("seconds", "Retry-After", "7", "", 7000);
    row("milliseconds", "retry-after-ms", "1500", "", 1500);
    row("Google's details", "x", "y", R"({"error":{"details":[{"retryDelay":"34.4s"}]}})", 34400);
    row("OpenRouter's availability", "x", "y", R"({"error":{"availability":{"retry_after":12}}})", 12000);
    row("the header first", "Retry-After", "7", R"({"error":{"details":[{"retryDelay":"34.4s"}]}})", 7000);
    row("a senseless delay", "x", "y", R"({"error":{"details":[{"retryDelay":"-1s"}]}})", -1);
    row("no delay", "x", "y", R"({"error":{"details":[{"retryDelay":"soon"}]}})", -1);
}

void tst_ErrorMap::waitsAreRead()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, body);
    QFETCH(int, milliseconds);
    const Error error = refused(429, body, {{header, value}});
    QCOMPARE(int(error.retryAfter.value_or(-1ms).count()), milliseconds);
}

void tst_ErrorMap::theServerMayDecideOnRetries()
{
    QVERIFY(!refused(500, {}).serverSaysRetry.has_value());
    QCOMPARE(refused(500, {}, {{"x-should-retry", "false"}}).serverSaysRetry, std::optional(false));
    QCOMPARE(refused(400, {}, {{"X-Should-Retry", "true"}}).serverSaysRetry, std::optional(true));
}

void tst_ErrorMap::llamaServersBadInputIsNeverRetried()
{
    const QByteArray body = R"({"error":{"code":500,"message":"input is too large to process","type":"server_error"}})";
    QCOMPARE(refused(500, body).serverSaysRetry, std::optional(false));
    QCOMPARE(refused(500, body, {{"x-should-retry", "true"}}).serverSaysRetry, std::optional(true));
    // Others mean the same words as a passing trouble.
    QVERIFY(!refused(500, R"({"error":{"code":null,"message":"m","type":"server_error"}})").serverSaysRetry);
}

void tst_ErrorMap::theProvidersWordsAreKept_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const char *body, const char *detail, const char *code) {
        QTest::newRow(name) << QByteArray(body) << QString::fromLatin1(detail) << QString::fromLatin1(code);
    };
    row("OpenAI", R"({"error":{"message":"m","type":"invalid_request_error","param":"x","code":"unsupported_value"}})",
        "m", "unsupported_value");
    row("no code", R"({"error":{"message":"m","type":"invalid_request_error","code":null}})", "m",
        "invalid_request_error");
    row("a number", R"({"error":{"message":"m","code":400}})", "m", "400");
    row("a number beyond all", R"({"error":{"message":"m","code":1e300}})", "m", "1e+300");
    row("a number and a word", R"({"error":{"message":"m","code":400,"type":"bad_thing"}})", "m", "bad_thing");
    row("OpenRouter", R"({"error":{"message":"m","code":400,"metadata":{"error_type":"invalid_prompt"}}})", "m",
        "invalid_prompt");
    row("other models",
        R"({"error":{"message":"m","availability":{"code":"c","fallback_models":["a",{"id":"b"},7],"constraint":{"field":"f","detail":"low"}}}})",
        "m\nf: low\nOther models: a, b", "c");
    row("text", R"({"error":"just text"})", "just text", "");
    row("Cohere", R"({"id":"1","message":"m"})", "m", "");
    row("FastAPI", R"({"detail":[{"loc":["body"],"msg":"field required"}]})", "field required", "");
    row("Google", R"([{"error":{"code":400,"message":"m","status":"INVALID_ARGUMENT"}}])", "m", "INVALID_ARGUMENT");
    row("nested", R"({"error":{"error":{"message":"deep","code":"c"}}})", "deep", "c");
    row("AWS", R"({"Message":"m","__type":"ValidationException"})", "m", "ValidationException");
    row("xAI", R"({"code":"Client specified an invalid argument","error":"m"})", "m",
        "Client specified an invalid argument");
    row("plain", "  upstream connect error  ", "upstream connect error", "");
    row("a page", "<!DOCTYPE html><html><script>alert(1)</script></html>", "", "");
    row("XML", "<?xml version='1.0'?><Error/>", "", "");
    row("empty", "", "", "");
    row("an empty object", "{}", "", "");
    row("a bare number", "42", "42", "");
}

void tst_ErrorMap::theProvidersWordsAreKept()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, detail);
    QFETCH(QString, code);
    const Error error = refused(400, body);
    QCOMPARE(error.detail, detail);
    QCOMPARE(error.providerCode, code);
}

void tst_ErrorMap::theProvidersWordsHoldNoSecretAndNoPage()
{
    const Error error =
        refused(401, R"({"error":{"message":"Incorrect API key provided: sk-proj-abcdefghijklmnop1234."}})");
    QVERIFY(!error.detail.contains(QLatin1StringView("abcdefghijklmnop")));
    QVERIFY(error.detail.startsWith(QLatin1StringView("Incorrect API key provided")));
    const QByteArray endless = R"({"error":{"message":")" + QByteArray(100'000, 'x') + R"("}})";
    QCOMPARE(refused(500, endless).detail.size(), 2'000);
    QCOMPARE(refused(500, QByteArray(70'000, '{')).detail.size(), 2'000);
    const Error reported = reportedError(profile(), QStringLiteral("Authorization: Bearer sk-abcdefghijk"));
    QVERIFY(!reported.detail.contains(QLatin1StringView("abcdefghijk")));
}

void tst_ErrorMap::theRequestIdIsKept_data()
{
    QTest::addColumn<QByteArray>("header");
    for (const char *header : {"x-request-id", "Request-Id", "X-Generation-Id", "CF-RAY"})
        QTest::newRow(header) << QByteArray(header);
}

void tst_ErrorMap::theRequestIdIsKept()
{
    QFETCH(QByteArray, header);
    QCOMPARE(refused(500, {}, {{"server", "x"}, {header, "req-1"}}).requestId, QStringLiteral("req-1"));
}

void tst_ErrorMap::transportFaultsAreNamed_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("argument");
    const auto row = [](TransportFault fault, const char *id, const char *argument = "") {
        QTest::addRow("%d %s", int(fault), id)
            << int(fault) << QString::fromLatin1(id) << QString::fromLatin1(argument);
    };
    row(TransportFault::ConnectTimeout, "TIMEOUT_ERROR/connect", "10");
    row(TransportFault::FirstByteTimeout, "TIMEOUT_ERROR/first_byte", "60");
    row(TransportFault::FirstContentTimeout, "TIMEOUT_ERROR/first_content", "60");
    row(TransportFault::IdleTimeout, "TIMEOUT_ERROR/idle", "0.5");
    row(TransportFault::TotalTimeout, "TIMEOUT_ERROR/total", "120");
    row(TransportFault::Refused, "NETWORK_ERROR/refused", "api.acme.example:8443");
    row(TransportFault::HostNotFound, "NETWORK_ERROR/dns", "api.acme.example");
    row(TransportFault::Unreachable, "NETWORK_ERROR/unreachable", "api.acme.example:8443");
    row(TransportFault::ClosedEarly, "NETWORK_ERROR/reset");
    row(TransportFault::ClosedLate, "NETWORK_ERROR/truncated");
    row(TransportFault::ResendRefused, "NETWORK_ERROR/outcome_unknown");
    row(TransportFault::ClosedDuringUpload, "VALIDATION_ERROR/too_large");
    row(TransportFault::Tls, "NETWORK_ERROR/tls", "api.acme.example:8443");
    row(TransportFault::TlsInterrupted, "NETWORK_ERROR/tls_interrupted", "api.acme.example:8443");
    row(TransportFault::Proxy, "NETWORK_ERROR/proxy");
    row(TransportFault::TooLarge, "API_ERROR/response_too_large", "64 MiB");
    row(TransportFault::BadResponse, "API_ERROR/bad_response", "api.acme.example:8443");
    row(TransportFault::Other, "NETWORK_ERROR/unreachable", "api.acme.example:8443");
}

void tst_ErrorMap::transportFaultsAreNamed()
{
    QFETCH(int, fault);
    QFETCH(QString, id);
    QFETCH(QString, argument);
    QLocale::setDefault(QLocale::c());
    HttpResult result;
    result.fault = TransportFault(fault);
    result.bytes = 64 * 1024 * 1024;
    result.detail =
        QStringLiteral("Error transferring https://api.acme.example/?key=AIzaSyTOPSECRET1234 - server replied");
    result.headers = {{"x-request-id", "req-1"}};
    HttpTimeouts timeouts;
    timeouts.idle = 500ms;
    const std::optional<Error> error = transportError(profile(), result, timeouts);
    QVERIFY(error);
    QCOMPARE(idOf(*error), id);
    QCOMPARE(error->argument, argument);
    QCOMPARE(error->requestId, QStringLiteral("req-1"));
    QVERIFY(error->detail.startsWith(QLatin1StringView("Error transferring")));
    QVERIFY(!error->detail.contains(QLatin1StringView("TOPSECRET")));
}

void tst_ErrorMap::noFaultIsNoError()
{
    HttpResult result;
    for (const TransportFault fault : {TransportFault::None, TransportFault::Cancelled}) {
        result.fault = fault;
        QVERIFY(!transportError(profile(), result, {}));
    }
}

void tst_ErrorMap::otherFaultsDependOnWhatHappened()
{
    HttpResult result;
    result.fault = TransportFault::Other;
    result.sent = true;
    QCOMPARE(idOf(*transportError(profile(), result, {})), QStringLiteral("NETWORK_ERROR/reset"));
    result.status = 200;
    QCOMPARE(idOf(*transportError(profile(), result, {})), QStringLiteral("NETWORK_ERROR/truncated"));
    ProviderProfile local;
    local.baseUrl = QUrl(QStringLiteral("http://[::1]/v1"));
    result.fault = TransportFault::Refused;
    QCOMPARE(transportError(local, result, {})->argument, QStringLiteral("[::1]:80"));
}

void tst_ErrorMap::everySentenceWithAPlaceHasItFilled()
{
    for (int status = 0; status < 1000; ++status) {
        const Error error = refused(status, {});
        const bool named = error.code == ErrorCode::ModelNotFound || error.code == ErrorCode::ModelRetired;
        // The model's name is the caller's.
        if (!named && QByteArray(error.row().sentence).contains("%1"))
            QVERIFY2(!error.argument.isEmpty(), qPrintable(QString::number(status)));
    }
}

QTEST_GUILESS_MAIN(tst_ErrorMap)
#include "tst_errormap.moc"
