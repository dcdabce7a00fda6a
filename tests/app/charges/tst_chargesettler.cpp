#include "app/charges/chargesettler.h"
#include "app/repricer/repricer.h"
#include "core/cost/pricing.h"
#include "core/engine/engine.h"
#include "core/store/dbthread.h"
#include "core/store/history.h"
#include "core/store/repricing.h"
#include "tests/core/store/storetesting.h"
#include "tests/support/scriptedserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace burin;

namespace {

const QByteArray Told = R"({"data":{"total_cost":0.0025,"native_tokens_prompt":40,"native_tokens_completion":70}})";

ProviderProfile routerAt(const ScriptedServer &server)
{
    ProviderProfile profile;
    profile.id = QStringLiteral("openrouter");
    profile.name = QStringLiteral("OpenRouter");
    profile.kind = QStringLiteral("openrouter");
    profile.baseUrl = server.url(QStringLiteral("/api/v1"));
    return profile;
}

/// A run that was stopped, @p count times.
std::vector<RunId> storeStopped(const QString &folder, int count)
{
    const OpenDatabase db(folder);
    std::vector<RunId> runs;
    for (int i = 0; i < count; ++i) {
        RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("half an ans"));
        record.status = RunStatus::Cancelled;
        record.providerId = QStringLiteral("openrouter");
        record.responseId = QStringLiteral("gen-%1").arg(i);
        record.attempts.front().billing = Billing::Unknown;
        record.attempts.front().usage = {};
        record.attempts.front().receipt = {};
        record.usage = {};
        record.receipt = sumOf(record.attempts);
        if (!store(db, record)) qFatal("not stored");
        runs.push_back(record.id);
    }
    return runs;
}

/// A settler at work, with all that it needs.
struct Fixture {
    Fixture(int runs, std::vector<Script> scripts)
        : server(std::move(scripts)),
          ids(storeStopped(folder.path(), runs)),
          database(folder.path()),
          settler(engine, database)
    {
    }
    void run()
    {
        const OpenDatabase db(folder.path());
        QSignalSpy finished(&settler, &ChargeSettler::finished);
        settler.start(routerAt(server), Secret("sk-or-test"), *openCharges(db, QStringLiteral("openrouter")));
        QVERIFY(finished.wait());
        QCOMPARE(finished.size(), 1);
        progress = finished.first().at(0).value<ChargeProgress>();
        error = finished.first().at(1).value<std::optional<Error>>();
        QVERIFY(!settler.isBusy());
    }

    const QTemporaryDir folder;
    ScriptedServer server;
    std::vector<RunId> ids;
    DbThread database;
    Engine engine{Engine::Options()};
    ChargeSettler settler;
    ChargeProgress progress;
    std::optional<Error> error;
};

} // namespace

class tst_ChargeSettler : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void correctsWhatTheProviderTells()
    {
        Fixture fixture(3, {jsonResponse(200, Told), jsonResponse(404, "{}"), jsonResponse(200, Told)});
        fixture.run();
        QVERIFY(!fixture.error);
        QCOMPARE(fixture.progress, (ChargeProgress{.asked = 3, .all = 3, .corrected = 2, .failed = 1}));
        QCOMPARE(fixture.server.requestCount(), 3);
        QCOMPARE(fixture.server.requests().front().target, "/api/v1/generation?id=gen-2"); // newest first
        const OpenDatabase db(fixture.folder.path());
        QCOMPARE(loadRun(db, fixture.ids.back())->receipt.total, parseUsd(u"0.0025"));
        QVERIFY(!loadRun(db, fixture.ids[1])->receipt.total);
        QCOMPARE(openCharges(db, QStringLiteral("openrouter"))->size(), 1u);
    }

    void aRejectedKeyEndsIt()
    {
        Fixture fixture(5, {jsonResponse(401, R"({"error":{"code":401,"message":"no"}})")});
        fixture.run();
        QVERIFY(fixture.error && fixture.error->code == ErrorCode::RejectedKey);
        QCOMPARE(fixture.server.requestCount(), 1);
    }

    void aBrokenServerEndsItSoon()
    {
        Fixture fixture(9, {jsonResponse(503, "{}")});
        fixture.run();
        QVERIFY(fixture.error);
        QCOMPARE(fixture.progress.failed, ChargeSettler::Patience);
    }

    void cancellingKeepsWhatWasTold()
    {
        Fixture fixture(4, {jsonResponse(200, Told)});
        connect(&fixture.settler, &ChargeSettler::progressed, this, [&](const ChargeProgress &progress) {
            if (progress.corrected == 1) fixture.settler.cancel();
        });
        fixture.run();
        QVERIFY(fixture.progress.cancelled);
        QCOMPARE(fixture.progress.corrected, 1);
        QCOMPARE(openCharges(OpenDatabase(fixture.folder.path()), QStringLiteral("openrouter"))->size(), 3u);
    }

    void repricerTakesStepsUntilItIsDoneOrCancelled()
    {
        const QTemporaryDir folder;
        DbThread database(folder.path());
        Repricer repricer(database);
        int steps = 0;
        const auto step = [&steps](const QSqlDatabase &, RunId after) -> Result<RepriceStep> {
            RepriceStep taken;
            taken.runs = 1;
            taken.last = RunId{after.value + 1};
            taken.done = ++steps == 3;
            return taken;
        };
        std::optional<RepriceStep> sum;
        const auto end = [&sum](const Result<RepriceStep> &result) { sum = *result; };
        repricer.start(step, end);
        QVERIFY(repricer.isBusy() && !sum);
        QTRY_VERIFY(sum);
        QVERIFY(sum->done);
        QCOMPARE(sum->runs, 3);
        QCOMPARE(sum->last, RunId{3});
        sum.reset();
        steps = 10;
        repricer.start(step, end);
        repricer.cancel();
        QTRY_VERIFY(sum);
        QVERIFY(!sum->done);
        QCOMPARE(sum->runs, 1);
    }
};

QTEST_GUILESS_MAIN(tst_ChargeSettler)
#include "tst_chargesettler.moc"
