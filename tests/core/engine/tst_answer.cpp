#include "core/engine/answer.h"

#include <QTest>

using namespace burin;

class tst_Answer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theLastUsageReplacesThoseBefore();
    void contentBehindTheTerminatorDoesNotCount();
    void usageBehindTheTerminatorDoes();
    void toolCallsGrowByIndex();
    void aHostileToolIndexIsIgnored();
    void theFirstErrorCounts();
    void reasoningAloneIsContentAKeepAliveIsNot();
};

namespace {

Answer answerOf(const std::vector<StreamEvent> &events)
{
    Answer answer;
    for (const StreamEvent &event : events)
        apply(answer, event);
    return answer;
}

UsageReport report(qint64 input, qint64 output)
{
    UsageReport report;
    report.usage.input = input;
    report.usage.output = output;
    report.usage.source = Usage::Source::Reported;
    return report;
}

} // namespace

void tst_Answer::theLastUsageReplacesThoseBefore()
{
    const Answer answer = answerOf({report(10, 1), report(10, 2), report(10, 7)});
    QCOMPARE(answer.usage.input, std::optional<qint64>(10));
    QCOMPARE(answer.usage.output, std::optional<qint64>(7));
}

void tst_Answer::contentBehindTheTerminatorDoesNotCount()
{
    const Answer answer = answerOf({TextDelta{QStringLiteral("a")}, StreamEnd{}, TextDelta{QStringLiteral("b")},
                                    ReasoningDelta{QStringLiteral("c")}});
    QCOMPARE(answer.text, QStringLiteral("a"));
    QVERIFY(answer.reasoning.isEmpty());
    QVERIFY(answer.terminated);
}

void tst_Answer::usageBehindTheTerminatorDoes()
{
    QCOMPARE(answerOf({StreamEnd{}, report(3, 4)}).usage.output, std::optional<qint64>(4));
}

void tst_Answer::toolCallsGrowByIndex()
{
    const Answer answer =
        answerOf({ToolCallDelta{0, QStringLiteral("id0"), QStringLiteral("f"), QStringLiteral("{\"a\":")},
                  ToolCallDelta{1, QStringLiteral("id1"), QStringLiteral("g"), QStringLiteral("{}")},
                  ToolCallDelta{0, {}, {}, QStringLiteral("1}")}});
    const std::vector<ToolCall> expected = {{QStringLiteral("id0"), QStringLiteral("f"), QStringLiteral("{\"a\":1}")},
                                            {QStringLiteral("id1"), QStringLiteral("g"), QStringLiteral("{}")}};
    QCOMPARE(answer.toolCalls, expected);
}

void tst_Answer::aHostileToolIndexIsIgnored()
{
    QVERIFY(answerOf({ToolCallDelta{2'000'000'000, {}, {}, {}}, ToolCallDelta{-1, {}, {}, {}}}).toolCalls.empty());
}

void tst_Answer::theFirstErrorCounts()
{
    const Answer answer =
        answerOf({StreamFailure{makeError(ErrorCode::Overloaded)}, StreamFailure{makeError(ErrorCode::ServerError)}});
    QCOMPARE(answer.failure->code, ErrorCode::Overloaded);
}

void tst_Answer::reasoningAloneIsContentAKeepAliveIsNot()
{
    QVERIFY(!answerOf({KeepAlive{}, StreamStart{}, TextDelta{}}).hasContent());
    QVERIFY(answerOf({ReasoningDelta{QStringLiteral("hm")}}).hasContent());
    QVERIFY(!isContent(TextDelta{}));
    QVERIFY(isContent(ToolCallDelta{}));
}

QTEST_APPLESS_MAIN(tst_Answer)
#include "tst_answer.moc"
