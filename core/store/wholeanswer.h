#pragma once

#include "core/base/result.h"
#include "core/domain/run.h"

#include <QSqlDatabase>

#include <vector>

namespace burin {

/// An answer that came about in one or more runs, each of which went on with the one before.
struct WholeAnswer {
    std::vector<Message> messages; ///< What the first of them sent.
    QString before;                ///< The text of the earlier runs; empty if there is none.
    QString text;                  ///< Everything, the last run's text included.
};

/// The whole answer that ends with @p last. An earlier run that was deleted ends the chain.
Result<WholeAnswer> wholeAnswer(const QSqlDatabase &db, const RunRecord &last);

} // namespace burin
