#pragma once

#include "core/prompt/rundiff.h"

#include <QJsonObject>
#include <QStringList>

namespace burin {

class Session;

/// "history diff A B": what differs between two runs.
void startHistoryDiff(Session &session, const QStringList &arguments);

/// For people: figures, then what differs as [-removed-] and {+added+}, then what is the same by name.
QString diffAsText(const RunDiff &diff);
/// For machines: figures, and every row with its pieces.
QJsonObject diffDocument(const RunDiff &diff);

} // namespace burin
