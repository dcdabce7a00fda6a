#pragma once

#include "core/base/result.h"
#include "core/domain/portablerun.h"

#include <QString>

#include <vector>

namespace burin {

// The log of the command line tool "llm" by Simon Willison: logs.db. Three layouts, told apart by their tables, and one
// file may have all of them: "log" or "logs" (until 0.8), "conversations" and "responses" (until 2026), and since then
// "turns" whose texts are chains of content-addressed "messages" with "parts".
//
// Its runs get the provider "llm", the tag "llm", one attempt and the key of a UUID that their id there decides. The
// log has no prices, so they are unpriced until they are priced here.

/// How far it was read; {} = from the beginning.
struct LlmCursor {
    int table = 0;                           ///< Of those above, in their order; past the last one = done.
    qint64 row = -9'223'372'036'854'775'807; ///< The last rowid that was read.
    bool operator==(const LlmCursor &) const = default;
};

struct LlmRow {
    QString place; ///< "responses 42": for messages.
    Result<PortableRun, QString> run;
};
struct LlmBatch {
    std::vector<LlmRow> rows;
    LlmCursor next;
    bool done = false;
};

/// Rows in all tables together. Corrupt or Storage if @p file is no such log.
Result<qint64> countLlmRows(const QString &file);

/// At most @p most rows from @p from on, in the order they were logged. The file is opened for this one call,
/// read-only, and as one that nobody changes unless a write-ahead log lies beside it; nothing is created next to it.
/// Views are not read: they could run for ever. Any thread.
Result<LlmBatch> readLlmRows(const QString &file, const LlmCursor &from, int most);

} // namespace burin
