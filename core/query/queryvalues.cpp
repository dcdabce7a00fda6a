#include "core/query/queryvalues.h"

#include "core/base/money.h"

#include <QLocale>

#include <array>
#include <cmath>

namespace burin {

namespace {

constexpr qint64 MostNumber = 1'000'000'000'000'000; ///< Far above what a run can have, and exact as a double.

struct Unit {
    const char *name;
    double factor;
};
constexpr std::array countUnits = {Unit{"k", 1e3}, Unit{"m", 1e6}, Unit{"", 1}};
constexpr std::array durationUnits = {Unit{"ms", 1},        Unit{"min", 60'000}, Unit{"s", 1'000},
                                      Unit{"h", 3'600'000}, Unit{"m", 60'000},   Unit{"", 1'000}};

/// A number without sign or exponent, times its unit.
std::optional<qint64> withUnit(QStringView text, std::span<const Unit> units)
{
    for (const Unit &unit : units) {
        const QLatin1StringView name(unit.name);
        if (!text.endsWith(name, Qt::CaseInsensitive)) continue;
        const QStringView digits = text.chopped(name.size());
        for (const QChar c : digits)
            if (!(c >= u'0' && c <= u'9') && c != u'.') return std::nullopt;
        bool ok = false;
        const double value = QLocale::c().toDouble(digits, &ok) * unit.factor;
        if (!ok || value > double(MostNumber)) return std::nullopt;
        return qint64(std::llround(value));
    }
    return std::nullopt;
}

std::optional<qint64> agoFrom(QStringView text, QDate today)
{
    if (text.size() < 2) return std::nullopt;
    const std::optional<qint64> count = numberFromOne(text.chopped(1), 36'500);
    if (!count) return std::nullopt;
    const int n = int(*count);
    switch (text.back().toLower().unicode()) {
    case u'd':
        return today.addDays(-n).toJulianDay();
    case u'w':
        return today.addDays(-7 * n).toJulianDay();
    case u'm':
        return today.addMonths(-n).toJulianDay();
    case u'y':
        return n <= 1'000 ? std::optional(today.addYears(-n).toJulianDay()) : std::nullopt;
    default:
        return std::nullopt;
    }
}

bool isWord(QStringView text, const char *word)
{
    return text.compare(QLatin1StringView(word), Qt::CaseInsensitive) == 0;
}

} // namespace

std::optional<qint64> amountFrom(QStringView text)
{
    if (text.startsWith(u'$')) text = text.sliced(1);
    const std::optional<Money> amount = parseUsd(text);
    return amount ? std::optional(amount->picoUsd) : std::nullopt;
}

std::optional<qint64> countFrom(QStringView text)
{
    return withUnit(text, countUnits);
}

std::optional<qint64> durationMsFrom(QStringView text)
{
    return withUnit(text, durationUnits);
}

std::optional<qint64> numberFromOne(QStringView text, qint64 most)
{
    for (const QChar c : text)
        if (!(c >= u'0' && c <= u'9')) return std::nullopt;
    bool ok = false;
    const qint64 number = QLocale::c().toLongLong(text, &ok);
    return ok && number >= 1 && number <= most ? std::optional(number) : std::nullopt;
}

std::optional<qint64> dayFrom(QStringView text, QDate today)
{
    if (isWord(text, "today")) return today.toJulianDay();
    if (isWord(text, "yesterday")) return today.addDays(-1).toJulianDay();
    if (const std::optional<qint64> ago = agoFrom(text, today)) return ago;
    for (const char *format : {"yyyy-M-d", "yyyy-M", "yyyy"}) {
        const QDate day = QLocale::c().toDate(text.toString(), QLatin1StringView(format));
        if (day.isValid()) return day.toJulianDay();
    }
    return std::nullopt;
}

QString amountText(qint64 picoUsd)
{
    QString text = exactUsd(Money{picoUsd});
    while (text.endsWith(u'0'))
        text.chop(1);
    return text.endsWith(u'.') ? text.chopped(1) : text;
}

QString durationText(qint64 milliseconds)
{
    if (milliseconds % 1'000 == 0) return QStringLiteral("%1s").arg(milliseconds / 1'000);
    return QStringLiteral("%1ms").arg(milliseconds);
}

QString dayText(qint64 julianDay)
{
    return QDate::fromJulianDay(julianDay).toString(Qt::ISODate);
}

} // namespace burin
