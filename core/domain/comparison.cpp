#include "core/domain/comparison.h"

#include <QJsonArray>
#include <QUuid>

#include <algorithm>

namespace burin {

namespace {

QString toString(LaneSource source)
{
    switch (source) {
    case LaneSource::OpenDraft:
        return QStringLiteral("open");
    case LaneSource::Version:
        return QStringLiteral("version");
    case LaneSource::Kept:
        break;
    }
    return QStringLiteral("kept");
}

LaneSource laneSourceFrom(const QString &text)
{
    for (const LaneSource source : {LaneSource::OpenDraft, LaneSource::Version})
        if (toString(source) == text) return source;
    return LaneSource::Kept;
}

QJsonObject toJson(const ComparedLane &lane)
{
    QJsonArray runs;
    for (const RunId run : lane.runs)
        runs.append(run.value);
    QJsonObject json{
        {QStringLiteral("source"), toString(lane.source)}, {QStringLiteral("title"), lane.title},
        {QStringLiteral("draft"), toJson(lane.draft)},     {QStringLiteral("provider"), lane.model.providerId},
        {QStringLiteral("model"), lane.model.model},       {QStringLiteral("parameters"), toJson(lane.parameters)},
        {QStringLiteral("repeats"), lane.repeats},         {QStringLiteral("runs"), runs},
        {QStringLiteral("rating"), lane.rating},           {QStringLiteral("note"), lane.note}};
    if (lane.values) json.insert(QStringLiteral("values"), toJson(*lane.values));
    return json;
}

ComparedLane laneFrom(const QJsonObject &json)
{
    ComparedLane lane;
    lane.source = laneSourceFrom(json.value(QStringLiteral("source")).toString());
    lane.title = json.value(QStringLiteral("title")).toString();
    lane.draft = draftFrom(json.value(QStringLiteral("draft")).toObject());
    lane.model = {json.value(QStringLiteral("provider")).toString(), json.value(QStringLiteral("model")).toString()};
    lane.parameters = parametersFrom(json.value(QStringLiteral("parameters")).toObject());
    lane.repeats = std::clamp(json.value(QStringLiteral("repeats")).toInt(1), 1, ComparedLane::MostRepeats);
    for (const auto run : json.value(QStringLiteral("runs")).toArray())
        if (const RunId id{run.toInteger()}; id.isValid()) lane.runs.push_back(id);
    lane.rating = std::clamp(json.value(QStringLiteral("rating")).toInt(), 0, 5);
    lane.note = json.value(QStringLiteral("note")).toString();
    if (const QJsonValue values = json.value(QStringLiteral("values")); values.isObject())
        lane.values = valueSetFrom(values.toObject());
    return lane;
}

QString newKey()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

} // namespace

Comparison newComparison(const PromptDraft &draft)
{
    ComparedLane lane;
    lane.title = draft.title;
    lane.draft = draft;
    lane.model = {draft.providerId, draft.model};
    lane.parameters = draft.parameters;
    return {newKey(), {}, {lane, lane}};
}

PromptDraft draftOf(const ComparedLane &lane, const PromptDraft &open)
{
    PromptDraft draft = lane.source == LaneSource::OpenDraft ? open : lane.draft;
    draft.variables.insert(open.variables);
    if (lane.values) draft.variables.insert(lane.values->values);
    draft.providerId = lane.model.providerId;
    draft.model = lane.model.model;
    draft.parameters = lane.parameters;
    draft.fallbacks.clear();
    return draft;
}

QJsonObject toJson(const Comparison &comparison)
{
    QJsonArray lanes;
    for (const ComparedLane &lane : comparison.lanes)
        lanes.append(toJson(lane));
    return {{QStringLiteral("key"), comparison.key},
            {QStringLiteral("name"), comparison.name},
            {QStringLiteral("lanes"), lanes},
            {QStringLiteral("base"), comparison.base},
            {QStringLiteral("winner"), comparison.winner}};
}

Comparison comparisonFrom(const QJsonObject &json)
{
    Comparison comparison;
    comparison.key = json.value(QStringLiteral("key")).toString();
    if (comparison.key.isEmpty()) comparison.key = newKey();
    comparison.name = json.value(QStringLiteral("name")).toString();
    for (const auto lane : json.value(QStringLiteral("lanes")).toArray())
        comparison.lanes.push_back(laneFrom(lane.toObject()));
    const auto lanes = std::clamp<size_t>(comparison.lanes.size(), Comparison::FewestLanes, Comparison::MostLanes);
    comparison.lanes.resize(lanes);
    const int last = int(lanes) - 1;
    comparison.base = std::clamp(json.value(QStringLiteral("base")).toInt(), 0, last);
    comparison.winner = std::clamp(json.value(QStringLiteral("winner")).toInt(-1), -1, last);
    return comparison;
}

} // namespace burin
