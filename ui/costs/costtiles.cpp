#include "ui/costs/costtiles.h"

#include "ui/common/compact.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QLocale>
#include <QVBoxLayout>

#include <cmath>
#include <optional>

namespace burin {

namespace {

struct CostTileTexts {
    Q_DECLARE_TR_FUNCTIONS(Costs)
};

QString signedNumber(double value, int decimals)
{
    const QLocale locale;
    const QString number = locale.toString(std::abs(value), 'f', decimals);
    const bool zero = locale.toDouble(number) == 0;
    return (zero ? QStringLiteral("±") : value > 0 ? QStringLiteral("+") : QStringLiteral("−")) + number;
}

/// "+12 % · $1.10 before"
QString changeText(double now, double before, const QString &beforeText)
{
    if (before <= 0) return CostTileTexts::tr("%1 before").arg(beforeText);
    const double percent = (now - before) / before * 100;
    const QString change = percent > 999
                               ? CostTileTexts::tr("more than ten times")
                               : CostTileTexts::tr("%1 %").arg(signedNumber(percent, std::abs(percent) < 10 ? 1 : 0));
    return CostTileTexts::tr("%1 · %2 before").arg(change, beforeText);
}

QString runsText(int runs)
{
    return QCoreApplication::translate("Costs", "%n run(s)", nullptr, runs);
}

QString tokensPair(const CostFigures &figures)
{
    return compactCount(figures.inputTokens) + QStringLiteral(" → ") + compactCount(figures.outputTokens);
}

std::optional<milliseconds> timeAt(const Histogram &times, double quantile)
{
    const std::optional<double> value = times.percentile(quantile);
    return value ? std::optional(milliseconds(std::llround(*value))) : std::nullopt;
}

/// Unpriced and estimated amounts, each with its count.
QString caveats(const CostFigures &now)
{
    QStringList parts;
    if (now.unpricedRuns > 0)
        parts += QCoreApplication::translate("Costs", "%n run(s) without a price", nullptr, int(now.unpricedRuns));
    if (now.estimatedRuns > 0)
        parts += QCoreApplication::translate("Costs", "%1 of it estimated, %n run(s)", nullptr, int(now.estimatedRuns))
                     .arg(formatMoney(now.estimated));
    return parts.join(QLatin1Char('\n'));
}

TileFigures spendTile(const CostFigures &now, const CostFigures &before)
{
    TileFigures tile{CostTileTexts::tr("Spend"), formatMoney(now.cost), formatExactMoney(now.cost), {}, {}, {}};
    tile.change = changeText(double(now.cost.picoUsd), double(before.cost.picoUsd), formatMoney(before.cost));
    tile.count =
        QCoreApplication::translate("Costs", "%n run(s) with a price", nullptr, int(now.runs - now.unpricedRuns));
    tile.warning = caveats(now);
    if (now.unpricedRuns == now.runs && now.runs > 0) tile.figure = tile.exact = formatMoney({});
    return tile;
}

std::optional<double> successRate(qint64 completed, qint64 runs)
{
    if (runs == 0) return std::nullopt;
    return 100.0 * double(completed) / double(runs);
}

QString percentText(std::optional<double> rate)
{
    if (!rate) return formatTokens({});
    const int decimals = *rate > 99 && *rate < 100 ? 2 : *rate < 100 ? 1 : 0;
    return CostTileTexts::tr("%1 %").arg(QLocale().toString(*rate, 'f', decimals));
}

/// "+0.4 points · 98.0 % before"
QString pointsText(std::optional<double> rate, std::optional<double> earlier)
{
    if (!rate || !earlier) return CostTileTexts::tr("%1 before").arg(percentText(earlier));
    //: A change of a percentage in percentage points.
    const QString points = CostTileTexts::tr("%1 points").arg(signedNumber(*rate - *earlier, 1));
    return CostTileTexts::tr("%1 · %2 before").arg(points, percentText(earlier));
}

TileFigures successTile(const CostOverview &overview)
{
    const qint64 runs = overview.now.runs;
    const std::optional<double> rate = successRate(overview.completed, runs);
    TileFigures tile{CostTileTexts::tr("Success rate"), percentText(rate), {}, {}, {}, {}};
    tile.change = pointsText(rate, successRate(overview.completedBefore, overview.before.runs));
    tile.count = CostTileTexts::tr("%1 of %2").arg(QLocale().toString(overview.completed), runsText(int(runs)));
    return tile;
}

TileFigures latencyTile(const CostFigures &now, const CostFigures &before)
{
    const auto median = timeAt(now.firstContent, 0.5), slow = timeAt(now.firstContent, 0.95);
    const auto earlier = timeAt(before.firstContent, 0.5);
    TileFigures tile{CostTileTexts::tr("Time to first token"), formatDuration(median), {}, {}, {}, {}};
    tile.exact = CostTileTexts::tr("Median %1, 95th percentile %2; both within 2 %")
                     .arg(formatDuration(median), formatDuration(slow));
    tile.change = CostTileTexts::tr("%1 before").arg(formatDuration(earlier));
    if (median && earlier)
        tile.change = changeText(double(median->count()), double(earlier->count()), formatDuration(earlier));
    tile.count = CostTileTexts::tr("median; 95 % under %1; %2")
                     .arg(formatDuration(slow), runsText(int(now.firstContent.count())));
    return tile;
}

TileFigures cacheTile(const CostFigures &now, const CostFigures &before)
{
    const std::optional<double> rate = successRate(now.cachedTokens, now.inputTokens);
    TileFigures tile{CostTileTexts::tr("Input from caches"), percentText(rate), {}, {}, {}, {}};
    tile.exact =
        CostTileTexts::tr("%1 of %2 input tokens").arg(formatTokens(now.cachedTokens), formatTokens(now.inputTokens));
    tile.change = pointsText(rate, successRate(before.cachedTokens, before.inputTokens));
    tile.count =
        CostTileTexts::tr("%1 saved; %2 tokens").arg(formatMoney(now.cacheSavings), compactCount(now.cachedTokens));
    return tile;
}

} // namespace

std::vector<TileFigures> tileFigures(const CostOverview &overview)
{
    const CostFigures &now = overview.now, &before = overview.before;
    const QLocale locale;
    const auto tokens = [](const CostFigures &f) { return double(f.inputTokens + f.outputTokens); };
    return {
        spendTile(now, before),
        {CostTileTexts::tr("Runs"),
         locale.toString(now.runs),
         {},
         changeText(double(now.runs), double(before.runs), locale.toString(before.runs)),
         QCoreApplication::translate("Costs", "%n retry(s)", nullptr, int(now.retries)),
         {}},
        {CostTileTexts::tr("Tokens in → out"),
         tokensPair(now),
         formatTokens(now.inputTokens) + QStringLiteral(" → ") + formatTokens(now.outputTokens),
         changeText(tokens(now), tokens(before), compactCount(qint64(tokens(before)))),
         runsText(int(now.runs)),
         {}},
        successTile(overview),
        latencyTile(now, before),
        cacheTile(now, before),
    };
}

CostTile::CostTile(QWidget *parent)
    : QFrame(parent),
      m_title(plainLabel(LabelStyle::SmallMuted, {}, this)),
      m_figure(plainLabel(LabelStyle::Figure, {}, this)),
      m_change(plainLabel(LabelStyle::SmallMuted, {}, this)),
      m_count(plainLabel(LabelStyle::SmallMuted, {}, this)),
      m_warning(plainLabel(LabelStyle::Small, {}, this))
{
    setProperty("card", true);
    setTone(m_warning, QStringLiteral("warn"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme().space(3), theme().space(2), theme().space(3), theme().space(2));
    layout->setSpacing(theme().space(1) / 2);
    for (QLabel *label : {m_title, m_figure, m_change, m_count, m_warning}) {
        label->setMinimumWidth(1);
        layout->addWidget(label);
    }
    layout->addStretch();
    m_figure->setTextInteractionFlags(Qt::TextSelectableByMouse);
}

void CostTile::setFigures(const TileFigures &figures)
{
    m_title->setText(figures.title);
    m_figure->setText(figures.figure);
    m_figure->setToolTip(plainToolTip(figures.exact));
    m_change->setText(figures.change);
    m_count->setText(figures.count);
    m_warning->setText(figures.warning);
    m_warning->setVisible(!figures.warning.isEmpty());
    setAccessibleName(figures.title);
    setAccessibleDescription(
        QStringList{figures.figure, figures.change, figures.count, figures.warning}.join(QStringLiteral(", ")));
}

} // namespace burin
