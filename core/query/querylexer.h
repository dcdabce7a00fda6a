#pragma once

#include "core/query/queryfields.h"

#include <QStringView>

#include <vector>

namespace burin {

/// A piece of a query between spaces: a condition, a phrase or a word. Offsets are in UTF-16 units of the whole text.
struct QueryToken {
    qsizetype offset = 0;
    qsizetype length = 0;
    bool negated = false;
    const QueryField *field = nullptr; ///< Null = a word or phrase.
    QStringView name = {};             ///< As written; of a variable without "var.".
    QStringView relation = {};         ///< ":", "=", "!=", "<", "<=", ">" or ">=".
    QString value = {};                ///< Without quotation marks.
    bool quoted = false;
    qsizetype valueOffset = 0; ///< With quotation marks.

    qsizetype end() const { return offset + length; }
};

/// @p text must outlive the tokens. A quotation mark that is not closed reads to the end.
std::vector<QueryToken> queryTokens(QStringView text);

} // namespace burin
