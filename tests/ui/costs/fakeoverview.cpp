#include "fakeoverview.h"

#include <map>

namespace burin {

namespace {

CostFigures figuresOf(int day, int model, int models)
{
    CostFigures f;
    f.runs = 2;
    f.unpricedRuns = model == models - 1 ? 2 : 0;
    if (f.unpricedRuns == 0) f.cost = Money{(models - model) * qint64(1'000'000'000'000) + day * qint64(1'000'000'000)};
    f.inputTokens = 1200;
    f.outputTokens = 300;
    f.cachedTokens = 300;
    f.cacheSavings = Money{1'000'000};
    f.firstContent.add(600, 1);
    f.firstContent.add(2000, 1);
    f.total.add(4000, 2);
    f.speed.add(80'000, 2);
    if (f.unpricedRuns == 0) f.price.add(double(f.cost.picoUsd) / 2, 2);
    return f;
}

/// Lines by their keys, each once.
class Lines {
public:
    void add(const QStringList &keys, const std::vector<qint64> &ids, const CostFigures &f)
    {
        const auto [at, isNew] = m_at.try_emplace(keys, lines.size());
        if (isNew) lines.push_back({keys, ids, {}});
        lines[at->second].figures += f;
    }

    std::vector<CostLine> lines;

private:
    std::map<QStringList, size_t> m_at;
};

} // namespace

CostOverview overviewOf(int days, int models)
{
    CostOverview o;
    o.dimension = QStringLiteral("model");
    o.filter.range.to = QDate(2026, 3, 4);
    o.filter.range.from = o.filter.range.to.addDays(1 - days);
    Lines time, split, byModel, prompts, versions, errors, modelErrors, statuses, hours;
    for (int day = 0; day < days; ++day) {
        for (int model = 0; model < models && day != 2; ++model) {
            const CostFigures f = figuresOf(day, model, models);
            const QDate date = o.filter.range.from.addDays(day);
            const qint64 id = date.toJulianDay();
            const QString name = QStringLiteral("model-%1").arg(model), iso = date.toString(Qt::ISODate);
            const QString error = model == 1 ? QStringLiteral("RATE_LIMIT_ERROR") : QString();
            const qint64 weekday = date.dayOfWeek() - 1;
            time.add({iso}, {id}, f);
            split.add({iso, name}, {id, model + 1}, f);
            byModel.add({name}, {model + 1}, f);
            prompts.add({QStringLiteral("=Prompt %1").arg(model % 3)}, {model % 3 + 1}, f);
            versions.add({QStringLiteral("Prompt v%1").arg(model % 2)}, {model % 2 + 5}, f);
            errors.add({iso, error}, {id, 0}, f);
            modelErrors.add({name, error}, {model + 1, 0}, f);
            statuses.add({error.isEmpty() ? QStringLiteral("completed") : QStringLiteral("failed")},
                         {error.isEmpty() ? 1 : 4}, f);
            hours.add({QString::number(weekday), QStringLiteral("09")}, {weekday, 9}, f);
            o.now += f;
            if (error.isEmpty()) o.completed += f.runs;
        }
    }
    o.time = time.lines;
    o.split = split.lines;
    o.models = byModel.lines;
    o.prompts = prompts.lines;
    o.versions = versions.lines;
    o.errors = errors.lines;
    o.modelErrors = modelErrors.lines;
    o.statuses = statuses.lines;
    o.hours = hours.lines;
    return o;
}

} // namespace burin
