#pragma once

#include "core/domain/history.h"

#include <QStringView>

#include <span>

namespace burin {

/// What a field's value is written like.
enum class QueryValue {
    Text,     ///< A part of it with ':', all of it with '='.
    Tag,      ///< A whole tag.
    Status,   ///< One of the statuses.
    Money,    ///< Dollars.
    Count,    ///< 1500, 1.5k, 2M.
    Duration, ///< 500ms, 2s, 1.5min, 1h; seconds without a unit.
    Rating,   ///< 1 to 5.
    Number,   ///< A whole number from 1.
    Trait,    ///< Of "is".
    Presence, ///< Of "has".
    Day,      ///< A date, a month, a year, today, yesterday, 7d, 2w, 3m, 1y.
};

/// A row a field of the language.
struct QueryField {
    const char *name;
    RunField field;
    QueryValue value;
    RunRelation colon; ///< What ':' means.
    const char *need;  ///< Source text, context "Query": said when the value is missing or wrong.
};

/// Of "is" and "has".
struct QueryTrait {
    const char *name;
    RunCondition condition;
};

std::span<const QueryField> queryFields();
/// The field called @p name, in any case of letters; "var." with something behind it is a variable. Null = none.
const QueryField *findQueryField(QStringView name);
std::span<const QueryTrait> traitsOf(QueryValue kind);
QString needOf(const QueryField &field);
/// Whether the field's values have an order, so that < and > mean something.
bool hasOrder(QueryValue value);

} // namespace burin
