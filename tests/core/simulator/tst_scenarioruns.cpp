#include "core/engine/engine.h"
#include "core/providers/registry.h"
#include "core/simulator/simulator.h"

#include <QHash>
#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

namespace {

/// Longer than anything takes on a busy machine, where the scenario does not set limits of its own.
constexpr Timeouts Patient{.connect = 60s, .firstContent = 120s, .idle = 120s, .total = 240s};

/// How a run ended, and what was said about it.
struct Ended {
    QString kind;
    const NamedScenario *scenario = nullptr;
    std::unique_ptr<Simulator> simulator;
    std::optional<RunRecord> record;
};

QString wordsOf(const Expectation &outcome)
{
    QString words = toString(outcome.status);
    for (const ErrorCode code : outcome.errors)
        words += u' ' + toString(errorRow(code).category) + u'/' + QLatin1StringView(errorRow(code).id);
    if (outcome.attempts) words += QStringLiteral(" after %1").arg(*outcome.attempts);
    return words;
}

} // namespace

/// Every scenario through the real engine, for every wire format that the program knows.
class tst_ScenarioRuns : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyWireFormatIsSimulated();
    void endsAsItSays_data();
    void endsAsItSays();

private:
    RunSpec specFor(const Ended &ended, int number) const;

    std::vector<Ended> m_ended;
};

RunSpec tst_ScenarioRuns::specFor(const Ended &ended, int number) const
{
    RunSpec spec;
    spec.id = {number};
    spec.provider = adHocProvider(ended.kind, ended.simulator->baseUrlFor(ended.kind, QStringLiteral("1")));
    spec.key = Secret("key");
    spec.draft.model = ended.scenario->model;
    spec.messages = {{Role::System, QStringLiteral("Be brief.")}, {Role::User, QStringLiteral("What is a burin?")}};
    spec.timeouts = ended.scenario->limits.value_or(Patient);
    spec.price = PriceOverride{*parseUsd(u"3"), *parseUsd(u"15")};
    spec.createdAt = QDateTime::currentDateTimeUtc();
    return spec;
}

void tst_ScenarioRuns::initTestCase()
{
    for (const QString &kind : providerKinds()) {
        for (const NamedScenario &scenario : builtInScenarios()) {
            if (!scenario.appliesTo(kind)) continue;
            // Each has its own, so that no connection that one scenario broke is used for another.
            m_ended.push_back({kind, &scenario, std::make_unique<Simulator>(Simulator::Options{}), std::nullopt});
            QVERIFY(m_ended.back().simulator->listen());
        }
    }
    Engine engine({.waitScale = 0.001});
    size_t open = m_ended.size();
    int number = 0;
    for (Ended &ended : m_ended) {
        Run *const run = engine.start(specFor(ended, ++number));
        connect(run, &Run::finished, this, [&ended, &open](const RunRecord &record) {
            ended.record = record;
            --open;
        });
    }
    QTRY_COMPARE_WITH_TIMEOUT(open, size_t(0), 280'000);
}

void tst_ScenarioRuns::everyWireFormatIsSimulated()
{
    for (const QString &kind : providerKinds())
        QVERIFY2(simulatorKinds().contains(kind), qPrintable(kind));
}

void tst_ScenarioRuns::endsAsItSays_data()
{
    QTest::addColumn<size_t>("index");
    for (size_t i = 0; i < m_ended.size(); ++i)
        QTest::addRow("%s %s", qPrintable(m_ended[i].kind), qPrintable(m_ended[i].scenario->model)) << i;
}

void tst_ScenarioRuns::endsAsItSays()
{
    QFETCH(size_t, index);
    const Ended &ended = m_ended[index];
    const Expectation &expected = ended.scenario->expect;
    QVERIFY(ended.record);
    QVERIFY2(meets(*ended.record, expected),
             qPrintable(wordsOf(outcomeOf(*ended.record)) + QStringLiteral(" instead of ") + wordsOf(expected)));
    if (expected.status != RunStatus::Completed) return;
    QVERIFY(!(ended.record->text + ended.record->refusal).isEmpty() || !ended.record->toolCalls.empty());
    QCOMPARE(ended.record->toolCalls.size(), ended.scenario->scenario.toolCalls.size());
}

QTEST_GUILESS_MAIN(tst_ScenarioRuns)
#include "tst_scenarioruns.moc"
