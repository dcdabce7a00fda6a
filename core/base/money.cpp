#include "core/base/money.h"

#include <limits>

namespace burin {

namespace {

constexpr qint64 PicoPerUsd = 1'000'000'000'000;
constexpr int PicoDigits = 12;
constexpr Money Highest{std::numeric_limits<qint64>::max()};
constexpr Money Lowest{std::numeric_limits<qint64>::min()};

/// The decimal exponent behind 'e', 0 when there is none; nullopt when malformed.
std::optional<int> exponentOf(QStringView text, qsizetype mark)
{
    if (mark < 0) return 0;
    const QStringView digits = text.mid(mark + 1);
    bool ok = false;
    const int exponent = digits.toInt(&ok); // which would skip white space
    return ok && !digits.front().isSpace() && qAbs(exponent) <= 40 ? std::optional(exponent) : std::nullopt;
}

} // namespace

Money operator+(Money a, Money b)
{
    Money sum;
    if (__builtin_add_overflow(a.picoUsd, b.picoUsd, &sum.picoUsd)) return a.picoUsd > 0 ? Highest : Lowest;
    return sum;
}

Money operator-(Money a, Money b)
{
    Money difference;
    if (__builtin_sub_overflow(a.picoUsd, b.picoUsd, &difference.picoUsd)) return b.picoUsd < 0 ? Highest : Lowest;
    return difference;
}

Money operator*(qint64 count, Money each)
{
    Money product;
    if (__builtin_mul_overflow(count, each.picoUsd, &product.picoUsd))
        return (count > 0) == (each.picoUsd > 0) ? Highest : Lowest;
    return product;
}

std::optional<Money> parseUsd(QStringView text)
{
    text = text.trimmed();
    const bool negative = text.startsWith(u'-');
    if (negative) text = text.mid(1);
    const qsizetype mark = text.indexOf(u'e', 0, Qt::CaseInsensitive);
    const std::optional<int> exponent = exponentOf(text, mark);
    const QStringView digits = mark < 0 ? text : text.left(mark);
    if (!exponent || digits.isEmpty() || digits == QStringView(u".")) return std::nullopt;

    const qsizetype point = digits.indexOf(u'.');
    const qsizetype wholeDigits = point < 0 ? digits.size() : point;
    quint64 value = 0;
    qsizetype position = 0; // of the digit, counted without the point
    for (const QChar c : digits) {
        if (c == u'.' && position == wholeDigits && point >= 0 && digits.lastIndexOf(u'.') == point) continue;
        if (c < u'0' || c > u'9') return std::nullopt;
        const qsizetype power = wholeDigits - 1 - position + *exponent + PicoDigits; // of ten, in pico-dollars
        ++position;
        const int digit = c.digitValue();
        if (power < -1 || digit == 0) continue;
        if (power > 18) return std::nullopt;
        quint64 unit = 1;
        for (qsizetype i = 0; i < power; ++i)
            unit *= 10;
        value += power >= 0 ? digit * unit : (digit >= 5 ? 1 : 0); // below 1e19 + 1, which fits
    }
    if (value > quint64(Highest.picoUsd) + (negative ? 1 : 0)) return std::nullopt;
    return Money{negative ? qint64(0 - value) : qint64(value)};
}

QString exactUsd(Money amount)
{
    const bool negative = amount.picoUsd < 0;
    const quint64 size = negative ? 0 - quint64(amount.picoUsd) : quint64(amount.picoUsd);
    return (negative ? QStringLiteral("-") : QString()) + QString::number(size / PicoPerUsd) + u'.' +
           QString::number(size % PicoPerUsd).rightJustified(PicoDigits, u'0');
}

QString shortUsd(Money amount)
{
    const bool negative = amount.picoUsd < 0;
    const quint64 size = negative ? 0 - quint64(amount.picoUsd) : quint64(amount.picoUsd);
    int decimals = 2;
    if (size > 0 && size < quint64(PicoPerUsd)) {
        decimals = 4; // four decimals, then as many as show two significant digits
        for (quint64 scale = PicoPerUsd / 1000; decimals < PicoDigits && size < scale; scale /= 10)
            ++decimals;
    }
    quint64 unit = 1;
    for (int i = decimals; i < PicoDigits; ++i)
        unit *= 10;
    const quint64 rounded = (size + unit / 2) / unit;
    quint64 whole = 1;
    for (int i = 0; i < decimals; ++i)
        whole *= 10;
    return (negative ? QStringLiteral("-") : QString()) + QString::number(rounded / whole) + u'.' +
           QString::number(rounded % whole).rightJustified(decimals, u'0');
}

} // namespace burin
