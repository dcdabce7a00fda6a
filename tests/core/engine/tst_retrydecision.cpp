#include "core/engine/retrydecision.h"

#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(std::optional<std::chrono::milliseconds>)
Q_DECLARE_METATYPE(std::optional<bool>)
Q_DECLARE_METATYPE(burin::ErrorCode)

class tst_RetryDecision : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void waits_data();
    void waits();
    void aLongRetryAfterIsOfferedWithItsTime();
    void everyCodeFollowsItsRowBeforeContentAndNoneAfter();
    void settingsScaleTheWaits();
};

void tst_RetryDecision::waits_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<int>("retriesDone");
    QTest::addColumn<double>("jitter");
    QTest::addColumn<std::optional<milliseconds>>("retryAfter");
    QTest::addColumn<std::optional<bool>>("serverSays");
    QTest::addColumn<std::optional<milliseconds>>("delay"); // nullopt = gives up

    using Wait = std::optional<milliseconds>;
    using Says = std::optional<bool>;
    const auto row = [](const char *name, ErrorCode code, int done, double jitter, Wait after, Says says, Wait delay) {
        QTest::newRow(name) << code << done << jitter << after << says << delay;
    };
    row("first wait, shortest", ErrorCode::Overloaded, 0, 0.0, {}, {}, 1000ms);
    row("first wait, middle", ErrorCode::Overloaded, 0, 0.5, {}, {}, 2000ms);
    row("second wait, middle", ErrorCode::Overloaded, 1, 0.5, {}, {}, 4000ms);
    row("third wait, middle", ErrorCode::Overloaded, 2, 0.5, {}, {}, 8000ms);
    row("no fourth", ErrorCode::Overloaded, 3, 0.5, {}, {}, {});
    row("the server's wait is a lower bound", ErrorCode::TooManyRequests, 0, 0.5, 7000ms, {}, 7000ms);
    row("ours when it is longer", ErrorCode::TooManyRequests, 0, 0.5, 100ms, {}, 2000ms);
    row("a rejected key is final", ErrorCode::RejectedKey, 0, 0.5, {}, {}, {});
    row("unless the server says so", ErrorCode::RejectedKey, 0, 0.5, {}, true, 2000ms);
    row("the server can forbid", ErrorCode::Overloaded, 0, 0.5, {}, false, {});
    row("once is at once", ErrorCode::OutcomeUnknown, 0, 0.5, {}, {}, 0ms);
    row("an offer is the user's", ErrorCode::MalformedStream, 0, 0.5, {}, {}, {});
}

void tst_RetryDecision::waits()
{
    QFETCH(ErrorCode, code);
    QFETCH(int, retriesDone);
    QFETCH(double, jitter);
    QFETCH(std::optional<milliseconds>, retryAfter);
    QFETCH(std::optional<bool>, serverSays);
    QFETCH(std::optional<milliseconds>, delay);
    Error error = makeError(code);
    error.retryAfter = retryAfter;
    error.serverSaysRetry = serverSays;
    const RetryDecision decision = decideRetry({.error = error, .retriesDone = retriesDone, .jitter = jitter}, {});
    const auto *again = std::get_if<RetryAfter>(&decision);
    QCOMPARE(again ? std::optional(again->delay) : std::nullopt, delay);
}

void tst_RetryDecision::aLongRetryAfterIsOfferedWithItsTime()
{
    Error error = makeError(ErrorCode::TooManyRequests);
    error.retryAfter = 3600s;
    const RetryDecision decision = decideRetry({.error = error}, {});
    const auto *giveUp = std::get_if<GiveUp>(&decision);
    QVERIFY(giveUp);
    QCOMPARE(giveUp->error.code, ErrorCode::LongWait);
    QCOMPARE(giveUp->error.argument, QStringLiteral("3600"));

    error = makeError(ErrorCode::Overloaded);
    error.retryAfter = 3600s;
    const RetryDecision overloaded = decideRetry({.error = error}, {});
    QVERIFY(std::holds_alternative<GiveUp>(overloaded));
    QCOMPARE(std::get<GiveUp>(overloaded).error.code, ErrorCode::Overloaded);
}

void tst_RetryDecision::everyCodeFollowsItsRowBeforeContentAndNoneAfter()
{
    for (const ErrorRow &row : errorCatalog()) {
        const RetryFacts before{.error = makeError(row.code)};
        const bool mayRetry = row.retry == RetryRule::Automatic || row.retry == RetryRule::Once;
        QCOMPARE(std::holds_alternative<RetryAfter>(decideRetry(before, {})), mayRetry);
        QVERIFY(std::holds_alternative<GiveUp>(decideRetry(before, {.retries = 0})));
        const RetryFacts after{.error = makeError(row.code), .hadContent = true};
        QVERIFY(std::holds_alternative<GiveUp>(decideRetry(after, {})));
        const RetryFacts again{.error = makeError(row.code), .retriesDone = 1, .usedOnce = true};
        QCOMPARE(std::holds_alternative<RetryAfter>(decideRetry(again, {})), row.retry == RetryRule::Automatic);
    }
}

void tst_RetryDecision::settingsScaleTheWaits()
{
    const RetrySettings settings{.retries = 9, .initial = 1s, .cap = 3s};
    const RetryDecision decision = decideRetry({.error = makeError(ErrorCode::Refused), .retriesDone = 5}, settings);
    QCOMPARE(std::get<RetryAfter>(decision).delay, 3000ms);
}

QTEST_APPLESS_MAIN(tst_RetryDecision)
#include "tst_retrydecision.moc"
