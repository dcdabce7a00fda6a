#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"
#include "core/prompt/template.h"

#include <QSqlDatabase>
#include <QStringList>

namespace burin {

/// What the prompts of the library give for @p names, and for what those include in turn, by the names as they are
/// written. Any prompt can be included: its title, or "Folder/Title" where several have the same, stands for its newest
/// saved version, "Title@3" for its third, "Title@production" for the one with that label. It gives the texts of its
/// enabled messages, with an empty line between two. A name that leads nowhere, or to a deleted prompt, is left out,
/// and so is what would be more than Template::MaximumOutput in all.
Result<Fragments> loadFragments(const QSqlDatabase &db, const QStringList &names);

} // namespace burin
