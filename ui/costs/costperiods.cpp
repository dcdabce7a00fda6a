#include "ui/costs/costperiods.h"

#include <QLocale>

#include <algorithm>

namespace burin {

namespace {

constexpr int MostDays = 31;
constexpr int MostWeekDays = 26 * 7;

QDate lastOf(QDate day, CostPeriod period)
{
    switch (period) {
    case CostPeriod::Day:
        return day;
    case CostPeriod::Week:
        return day.addDays(6 - (day.dayOfWeek() - QLocale().firstDayOfWeek() + 7) % 7);
    case CostPeriod::Month:
        return QDate(day.year(), day.month(), day.daysInMonth());
    }
    return day;
}

QString labelOf(QDate from, CostPeriod period, bool first)
{
    const QLocale locale;
    const bool named = first || from.day() == 1;
    if (period == CostPeriod::Month)
        return locale.toString(from, first || from.month() == 1 ? QStringLiteral("MMM yyyy") : QStringLiteral("MMM"));
    if (period == CostPeriod::Day && !named) return QString::number(from.day());
    return locale.toString(from, QStringLiteral("d MMM"));
}

QString titleOf(QDate from, QDate to)
{
    const QLocale locale;
    if (from == to) return locale.toString(from, QLocale::ShortFormat);
    return locale.toString(from, QLocale::ShortFormat) + QStringLiteral(" – ") +
           locale.toString(to, QLocale::ShortFormat);
}

} // namespace

CostPeriod usualPeriod(const DayRange &range)
{
    const qint64 days = range.from.daysTo(range.to) + 1;
    return days <= MostDays ? CostPeriod::Day : days <= MostWeekDays ? CostPeriod::Week : CostPeriod::Month;
}

std::vector<CostBucket> bucketsOf(const DayRange &range, CostPeriod period)
{
    std::vector<CostBucket> buckets;
    for (QDate day = range.from; day.isValid() && day <= range.to;) {
        const QDate end = std::min(lastOf(day, period), range.to);
        buckets.push_back({day, end, labelOf(day, period, buckets.empty()), titleOf(day, end)});
        day = end.addDays(1);
    }
    return buckets;
}

int bucketAt(const std::vector<CostBucket> &buckets, QDate day)
{
    if (buckets.empty()) return -1;
    const QDate at = std::max(day, buckets.front().from);
    const auto bucket = std::ranges::lower_bound(buckets, at, {}, &CostBucket::to);
    return bucket == buckets.end() ? -1 : int(bucket - buckets.begin());
}

} // namespace burin
