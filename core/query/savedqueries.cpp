#include "core/query/savedqueries.h"

#include <QJsonArray>

namespace burin {

namespace {

const QString queriesKey = QStringLiteral("queries");
const QString nameKey = QStringLiteral("name");
const QString textKey = QStringLiteral("text");

} // namespace

QJsonObject toJson(const std::vector<SavedQuery> &queries)
{
    QJsonArray array;
    for (const SavedQuery &query : queries)
        array += QJsonObject{{nameKey, query.name}, {textKey, query.text}};
    return {{queriesKey, array}};
}

std::vector<SavedQuery> savedQueriesFrom(const QJsonObject &json)
{
    std::vector<SavedQuery> queries;
    for (const QJsonValue &value : json.value(queriesKey).toArray()) {
        const SavedQuery query{value[nameKey].toString(), value[textKey].toString()};
        if (query.name.isEmpty() || query.text.isEmpty()) continue;
        std::erase_if(queries, [&](const SavedQuery &other) { return other.name == query.name; });
        queries.push_back(query);
    }
    return queries;
}

} // namespace burin
