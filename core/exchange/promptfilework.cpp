#include "core/exchange/promptfilework.h"

#include "core/exchange/promptfolder.h"

#include <QFile>
#include <QFileInfo>

namespace burin {

namespace {

constexpr int MostNames = 1'000; ///< That are tried for a new file.

QStringList lines(const std::vector<Notice> &notices)
{
    QStringList all;
    for (const Notice &notice : notices)
        all += toString(notice);
    return all;
}

/// The one prompt of @p bytes, with what there is to say of it. No bytes are an empty prompt.
Result<Imported> promptIn(const QByteArray &bytes, const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    if (bytes.isEmpty()) return Imported{{PromptFile{.draft = {.title = titleFromName(name)}}}};
    const Result<Imported> read = readNative({bytes, name});
    if (read && read->prompts.empty())
        return makeError(ErrorCode::BadFile, ExchangeText::tr("There is no prompt in it."));
    return read;
}

} // namespace

Result<std::optional<QByteArray>> fileOnDisk(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists() && !info.isSymLink()) return std::optional<QByteArray>();
    if (!info.isFile()) return makeError(ErrorCode::DocumentUnreadable, path); // reading a pipe would wait for good
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return makeError(ErrorCode::DocumentUnreadable, path, file.errorString());
    QByteArray bytes = file.read(LargestPromptFile + 1);
    if (file.error() != QFileDevice::NoError) return makeError(ErrorCode::DocumentUnreadable, path, file.errorString());
    if (bytes.size() > LargestPromptFile) return makeError(ErrorCode::DocumentTooLarge, path);
    return std::optional(bytes);
}

Result<FileText> textOfFile(const QString &path, const std::optional<FileDraft> &kept)
{
    const Result<std::optional<QByteArray>> onDisk = fileOnDisk(path);
    if (!onDisk) return onDisk.error();
    if (!*onDisk && !kept) return makeError(ErrorCode::DocumentUnreadable, path);
    const QByteArray now = onDisk->value_or(QByteArray());
    const QByteArray base = kept ? kept->base : now;
    const Result<Imported> read = promptIn(base, path);
    if (!read) return read.error();
    const PromptFile &file = read->prompts.front();
    FileText text{path, base, file.draft, file.cases, file.draft, file.cases, lines(read->notices), {}};
    if (!kept) return text;
    text.draft = kept->draft;
    text.cases = kept->cases;
    if (now == base) return text;
    const Result<Exported> mine = fileWith(base, path, text.draft, text.cases);
    if (mine && mine->bytes == now) return textOfFile(path, {});
    text.conflict = now;
    return text;
}

Result<Exported> fileWith(const QByteArray &base, const QString &path, const PromptDraft &draft,
                          const std::vector<ValueSet> &cases)
{
    const Result<Imported> read = promptIn(base, path);
    if (!read) return read.error();
    PromptFile file = read->prompts.front();
    file.draft = draft;
    file.draft.prompt = {};
    file.draft.version = {};
    file.cases = cases;
    return writeNative(file);
}

Result<Exported> fileToSave(const FileText &text, const QByteArray &expected)
{
    Result<Exported> file = fileWith(expected, text.path, text.draft, text.cases);
    // What is there now may be no prompt, such as one with git's marks of a conflict in it.
    return file || expected == text.base ? file : fileWith(text.base, text.path, text.draft, text.cases);
}

Result<SavedFile> saveFile(const FileText &text, const QByteArray &expected)
{
    const Result<Exported> file = fileToSave(text, expected);
    if (!file) return file.error();
    Result<QByteArray> written =
        writeOver(text.path, file->bytes, expected.isEmpty() ? QByteArray() : folderHash(expected));
    if (!written && written.error().code == ErrorCode::FileChanged && expected.isEmpty())
        written = writeOver(text.path, file->bytes, folderHash({})); // there is a file, and nothing in it
    if (!written) return written.error();
    return SavedFile{text.path, file->bytes, lines(file->notices)};
}

Result<SavedFile> saveBeside(const FileText &text)
{
    const QFileInfo old(text.path);
    const QString title = titleFromName(old.fileName());
    const QString ending = old.fileName().sliced(title.size());
    const Result<Exported> file = fileWith(text.base, text.path, text.draft, text.cases);
    if (!file) return file.error();
    for (int number = 2; number < MostNames; ++number) {
        const QString path = QStringLiteral("%1/%2-%3%4").arg(old.path(), title, QString::number(number), ending);
        if (QFileInfo::exists(path)) continue;
        const Result<QByteArray> written = writeOver(path, file->bytes, {});
        if (written) return SavedFile{path, file->bytes, lines(file->notices)};
        if (written.error().code != ErrorCode::FileChanged) return written.error();
    }
    return makeError(ErrorCode::FileNotWritten, text.path);
}

} // namespace burin
