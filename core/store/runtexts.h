#pragma once

#include "core/domain/run.h"
#include "core/store/sqlrow.h"

namespace burin {

class SqlQuery;

// The texts of a run. The prompt is stored once, as the text that is searched, and a system message at its beginning
// once for all runs; the draft and the request, which repeat most of it, refer to it and are compressed together, with
// the files that are attached, each once. Half characters would be lost to UTF-8: then the texts are stored a second
// time as they are.

/// Adds the beginning of the prompt to its table with @p query.
void appendTexts(SqlQuery &query, const RunRecord &record, SqlRow &row);
/// The row has the text of its beginning as "beginning".
void readTexts(const SqlQuery &row, RunRecord &record);

/// The messages that run_contents.prompt (@p text) and message_layout say; without their half characters.
std::vector<Message> messagesFrom(const QString &text, const QString &layout, const QList<QByteArray> &files = {});

/// A piece of streamed text as it came: TEXT, or its UTF-16 as a BLOB when it begins or ends within a character.
QVariant storedChunk(const QString &text);
QString chunkFrom(const QVariant &value);

} // namespace burin
