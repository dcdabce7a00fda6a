#include "core/store/runselection.h"

#include "core/store/searchtext.h"
#include "core/store/sqlquery.h"
#include "core/store/storedvalues.h"

#include <QJsonArray>

#include <algorithm>

namespace burin {

namespace {

constexpr int Few = 2'000;      ///< Ids that are looked up and sorted in a few milliseconds.
constexpr int FewTexts = 200;   ///< A look-up in the index of words costs more.
constexpr int MostStreams = 16; ///< Ranges of indexes that are merged.

bool isAscending(const RunSelection &selection)
{
    return selection.wanted.direction == RunDirection::Ascending;
}

bool byCreation(const RunSelection &selection)
{
    return selection.wanted.order == RunOrder::Created;
}

void countDeleted(SqlQuery &query, RunSelection &selection)
{
    query.run(QStringLiteral("SELECT count(*) FROM (SELECT 1 FROM runs INDEXED BY runs_by_deletion "
                             "WHERE deleted_at IS NOT NULL LIMIT ?)"),
              {RunSelection::MostDeleted + 1});
    if (query.next()) selection.deleted = query.value(0).toLongLong();
}

/// The shortest of the tests' lists of ids, if one is short.
void findFew(SqlQuery &query, RunSelection &selection)
{
    qint64 fewest = selection.words.isEmpty() ? Few : FewTexts;
    for (const RunTest &test : selection.tests) {
        if (test.source.isEmpty()) continue;
        query.run(QStringLiteral("SELECT count(*) FROM (%1 LIMIT ?)").arg(test.source.text),
                  test.source.values + QVariantList{fewest + 1});
        if (!query.next()) return;
        const qint64 count = query.value(0).toLongLong();
        if (count > fewest) continue;
        fewest = count;
        selection.few = test.source;
    }
}

/// The range of ids behind the place, or the key there.
Outcome addPlace(SqlQuery &query, RunSelection &selection)
{
    const RunId before = selection.place.before;
    if (!before.isValid()) return Done{};
    if (byCreation(selection)) {
        if (isAscending(selection))
            selection.first = std::max(selection.first, before.value + 1);
        else
            selection.last = std::min(selection.last, before.value - 1);
        return Done{};
    }
    query.run(QStringLiteral("SELECT %1 FROM runs AS r WHERE id = ?")
                  .arg(orderKey(selection.wanted.order).arg(QLatin1Char('r'))),
              {before.value});
    if (!query.next()) return query.error().value_or(makeError(ErrorCode::RunNotFound, QString::number(before.value)));
    selection.key = query.value(0).toLongLong();
    return Done{};
}

/// Deleted ones are left out without looking at each run, as long as they are few.
void addDeleted(SqlPart &where, const RunSelection &selection, QChar row)
{
    if (selection.deleted == 0) return;
    if (selection.deleted > RunSelection::MostDeleted)
        where.add(QStringLiteral(" AND %1.deleted_at IS NULL").arg(row));
    else
        where.add(QStringLiteral(" AND %1.id NOT IN (SELECT d.id FROM runs AS d INDEXED BY runs_by_deletion "
                                 "WHERE d.deleted_at IS NOT NULL)")
                      .arg(row));
}

/// What each run of the selection fulfils, apart from words, grouping and its place.
SqlPart testsOn(const RunSelection &selection, QChar row)
{
    SqlPart where;
    addDeleted(where, selection, row);
    for (const RunTest &test : selection.tests)
        where.add(QLatin1StringView(" AND ") + test.test.text.arg(row), test.test.values);
    return where;
}

/// Of a batch that is not open, only the newest run that fits.
void addGrouping(SqlPart &where, const RunSelection &selection)
{
    if (!selection.wanted.grouped || !selection.words.isEmpty()) return;
    QJsonArray open;
    for (const BatchId batch : selection.wanted.open)
        open += batch.value;
    where.add(QStringLiteral(" AND (r.batch_id IS NULL OR r.batch_id IN (SELECT value FROM json_each(?)) OR NOT EXISTS "
                             "(SELECT 1 FROM runs AS n INDEXED BY runs_by_batch "
                             "WHERE n.batch_id = r.batch_id AND n.id > r.id"),
              {QString::fromUtf8(compactJson(QJsonDocument(open)))});
    where.add(testsOn(selection, u'n'));
    where.add(QStringLiteral("))"));
}

void addKey(SqlPart &where, const RunSelection &selection)
{
    if (!selection.key) return;
    const QString key = orderKey(selection.wanted.order).arg(QLatin1Char('r'));
    const QChar sign = isAscending(selection) ? u'>' : u'<';
    // The first comparison is the range of the index; the second leaves out those of the same key that came before.
    where.add(QStringLiteral(" AND %1 %2= ? AND (%1 %2 ? OR r.id %2 ?)").arg(key, sign),
              {*selection.key, *selection.key, selection.place.before.value});
}

/// WHERE, from the range of ids to the place.
SqlPart whereOf(const RunSelection &selection)
{
    SqlPart where{QStringLiteral(" WHERE r.id BETWEEN ? AND ?"), {selection.first, selection.last}};
    if (!selection.few.isEmpty())
        where.add(QStringLiteral(" AND r.id IN (%1)").arg(selection.few.text), selection.few.values);
    if (!selection.words.isEmpty()) where.add(QStringLiteral(" AND run_search MATCH ?"), {selection.words});
    where.add(testsOn(selection, u'r'));
    addGrouping(where, selection);
    addKey(where, selection);
    return where;
}

/// The filters whose values are ranges of an index in the list's order: at most two, which have an index together, and
/// not too many ranges.
std::vector<EqualColumn> rangesOf(const RunSelection &selection)
{
    std::vector<EqualColumn> ranges;
    for (const char *name : {"batch", "library_version", "library_prompt", "rating"}) {
        for (const RunTest &test : selection.tests)
            if (test.equal.name == QLatin1StringView(name) && test.equal.values.size() <= MostStreams)
                return {test.equal};
    }
    for (const char *name : {"model", "provider", "prompt", "status"}) {
        for (const RunTest &test : selection.tests) {
            if (test.equal.name == QLatin1StringView(name) && test.equal.values.size() <= MostStreams) {
                ranges.push_back(test.equal);
                break; // a second one on the same column is a test like others
            }
        }
    }
    for (const char *dispensable : {"provider", "status"}) { // of more than two, the least selective
        if (ranges.size() > 2)
            std::erase_if(ranges, [&](const EqualColumn &r) { return r.name == QLatin1StringView(dispensable); });
    }
    if (ranges.size() == 2 && ranges[0].values.size() * ranges[1].values.size() > MostStreams) ranges.pop_back();
    return ranges;
}

/// One SELECT for each combination of values, each in the list's order by its index; SQLite merges them as they come.
SqlPart mergedRanges(const RunSelection &selection, const std::vector<EqualColumn> &ranges)
{
    QString index = QStringLiteral("runs_by");
    QString equal;
    for (const EqualColumn &range : ranges) {
        index += u'_' + range.name;
        equal += QStringLiteral(" AND r.%1 = ?").arg(range.column);
    }
    std::vector<QVariantList> combinations{{}};
    for (const EqualColumn &range : ranges) {
        std::vector<QVariantList> longer;
        for (const QVariantList &combination : combinations)
            for (const qint64 value : range.values)
                longer.push_back(combination + QVariantList{value});
        combinations = std::move(longer);
    }
    const SqlPart where = whereOf(selection);
    SqlPart sql;
    for (const QVariantList &combination : combinations) {
        if (!sql.isEmpty()) sql.add(QStringLiteral(" UNION ALL "));
        sql.add(QStringLiteral("SELECT r.id AS id FROM runs AS r INDEXED BY %1").arg(index));
        sql.add(where);
        sql.add(equal, combination);
    }
    return sql;
}

bool isNothing(const RunSelection &selection)
{
    return selection.first > selection.last || std::ranges::any_of(selection.tests, [](const RunTest &test) {
               return !test.equal.name.isEmpty() && test.equal.values.isEmpty();
           });
}

/// FROM @p rows joined with their runs, and WHERE, with the range of ids on @p id, which has the list's order.
SqlPart walkedAlong(const RunSelection &selection, const QString &rows, const QString &id)
{
    const SqlPart where = whereOf(selection);
    SqlPart sql{QStringLiteral(" FROM %1 CROSS JOIN runs AS r ON r.id = %2").arg(rows, id)};
    sql.add(QString(where.text).replace(QLatin1StringView("r.id BETWEEN"), id + QLatin1StringView(" BETWEEN")),
            where.values);
    return sql;
}

SqlPart walkedWords(const RunSelection &selection)
{
    return walkedAlong(selection, QStringLiteral("run_search"), QStringLiteral("run_search.rowid"));
}

SqlPart walkedRows(const RunSelection &selection, const OrderedRows &rows)
{
    const QString id = QStringLiteral("o.") + rows.id;
    SqlPart sql{QStringLiteral("SELECT %1 AS id").arg(id)};
    sql.add(walkedAlong(selection, rows.from, id));
    sql.add(QLatin1StringView(" AND ") + rows.where.text, rows.where.values);
    return sql;
}

SqlPart walkedRuns(const RunSelection &selection)
{
    const bool byIndex = selection.few.isEmpty() && !byCreation(selection);
    SqlPart sql{
        QStringLiteral("SELECT r.id AS id FROM runs AS r ") +
        (byIndex ? QStringLiteral("INDEXED BY ") + orderIndex(selection.wanted.order) : QStringLiteral("NOT INDEXED"))};
    if (!selection.words.isEmpty()) sql.add(QStringLiteral(" CROSS JOIN run_search ON run_search.rowid = r.id"));
    sql.add(whereOf(selection));
    return sql;
}

SqlPart unlimited(const RunSelection &selection)
{
    if (isNothing(selection)) return {QStringLiteral("SELECT r.id AS id FROM runs AS r WHERE 0")};
    if (!selection.words.isEmpty() && selection.few.isEmpty()) {
        SqlPart sql{QStringLiteral("SELECT run_search.rowid AS id")};
        sql.add(walkedWords(selection));
        return sql;
    }
    if (selection.few.isEmpty() && byCreation(selection)) {
        for (const RunTest &test : selection.tests)
            if (!test.ordered.from.isEmpty()) return walkedRows(selection, test.ordered);
        if (const std::vector<EqualColumn> ranges = rangesOf(selection); !ranges.empty())
            return mergedRanges(selection, ranges);
    }
    return walkedRuns(selection);
}

void addLimit(SqlPart &sql, const RunSelection &selection, int limit)
{
    sql.add(QStringLiteral(" LIMIT ? OFFSET ?"), {limit, selection.place.skip});
}

} // namespace

Result<RunSelection> selectRuns(const QSqlDatabase &db, const RunQuery &wanted, const RunPlace &place)
{
    SqlQuery query(db);
    RunSelection selection;
    selection.wanted = wanted;
    selection.place = place;
    QStringList words{searchExpression(wanted.text)};
    for (const RunCondition &condition : conditionsOf(wanted)) {
        const RunTest test = testOf(query, condition);
        selection.first = std::max(selection.first, test.first);
        selection.last = std::min(selection.last, test.last);
        if (test.words.isEmpty())
            selection.tests.push_back(test);
        else
            words += test.words;
    }
    words.removeAll(QString());
    selection.words = words.join(u' ');
    countDeleted(query, selection);
    if (!isNothing(selection)) findFew(query, selection);
    if (const Outcome placed = addPlace(query, selection); !placed) return placed.error();
    if (query.error()) return *query.error();
    return selection;
}

bool isDrivenByWords(const RunSelection &selection)
{
    return !selection.words.isEmpty() && selection.few.isEmpty() && byCreation(selection) && !isNothing(selection);
}

SqlPart idsOf(const RunSelection &selection, int limit)
{
    SqlPart sql = unlimited(selection);
    sql.add(orderOf(selection, QStringLiteral("id")));
    addLimit(sql, selection, limit);
    return sql;
}

SqlPart wordsFrom(const RunSelection &selection, int limit)
{
    SqlPart sql = walkedWords(selection);
    sql.add(orderOf(selection, QStringLiteral("run_search.rowid")));
    addLimit(sql, selection, limit);
    return sql;
}

QString orderOf(const RunSelection &selection, const QString &id)
{
    const QLatin1StringView direction = isAscending(selection) ? QLatin1StringView("") : QLatin1StringView(" DESC");
    if (byCreation(selection)) return QStringLiteral(" ORDER BY %1%2").arg(id, direction);
    return QStringLiteral(" ORDER BY %1%2, %3%2")
        .arg(orderKey(selection.wanted.order).arg(QLatin1Char('r')), direction, id);
}

} // namespace burin
