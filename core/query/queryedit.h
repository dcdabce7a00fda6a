#pragma once

#include "core/domain/history.h"

#include <QString>
#include <QStringList>

namespace burin {

/// What may stand in place of a stretch of a query's text.
struct QueryCompletion {
    qsizetype offset = 0; ///< In UTF-16 units.
    qsizetype length = 0;
    QStringList texts = {}; ///< Each in place of the whole stretch; the nearest first. A value that is whole ends the
                            ///< condition; a field is followed by its relation.
};

/// What can be meant by the word or condition before @p cursor. @p known: names that the history has.
QueryCompletion completionsAt(const QString &text, qsizetype cursor, const RunFacets &known);

/// @p text with @p condition, such as "model=gpt-5-mini", in place of its conditions about @p field; an empty one takes
/// them away. Everything else stays as it was written.
QString withCondition(const QString &text, RunField field, const QString &condition);

} // namespace burin
