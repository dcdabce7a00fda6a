#include "core/cost/forecast.h"

#include <QTest>

#include <cmath>

using namespace burin;

namespace {

const QDate firstDay(2026, 11, 1);

std::vector<DaySpend> days(const std::vector<qint64> &dollars)
{
    std::vector<DaySpend> past;
    for (const qint64 amount : dollars)
        past.push_back({firstDay.addDays(qint64(past.size())), Money{amount * 1'000'000'000'000},
                        Money{amount * 500'000'000'000}});
    return past;
}

double usd(Money amount)
{
    return double(amount.picoUsd) / 1e12;
}

} // namespace

class tst_Forecast : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tooLittleIsNoForecast()
    {
        QVERIFY(!forecastOf({.spent = Money{1}, .daysLeft = 3, .past = days({1, 2, 3, 4})}));
        QVERIFY(!lastsFor(Money{1}, days({1, 2, 3, 4})));
        QVERIFY(forecastOf({.spent = Money{1}, .daysLeft = 3, .past = days({1, 2, 3, 4, 5})}));
    }

    void equalDaysLeaveNoDoubt()
    {
        const auto forecast =
            *forecastOf({.spent = Money{3'000'000'000'000}, .daysLeft = 4, .past = days({2, 2, 2, 2, 2, 2})});
        QCOMPARE(usd(forecast.expected), 3 + 1 + 4 * 2.0); // what is spent, the rest of today, four days
        QCOMPARE(forecast.low, forecast.expected);
        QCOMPARE(forecast.high, forecast.expected);
        QCOMPARE(forecast.days, 6);
    }

    void bandIsThePredictionInterval()
    {
        // x = 1…5: mean 3, sample variance 2.5; y = x / 2: mean 1.5, variance 0.625.
        const auto forecast = *forecastOf({.spent = Money{}, .daysLeft = 2, .past = days({1, 2, 3, 4, 5})});
        const double half = 1.2816 * std::sqrt(0.625 * (1 + 1 / 5.0) + 2.5 * (2 + 4 / 5.0));
        QVERIFY(std::abs(usd(forecast.expected) - 7.5) < 1e-9);
        QVERIFY(std::abs(usd(forecast.high) - (7.5 + half)) < 1e-9);
        QVERIFY(std::abs(usd(forecast.low) - (7.5 - half)) < 1e-9);
    }

    void neverBelowWhatIsSpent()
    {
        const Money spent{9'000'000'000'000};
        const auto forecast = *forecastOf({.spent = spent, .daysLeft = 1, .past = days({0, 0, 0, 0, 50})});
        QCOMPARE(forecast.low, spent);
    }

    void onlyTheNewestDaysCount()
    {
        std::vector<qint64> amounts(10, 1'000);
        amounts.insert(amounts.end(), MostForecastDays, 1);
        const auto forecast = *forecastOf({.spent = Money{}, .daysLeft = 1, .past = days(amounts)});
        QCOMPARE(usd(forecast.expected), 1.5);
        QCOMPARE(forecast.days, MostForecastDays);
    }

    void absurdAmountsSaturate()
    {
        const auto forecast = *forecastOf({.spent = Money{std::numeric_limits<qint64>::max()},
                                           .daysLeft = 30,
                                           .past = days(std::vector<qint64>(28, 9'000'000))});
        QCOMPARE(forecast.high, Money{std::numeric_limits<qint64>::max()});
    }

    void tellsHowLongAPromptsBudgetLasts()
    {
        QCOMPARE(*lastsFor(Money{7'000'000'000'000}, days({2, 2, 2, 2, 2})), 3);
        QCOMPARE(*lastsFor(Money{-1}, days({2, 2, 2, 2, 2})), 0);
        QVERIFY(!lastsFor(Money{7}, days({0, 0, 0, 0, 0}))); // nothing is spent: for ever is no figure
        QVERIFY(!lastsFor(Money{9'000'000'000'000'000'000}, days({1, 0, 0, 0, 0})));
    }
};

QTEST_GUILESS_MAIN(tst_Forecast)
#include "tst_forecast.moc"
