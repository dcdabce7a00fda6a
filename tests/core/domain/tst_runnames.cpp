#include "core/domain/receipt.h"
#include "core/domain/run.h"
#include "core/domain/streamevent.h"

#include <QTest>

using namespace burin;

class tst_RunNames : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void knowsTheFamilyOfAModel_data();
    void knowsTheFamilyOfAModel();
    void givesLocalModelsTimeToLoad();
    void namesRunStatusesBothWays();
    void namesFinishReasonsBothWays();
    void namesProvenancesBothWays();
};

void tst_RunNames::knowsTheFamilyOfAModel_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<int>("firstContent");
    QTest::addColumn<int>("total");
    const auto rows = [](int firstContent, int total, std::initializer_list<const char *> models) {
        for (const char *model : models)
            QTest::newRow(model) << QString::fromLatin1(model) << firstContent << total;
    };
    rows(90, 600,
         {"o1",
          "o3-mini",
          "openai/o4-mini",
          "gpt-5",
          "openai/gpt-5.2",
          "gpt-5-mini",
          "deepseek/deepseek-r1",
          "deepseek-r1:7b",
          "deepseek-reasoner",
          "claude-opus-4-5",
          "anthropic/claude-3-opus",
          "grok-4",
          "x-ai/grok-4-fast",
          "kimi-k2-thinking",
          "qwen/qwq-32b",
          "gemini-2.5-pro",
          "google/gemini-3-pro-preview",
          "magistral-medium",
          "openai/gpt-oss-120b",
          "sonar-reasoning",
          "anthropic/claude-3.7-sonnet:thinking"});
    rows(30, 120,
         {"gpt-4o-mini", "gpt-4.1-nano", "gemini-2.0-flash", "gemini-2.5-flash-lite", "claude-3-5-haiku-latest",
          "Claude-Haiku-4-5", "mistral-small-latest", "llama-3.1-8b-instruct", "llama3.2:1b", "gemma-3n-e4b",
          "qwen2.5-1.5b", "phi-3-mini", "meta-llama/Llama-3.2-3B", "tiny"});
    rows(45, 120, {"gpt-4-turbo", "gpt-3.5-turbo", "gpt-3.5-turbo-16k"});
    rows(60, 120,
         {"gpt-4o", "gpt-4.1", "gemini-1.5-pro", "claude-sonnet-4-5", "mistral-large-latest", "llama-3.1-70b",
          "mixtral-8x7b-instruct", "minimax-text-01", "command-a", "deepseek-chat", "mytinymodel", "smallville", "",
          "llama-3.1-405b", "gpt-4o1", "super-elite-70b", "qwen-14.7b"});
}

void tst_RunNames::knowsTheFamilyOfAModel()
{
    QFETCH(QString, model);
    QFETCH(int, firstContent);
    QFETCH(int, total);
    const Timeouts timeouts = defaultTimeouts(ProviderProfile(), model);
    QCOMPARE(timeouts.firstContent.count(), firstContent * 1000);
    QCOMPARE(timeouts.total.count(), total * 1000);
    QCOMPARE(timeouts.connect.count(), 10'000);
    QCOMPARE(timeouts.idle.count(), 30'000);
}

void tst_RunNames::givesLocalModelsTimeToLoad()
{
    ProviderProfile provider;
    provider.local = true;
    const Timeouts timeouts = defaultTimeouts(provider, QStringLiteral("llama3.2:1b"));
    QCOMPARE(timeouts.firstContent.count(), 300'000);
    QCOMPARE(timeouts.total.count(), 600'000);
}

void tst_RunNames::namesRunStatusesBothWays()
{
    const QStringList names{QStringLiteral("running"),     QStringLiteral("completed"), QStringLiteral("truncated"),
                            QStringLiteral("partial"),     QStringLiteral("failed"),    QStringLiteral("cancelled"),
                            QStringLiteral("interrupted"), QStringLiteral("blocked")};
    for (int i = 0; i < names.size(); ++i) {
        QCOMPARE(toString(RunStatus(i)), names.at(i));
        QVERIFY(runStatusFrom(names.at(i)) == RunStatus(i));
    }
    QVERIFY(RunStatus(names.size() - 1) == RunStatus::Blocked);
    QVERIFY(!runStatusFrom(u"done"));
}

void tst_RunNames::namesFinishReasonsBothWays()
{
    const QStringList names{QStringLiteral("stop"),           QStringLiteral("length"),    QStringLiteral("tool_calls"),
                            QStringLiteral("content_filter"), QStringLiteral("refusal"),   QStringLiteral("error"),
                            QStringLiteral("cancelled"),      QStringLiteral("truncated"), QStringLiteral("unknown")};
    for (int i = 0; i < names.size(); ++i) {
        QCOMPARE(toString(FinishReason(i)), names.at(i));
        QVERIFY(finishReasonFrom(names.at(i)) == FinishReason(i));
    }
    QVERIFY(FinishReason(names.size() - 1) == FinishReason::Unknown);
    QVERIFY(!finishReasonFrom(u"STOP"));
}

void tst_RunNames::namesProvenancesBothWays()
{
    const QStringList names{QStringLiteral("reported"), QStringLiteral("computed"), QStringLiteral("estimated"),
                            QStringLiteral("local"), QStringLiteral("unpriced")};
    for (int i = 0; i < names.size(); ++i) {
        QCOMPARE(toString(Provenance(i)), names.at(i));
        QVERIFY(provenanceFrom(names.at(i)) == Provenance(i));
    }
    QVERIFY(Provenance(names.size() - 1) == Provenance::Unpriced);
    QVERIFY(!provenanceFrom(u""));
}

QTEST_APPLESS_MAIN(tst_RunNames)
#include "tst_runnames.moc"
