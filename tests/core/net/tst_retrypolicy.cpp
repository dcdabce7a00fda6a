#include "core/net/httpdate.h"
#include "core/net/retrypolicy.h"

#include <QRandomGenerator>
#include <QTest>

using namespace burin;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr qint64 None = -1;
constexpr qint64 Century = qint64(24) * 365 * 100 * 3'600'000;

/// The moment that the tests call now: two minutes before the date in the examples of RFC 9110.
const QDateTime Now(QDate(1994, 11, 6), QTime(8, 47, 37), Qt::UTC);

} // namespace

class tst_RetryPolicy : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void waitsLongerEachTime_data();
    void waitsLongerEachTime();
    void jitterStaysInItsBounds();
    void readsRetryAfter_data();
    void readsRetryAfter();
    void prefersMilliseconds_data();
    void prefersMilliseconds();
    void measuresDatesAgainstTheServersClock();
    void readsDates_data();
    void readsDates();
    void readsShouldRetry_data();
    void readsShouldRetry();
};

void tst_RetryPolicy::waitsLongerEachTime_data()
{
    QTest::addColumn<int>("retry");
    QTest::addColumn<double>("jitter");
    QTest::addColumn<qint64>("retryAfter");
    QTest::addColumn<qint64>("expected");
    QTest::newRow("first waits the initial time") << 1 << 0.5 << None << qint64(2000);
    QTest::newRow("second") << 2 << 0.5 << None << qint64(4000);
    QTest::newRow("third") << 3 << 0.5 << None << qint64(8000);
    QTest::newRow("none left") << 4 << 0.5 << None << None;
    QTest::newRow("no retry zero") << 0 << 0.5 << None << None;
    QTest::newRow("negative") << -1 << 0.5 << None << None;
    QTest::newRow("shortest jitter") << 1 << 0.0 << None << qint64(1000);
    QTest::newRow("longest jitter") << 1 << 0.999 << None << qint64(2998);
    QTest::newRow("server asks for more") << 1 << 0.5 << qint64(7500) << qint64(7500);
    QTest::newRow("server asks for less") << 2 << 0.5 << qint64(10) << qint64(4000);
    QTest::newRow("server asks for more than the cap") << 1 << 0.5 << qint64(45'000) << qint64(45'000);
    QTest::newRow("server asks, but none left") << 4 << 0.5 << qint64(10) << None;
    QTest::newRow("server asks for a century") << 1 << 0.5 << Century << Century;
}

void tst_RetryPolicy::waitsLongerEachTime()
{
    QFETCH(int, retry);
    QFETCH(double, jitter);
    QFETCH(qint64, retryAfter);
    const auto asked = retryAfter == None ? std::nullopt : std::optional(milliseconds(retryAfter));
    QTEST(qint64(delayBefore(retry, {}, jitter, asked).value_or(milliseconds(None)).count()), "expected");
}

void tst_RetryPolicy::jitterStaysInItsBounds()
{
    RetrySchedule schedule;
    schedule.retries = 100'000;
    QRandomGenerator random(7);
    double sum = 0;
    for (int draw = 0; draw < 10'000; ++draw) {
        const milliseconds wait = *delayBefore(1, schedule, random.generateDouble());
        QVERIFY(wait >= schedule.initial / 2 && wait <= schedule.initial * 3 / 2);
        sum += static_cast<double>(wait.count()) / 2000;
    }
    QVERIFY(std::abs(sum / 10'000 - 1) < 0.02);
    QCOMPARE(*delayBefore(5, schedule, 0.9999), schedule.cap); // 32 s × 1.5, cut after the jitter
    QCOMPARE(*delayBefore(5, schedule, 0.0), milliseconds(16'000));
    QCOMPARE(*delayBefore(100'000, schedule, 0.5), schedule.cap); // a factor beyond any number
}

void tst_RetryPolicy::readsRetryAfter_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<qint64>("expected");
    QTest::newRow("seconds") << QByteArray("2") << qint64(2000);
    QTest::newRow("zero") << QByteArray("0") << qint64(0);
    QTest::newRow("fraction") << QByteArray("0.5") << qint64(500);
    QTest::newRow("small fraction is not cut to nothing") << QByteArray("0.0001") << qint64(1);
    QTest::newRow("no digit before the point") << QByteArray(".25") << qint64(250);
    QTest::newRow("leading zeros") << QByteArray("007") << qint64(7000);
    QTest::newRow("plus sign") << QByteArray("+3") << qint64(3000);
    QTest::newRow("exponent") << QByteArray("1e1") << qint64(10'000);
    QTest::newRow("space around") << QByteArray("  4 ") << qint64(4000);
    QTest::newRow("an hour") << QByteArray("3600") << qint64(3'600'000);
    QTest::newRow("huge") << QByteArray("1e35") << Century;
    QTest::newRow("beyond a double") << QByteArray("1e999") << Century;
    QTest::newRow("below a double") << QByteArray("1e-999") << qint64(0);
    QTest::newRow("a row of nines") << QByteArray(400, '9') << Century;
    QTest::newRow("negative") << QByteArray("-1") << None;
    QTest::newRow("negative zero") << QByteArray("-0") << None;
    QTest::newRow("negative and huge") << QByteArray("-1e999") << None;
    QTest::newRow("empty") << QByteArray("") << None;
    QTest::newRow("blank") << QByteArray("  ") << None;
    QTest::newRow("not a number") << QByteArray("NaN") << None;
    QTest::newRow("infinity") << QByteArray("inf") << None;
    QTest::newRow("text") << QByteArray("soon") << None;
    QTest::newRow("unit") << QByteArray("5s") << None;
    QTest::newRow("hexadecimal") << QByteArray("0x10") << None;
    QTest::newRow("two values") << QByteArray("1, 2") << None;
    QTest::newRow("comma") << QByteArray("1,5") << None;
    QTest::newRow("sign alone") << QByteArray("+") << None;
    QTest::newRow("exponent alone") << QByteArray("e5") << None;
    QTest::newRow("date") << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT") << qint64(120'000);
    QTest::newRow("date in the past") << QByteArray("Sun, 06 Nov 1994 08:40:00 GMT") << None;
    QTest::newRow("date a thousand years ahead") << QByteArray("Sun, 06 Nov 2994 08:49:37 GMT") << Century;
    QTest::newRow("impossible date") << QByteArray("Sun, 31 Feb 1995 08:49:37 GMT") << None;
    QTest::newRow("ISO date") << QByteArray("1994-11-06T08:49:37Z") << None;
}

void tst_RetryPolicy::readsRetryAfter()
{
    QFETCH(QByteArray, value);
    const HttpHeaders headers{{"Content-Type", "text/plain"}, {"Retry-After", value}};
    QTEST(qint64(retryAfter(headers, Now).value_or(milliseconds(None)).count()), "expected");
}

void tst_RetryPolicy::prefersMilliseconds_data()
{
    QTest::addColumn<HttpHeaders>("headers");
    QTest::addColumn<qint64>("expected");
    QTest::newRow("none") << HttpHeaders{} << None;
    QTest::newRow("milliseconds") << HttpHeaders{{"Retry-After-Ms", "1500"}} << qint64(1500);
    QTest::newRow("both") << HttpHeaders{{"retry-after", "9"}, {"retry-after-ms", "1500"}} << qint64(1500);
    QTest::newRow("fraction of one") << HttpHeaders{{"retry-after-ms", "0.2"}} << qint64(1);
    QTest::newRow("senseless milliseconds")
        << HttpHeaders{{"retry-after", "9"}, {"retry-after-ms", "x"}} << qint64(9000);
    QTest::newRow("negative milliseconds") << HttpHeaders{{"retry-after-ms", "-5"}} << None;
}

void tst_RetryPolicy::prefersMilliseconds()
{
    QFETCH(HttpHeaders, headers);
    QTEST(qint64(retryAfter(headers, Now).value_or(milliseconds(None)).count()), "expected");
}

void tst_RetryPolicy::measuresDatesAgainstTheServersClock()
{
    const QDateTime wrong = Now.addDays(-3); // this computer's clock is three days slow
    const HttpHeaders headers{{"date", "Sun, 06 Nov 1994 08:49:07 GMT"},
                              {"retry-after", "Sun, 06 Nov 1994 08:49:37 GMT"}};
    QCOMPARE(*retryAfter(headers, wrong), 30s);
    const HttpHeaders unreadable{{"date", "yesterday"}, {"retry-after", "Sun, 06 Nov 1994 08:49:37 GMT"}};
    QCOMPARE(*retryAfter(unreadable, Now), 120s);
}

void tst_RetryPolicy::readsDates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QDateTime>("expected");
    const QDateTime example(QDate(1994, 11, 6), QTime(8, 49, 37), Qt::UTC);
    QTest::newRow("preferred form") << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT") << example;
    QTest::newRow("RFC 850") << QByteArray("Sunday, 06-Nov-94 08:49:37 GMT") << example;
    QTest::newRow("asctime") << QByteArray("Sun Nov  6 08:49:37 1994") << example;
    QTest::newRow("asctime, two digits") << QByteArray("Wed Nov 16 08:49:37 1994") << example.addDays(10);
    QTest::newRow("wrong weekday") << QByteArray("Mon, 06 Nov 1994 08:49:37 GMT") << example;
    QTest::newRow("UTC") << QByteArray("Sun, 06 Nov 1994 08:49:37 UTC") << example;
    QTest::newRow("century ahead") << QByteArray("Sunday, 06-Nov-40 08:49:37 GMT")
                                   << QDateTime(QDate(1940, 11, 6), QTime(8, 49, 37), Qt::UTC);
    QTest::newRow("another zone") << QByteArray("Sun, 06 Nov 1994 08:49:37 +0200") << QDateTime();
    QTest::newRow("unknown month") << QByteArray("Sun, 06 Nob 1994 08:49:37 GMT") << QDateTime();
    QTest::newRow("month across names") << QByteArray("Sun, 06 n f 1994 08:49:37 GMT") << QDateTime();
    QTest::newRow("25 o'clock") << QByteArray("Sun, 06 Nov 1994 25:49:37 GMT") << QDateTime();
    QTest::newRow("empty") << QByteArray() << QDateTime();
}

void tst_RetryPolicy::readsDates()
{
    QFETCH(QByteArray, text);
    QTEST(parseHttpDate(text, Now.addYears(-6)), "expected");
}

void tst_RetryPolicy::readsShouldRetry_data()
{
    QTest::addColumn<HttpHeaders>("headers");
    QTest::addColumn<int>("expected"); // -1 = says nothing
    QTest::newRow("absent") << HttpHeaders{{"retry-after", "1"}} << -1;
    QTest::newRow("true") << HttpHeaders{{"X-Should-Retry", "true"}} << 1;
    QTest::newRow("false") << HttpHeaders{{"x-should-retry", "False"}} << 0;
    QTest::newRow("something else") << HttpHeaders{{"x-should-retry", "maybe"}} << -1;
}

void tst_RetryPolicy::readsShouldRetry()
{
    QFETCH(HttpHeaders, headers);
    const std::optional<bool> should = shouldRetryHeader(headers);
    QTEST(should ? int(*should) : -1, "expected");
}

QTEST_GUILESS_MAIN(tst_RetryPolicy)
#include "tst_retrypolicy.moc"
