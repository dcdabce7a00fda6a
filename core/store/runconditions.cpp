#include "core/store/runconditions.h"

#include "core/store/searchtext.h"
#include "core/store/sqlquery.h"
#include "core/store/storedvalues.h"
#include "core/store/variableindex.h"

#include <QJsonArray>

#include <algorithm>

namespace burin {

namespace {

/// One row a field that is a figure.
struct Figure {
    RunField field;
    const char *key;   ///< %1 is the name of the row of runs.
    const char *index; ///< On the key; nullptr = none.
    const char *known; ///< What holds where there is such a figure at all.
};
constexpr char CostKey[] = "coalesce(%1.cost_pico_usd, -1)";
constexpr char FirstTokenKey[] = "coalesce(%1.first_content_ms, -1)";
constexpr char TokensKey[] = "coalesce(%1.input_tokens + %1.output_tokens, %1.input_tokens, %1.output_tokens, -1)";
constexpr Figure figures[] = {
    {RunField::Cost, CostKey, "runs_by_cost", "coalesce(%1.cost_pico_usd, -1) >= 0"},
    {RunField::Duration, "%1.total_ms", "runs_by_duration", "%1.status <> 0"},
    {RunField::FirstToken, FirstTokenKey, "runs_by_first_token", "coalesce(%1.first_content_ms, -1) >= 0"},
    {RunField::Tokens, TokensKey, "runs_by_tokens",
     "coalesce(%1.input_tokens + %1.output_tokens, %1.input_tokens, %1.output_tokens, -1) >= 0"},
    {RunField::InputTokens, "%1.input_tokens", nullptr, "%1.input_tokens IS NOT NULL"},
    {RunField::OutputTokens, "%1.output_tokens", nullptr, "%1.output_tokens IS NOT NULL"},
};

QLatin1StringView comparison(RunRelation relation)
{
    switch (relation) {
    case RunRelation::Below:
        return QLatin1StringView(" < ?");
    case RunRelation::AtMost:
        return QLatin1StringView(" <= ?");
    case RunRelation::Above:
        return QLatin1StringView(" > ?");
    case RunRelation::AtLeast:
        return QLatin1StringView(" >= ?");
    default:
        return QLatin1StringView(" = ?");
    }
}

QString listOf(const QList<qint64> &ids)
{
    QJsonArray list;
    for (const qint64 id : ids)
        list += id;
    return QString::fromUtf8(compactJson(QJsonDocument(list)));
}

/// For LIKE … ESCAPE '\'.
QString pattern(QString text)
{
    for (const QLatin1StringView special : {QLatin1StringView("\\"), QLatin1StringView("%"), QLatin1StringView("_")})
        text.replace(special, QLatin1StringView("\\") + special);
    return storable(u'%' + text + u'%');
}

/// The ids for which @p test holds, by the index @p index.
SqlPart sourceBy(const QString &index, const SqlPart &test)
{
    return {QStringLiteral("SELECT s.id FROM runs AS s INDEXED BY %1 WHERE ").arg(index) +
                test.text.arg(QLatin1Char('s')),
            test.values};
}

RunTest figureTest(const Figure &figure, const RunCondition &condition)
{
    const SqlPart test{u'(' + QLatin1StringView(figure.key) + comparison(condition.relation) +
                           QLatin1StringView(" AND ") + QLatin1StringView(figure.known) + u')',
                       {condition.number}};
    if (!figure.index) return {test};
    return {test, sourceBy(QLatin1StringView(figure.index), test)};
}

/// The ids of the names in @p table that @p condition means.
QList<qint64> idsNamed(SqlQuery &query, const char *table, const RunCondition &condition)
{
    QList<qint64> ids;
    if (condition.relation == RunRelation::Is && condition.field != RunField::Tag) {
        query.run(QStringLiteral("SELECT id FROM %1 WHERE name = ?").arg(QLatin1StringView(table)),
                  {stored(condition.text)});
        if (query.next()) ids += query.value(0).toLongLong();
        return ids;
    }
    query.run(QStringLiteral("SELECT id, name FROM %1").arg(QLatin1StringView(table)));
    while (query.next()) {
        const QString name = query.value(1).toString();
        const bool fits = condition.field == RunField::Tag
                              ? name.compare(condition.text, Qt::CaseInsensitive) == 0
                              : !name.isEmpty() && name.contains(condition.text, Qt::CaseInsensitive);
        if (fits) ids += query.value(0).toLongLong();
    }
    return ids;
}

RunTest equalTest(const EqualColumn &equal)
{
    const QString column = QStringLiteral("%1.") + equal.column;
    const SqlPart test =
        equal.values.size() == 1
            ? SqlPart{column + QLatin1StringView(" = ?"), {equal.values.front()}}
            : SqlPart{column + QLatin1StringView(" IN (SELECT value FROM json_each(?))"), {listOf(equal.values)}};
    return {.test = test, .source = sourceBy(QStringLiteral("runs_by_") + equal.name, test), .equal = equal};
}

RunTest promptTest(SqlQuery &query, const RunCondition &condition)
{
    if (condition.number)
        return equalTest(
            {QLatin1StringView("library_prompt"), QLatin1StringView("library_prompt_id"), {condition.number}});
    return equalTest(
        {QLatin1StringView("prompt"), QLatin1StringView("prompt_id"), idsNamed(query, "prompts", condition)});
}

RunTest versionTest(const RunCondition &condition)
{
    const QString versions = QStringLiteral("library_version_id IN (SELECT v.id FROM library_versions AS v "
                                            "WHERE v.number") +
                             comparison(condition.relation) + u')';
    return {{QStringLiteral("%1.") + versions, {condition.number}},
            {QStringLiteral("SELECT id FROM runs INDEXED BY runs_by_library_version WHERE ") + versions,
             {condition.number}}};
}

RunTest errorTest(const RunCondition &condition)
{
    if (condition.relation == RunRelation::Is)
        return {{QStringLiteral("%1.error_code = ?"), {stored(condition.text)}},
                {QStringLiteral("SELECT id FROM runs INDEXED BY runs_by_error WHERE error_code = ?"),
                 {stored(condition.text)}},
                {QStringLiteral("runs AS o INDEXED BY runs_by_error"),
                 {QStringLiteral("o.error_code = ?"), {stored(condition.text)}},
                 QStringLiteral("id")}};
    if (condition.text.isEmpty())
        return {{QStringLiteral("%1.error_code IS NOT NULL")},
                {QStringLiteral("SELECT id FROM runs INDEXED BY runs_by_error WHERE error_code IS NOT NULL")}};
    return {{QStringLiteral("%1.error_code LIKE ? ESCAPE '\\'"), {pattern(condition.text)}}};
}

/// The ratings that fit, each of which is a range of the index.
RunTest ratingTest(const RunCondition &condition)
{
    QList<qint64> ratings;
    for (qint64 rating = 1; rating <= 5; ++rating) {
        const RunRelation relation = condition.relation;
        const bool below = relation == RunRelation::Below || relation == RunRelation::AtMost;
        const bool above = relation == RunRelation::Above || relation == RunRelation::AtLeast;
        const bool same = relation != RunRelation::Below && relation != RunRelation::Above;
        if (rating < condition.number ? below : rating > condition.number ? above : same) ratings += rating;
    }
    return equalTest({QLatin1StringView("rating"), QLatin1StringView("rating"), ratings});
}

RunTest starTest()
{
    return {
        {QStringLiteral("%1.starred = 1")},
        {QStringLiteral("SELECT id FROM runs INDEXED BY runs_by_star WHERE starred = 1")},
        {QStringLiteral("runs AS o INDEXED BY runs_by_star"), {QStringLiteral("o.starred = 1")}, QStringLiteral("id")}};
}

RunTest tagTest(SqlQuery &query, const RunCondition &condition)
{
    if (condition.text.isEmpty())
        return {{QStringLiteral("EXISTS (SELECT 1 FROM run_tags AS t WHERE t.run_id = %1.id)")},
                {QStringLiteral("SELECT run_id FROM run_tags")}};
    const QList<qint64> ids = idsNamed(query, "tags", condition); // in other letters a tag is the same one
    const qint64 tag = ids.isEmpty() ? 0 : ids.front();
    return {{QStringLiteral("EXISTS (SELECT 1 FROM run_tags AS t WHERE t.run_id = %1.id AND t.tag_id = ?)"), {tag}},
            {QStringLiteral("SELECT run_id FROM run_tags WHERE tag_id = ?"), {tag}},
            {QStringLiteral("run_tags AS o"), {QStringLiteral("o.tag_id = ?"), {tag}}, QStringLiteral("run_id")}};
}

RunTest batchTest(SqlQuery &query, const RunCondition &condition)
{
    QList<qint64> ids{condition.number};
    if (!condition.number) {
        ids = idsNamed(query, "batches", condition);
        query.run(QStringLiteral("SELECT id FROM batches WHERE key = ?"), {stored(condition.text)});
        if (query.next()) ids += query.value(0).toLongLong();
    }
    return equalTest({QLatin1StringView("batch"), QLatin1StringView("batch_id"), ids});
}

RunTest variableTest(const RunCondition &condition)
{
    const bool whole = condition.relation == RunRelation::Is;
    const QString value = whole ? QStringLiteral("v.value = ?") : QStringLiteral("v.value LIKE ? ESCAPE '\\'");
    const QString named = QStringLiteral("v.variable_id = (SELECT id FROM variables WHERE name = ?) AND ") + value;
    const QVariantList values{stored(condition.name),
                              whole ? stored(keptValue(condition.text)) : QVariant(pattern(condition.text))};
    const SqlPart source{QStringLiteral("SELECT v.run_id FROM run_values AS v WHERE ") + named, values};
    const SqlPart test{
        QStringLiteral("EXISTS (SELECT 1 FROM run_values AS v WHERE v.run_id = %1.id AND ") + named + u')', values};
    if (!whole) return {test, source};
    const QString ordered = QString(named).replace(QLatin1StringView("v."), QLatin1StringView("o."));
    return {test, source, {QStringLiteral("run_values AS o"), {ordered, values}, QStringLiteral("run_id")}};
}

/// Days as ids too, since ids are the history's order. A clock that was set back makes the range wider, not wrong.
RunTest dayTest(SqlQuery &query, const RunCondition &condition)
{
    const QString compared = comparison(condition.relation);
    RunTest test{{QStringLiteral("%1.day") + compared, {condition.number}}};
    if (condition.negated) return test;
    query.run(QStringLiteral("SELECT min(first_run), max(last_run) FROM days WHERE day") + compared,
              {condition.number});
    if (!query.next()) return test;
    test.first = query.value(0).toLongLong();
    test.last = query.value(0).isNull() ? -1 : query.value(1).toLongLong();
    return test;
}

RunTest idTest(const RunCondition &condition)
{
    RunTest test{{QStringLiteral("%1.id") + comparison(condition.relation), {condition.number}}};
    const RunRelation relation = condition.relation;
    if (condition.negated) return test;
    if (relation == RunRelation::Is || relation == RunRelation::AtLeast || relation == RunRelation::Above)
        test.first = condition.number;
    if (relation == RunRelation::Is || relation == RunRelation::AtMost || relation == RunRelation::Below)
        test.last = condition.number;
    return test;
}

RunTest wordsTest(const RunCondition &condition)
{
    const QString phrase = phraseExpression(condition.text);
    if (phrase.isEmpty()) return {{condition.negated ? QStringLiteral("%1.id < 0") : QStringLiteral("%1.id > 0")}};
    if (!condition.negated) return {.test = {QStringLiteral("%1.id > 0")}, .words = phrase};
    return {{QStringLiteral("EXISTS (SELECT 1 FROM run_search WHERE run_search MATCH ? AND run_search.rowid = %1.id)"),
             {phrase}}};
}

RunTest plainTest(SqlQuery &query, const RunCondition &condition)
{
    switch (condition.field) {
    case RunField::Words:
        return wordsTest(condition);
    case RunField::Model:
        return equalTest(
            {QLatin1StringView("model"), QLatin1StringView("model_id"), idsNamed(query, "models", condition)});
    case RunField::Provider:
        return equalTest(
            {QLatin1StringView("provider"), QLatin1StringView("provider_id"), idsNamed(query, "providers", condition)});
    case RunField::Prompt:
        return promptTest(query, condition);
    case RunField::Version:
        return versionTest(condition);
    case RunField::VersionId:
        return equalTest(
            {QLatin1StringView("library_version"), QLatin1StringView("library_version_id"), {condition.number}});
    case RunField::Status:
        return equalTest({QLatin1StringView("status"), QLatin1StringView("status"), {condition.number}});
    case RunField::Error:
        return errorTest(condition);
    case RunField::Tag:
        return tagTest(query, condition);
    case RunField::Rating:
        return ratingTest(condition);
    case RunField::Starred:
        return starTest();
    case RunField::Simulated:
        return {{QStringLiteral("%1.simulated = 1")}};
    case RunField::Unpriced:
        return {{QStringLiteral("(%1.cost_pico_usd IS NULL AND %1.status <> 0)")}};
    case RunField::Note:
        return {{QStringLiteral("EXISTS (SELECT 1 FROM run_notes AS n WHERE n.run_id = %1.id)")},
                {QStringLiteral("SELECT run_id FROM run_notes")}};
    case RunField::Batch:
        return batchTest(query, condition);
    case RunField::Variable:
        return variableTest(condition);
    case RunField::Day:
        return dayTest(query, condition);
    default:
        return idTest(condition);
    }
}

} // namespace

RunTest testOf(SqlQuery &query, const RunCondition &condition)
{
    const auto figure = std::ranges::find(figures, condition.field, &Figure::field);
    RunTest test = figure != std::end(figures) ? figureTest(*figure, condition) : plainTest(query, condition);
    if (!condition.negated) return test;
    return {{QStringLiteral("(%1) IS NOT TRUE").arg(test.test.text), test.test.values}};
}

QString orderKey(RunOrder order)
{
    switch (order) {
    case RunOrder::Cost:
        return QLatin1StringView(CostKey);
    case RunOrder::Duration:
        return QStringLiteral("%1.total_ms");
    case RunOrder::FirstToken:
        return QLatin1StringView(FirstTokenKey);
    case RunOrder::Tokens:
        return QLatin1StringView(TokensKey);
    case RunOrder::Created:
        break;
    }
    return QStringLiteral("%1.id");
}

QLatin1StringView orderIndex(RunOrder order)
{
    switch (order) {
    case RunOrder::Cost:
        return QLatin1StringView("runs_by_cost");
    case RunOrder::Duration:
        return QLatin1StringView("runs_by_duration");
    case RunOrder::FirstToken:
        return QLatin1StringView("runs_by_first_token");
    case RunOrder::Tokens:
        return QLatin1StringView("runs_by_tokens");
    case RunOrder::Created:
        break;
    }
    return {};
}

} // namespace burin
