#pragma once

#include "core/export/runfacts.h"

#include <QByteArray>
#include <QString>

namespace burin {

// The building blocks of a self-contained page: one file, no script, nothing that is fetched. It follows the reader's
// light or dark setting and prints without colours behind the text. Every text is escaped here.

/// Everything before the content. A content security policy forbids scripts and fetching, should a text ever get past
/// the escaping.
QByteArray htmlBegin(const QString &title);
QByteArray htmlEnd();

QString htmlText(const QString &text);                        ///< Escaped; control characters are shown as U+FFFD.
QString htmlHeading(int level, const QString &text);          ///< @p level is 1 to 6.
QString htmlBlock(const QString &title, const QString &text); ///< A text as it is; nothing for an empty one.
QString htmlTable(const ReadTable &table);                    ///< Nothing without rows.
QString htmlFacts(const std::vector<ReadFact> &facts);
/// One run: its heading is @p level.
QString htmlRun(const RunRecord &record, const QString &note, int level);

} // namespace burin
