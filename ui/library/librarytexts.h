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

/// A file's title with the mark of what is not saved.
QString shownFile(const FileEntry &file);
/// Whether something is to be done about it: a conflict, no file, no prompt.
bool isInTrouble(const FileEntry &file);
/// What is the matter with a file; empty when it is saved.
QString stateText(FileEntry::State state);
/// What assistive technology reads for a file.
QString spokenFile(const FileEntry &file);
/// Its path, state and tags: what the tool tip says.
QString fileDetails(const FileEntry &file);

} // namespace burin
