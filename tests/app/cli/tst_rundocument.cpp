#include "app/cli/rundocument.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

class tst_RunDocument : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void unknownIsNullAndNeverZero();
    void amountsAreExactDecimals();
    void errorsTellWhetherToTryAgain_data();
    void errorsTellWhetherToTryAgain();
    void lastAttemptOfACancelledRunIsCancelled();
    void summaryHasTheSameNotions();
};

namespace {

QJsonObject objectAt(const QJsonObject &json, const char *name)
{
    return json.value(QLatin1StringView(name)).toObject();
}

} // namespace

void tst_RunDocument::unknownIsNullAndNeverZero()
{
    RunRecord record;
    record.attempts.push_back({});
    const QJsonObject json = runDocument(record);
    for (const char *name : {"id", "model_served", "native_finish_reason", "error", "retrieval", "tokens_per_second"})
        QVERIFY2(json.value(QLatin1StringView(name)).isNull(), name);
    for (const char *name : {"input", "cached_input", "cache_write", "output", "reasoning"})
        QVERIFY2(objectAt(json, "usage").value(QLatin1StringView(name)).isNull(), name);
    QCOMPARE(objectAt(json, "usage").value(u"source").toString(), u"none"_qs);
    QVERIFY(objectAt(json, "cost").value(u"usd").isNull());
    QCOMPARE(objectAt(json, "cost").value(u"provenance").toString(), u"unpriced"_qs);
    for (const char *name : {"connect", "first_byte", "first_content"})
        QVERIFY2(objectAt(json, "timings_ms").value(QLatin1StringView(name)).isNull(), name);
    const QJsonObject attempt = json.value(u"attempts").toArray().at(0).toObject();
    for (const char *name : {"http_status", "category", "code", "retry_after_ms", "request_id"})
        QVERIFY2(attempt.value(QLatin1StringView(name)).isNull(), name);
}

void tst_RunDocument::amountsAreExactDecimals()
{
    RunRecord record;
    record.receipt = {Money{1'234'567'890},
                      Provenance::Computed,
                      u"user"_qs,
                      {{u"input"_qs, 411, Money{3'003'814}, Money{1'234'567'890}}}};
    const QJsonObject cost = objectAt(runDocument(record), "cost");
    QCOMPARE(cost.value(u"usd"), QJsonValue(u"0.001234567890"_qs));
    const QJsonObject line = cost.value(u"lines").toArray().at(0).toObject();
    QCOMPARE(line.value(u"unit"), QJsonValue(u"input"_qs));
    QCOMPARE(line.value(u"quantity"), QJsonValue(411));
    QCOMPARE(line.value(u"usd_each"), QJsonValue(u"0.000003003814"_qs));
    QCOMPARE(line.value(u"usd"), QJsonValue(u"0.001234567890"_qs));
}

void tst_RunDocument::errorsTellWhetherToTryAgain_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<bool>("retryable");
    QTest::newRow("busy") << makeError(ErrorCode::Overloaded) << true;
    QTest::newRow("cut") << makeError(ErrorCode::IdleTimeout, u"30"_qs) << true;
    QTest::newRow("key") << makeError(ErrorCode::RejectedKey) << false;
    Error kept = makeError(ErrorCode::Overloaded);
    kept.serverSaysRetry = false;
    QTest::newRow("busy, but the server says no") << kept << false;
}

void tst_RunDocument::errorsTellWhetherToTryAgain()
{
    QFETCH(Error, error);
    RunRecord record;
    error.httpStatus = 503;
    error.providerCode = u"their_code"_qs;
    record.error = error;
    const QJsonObject json = objectAt(runDocument(record), "error");
    QTEST(json.value(u"retryable").toBool(), "retryable");
    QCOMPARE(json.value(u"message").toString(), error.message());
    QCOMPARE(json.value(u"http_status").toInteger(), 503);
    QCOMPARE(json.value(u"provider_code").toString(), u"their_code"_qs);
    QVERIFY(json.value(u"request_id").isNull());
}

void tst_RunDocument::lastAttemptOfACancelledRunIsCancelled()
{
    RunRecord record;
    record.status = RunStatus::Cancelled;
    Attempt busy;
    busy.error = makeError(ErrorCode::Overloaded);
    busy.error->retryAfter = 1500ms;
    Attempt second;
    second.number = 2;
    second.waited = 1600ms;
    record.attempts = {busy, second};
    const QJsonArray attempts = runDocument(record).value(u"attempts").toArray();
    QCOMPARE(attempts[0].toObject().value(u"status").toString(), u"failed"_qs);
    QCOMPARE(attempts[0].toObject().value(u"retry_after_ms").toInteger(), 1500);
    QCOMPARE(attempts[1].toObject().value(u"status").toString(), u"cancelled"_qs);
    QCOMPARE(attempts[1].toObject().value(u"waited_ms").toInteger(), 1600);
}

void tst_RunDocument::summaryHasTheSameNotions()
{
    RunSummary summary;
    summary.id = {7};
    summary.status = RunStatus::Interrupted;
    const QJsonObject unpriced = summaryDocument(summary);
    QCOMPARE(unpriced.value(u"id").toInteger(), 7);
    QCOMPARE(unpriced.value(u"status").toString(), u"interrupted"_qs);
    QVERIFY(objectAt(unpriced, "cost").value(u"usd").isNull());
    summary.cost = Money{10'500'000'000};
    QCOMPARE(objectAt(summaryDocument(summary), "cost").value(u"usd").toString(), u"0.010500000000"_qs);
}

QTEST_GUILESS_MAIN(tst_RunDocument)
#include "tst_rundocument.moc"
