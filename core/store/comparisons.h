#pragma once

#include "core/base/result.h"
#include "core/domain/comparison.h"

#include <QSqlDatabase>

#include <optional>
#include <vector>

namespace burin {

/// Comparisons, each under its key. Their runs are in the history like all others.

/// Replaces what was kept under the key.
Outcome saveComparison(const QSqlDatabase &db, const Comparison &comparison);
/// The one saved last comes first.
Result<std::vector<ComparisonEntry>> comparisons(const QSqlDatabase &db);
/// Nullopt if there is none under @p key.
Result<std::optional<Comparison>> loadComparison(const QSqlDatabase &db, const QString &key);
/// Forgets the comparison, not its runs. Done also when there is none.
Outcome removeComparison(const QSqlDatabase &db, const QString &key);

} // namespace burin
