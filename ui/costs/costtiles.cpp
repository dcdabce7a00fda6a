#include "ui/costs/costtiles.h"

#include "ui/common/compact.h"
#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QLocale>
#include <QVBoxLayout>

#include <cmath>

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

QString tokensPair(const CostTotals &totals)
{
    return compactCount(totals.inputTokens) + QStringLiteral(" → ") + compactCount(totals.outputTokens);
}

TileFigures spendTile(const CostTotals &now, const CostTotals &before)
{
    TileFigures tile{CostTileTexts::tr("Spend"), formatMoney(now.spend), formatExactMoney(now.spend), {}, {}, {}};
    tile.change = changeText(double(now.spend.picoUsd), double(before.spend.picoUsd), formatMoney(before.spend));
    tile.count = QCoreApplication::translate("Costs", "%n run(s) with a price", nullptr, now.runs - now.unpricedRuns);
    if (now.unpricedRuns > 0) {
        tile.warning = QCoreApplication::translate("Costs", "%n run(s) without a price", nullptr, now.unpricedRuns);
        if (now.unpricedRuns == now.runs) tile.figure = tile.exact = formatMoney({});
    }
    return tile;
}

std::optional<double> successRate(const CostTotals &totals)
{
    if (totals.runs == 0) return std::nullopt;
    return 100.0 * totals.completedRuns / totals.runs;
}

QString percentText(std::optional<double> rate)
{
    if (!rate) return formatTokens({});
    const int decimals = *rate > 99 && *rate < 100 ? 2 : *rate < 100 ? 1 : 0;
    return CostTileTexts::tr("%1 %").arg(QLocale().toString(*rate, 'f', decimals));
}

TileFigures successTile(const CostTotals &now, const CostTotals &before)
{
    const std::optional<double> rate = successRate(now), earlier = successRate(before);
    TileFigures tile{CostTileTexts::tr("Success rate"),
                     percentText(rate),
                     {},
                     CostTileTexts::tr("%1 before").arg(percentText(earlier)),
                     {},
                     {}};
    if (rate && earlier)
        //: A change of a percentage in percentage points.
        tile.change =
            CostTileTexts::tr("%1 · %2 before")
                .arg(CostTileTexts::tr("%1 points").arg(signedNumber(*rate - *earlier, 1)), percentText(earlier));
    tile.count = CostTileTexts::tr("%1 of %2").arg(QLocale().toString(now.completedRuns), runsText(now.runs));
    return tile;
}

TileFigures latencyTile(const CostTotals &now, const CostTotals &before)
{
    TileFigures tile{
        CostTileTexts::tr("Median time to first token"), formatDuration(now.medianFirstContent), {}, {}, {}, {}};
    const QString earlier = formatDuration(before.medianFirstContent);
    tile.change = CostTileTexts::tr("%1 before").arg(earlier);
    if (now.medianFirstContent && before.medianFirstContent)
        tile.change =
            changeText(double(now.medianFirstContent->count()), double(before.medianFirstContent->count()), earlier);
    tile.count = runsText(now.firstContentRuns);
    return tile;
}

} // namespace

std::vector<TileFigures> tileFigures(const CostReport &report)
{
    const CostTotals &now = report.totals, &before = report.previous;
    const QLocale locale;
    const auto tokens = [](const CostTotals &totals) { return double(totals.inputTokens + totals.outputTokens); };
    return {
        spendTile(now, before),
        {CostTileTexts::tr("Runs"),
         locale.toString(now.runs),
         {},
         changeText(now.runs, before.runs, locale.toString(before.runs)),
         CostTileTexts::tr("%1 completed").arg(locale.toString(now.completedRuns)),
         {}},
        {CostTileTexts::tr("Tokens in → out"),
         tokensPair(now),
         formatTokens(now.inputTokens) + QStringLiteral(" → ") + formatTokens(now.outputTokens),
         changeText(tokens(now), tokens(before), compactCount(qint64(tokens(before)))),
         runsText(now.runs),
         {}},
        successTile(now, before),
        latencyTile(now, before),
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
