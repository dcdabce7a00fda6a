#pragma once

#include "core/domain/prompt.h"

#include <QString>

namespace burin {

/// The title of the prompt that the tour is about.
inline const QString TourPrompt = QStringLiteral("Support reply");

/// Fills the empty profile @p folder: a library with versions and labels, a month of runs, budgets.
void fillTourProfile(const QString &folder);

/// Writes a team's prompt files, as they would be kept in git, into @p folder.
void fillTourFiles(const QString &folder);

/// The prompt of the tour's first picture.
PromptDraft firstTourPrompt();

} // namespace burin
