#pragma once

#include "core/domain/diskfolder.h"
#include "core/exchange/exchange.h"

#include <optional>

namespace burin {

// Reading and writing the prompt files of a folder. All of it blocks on the disk: for the pool.

/// Larger files are no prompts; bytes.
inline constexpr qint64 LargestPromptFile = 4'000'000;

/// The bytes of the regular file at @p path, at most LargestPromptFile; nothing when there is no file.
Result<std::optional<QByteArray>> fileOnDisk(const QString &path);

/// The file at @p path with what is written on it, or as it is. A draft that says what the file says is none. Fails
/// where there is neither a file nor a draft, and for what is no prompt.
Result<FileText> textOfFile(const QString &path, const std::optional<FileDraft> &kept);

/// @p draft as a file in place of @p base: what else base has is kept.
Result<Exported> fileWith(const QByteArray &base, const QString &path, const PromptDraft &draft,
                          const std::vector<ValueSet> &cases);

/// What saveFile() writes: the draft, and what else @p expected has, or base when that is no prompt.
Result<Exported> fileToSave(const FileText &text, const QByteArray &expected);

/// A prompt file that was written.
struct SavedFile {
    QString path;
    QByteArray bytes;
    QStringList notices = {}; ///< What the format cannot hold.
};
/// Writes @p text to its file over @p expected, the bytes that were read or shown (empty = no file): FileChanged when
/// the file has others.
Result<SavedFile> saveFile(const FileText &text, const QByteArray &expected);
/// The same, into a new file beside it.
Result<SavedFile> saveBeside(const FileText &text);

} // namespace burin
