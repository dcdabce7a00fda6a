#include "core/cost/inputtokens.h"

#include "core/prompt/tokenizer.h"

#include <QTest>

using namespace burin;

namespace {

const ModelRef known{QStringLiteral("openai"), QStringLiteral("gpt-4o-mini")};
const ModelRef unknown{QStringLiteral("acme"), QStringLiteral("m")};
const std::vector<Message> chat = {{Role::System, QStringLiteral("Answer in one sentence.")},
                                   {Role::User, QStringLiteral("Why is the sky blue?")}};

} // namespace

class tst_InputTokens : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void longTextsAndUnreadEncodingsAreNotCountedAtOnce();
    void aKnownEncodingIsCountedExactly();
    void theRestIsGuessedFromTheLength();
    void whatWasLearnedCorrectsTheGuess();
    void theFactorIsTheMedianOfTheLastRuns();
    void nothingIsLearnedFromNothing();
    void whatIsNotTextIsNotExact();
    void aRequestIsCountedWhole();
    void anEstimateTellsHowItWasCounted();
};

void tst_InputTokens::longTextsAndUnreadEncodingsAreNotCountedAtOnce()
{
    QVERIFY(!Tokenizer::ifLoaded(Encoding::O200kBase));
    QVERIFY(!countsAtOnce(chat, known));
    QVERIFY(countsAtOnce(chat, unknown));
    Tokenizer::of(Encoding::O200kBase);
    QVERIFY(countsAtOnce(chat, known));
    QVERIFY(!countsAtOnce({{Role::User, QString(50'001, u'x')}}, known));
}

void tst_InputTokens::aKnownEncodingIsCountedExactly()
{
    // 3 + the role's 1 + the text's 5 and 6, and 3 for the reply.
    const InputTokens input = countInput(chat, known, {});
    QCOMPARE(input.precision, TokenPrecision::Exact);
    QCOMPARE(input.perMessage, (std::vector<qint64>{9, 10}));
    QCOMPARE(input.total, 22);
    QCOMPARE(tokensPerMessage(chat, known, {}), input.perMessage);
    QCOMPARE(countInput({}, known, {}).total, 0);
}

void tst_InputTokens::theRestIsGuessedFromTheLength()
{
    const InputTokens input = countInput(chat, unknown, {});
    QCOMPARE(input.precision, TokenPrecision::Rough);
    QCOMPARE(input.total, estimateTokens(chat));
}

void tst_InputTokens::whatWasLearnedCorrectsTheGuess()
{
    LearnedFactors factors;
    factors.add(unknown, 200, 100);
    const std::vector<Message> one = {{Role::User, QString(400, u'x')}};
    const InputTokens input = countInput(one, unknown, factors);
    QCOMPARE(input.precision, TokenPrecision::Learned);
    QCOMPARE(input.perMessage, std::vector<qint64>{206});
    QCOMPARE(countInput(one, {QStringLiteral("other"), unknown.model}, factors).precision, TokenPrecision::Rough);
    QCOMPARE(countInput(chat, known, factors).precision, TokenPrecision::Exact);
}

void tst_InputTokens::theFactorIsTheMedianOfTheLastRuns()
{
    LearnedFactors factors;
    for (const qint64 reported : {100, 900, 120})
        factors.add(unknown, reported, 100);
    QCOMPARE(*factors.factorFor(unknown), 1.2);
    factors.add(unknown, 140, 100);
    QCOMPARE(*factors.factorFor(unknown), 1.3);
    for (size_t i = 0; i < LearnedFactors::MostObservations; ++i)
        factors.add(unknown, 50, 100);
    QCOMPARE(factors.observationsOf(unknown), LearnedFactors::MostObservations);
    QCOMPARE(*factors.factorFor(unknown), 0.5);
}

void tst_InputTokens::nothingIsLearnedFromNothing()
{
    LearnedFactors factors;
    factors.add(unknown, 0, 100);
    factors.add(unknown, 100, 0);
    factors.add(unknown, -1, -1);
    QVERIFY(!factors.factorFor(unknown));
}

void tst_InputTokens::whatIsNotTextIsNotExact()
{
    std::vector<Message> messages = chat;
    messages.back().attachments = {{QStringLiteral("a.png"), QStringLiteral("image/png"), "x"}};
    QCOMPARE(countInput(messages, known, {}).precision, TokenPrecision::Rough);
}

void tst_InputTokens::aRequestIsCountedWhole()
{
    RunSpec spec;
    spec.provider.id = known.providerId;
    spec.draft.model = known.model;
    spec.messages = chat;
    const InputTokens text = countInput(chat, known, {});
    QCOMPARE(countRequest(spec, {}).total, text.total);
    QCOMPARE(countRequest(spec, {}).precision, TokenPrecision::Exact);
    spec.draft.tools = {{QStringLiteral("look"), QStringLiteral("Looks up the weather of a town")}};
    const InputTokens withTool = countRequest(spec, {});
    QVERIFY(withTool.total > text.total + 5);
    QCOMPARE(withTool.precision, TokenPrecision::Rough);
}

void tst_InputTokens::anEstimateTellsHowItWasCounted()
{
    RunSpec spec;
    spec.draft.model = known.model;
    const InputTokens input = countInput(chat, known, {});
    QCOMPARE(estimateCost(spec, {}, input).inputTokens, input.total);
    QCOMPARE(estimateCost(spec, {}, input).precision, TokenPrecision::Exact);
    spec.draft.tools = {{QStringLiteral("look")}};
    QCOMPARE(estimateCost(spec, {}, input).precision, TokenPrecision::Rough);
    spec.draft.tools.clear();
    spec.draft.format.kind = ResponseFormat::Kind::JsonObject;
    QCOMPARE(estimateCost(spec, {}, input).precision, TokenPrecision::Rough);
}

QTEST_GUILESS_MAIN(tst_InputTokens)
#include "tst_inputtokens.moc"
