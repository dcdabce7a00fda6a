#include "core/simulator/scenario.h"

#include <QCoreApplication>

namespace burin {

namespace {

using namespace std::chrono_literals;
using Ending = Scenario::Ending;

/// Emoji with joiners and skin tones, right to left, Chinese, Japanese, Korean, combining marks, mathematics.
constexpr char16_t UnicodeText[] = u"## Many scripts 🌍\n\n"
                                   u"- Emoji: 👩‍🚀 👍🏽 🏳️‍🌈 🇩🇪 ❤️ and a plain 🙂\n"
                                   u"- العربية: هذا نص يُكتب من اليمين إلى اليسار، وفيه رقم 123.\n"
                                   u"- עברית: שורה קצרה מימין לשמאל.\n"
                                   u"- 中文：这是一段没有空格的中文文字，用来测试换行。\n"
                                   u"- 日本語：これは空白のない文章です。カタカナも混ぜます。\n"
                                   u"- 한국어: 띄어쓰기가 있는 문장입니다.\n"
                                   u"- हिन्दी: यह एक छोटा वाक्य है।\n"
                                   u"- ไทย: ประโยคนี้ไม่มีช่องว่าง\n"
                                   u"- Ελληνικά και Кириллица, Zoë façade naïve, Å and Å, 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ∑ √2 ≈ 1.414 €\n\n"
                                   u"The end of the line is here → ✓.";

/// Where a stream of tokens is hurt: after some thirty of them.
constexpr qint64 InTheMiddle = 6000;
constexpr int EnoughTokens = 160;

Scenario paced(double tokensPerSecond, std::chrono::milliseconds firstToken, int tokens)
{
    Scenario scenario;
    scenario.tokensPerSecond = tokensPerSecond;
    scenario.firstTokenDelay = firstToken;
    scenario.tokens = tokens;
    return scenario;
}

Scenario answering(int status, int failures = -1)
{
    Scenario scenario = paced(70, 300ms, 0);
    scenario.status = status;
    scenario.failures = failures;
    return scenario;
}

Scenario ending(Ending ending, qint64 at)
{
    Scenario scenario = paced(70, 300ms, EnoughTokens);
    scenario.ending = ending;
    scenario.cutAt = at;
    return scenario;
}

template <class Change> Scenario with(Scenario scenario, Change change)
{
    change(scenario);
    return scenario;
}

QByteArray contextLengthBody()
{
    return R"({"error":{"message":"This model's maximum context length is 128 tokens.","type":"invalid_request_error",)"
           R"("param":"messages","code":"context_length_exceeded"}})";
}

Scenario rateLimited()
{
    return with(answering(429, 2), [](Scenario &s) { s.retryAfter = 2; });
}

struct Row {
    const char *name;
    const char *description;
    Scenario scenario;
};

std::vector<Row> rows()
{
    // clang-format off
    return {
        {"fast", QT_TRANSLATE_NOOP("Simulator", "A good answer at reading speed"), paced(70, 300ms, 0)},
        {"slow", QT_TRANSLATE_NOOP("Simulator", "Slow: three seconds to the first token, then six a second"), paced(6, 3s, 0)},
        {"reasoning", QT_TRANSLATE_NOOP("Simulator", "Reasons before it answers"),
         with(paced(70, 500ms, 0), [](Scenario &s) { s.reasoningTokens = 90; })},
        {"long", QT_TRANSLATE_NOOP("Simulator", "A long answer of 6,000 tokens"), paced(300, 300ms, 6000)},
        {"burst", QT_TRANSLATE_NOOP("Simulator", "10,000 tokens, as fast as possible"), paced(0, 0ms, 10'000)},
        {"unicode", QT_TRANSLATE_NOOP("Simulator", "Emoji and many scripts, characters cut between packets"),
         with(paced(70, 300ms, 0), [](Scenario &s) { s.text = QString::fromUtf16(UnicodeText); s.splitUtf8 = true; })},
        {"rate-limited", QT_TRANSLATE_NOOP("Simulator", "Rate limit twice with two seconds to wait, then a good answer"), rateLimited()},
        {"server-error", QT_TRANSLATE_NOOP("Simulator", "Internal error twice, then a good answer"), answering(500, 2)},
        {"overloaded", QT_TRANSLATE_NOOP("Simulator", "Always overloaded"), answering(503)},
        {"rejected-key", QT_TRANSLATE_NOOP("Simulator", "Rejects the API key"), answering(401)},
        {"no-credit", QT_TRANSLATE_NOOP("Simulator", "Wants to be paid first"), answering(402)},
        {"context-length", QT_TRANSLATE_NOOP("Simulator", "Finds every prompt too long"),
         with(answering(400), [](Scenario &s) { s.errorBody = contextLengthBody(); })},
        {"cut", QT_TRANSLATE_NOOP("Simulator", "Closes the connection in the middle of the answer"), ending(Ending::Cut, InTheMiddle)},
        {"reset", QT_TRANSLATE_NOOP("Simulator", "Resets the connection in the middle of the answer"), ending(Ending::Reset, InTheMiddle)},
        {"stall", QT_TRANSLATE_NOOP("Simulator", "Falls silent in the middle of the answer"), ending(Ending::Stall, InTheMiddle)},
        {"silent", QT_TRANSLATE_NOOP("Simulator", "Accepts the request and never writes a token"), ending(Ending::Stall, 0)},
        {"error-in-stream", QT_TRANSLATE_NOOP("Simulator", "Reports an error in the middle of the answer"), ending(Ending::ErrorInStream, InTheMiddle)},
        {"malformed", QT_TRANSLATE_NOOP("Simulator", "One damaged frame between good ones"),
         with(paced(70, 300ms, 0), [](Scenario &s) { s.malformedFrame = true; })},
        {"no-usage", QT_TRANSLATE_NOOP("Simulator", "Does not report its tokens"), with(paced(70, 300ms, 0), [](Scenario &s) { s.usage = false; })},
        {"no-terminator", QT_TRANSLATE_NOOP("Simulator", "Finishes without the mark of the end"), ending(Ending::NoTerminator, 0)},
        {"closed", QT_TRANSLATE_NOOP("Simulator", "Closes the connection before it answers"), ending(Ending::CloseBeforeHead, 0)},
    };
    // clang-format on
}

} // namespace

const std::vector<NamedScenario> &builtInScenarios()
{
    static const std::vector<NamedScenario> list = [] {
        std::vector<NamedScenario> named;
        for (Row &row : rows())
            named.push_back({QStringLiteral("simulator-") + QLatin1StringView(row.name),
                             QCoreApplication::translate("Simulator", row.description), std::move(row.scenario)});
        return named;
    }();
    return list;
}

} // namespace burin
