#include "core/domain/history.h"

namespace burin {

namespace {

void addText(std::vector<RunCondition> &all, RunField field, const QString &text)
{
    if (!text.isEmpty()) all.push_back({field, RunRelation::Is, text});
}

void addNumber(std::vector<RunCondition> &all, RunField field, qint64 number)
{
    if (number) all.push_back({field, RunRelation::Is, {}, number});
}

} // namespace

std::vector<RunCondition> conditionsOf(const RunQuery &query)
{
    std::vector<RunCondition> all;
    addText(all, RunField::Model, query.model);
    addText(all, RunField::Provider, query.provider);
    addText(all, RunField::Prompt, query.prompt);
    addNumber(all, RunField::Prompt, query.libraryPrompt.value);
    addNumber(all, RunField::VersionId, query.libraryVersion.value);
    if (query.status) all.push_back({RunField::Status, RunRelation::Is, {}, int(*query.status)});
    if (query.from.isValid()) all.push_back({RunField::Day, RunRelation::AtLeast, {}, query.from.toJulianDay()});
    if (query.to.isValid()) all.push_back({RunField::Day, RunRelation::AtMost, {}, query.to.toJulianDay()});
    all.insert(all.end(), query.conditions.begin(), query.conditions.end());
    return all;
}

} // namespace burin
