#include "core/net/httpdate.h"

#include <QRegularExpression>
#include <QTimeZone>

#include <array>

namespace burin {

namespace {

/// The three forms; each names its parts day, month, year and time.
const std::array<QRegularExpression, 3> &forms()
{
    static const std::array<QRegularExpression, 3> list = {
        QRegularExpression(QStringLiteral(
            R"(^\w{3}, (?<day>\d{2}) (?<month>\w{3}) (?<year>\d{4}) (?<time>\d{2}:\d{2}:\d{2}) (?:GMT|UTC)$)")),
        QRegularExpression(QStringLiteral(
            R"(^\w{6,9}, (?<day>\d{2})-(?<month>\w{3})-(?<year>\d{2}) (?<time>\d{2}:\d{2}:\d{2}) (?:GMT|UTC)$)")),
        QRegularExpression(QStringLiteral(
            R"(^\w{3} (?<month>\w{3}) {1,2}(?<day>\d{1,2}) (?<time>\d{2}:\d{2}:\d{2}) (?<year>\d{4})$)")),
    };
    return list;
}

int monthOf(const QString &name)
{
    static const QString names = QStringLiteral("jan feb mar apr may jun jul aug sep oct nov dec");
    const qsizetype position = names.indexOf(name.toLower());
    return position < 0 || position % 4 != 0 ? 0 : static_cast<int>(position / 4) + 1;
}

int yearOf(const QString &digits, const QDateTime &now)
{
    const int year = digits.toInt();
    if (digits.size() == 4) return year;
    // A year that seems more than 50 years ahead is the most recent past one with these digits.
    const int currentYear = now.toUTC().date().year();
    const int sameCentury = currentYear - currentYear % 100 + year;
    return sameCentury > currentYear + 50 ? sameCentury - 100 : sameCentury;
}

} // namespace

QDateTime parseHttpDate(const QByteArray &text, const QDateTime &now)
{
    const QString trimmed = QString::fromLatin1(text.trimmed());
    for (const QRegularExpression &form : forms()) {
        const QRegularExpressionMatch match = form.match(trimmed);
        if (!match.hasMatch()) continue;
        const QDate date(yearOf(match.captured(u"year"), now), monthOf(match.captured(u"month")),
                         match.captured(u"day").toInt());
        const QTime time = QTime::fromString(match.captured(u"time"), QStringLiteral("hh:mm:ss"));
        if (date.isValid() && time.isValid()) return QDateTime(date, time, Qt::UTC);
    }
    return {};
}

} // namespace burin
