#include "core/query/queryfields.h"

#include <QCoreApplication>

#include <algorithm>

namespace burin {

namespace {

using enum RunRelation;
using F = RunField;
using V = QueryValue;

// clang-format off
constexpr QueryField fields[] = {
    {"model", F::Model, V::Text, Contains, QT_TRANSLATE_NOOP("Query", "model needs a name or a part of one, such as model:claude")},
    {"provider", F::Provider, V::Text, Contains, QT_TRANSLATE_NOOP("Query", "provider needs a name or a part of one, such as provider:openai")},
    {"prompt", F::Prompt, V::Text, Contains, QT_TRANSLATE_NOOP("Query", "prompt needs a title or a part of one, such as prompt:\"Support reply\"")},
    {"version", F::Version, V::Number, Is, QT_TRANSLATE_NOOP("Query", "version needs a number, such as version:3")},
    {"status", F::Status, V::Status, Is, QT_TRANSLATE_NOOP("Query", "status is one of completed, running, truncated, partial, failed, cancelled, interrupted, blocked")},
    {"cost", F::Cost, V::Money, Is, QT_TRANSLATE_NOOP("Query", "cost needs an amount, such as cost>0.02")},
    {"tokens", F::Tokens, V::Count, Is, QT_TRANSLATE_NOOP("Query", "tokens needs a number, such as tokens>1500 or tokens>2k")},
    {"input", F::InputTokens, V::Count, Is, QT_TRANSLATE_NOOP("Query", "input needs a number of tokens, such as input>1500")},
    {"output", F::OutputTokens, V::Count, Is, QT_TRANSLATE_NOOP("Query", "output needs a number of tokens, such as output>500")},
    {"time", F::Duration, V::Duration, Is, QT_TRANSLATE_NOOP("Query", "time needs a duration, such as time>2s or time<500ms")},
    {"ttft", F::FirstToken, V::Duration, Is, QT_TRANSLATE_NOOP("Query", "ttft needs a duration, such as ttft>800ms")},
    {"error", F::Error, V::Text, Contains, QT_TRANSLATE_NOOP("Query", "error needs a kind of error, such as error:timeout")},
    {"tag", F::Tag, V::Tag, Is, QT_TRANSLATE_NOOP("Query", "tag needs a tag, such as tag:draft")},
    {"rating", F::Rating, V::Rating, Is, QT_TRANSLATE_NOOP("Query", "rating needs a number from 1 to 5, such as rating>=4")},
    {"is", F::Starred, V::Trait, Is, QT_TRANSLATE_NOOP("Query", "is takes starred, simulated or unpriced, such as is:starred")},
    {"has", F::Note, V::Presence, Is, QT_TRANSLATE_NOOP("Query", "has takes note, tag, rating or error, such as has:note")},
    {"batch", F::Batch, V::Text, Contains, QT_TRANSLATE_NOOP("Query", "batch needs a name or a part of one, such as batch:\"first try\"")},
    {"after", F::Day, V::Day, AtLeast, QT_TRANSLATE_NOOP("Query", "after needs a day, such as after:2026-10-01, after:yesterday or after:7d")},
    {"before", F::Day, V::Day, Below, QT_TRANSLATE_NOOP("Query", "before needs a day, such as before:2026-10-01 or before:today")},
    {"on", F::Day, V::Day, Is, QT_TRANSLATE_NOOP("Query", "on needs a day, such as on:2026-10-01 or on:yesterday")},
    {"id", F::Id, V::Number, Is, QT_TRANSLATE_NOOP("Query", "id needs the number of a run, such as id:42")},
    {"var", F::Variable, V::Text, Contains, QT_TRANSLATE_NOOP("Query", "var needs a variable and its value, such as var.city=Paris")},
};
// clang-format on

const QueryTrait traits[] = {
    {"starred", {F::Starred}},
    {"simulated", {F::Simulated}},
    {"unpriced", {F::Unpriced}},
};
const QueryTrait presences[] = {
    {"note", {F::Note}},
    {"tag", {F::Tag, Is}},
    {"rating", {F::Rating, AtLeast, {}, 1}},
    {"error", {F::Error, Contains}},
};

} // namespace

std::span<const QueryField> queryFields()
{
    return fields;
}

const QueryField *findQueryField(QStringView name)
{
    const bool variable = name.size() > 4 && name.startsWith(QLatin1StringView("var."), Qt::CaseInsensitive);
    if (!variable && name.compare(QLatin1StringView("var"), Qt::CaseInsensitive) == 0) return nullptr;
    const QStringView wanted = variable ? name.left(3) : name;
    const auto field = std::ranges::find_if(fields, [&](const QueryField &f) {
        return wanted.compare(QLatin1StringView(f.name), Qt::CaseInsensitive) == 0;
    });
    return field == std::end(fields) ? nullptr : field;
}

std::span<const QueryTrait> traitsOf(QueryValue kind)
{
    if (kind == QueryValue::Trait) return traits;
    if (kind == QueryValue::Presence) return presences;
    return {};
}

QString needOf(const QueryField &field)
{
    return QCoreApplication::translate("Query", field.need);
}

bool hasOrder(QueryValue value)
{
    switch (value) {
    case QueryValue::Money:
    case QueryValue::Count:
    case QueryValue::Duration:
    case QueryValue::Rating:
    case QueryValue::Number:
        return true;
    default:
        return false;
    }
}

} // namespace burin
