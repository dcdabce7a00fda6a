#pragma once

#include "app/cli/refusal.h"
#include "core/domain/history.h"

class QCommandLineParser;

namespace burin {

class Session;

/// The options that say which runs: --from, --model and so on.
void addHistoryFilters(QCommandLineParser &parser);
Checked<RunQuery> historyFilters(const QCommandLineParser &parser);

// "history export" and "history import"; @p arguments are those behind.
void startHistoryExport(Session &session, const QStringList &arguments);
void startHistoryImport(Session &session, const QStringList &arguments);

} // namespace burin
