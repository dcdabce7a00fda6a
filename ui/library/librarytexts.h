#pragma once

#include "core/domain/library.h"

namespace burin {

/// The title as a list shows it, or a word for none.
QString shownTitle(const QString &title);
/// "12 Nov 2026 14:05" by locale, in local time.
QString shownTime(const QDateTime &time);
/// The last part of a folder's path.
QString folderName(const QString &path);
/// A snippet in one line without the marks of its hits.
QString plainSnippet(const QString &snippet);
/// What assistive technology reads for a prompt: title, starred, edited, folder, tags.
QString spokenEntry(const LibraryEntry &entry);
/// "12 versions", "changed …", its tags: what the tool tip says.
QString entryDetails(const LibraryEntry &entry);

} // namespace burin
