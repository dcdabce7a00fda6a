#pragma once

#include "core/base/money.h"
#include "core/domain/costreport.h"
#include "core/domain/histogram.h"
#include "core/domain/run.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace burin {

/// Which runs figures are about. Empty fields do not filter.
struct CostFilter {
    DayRange range;   ///< By the local day on which a run began.
    QString model;    ///< Requested model, exact.
    QString provider; ///< Provider id, exact.
    QString prompt;   ///< Prompt title, exact.
    QString tag;
    std::optional<RunStatus> status;
    bool operator==(const CostFilter &) const = default;
};

/// What some runs count for. Sums are exact; simulated and running runs are in none of them.
struct CostFigures {
    qint64 runs = 0;
    qint64 unpricedRuns = 0;  ///< May have cost something, and nothing is known of how much; not part of cost.
    Money cost;               ///< Sum of the amounts that are known.
    qint64 inputTokens = 0;   ///< Of all attempts, cached ones included.
    qint64 outputTokens = 0;  ///< Of all attempts, reasoning included.
    qint64 estimatedRuns = 0; ///< Priced by estimated tokens.
    Money estimated;          ///< Their part of cost.
    qint64 cachedTokens = 0;  ///< Part of inputTokens that the provider read from its cache.
    Money cacheSavings;       ///< What those would have cost as ordinary input, less what they did cost.
    qint64 retries = 0;       ///< Attempts beyond the first.
    Money retryCost;          ///< Part of cost: attempts that another one followed.
    Histogram firstContent;   ///< Milliseconds.
    Histogram total;          ///< Milliseconds, of the runs that had content.
    Histogram speed;          ///< Thousandths of a token a second.
    Histogram price;          ///< Pico-USD a run, of the runs with a price.

    CostFigures &operator+=(const CostFigures &other)
    {
        for (const auto count :
             {&CostFigures::runs, &CostFigures::unpricedRuns, &CostFigures::inputTokens, &CostFigures::outputTokens,
              &CostFigures::estimatedRuns, &CostFigures::cachedTokens, &CostFigures::retries})
            this->*count += other.*count;
        for (const auto amount :
             {&CostFigures::cost, &CostFigures::estimated, &CostFigures::cacheSavings, &CostFigures::retryCost})
            this->*amount += other.*amount;
        for (const auto histogram :
             {&CostFigures::firstContent, &CostFigures::total, &CostFigures::speed, &CostFigures::price})
            this->*histogram += other.*histogram;
        return *this;
    }
    bool operator==(const CostFigures &) const = default;
};

/// A line of a report: the values of the dimensions that were asked for, and what their runs count for.
struct CostLine {
    QStringList keys;        ///< As text: a name, "2026-11-25", "09".
    std::vector<qint64> ids; ///< As stored: a Julian day, an hour, the id of a name. 0 for dimensions without one.
    CostFigures figures;
    bool operator==(const CostLine &) const = default;
};

/// What a report counts; what it does not count is left at its defaults.
enum class CostDetail {
    Basic,         ///< Runs, cost, and tokens in and out.
    Sums,          ///< All sums.
    Distributions, ///< The times, speeds and prices too.
};

/// All that the page of the costs shows about the runs of one filter.
struct CostOverview {
    CostFilter filter;
    QString dimension;                 ///< What overTime is split by.
    bool monthly = false;              ///< The periods are months, by their first day; else days.
    CostFigures now;                   ///< With distributions.
    CostFigures before;                ///< Of the equally long range before; with distributions.
    qint64 completed = 0;              ///< Runs of now that completed.
    qint64 completedBefore = 0;        ///< Runs of before that completed.
    std::vector<CostLine> time;        ///< By period, with distributions.
    std::vector<CostLine> split;       ///< By period and dimension.
    std::vector<CostLine> models;      ///< By model, with distributions.
    std::vector<CostLine> prompts;     ///< By prompt.
    std::vector<CostLine> versions;    ///< By version; one without a name are the runs of no version.
    std::vector<CostLine> errors;      ///< By period and error category; '' are the runs without an error.
    std::vector<CostLine> statuses;    ///< By status.
    std::vector<CostLine> hours;       ///< By weekday (0 = Monday) and hour.
    std::vector<CostLine> modelErrors; ///< By model and error category.
};

/// What is asked for an overview.
struct CostQuestion {
    CostFilter filter;
    QString dimension = QStringLiteral("model"); ///< One of costDimensions().
    bool monthly = false;
    bool operator==(const CostQuestion &) const = default;
};

/// What the filters of the costs can offer, by name.
struct CostChoices {
    QStringList models;
    QStringList providers;
    QStringList prompts;
    QStringList tags;
};

} // namespace burin
