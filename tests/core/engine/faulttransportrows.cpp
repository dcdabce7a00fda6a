#include "tests/core/engine/faultrows.h"

namespace burin {

namespace {

using namespace std::chrono_literals;
using B = Billing;

const QByteArray EventStream = "text/event-stream";

/// One whole event with "one ", as raw bytes.
QByteArray one()
{
    return "data: " + textChunk("one ") + "\n\n";
}

/// A head without any length: the body ends where the connection does.
Script unbounded(const QByteArray &body)
{
    return Script().write(responseHead(200, {{"Content-Type", EventStream}}) + body).close();
}

Script role()
{
    return sseHead().event(R"({"choices":[{"index":0,"delta":{"role":"assistant"}}]})");
}

/// Comments for longer than any limit of a test, so that a timer which they reset would never fire.
Script chattering(Script script)
{
    for (int i = 0; i < 80; ++i)
        script.comment("PROCESSING").pause(50ms);
    return script.stall();
}

/// A head that arrives byte by byte, for longer than the limit.
Script dribbledHead()
{
    Script script;
    for (const char byte : responseHead(200, {{"Content-Type", EventStream}, {"X-Filler", QByteArray(60, 'x')}}))
        script.write(QByteArray(1, byte)).pause(25ms);
    return script.stall();
}

/// Content for ever, and never a silence that is long enough to notice.
Script dribbledContent()
{
    Script script = sseHead().event(textChunk("one "));
    for (int i = 0; i < 80; ++i)
        script.pause(50ms).event(textChunk("."));
    return script.stall();
}

FaultRow waitsFor(ShortLimit limit, FaultRow row)
{
    row.limit = limit;
    return row;
}

FaultRow cut(const char *name, const Script &script)
{
    FaultRow row = keeps(name, script, RunStatus::Truncated, expected::Truncated);
    row.finish = FinishReason::Truncated;
    return row;
}

FaultRow packed(const char *name, const QByteArray &encoding, const QByteArray &body, const char *sentence)
{
    return ends(name, response(200, body, {{"Content-Encoding", encoding}}),
                {"API_ERROR compressed_response MEDIUM", sentence}, B::Unknown);
}

/// Qt does not tell a server that speaks something else from one that hangs up: no bytes of it ever come out.
FaultRow notHttp(const char *name, const QByteArray &answer)
{
    return retried(name, Script().write(answer).close(), expected::ClosedEarly, B::Unknown);
}

/// An odd head in front of a whole answer.
FaultRow oddHead(const char *name, const QByteArray &head)
{
    const QByteArray body =
        one() + "data: " + finishChunk("stop") + "\n\ndata: " + usageChunk() + "\n\ndata: [DONE]\n\n";
    QByteArray filled = head;
    filled.replace("{length}", QByteArray::number(body.size()));
    return succeeds(name, Script().write(filled + body).close(), "one ", B::Exact);
}

} // namespace

std::vector<FaultRow> connectionRows()
{
    using namespace expected;
    FaultRow endless = keeps("21 content without end", dribbledContent(), RunStatus::Partial, Total);
    endless.text = nullptr; // how much, the clock decides
    return {
        retried("10 closed after the request", Script().close(), ClosedEarly, B::Unknown),
        recovers("10 closed, then well", Script().close(), 2'000),
        retried("12 reset after the request", Script().reset(), ClosedEarly, B::Unknown),
        retried("13 half a status line", Script().write("HTTP/1.1 20").close(), ClosedEarly, B::Unknown),
        retried("13 half a head", Script().write("HTTP/1.1 200 OK\r\nContent-Ty").close(), ClosedEarly, B::Unknown),
        waitsFor(ShortLimit::FirstContent,
                 retried("14 silence before the head", Script().stall(), FirstByte, B::Unknown)),
        waitsFor(ShortLimit::FirstContent, retried("15 a head byte by byte", dribbledHead(), FirstByte, B::Unknown)),
        waitsFor(ShortLimit::FirstContent,
                 retried("19 silence behind the head", sseHead().stall(), FirstContent, B::Unknown)),
        waitsFor(ShortLimit::Idle, keeps("20 silence between tokens", sseHead().event(textChunk("one ")).stall(),
                                         RunStatus::Partial, Idle)),
        waitsFor(ShortLimit::Total, endless),
        waitsFor(ShortLimit::FirstContent,
                 retried("22 comments and nothing else", chattering(sseHead()), FirstContent, B::Unknown)),
        waitsFor(ShortLimit::Idle, keeps("23 pings behind content", chattering(sseHead().event(textChunk("one "))),
                                         RunStatus::Partial, Idle)),
        retried("30 reset before content", role().pause(100ms).reset(), Truncated, B::Unknown),
        retried("30 closed before content", role().close(), Truncated, B::Unknown),
        recovers("30 cut before content, then well", role().close(), 2'000),
    };
}

std::vector<FaultRow> truncationRows()
{
    const QByteArray broken = R"(data: {"choices":[{"delta":{"content":")"
                              "\xc3";
    const QByteArray fixed = responseHead(200, {{"Content-Type", EventStream}, {"Content-Length", "5000"}});
    const auto behindContent = [](const char *name, const QByteArray &size) {
        return cut(name, sseHead().event(textChunk("one ")).write(size + "\r\nrubbish").close());
    };
    return {
        cut("24 cut inside a character", unbounded(one() + broken)),
        cut("25 cut inside JSON", unbounded(one() + "data: {\"cho")),
        cut("26 cut between events, without a length", unbounded(one())),
        cut("27 cut between chunks", sseHead().event(textChunk("one ")).close()),
        cut("27 cut inside a chunk", sseHead().event(textChunk("one ")).write("40\r\ndata: {").close()),
        cut("28 shorter than its length", Script().write(fixed + one()).close()),
        cut("29 reset in mid-stream", sseHead().event(textChunk("one ")).pause(100ms).reset()),
        packed("31 packed and cut", "gzip", QByteArray("\x1f\x8b\x08\x00\x00", 5),
               "The server compressed the answer (gzip) although it was asked not to."),
        packed("32 packed and damaged", "gzip", "this is no gzip",
               "The server compressed the answer (gzip) although it was asked not to."),
        packed("32 a bomb", "gzip",
               QByteArray("\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03", 10) + QByteArray(1'000'000, 0),
               "The server compressed the answer (gzip) although it was asked not to."),
        packed("33 packed although not asked: br", "br", "x",
               "The server compressed the answer (br) although it was asked not to."),
        packed("33 packed although not asked: zstd", "zstd", "x",
               "The server compressed the answer (zstd) although it was asked not to."),
        packed("33 packed although not asked: deflate", "deflate", "x",
               "The server compressed the answer (deflate) although it was asked not to."),
        behindContent("34 no number as chunk size", "zz"),
        behindContent("34 a negative chunk size", "-5"),
        behindContent("34 a chunk size beyond 64 bits", "FFFFFFFFFFFFFFFFFF"),
        retriedOnce("34 no number as chunk size, before content", sseHead().write("zz\r\nrubbish").close(),
                    expected::Empty, B::Unknown),
    };
}

std::vector<FaultRow> oddHeadRows()
{
    return {
        oddHead("18 100 continue, then well",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"),
        oddHead("35 the length twice",
                "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nContent-Length: {length}\r\n\r\n"),
        oddHead("35 a folded header", "HTTP/1.1 200 OK\r\nX-Long: a\r\n b\r\nContent-Length: {length}\r\n\r\n"),
        oddHead("35 a NUL in a header",
                QByteArray("HTTP/1.1 200 OK\r\nX-Odd: a\0b\r\n", 29) + "Content-Length: {length}\r\n\r\n"),
        oddHead("35 HTTP/1.0 without a length", "HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"),
        oddHead("35 no reason phrase", "HTTP/1.1 200\r\nContent-Length: {length}\r\n\r\n"),
        notHttp("36 HTTP/0.9", "hello world, this is not HTTP at all"),
        notHttp("36 ICY", "ICY 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"),
        notHttp("36 the status line of HTTP/2", "HTTP/2 200\r\nContent-Type: text/event-stream\r\n\r\n"),
        notHttp("36 another protocol", "SSH-2.0-OpenSSH_9.2\r\n"),
    };
}

} // namespace burin
