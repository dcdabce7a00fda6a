#include "core/providers/registry.h"
#include "core/simulator/simulator.h"
#include "tests/e2e/prompts/promptrunner.h"

#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace burin;

namespace {

std::vector<TestPrompt> allPrompts()
{
    const QString project = QStringLiteral(BURIN_SOURCE_DIR);
    const auto prompts = readPrompts(project + QStringLiteral("/tests/data/prompts"), project);
    if (!prompts) qFatal("%s", qPrintable(prompts.error().text));
    return *prompts;
}

Scenario quick()
{
    Scenario scenario;
    scenario.firstTokenDelay = {};
    scenario.tokensPerSecond = 0;
    return scenario;
}

} // namespace

/// The committed prompts, each through the engine and a real socket to the simulator.
class tst_PromptSet : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hasEnoughOfEachKind_data();
    void hasEnoughOfEachKind();
    void hasUniqueNames();
    void longPromptsAreLong();
    void allSucceedOnAGoodServer();
    void recoversFromAServerThatIsBusyAtFirst();
    void failsWhereTheServerFails();

private:
    PromptReport runAll(const Scenario &scenario);
};

PromptReport tst_PromptSet::runAll(const Scenario &scenario)
{
    Simulator simulator({.port = 0, .requiredKey = {}, .scenario = scenario});
    const Result<QUrl> url = simulator.listen();
    if (!url) qFatal("%s", qPrintable(url.error().message()));
    Engine engine({.jitter = [] { return 0.5; }, .waitScale = 0});
    PromptRunner runner(engine, {.provider = adHocProvider(QStringLiteral("openai"), *url),
                                 .key = {},
                                 .model = QStringLiteral("simulator"),
                                 .price = PriceOverride{*parseUsd(u"3"), *parseUsd(u"15")}});
    QSignalSpy finished(&runner, &PromptRunner::finished);
    runner.start(allPrompts());
    if (!finished.wait(120'000)) qFatal("the prompts did not come to an end");
    return runner.report();
}

void tst_PromptSet::hasEnoughOfEachKind_data()
{
    QTest::addColumn<int>("least");
    QTest::newRow("short") << 30;
    QTest::newRow("medium") << 40;
    QTest::newRow("long") << 20;
    QTest::newRow("edge") << 10;
}

void tst_PromptSet::hasEnoughOfEachKind()
{
    QFETCH(int, least);
    const QString set = QString::fromLatin1(QTest::currentDataTag());
    const std::vector<TestPrompt> prompts = allPrompts();
    QVERIFY(prompts.size() >= 120);
    QVERIFY(std::ranges::count(prompts, set, &TestPrompt::set) >= least);
}

void tst_PromptSet::hasUniqueNames()
{
    QSet<QString> names;
    for (const TestPrompt &prompt : allPrompts()) {
        QVERIFY2(!names.contains(prompt.name), qPrintable(prompt.name));
        names += prompt.name;
    }
}

void tst_PromptSet::longPromptsAreLong()
{
    for (const TestPrompt &prompt : allPrompts()) {
        if (prompt.set() != QLatin1StringView("long")) continue;
        QVERIFY2(prompt.messages.back().text.size() > 1'500, qPrintable(prompt.name));
    }
}

void tst_PromptSet::allSucceedOnAGoodServer()
{
    const PromptReport report = runAll(quick());
    QVERIFY2(report.failures().isEmpty(), qPrintable(report.failures().join(u'\n')));
    QCOMPARE(report.all().retries, 0);
    QVERIFY(report.all().cost > Money{});
    QCOMPARE(report.all().unpriced, 0);
}

void tst_PromptSet::recoversFromAServerThatIsBusyAtFirst()
{
    Scenario scenario = quick();
    scenario.status = 503;
    scenario.failures = 3;
    const PromptReport report = runAll(scenario);
    QVERIFY2(report.failures().isEmpty(), qPrintable(report.failures().join(u'\n')));
    QCOMPARE(report.all().retries, 3);
    QCOMPARE(report.all().recovered, report.all().retriedRuns);
}

void tst_PromptSet::failsWhereTheServerFails()
{
    Scenario scenario = quick();
    scenario.status = 400;
    scenario.failures = 10;
    const PromptReport report = runAll(scenario);
    QCOMPARE(int(report.failures().size()), 10);
    QVERIFY(report.text().contains(QLatin1StringView("failed: ")));
}

QTEST_GUILESS_MAIN(tst_PromptSet)
#include "tst_promptset.moc"
