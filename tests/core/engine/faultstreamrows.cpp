#include "tests/core/engine/faultrows.h"

namespace burin {

namespace {

using B = Billing;

Script stream(const QByteArrayList &events)
{
    return sseResponse(events);
}

/// "one " and what follows.
Script oneAnd(QByteArrayList events)
{
    events.prepend(textChunk("one "));
    return sseResponse(events);
}

/// A named event, as Anthropic and others send errors.
Script namedEvent(Script script, const QByteArray &name, const QByteArray &data)
{
    return script.chunk("event: " + name + "\ndata: " + data + "\n\n");
}

QByteArrayList times(int count, const QByteArray &event)
{
    return QByteArrayList(count, event);
}

FaultRow warned(FaultRow row, int warnings)
{
    row.warnings = warnings;
    return row;
}

FaultRow finishing(FaultRow row, FinishReason reason)
{
    row.finish = reason;
    return row;
}

FaultRow billed(FaultRow row, Billing billing)
{
    row.billing = billing;
    return row;
}

/// What a provider says its answer used; when it makes no sense, the estimate counts.
FaultRow counted(const char *name, const QByteArray &usage, Billing billing)
{
    const QByteArray chunk = R"({"choices":[],"usage":)" + usage + "}";
    return succeeds(name, oneAnd({finishChunk("stop"), chunk, "[DONE]"}), "one ", billing);
}

const QByteArray Terminator = "[DONE]";
const QByteArray Overload = R"({"error":{"message":"overloaded","type":"server_error","code":"overloaded_error"}})";
const QByteArray Limit = R"({"error":{"message":"slow down","type":"rate_limit_error"}})";
const QByteArray Odd = R"({"error":{"message":"it broke","type":"strange"}})";

std::vector<FaultRow> wholeRows()
{
    using namespace expected;
    const QByteArray answer = R"({"id":"c","model":"m","choices":[{"index":0,"message":{"role":"assistant",)"
                              R"("content":"whole"},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,)"
                              R"("completion_tokens":5,"total_tokens":15}})";
    const QByteArray sse = "data: " + textChunk("one ") + "\n\ndata: " + finishChunk("stop") +
                           "\n\ndata: " + usageChunk() + "\n\ndata: [DONE]\n\n";
    return {
        ends("66 200 with an error object", jsonResponse(200, errorBody("no", "insufficient_quota")), Quota, B::None),
        retried("66 200 with an error that passes", jsonResponse(200, Overload), Overloaded, B::None),
        ends("67 200 with a web page", response(200, "<!doctype html><p>Sign in", {{"Content-Type", "text/html"}}),
             Portal, B::None),
        ends("67 200 with a web page that says it is JSON", jsonResponse(200, "\n <html>"), Portal, B::None),
        succeeds("68 wrong content type", response(200, sse, {{"Content-Type", "text/plain"}}), "one ", B::Exact),
        succeeds("68 no content type", response(200, sse), "one ", B::Exact),
        succeeds("69 not streamed", jsonResponse(200, answer), "whole", B::Exact),
    };
}

std::vector<FaultRow> failureRows()
{
    using namespace expected;
    const QByteArray broken = R"({"error":{"message":"it broke","code":502},"choices":[{"index":0,"delta":{},)"
                              R"("finish_reason":"error"}]})";
    const QByteArray typed = R"({"type":"error","error":{"type":"overloaded_error","message":"busy"}})";
    return {
        retried("71 error before content, as OpenAI says it", stream({Overload}), Overloaded, B::None),
        retried("71 error before content, as Anthropic says it", namedEvent(sseHead(), "error", typed).end(),
                Overloaded, B::None),
        retried("71 error before content, as OpenRouter says it", stream({broken}),
                {"API_ERROR server_error MEDIUM", "The provider failed with status 502."}, B::Unknown),
        retried("71 rate limit before content", stream({Limit}), Requests, B::None),
        retried("71 unknown error before content", stream({Odd}), ErrorInStream, B::Unknown),
        keeps("72 error behind content", oneAnd({Overload}), RunStatus::Partial, Overloaded),
        keeps("72 unknown error behind content", oneAnd({Odd}), RunStatus::Partial, ErrorInStream),
        billed(keeps("72 error behind content and usage", oneAnd({usageChunk(), Overload}), RunStatus::Partial,
                     Overloaded),
               B::Exact),
    };
}

std::vector<FaultRow> endRows()
{
    using namespace expected;
    const QByteArray stop = finishChunk("stop");
    return {
        finishing(keeps("73 finish reason error", oneAnd({finishChunk("error"), Terminator}), RunStatus::Partial,
                        FinishError),
                  FinishReason::Error),
        finishing(succeeds("74 length", oneAnd({finishChunk("length"), usageChunk(), Terminator}), "one ", B::Exact),
                  FinishReason::Length),
        finishing(succeeds("74 content filter behind content",
                           oneAnd({finishChunk("content_filter"), usageChunk(), Terminator}), "one ", B::Exact),
                  FinishReason::ContentFilter),
        {.name = "74 content filter without an answer",
         .script = {stream({finishChunk("content_filter"), usageChunk(), Terminator})},
         .status = RunStatus::Blocked,
         .fails = ContentFilter,
         .billing = B::Exact,
         .finish = FinishReason::ContentFilter},
        succeeds("75 no [DONE]", oneAnd({stop, usageChunk()}), "one ", B::Exact),
        succeeds("75 no [DONE], then closed", sseHead().event(textChunk("one ")).event(stop).close(), "one ",
                 B::Estimated),
        finishing(keeps("76 neither [DONE] nor finish", oneAnd({}), RunStatus::Truncated, Truncated),
                  FinishReason::Truncated),
        succeeds("77 data behind [DONE]", oneAnd({stop, usageChunk(), Terminator, textChunk("two"), Terminator}),
                 "one ", B::Exact),
        succeeds("77 usage twice: the last one counts, once",
                 oneAnd({R"({"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":1}})", stop, usageChunk(),
                         Terminator}),
                 "one ", B::Exact),
        succeeds("77 [DONE] twice", oneAnd({stop, usageChunk(), Terminator, Terminator}), "one ", B::Exact),
    };
}

std::vector<FaultRow> damageRows()
{
    using namespace expected;
    const QByteArray broken = "{broken";
    const QByteArray stop = finishChunk("stop");
    const QByteArrayList rubbish = times(25, broken);
    static const QByteArray hundredAndOne = QByteArray("again ").repeated(101);
    FaultRow loop =
        keeps("78 the model repeats itself", stream(times(150, textChunk("again "))), RunStatus::Partial, Repeating);
    loop.text = hundredAndOne.constData();
    Script burst = sseHead();
    QByteArray events;
    for (int i = 0; i < 10'000; ++i)
        events += "data: " + textChunk("x") + "\n\n";
    burst.chunk(events).event(stop).event(Terminator).end();
    return {
        loop,
        warned(succeeds("79 one invalid line", oneAnd({broken, textChunk("two"), stop, Terminator}), "one two",
                        B::Estimated),
               1),
        warned(keeps("80 invalid lines behind text", oneAnd(rubbish), RunStatus::Partial, Malformed), 25),
        warned(keeps("80 more than half is invalid", oneAnd(times(3, broken)), RunStatus::Partial, Malformed), 3),
        warned(ends("80 nothing but invalid lines", stream(rubbish), BadResponse, B::Unknown), 25),
        finishing(warned(keeps("80 many invalid lines, though it ends well",
                               oneAnd(rubbish + QByteArrayList{stop, Terminator}), RunStatus::Partial, Malformed),
                         25),
                  FinishReason::Stop),
        succeeds("81 control and direction characters",
                 oneAnd({textChunk("a\\u0001b\\u202ec\\u200f\\u001b[31m"), stop, Terminator}),
                 "one a\x01"
                 "b\xe2\x80\xae"
                 "c\xe2\x80\x8f\x1b[31m",
                 B::Estimated),
        succeeds("83 ten thousand tokens in one write", burst, nullptr, B::Estimated),
        succeeds("85 100,000 deltas of nothing",
                 oneAnd(times(100'000, textChunk("")) + QByteArrayList{stop, Terminator}), "one ", B::Estimated),
    };
}

} // namespace

std::vector<FaultRow> streamRows()
{
    std::vector<FaultRow> all;
    for (const auto &rows : {wholeRows(), failureRows(), endRows(), damageRows()})
        all.insert(all.end(), rows.begin(), rows.end());
    return all;
}

std::vector<FaultRow> usageRows()
{
    return {
        succeeds("86 no usage", oneAnd({finishChunk("stop"), Terminator}), "one ", B::Estimated),
        counted("86 null as usage", "null", B::Estimated),
        counted("87 negative usage", R"({"prompt_tokens":-3,"completion_tokens":-1})", B::Estimated),
        counted("87 fractions of tokens", R"({"prompt_tokens":1.5,"completion_tokens":2.5})", B::Estimated),
        counted("87 words as usage", R"({"prompt_tokens":"ten","completion_tokens":"5"})", B::Estimated),
        counted("87 1e20 tokens", R"({"prompt_tokens":1e20,"completion_tokens":1e20})", B::Estimated),
        counted("87 more than 2^31 tokens", R"({"prompt_tokens":2147483648,"completion_tokens":4294967296})",
                B::Estimated),
        counted("88 usage as the provider says", R"({"prompt_tokens":10,"completion_tokens":5})", B::Exact),
    };
}

} // namespace burin
