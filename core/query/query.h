#pragma once

#include "core/base/result.h"
#include "core/domain/history.h"

#include <QDate>
#include <QString>

#include <optional>
#include <vector>

namespace burin {

// The query language of the history: conditions such as cost>0.02 or -tag:draft, and words to search for. What is not a
// field of the language is a word; only a field with a value that it cannot have is a problem.

/// What a stretch of a query's text is, for its colours.
enum class QueryPartKind { Negation, Field, Relation, Value, Word, Phrase, Wrong };

struct QueryPart {
    QueryPartKind kind = QueryPartKind::Word;
    qsizetype offset = 0; ///< In UTF-16 units.
    qsizetype length = 0;
    bool operator==(const QueryPart &) const = default;
};

/// What is wrong with a query, and where.
struct QueryProblem {
    qsizetype offset = 0; ///< In UTF-16 units.
    qsizetype length = 0;
    QString sentence; ///< In the user's language: what is needed, with an example.
    bool operator==(const QueryProblem &) const = default;
};

struct ParsedQuery {
    RunQuery query;                      ///< Without the conditions that are wrong.
    std::optional<QueryProblem> problem; ///< The first one.
    std::vector<QueryPart> parts;        ///< In the order of the text; spaces are in none.
};

/// What @p text asks for. Days such as "yesterday" and "7d" count from @p today. Never fails otherwise than by a
/// problem; any text is taken.
ParsedQuery parseQuery(const QString &text, QDate today);

/// The text of @p query in canonical form: reading it gives the same conditions and words. Order and grouping have no
/// text.
QString printQuery(const RunQuery &query);
QString printCondition(const RunCondition &condition);

} // namespace burin
