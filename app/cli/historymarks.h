#pragma once

#include "app/cli/refusal.h"
#include "core/base/id.h"

#include <QStringList>

namespace burin {

class Session;

/// The id of a run in @p text; @p option names the place in the refusal.
Checked<RunId> parseRunId(const QString &option, const QString &text);

/// "history delete ID...": hides runs; what they cost stays.
void deleteRuns(Session &session, const QStringList &words);

enum class TagUse { Add, Remove };
/// "history tag TAG ID...".
void tagRuns(Session &session, const QStringList &words, TagUse use);

} // namespace burin
