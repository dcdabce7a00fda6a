#include "ui/common/format.h"

#include <QCoreApplication>
#include <QLocale>

namespace burin {

namespace {

struct FormatTexts {
    Q_DECLARE_TR_FUNCTIONS(Format)
};

const QString Unknown = QStringLiteral("–");

/// A decimal string of base/money in the locale's writing: its decimal point and thousands.
QString localized(const QString &decimal)
{
    const QLocale locale;
    const qsizetype point = decimal.indexOf(u'.');
    return locale.toString(decimal.left(point).toLongLong()) + locale.decimalPoint() + decimal.mid(point + 1);
}

} // namespace

QString formatMoney(const std::optional<Money> &amount, Provenance provenance)
{
    if (!amount) return FormatTexts::tr("no price");
    if (provenance == Provenance::Local) return FormatTexts::tr("free");
    const QString sign = amount->picoUsd < 0 ? QStringLiteral("−") : QString();
    const QString digits = localized(shortUsd({std::abs(amount->picoUsd)}));
    return (provenance == Provenance::Estimated ? QStringLiteral("~") : QString()) + sign + u'$' + digits;
}

QString formatExactMoney(Money amount)
{
    return u'$' + exactUsd(amount);
}

QString formatTokens(const std::optional<qint64> &tokens)
{
    return tokens ? QLocale().toString(*tokens) : Unknown;
}

QString formatDuration(const std::optional<std::chrono::milliseconds> &duration)
{
    if (!duration) return Unknown;
    const QLocale locale;
    const double seconds = double(duration->count()) / 1000;
    if (duration->count() < 100) return FormatTexts::tr("%1 ms").arg(duration->count());
    if (seconds < 10) return FormatTexts::tr("%1 s").arg(locale.toString(seconds, 'f', seconds < 2 ? 2 : 1));
    if (seconds < 100) return FormatTexts::tr("%1 s").arg(locale.toString(seconds, 'f', 0));
    const qint64 whole = qRound64(seconds);
    //: A duration in minutes and seconds, such as 2:05 min
    return FormatTexts::tr("%1:%2 min").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
}

QString formatTime(const QDateTime &utc)
{
    const QDateTime local = utc.toLocalTime();
    const QLocale locale;
    if (local.date() == QDate::currentDate()) return locale.toString(local.time(), QLocale::ShortFormat);
    return locale.toString(local, QLocale::ShortFormat);
}

QString formatProvenance(Provenance provenance)
{
    switch (provenance) {
    case Provenance::Reported:
        return FormatTexts::tr("reported");
    case Provenance::Computed:
        return FormatTexts::tr("computed");
    case Provenance::Estimated:
        return FormatTexts::tr("estimated");
    case Provenance::Local:
        return FormatTexts::tr("local");
    case Provenance::Unpriced:
        break;
    }
    return FormatTexts::tr("price unknown");
}

QString formatStatus(RunStatus status)
{
    switch (status) {
    case RunStatus::Running:
        return FormatTexts::tr("running");
    case RunStatus::Completed:
        return FormatTexts::tr("completed");
    case RunStatus::Truncated:
        return FormatTexts::tr("cut off");
    case RunStatus::Partial:
        return FormatTexts::tr("partial");
    case RunStatus::Failed:
        return FormatTexts::tr("failed");
    case RunStatus::Cancelled:
        return FormatTexts::tr("stopped");
    case RunStatus::Interrupted:
        return FormatTexts::tr("interrupted");
    case RunStatus::Blocked:
        break;
    }
    return FormatTexts::tr("blocked");
}

QString statusIconName(RunStatus status)
{
    switch (status) {
    case RunStatus::Running:
        return QStringLiteral("circle-dashed");
    case RunStatus::Completed:
        return QStringLiteral("circle-check");
    case RunStatus::Truncated:
    case RunStatus::Partial:
        return QStringLiteral("scissors");
    case RunStatus::Failed:
        return QStringLiteral("circle-x");
    case RunStatus::Cancelled:
        return QStringLiteral("square");
    case RunStatus::Interrupted:
        return QStringLiteral("zap");
    case RunStatus::Blocked:
        break;
    }
    return QStringLiteral("ban");
}

QString statusTone(RunStatus status)
{
    switch (status) {
    case RunStatus::Completed:
        return QStringLiteral("ok");
    case RunStatus::Truncated:
    case RunStatus::Partial:
    case RunStatus::Interrupted:
        return QStringLiteral("warn");
    case RunStatus::Failed:
    case RunStatus::Blocked:
        return QStringLiteral("error");
    case RunStatus::Running:
    case RunStatus::Cancelled:
        break;
    }
    return {};
}

QString visibleText(const QString &text)
{
    QString shown;
    for (const uint point : text.toUcs4()) {
        const QChar::Category category = QChar::category(point);
        const bool hidden = category == QChar::Other_Control || category == QChar::Other_Format ||
                            category == QChar::Separator_Line || category == QChar::Separator_Paragraph;
        if (hidden)
            shown += QStringLiteral("⟨U+%1⟩").arg(point, 4, 16, QLatin1Char('0')).toUpper();
        else
            shown += QString::fromUcs4(reinterpret_cast<const char32_t *>(&point), 1);
    }
    return shown;
}

QString visibleLines(const QString &text, qsizetype limit)
{
    QStringList lines;
    for (const QString &line : text.left(limit).split(u'\n'))
        lines += visibleText(line);
    return lines.join(u'\n') + (text.size() > limit ? QStringLiteral("…") : QString());
}

} // namespace burin
