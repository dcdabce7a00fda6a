#include "core/engine/endpoint.h"
#include "core/engine/ratelimits.h"

#include <QTest>

using namespace burin;
using namespace std::chrono_literals;
using Unit = RateLimit::Unit;

Q_DECLARE_METATYPE(burin::HttpHeaders)
Q_DECLARE_METATYPE(std::vector<burin::RateLimit>)
Q_DECLARE_METATYPE(std::chrono::milliseconds)

class tst_RateLimits : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void headers_data();
    void headers();
    void spacing_data();
    void spacing();
    void automaticAttemptsAreSpacedUntilTheReset();
};

namespace {

const QDateTime Now(QDate(2026, 11, 25), QTime(12, 0), Qt::UTC);

} // namespace

void tst_RateLimits::headers_data()
{
    QTest::addColumn<HttpHeaders>("headers");
    QTest::addColumn<std::vector<RateLimit>>("limits");
    const auto row = [](const char *name, const HttpHeaders &headers, const std::vector<RateLimit> &limits) {
        QTest::newRow(name) << headers << limits;
    };
    row("none", {{"content-type", "text/plain"}}, {});
    row("OpenAI",
        {{"x-ratelimit-limit-requests", "60"},
         {"X-RateLimit-Remaining-Requests", "59"},
         {"x-ratelimit-reset-requests", "1s"},
         {"x-ratelimit-limit-tokens", "150000"},
         {"x-ratelimit-remaining-tokens", "149984"},
         {"x-ratelimit-reset-tokens", "6m0s"}},
        {{Unit::Requests, 60, 59, 1s}, {Unit::Tokens, 150'000, 149'984, 6min}});
    row("Groq's fractions", {{"x-ratelimit-remaining-tokens", "0"}, {"x-ratelimit-reset-tokens", "2m59.56s"}},
        {{Unit::Tokens, {}, 0, 179'560ms}});
    row("milliseconds", {{"x-ratelimit-remaining-requests", "3"}, {"x-ratelimit-reset-requests", "120ms"}},
        {{Unit::Requests, {}, 3, 120ms}});
    row("OpenRouter, Unix milliseconds",
        {{"X-RateLimit-Limit", "20"},
         {"X-RateLimit-Remaining", "0"},
         {"X-RateLimit-Reset", QByteArray::number(Now.toMSecsSinceEpoch() + 30'000)}},
        {{Unit::Requests, 20, 0, 30s}});
    row("Unix seconds",
        {{"x-ratelimit-remaining", "4"}, {"x-ratelimit-reset", QByteArray::number(Now.toSecsSinceEpoch() + 7)}},
        {{Unit::Requests, {}, 4, 7s}});
    row("plain seconds", {{"x-ratelimit-remaining", "4"}, {"x-ratelimit-reset", "12.5"}},
        {{Unit::Requests, {}, 4, 12'500ms}});
    row("Anthropic, against the server's clock",
        {{"date", "Wed, 25 Nov 2026 10:00:00 GMT"},
         {"anthropic-ratelimit-requests-limit", "50"},
         {"anthropic-ratelimit-requests-remaining", "2"},
         {"anthropic-ratelimit-requests-reset", "2026-11-25T10:00:20Z"},
         {"anthropic-ratelimit-input-tokens-remaining", "900"},
         {"anthropic-ratelimit-input-tokens-reset", "2026-11-25T10:01:00Z"}},
        {{Unit::Requests, 50, 2, 20s}, {Unit::InputTokens, {}, 900, 1min}});
    row("a reset in the past", {{"x-ratelimit-remaining", "4"}, {"x-ratelimit-reset", "1600000000"}}, {});
    row("a reset in a hundred years is a day", {{"x-ratelimit-remaining", "4"}, {"x-ratelimit-reset", "876000h"}},
        {{Unit::Requests, {}, 4, 24h}});
    for (const QByteArray bad : {"", "soon", "-1", "nan", "1x", "s", "-5s"})
        row(("senseless reset '" + bad + "'").constData(), {{"x-ratelimit-remaining", "4"}, {"x-ratelimit-reset", bad}},
            {});
    row("senseless remaining", {{"x-ratelimit-remaining", "-4"}, {"x-ratelimit-reset", "1s"}}, {});
}

void tst_RateLimits::headers()
{
    QFETCH(HttpHeaders, headers);
    QFETCH(std::vector<RateLimit>, limits);
    QCOMPARE(rateLimits(headers, Now), limits);
}

void tst_RateLimits::spacing_data()
{
    QTest::addColumn<std::vector<RateLimit>>("limits");
    QTest::addColumn<qint64>("tokens");
    QTest::addColumn<milliseconds>("spacing");
    const auto row = [](const char *name, const std::vector<RateLimit> &limits, qint64 tokens, milliseconds spacing) {
        QTest::newRow(name) << limits << tokens << spacing;
    };
    row("nothing known", {}, 100, 0ms);
    row("plenty", {{Unit::Requests, 60, 59, 60s}}, 100, 0ms);
    row("a tenth is plenty", {{Unit::Requests, 60, 6, 60s}}, 100, 0ms);
    row("below a tenth", {{Unit::Requests, 60, 5, 50s}}, 100, 10s);
    row("the last two", {{Unit::Requests, 4, 2, 10s}}, 100, 5s);
    row("none left: until the reset", {{Unit::Requests, 60, 0, 40s}}, 100, 40s);
    row("tokens for four more", {{Unit::Tokens, 100'000, 4'000, 20s}}, 1'000, 5s);
    row("tokens for less than one", {{Unit::Tokens, 100'000, 400, 20s}}, 1'000, 20s);
    row("the scarcest decides", {{Unit::Requests, 60, 59, 60s}, {Unit::Tokens, 1'000, 10, 30s}}, 5, 15s);
    row("no tokens known", {{Unit::Tokens, 1'000, 10, 30s}}, 0, 3s);
}

void tst_RateLimits::spacing()
{
    QFETCH(std::vector<RateLimit>, limits);
    QFETCH(qint64, tokens);
    QFETCH(milliseconds, spacing);
    QCOMPARE(spacingFor(limits, tokens), spacing);
}

void tst_RateLimits::automaticAttemptsAreSpacedUntilTheReset()
{
    const SteadyTime start{1h};
    Endpoint endpoint({});
    AttemptNews news;
    news.kind = AttemptNews::Kind::Success;
    news.limits = {{Unit::Requests, 60, 4, 40s}};
    endpoint.end(endpoint.begin(Lane::Batch, start), news, start);
    QVERIFY(!endpoint.mayStart(Lane::Batch, start + 9s));
    QVERIFY(endpoint.mayStart(Lane::User, start)); // the user is not made to wait
    QVERIFY(endpoint.mayStart(Lane::Batch, start + 10s));
    QCOMPARE(endpoint.nextChance(), start + 10s);
    endpoint.begin(Lane::Batch, start + 10s);
    QVERIFY(!endpoint.mayStart(Lane::Batch, start + 19s));
    QVERIFY(endpoint.mayStart(Lane::Batch, start + 20s));
    endpoint.begin(Lane::Batch, start + 39s);
    QVERIFY(endpoint.mayStart(Lane::Batch, start + 40s)); // the quota is full again
}

QTEST_APPLESS_MAIN(tst_RateLimits)
#include "tst_ratelimits.moc"
