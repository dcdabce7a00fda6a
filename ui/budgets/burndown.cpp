#include "ui/budgets/burndown.h"

#include "core/cost/forecast.h"
#include "ui/common/format.h"

#include <QCoreApplication>
#include <QLocale>

namespace burin {

namespace {

constexpr int HoursOfDay = 24;

struct BurnDownTexts {
    Q_DECLARE_TR_FUNCTIONS(BurnDown)
};

QString dayText(QDate day)
{
    return QLocale().toString(day, QLocale::ShortFormat);
}

Cell moneyCell(Money amount)
{
    return {.text = formatMoney(amount),
            .sortKey = amount.picoUsd,
            .toolTip = formatExactMoney(amount),
            .tone = amount < Money{} ? QStringLiteral("error") : QString()};
}

} // namespace

BurnDown burnDownOf(const BudgetReport &report)
{
    BurnDown chart;
    chart.limit = report.state.budget.limit;
    chart.hourly = report.state.budget.scope == BudgetScope::Day;
    chart.from = report.period.from;
    chart.parts = chart.hourly ? HoursOfDay : int(report.period.from.daysTo(report.period.to)) + 1;
    chart.actual.push_back({0, chart.limit});
    for (const Money &spent : report.parts)
        chart.actual.push_back({double(chart.actual.size()), chart.actual.back().left - spent});
    if (const auto &forecast = report.forecast)
        chart.projected = {chart.limit - forecast->high, chart.limit - forecast->expected, chart.limit - forecast->low};
    return chart;
}

QString partName(const BurnDown &chart, int part)
{
    if (chart.hourly) return QLocale().toString(QTime(part % HoursOfDay, 0), QLocale::ShortFormat);
    return dayText(chart.from.addDays(part));
}

CellTable burnDownTable(const BurnDown &chart)
{
    CellTable table;
    table.columns = {{chart.hourly ? BurnDownTexts::tr("From") : BurnDownTexts::tr("Day")},
                     {BurnDownTexts::tr("Spent"), FigureAlignment},
                     {BurnDownTexts::tr("Left"), FigureAlignment}};
    for (size_t i = 1; i < chart.actual.size(); ++i)
        table.rows.push_back({{.text = partName(chart, int(i) - 1), .sortKey = int(i), .toolTip = {}, .tone = {}},
                              moneyCell(chart.actual[i - 1].left - chart.actual[i].left),
                              moneyCell(chart.actual[i].left)});
    if (!chart.projected.empty())
        table.rows.push_back({{.text = BurnDownTexts::tr("At the end, about"),
                               .sortKey = chart.parts + 1,
                               .toolTip = {},
                               .tone = QStringLiteral("muted")},
                              moneyCell(chart.limit - chart.projected[1]),
                              moneyCell(chart.projected[1])});
    return table;
}

QString describe(const BurnDown &chart)
{
    const QString now =
        BurnDownTexts::tr("%1 of %2 are left.").arg(formatMoney(chart.actual.back().left), formatMoney(chart.limit));
    if (chart.projected.empty()) return now;
    return now + u' ' +
           BurnDownTexts::tr("At the end about %1, between %2 and %3.")
               .arg(formatMoney(chart.projected[1]), formatMoney(chart.projected[0]), formatMoney(chart.projected[2]));
}

QString forecastText(const BudgetReport &report)
{
    const BudgetScope scope = report.state.budget.scope;
    if (scope == BudgetScope::Run) return {};
    if (scope == BudgetScope::Prompt)
        return report.lastsDays ? BurnDownTexts::tr("Lasts %n more day(s) at the mean of the days before.", nullptr,
                                                    *report.lastsDays)
                                : BurnDownTexts::tr("How long it lasts is told after %n whole day(s) of history.",
                                                    nullptr, FewestForecastDays);
    if (!report.forecast)
        return BurnDownTexts::tr("A projection takes %n whole day(s) of history.", nullptr, FewestForecastDays);
    const QString end = scope == BudgetScope::Day ? BurnDownTexts::tr("by midnight") : dayText(report.period.to);
    //: %1 is a day or "by midnight", %2 to %4 amounts of money, %5 such as "28 days".
    return BurnDownTexts::tr("Projected %1: about %2, likely %3 to %4 (n = %5).")
        .arg(end, formatMoney(report.forecast->expected), formatMoney(report.forecast->low),
             formatMoney(report.forecast->high), BurnDownTexts::tr("%n day(s)", nullptr, report.forecast->days));
}

QString forecastTone(const BudgetReport &report)
{
    if (!report.forecast) return QStringLiteral("muted");
    const Money limit = report.state.budget.limit;
    if (report.forecast->expected > limit) return QStringLiteral("error");
    return report.forecast->high > limit ? QStringLiteral("warn") : QStringLiteral("ok");
}

} // namespace burin
