#include "core/exchange/folderscan.h"

#include "core/exchange/promptfilework.h"

#include <QCollator>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace burin {

namespace {

constexpr qsizetype MostSearched = 20'000; ///< Characters of a file.
constexpr qint64 FreshSeconds = 2;         ///< Coarser than any file system's clock.

struct Listed {
    std::vector<FolderFile> files;
    QStringList directories;
    QString problem;
};

/// Sizes and times of the prompt files below @p root.
class Listing {
public:
    Listing(const QString &root, const std::function<bool()> &stopped) : m_root(root), m_stopped(stopped) {}

    Listed run()
    {
        const QFileInfo root(m_root);
        if (root.isDir() && root.isReadable())
            enter(m_root, 0);
        else
            m_listed.problem = root.exists() ? ExchangeText::tr("The folder cannot be read.")
                                             : ExchangeText::tr("The folder is gone.");
        std::ranges::sort(m_listed.files, {}, &FolderFile::path);
        return m_listed;
    }

private:
    void enter(const QString &path, int depth)
    {
        if (m_stopped()) return;
        if (depth > DeepestFolder || m_listed.directories.size() >= MostFolders)
            return tell(ExchangeText::tr("There are more folders in it than are looked through."));
        m_listed.directories += path;
        const QFileInfoList found =
            QDir(path).entryInfoList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name);
        for (const QFileInfo &entry : found) {
            if (entry.isDir()) // hidden ones are not listed
                enter(entry.filePath(), depth + 1);
            else
                add(entry);
        }
    }

    void add(const QFileInfo &entry)
    {
        const QString name = entry.fileName();
        if (!name.endsWith(QLatin1StringView(".prompt.yml"), Qt::CaseInsensitive) &&
            !name.endsWith(QLatin1StringView(".prompt.yaml"), Qt::CaseInsensitive))
            return;
        if (!entry.isFile()) return;
        if (m_listed.files.size() >= size_t(MostPromptFiles))
            return tell(ExchangeText::tr("There are more files in it than are shown."));
        m_listed.files.push_back(
            {entry.filePath().sliced(m_root.size() + 1), entry.size(), entry.lastModified().toUTC()});
    }

    void tell(const QString &problem) { m_listed.problem = problem; }

    QString m_root;
    const std::function<bool()> &m_stopped;
    Listed m_listed;
};

void readInto(ScannedFile &scanned, const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    scanned.title = titleFromName(name);
    const Result<std::optional<QByteArray>> bytes = fileOnDisk(path);
    scanned.file.hash = folderHash(bytes ? bytes->value_or(QByteArray()) : QByteArray());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    scanned.isFresh = scanned.file.modified.addSecs(FreshSeconds) > now;
    const Result<Imported> read =
        !bytes ? Result<Imported>(bytes.error()) : readNative({bytes->value_or(QByteArray()), name});
    if (!read) {
        scanned.problem = read.error().message();
    } else if (!read->prompts.empty()) {
        const PromptFile &file = read->prompts.front();
        if (!file.draft.title.isEmpty()) scanned.title = file.draft.title;
        scanned.tags = file.tags;
        for (const PromptMessage &message : file.draft.messages) {
            if (scanned.text.size() < MostSearched) scanned.text += message.text.left(MostSearched) + u'\n';
        }
    }
    scanned.text = scanned.title + u'\n' + scanned.file.path + u'\n' + scanned.tags.join(u'\n') + u'\n' + scanned.text;
    scanned.text.squeeze();
}

bool matches(const ScannedFile &file, const QStringList &words, const QString &tag)
{
    if (!tag.isEmpty() && !file.tags.contains(tag)) return false;
    return std::ranges::all_of(words,
                               [&file](const QString &word) { return file.text.contains(word, Qt::CaseInsensitive); });
}

void sortFiles(std::vector<FileEntry> &files, LibraryOrder order)
{
    if (order != LibraryOrder::Title) {
        std::ranges::stable_sort(files, std::ranges::greater(), &FileEntry::modified);
        return;
    }
    QCollator collator;
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    std::vector<std::pair<QCollatorSortKey, FileEntry>> keyed;
    keyed.reserve(files.size());
    for (FileEntry &file : files)
        keyed.emplace_back(collator.sortKey(file.title), std::move(file));
    std::ranges::stable_sort(keyed, [](const auto &a, const auto &b) { return a.first.compare(b.first) < 0; });
    files.clear();
    for (auto &[key, file] : keyed)
        files.push_back(std::move(file));
}

FileEntry entryOf(const ScannedFile &scanned, const QString &root, const FileDrafts &drafts)
{
    FileEntry entry{root + u'/' + scanned.file.path,
                    scanned.file.path,
                    scanned.title,
                    scanned.tags,
                    scanned.file.modified,
                    {},
                    scanned.problem};
    if (!scanned.problem.isEmpty()) entry.state = FileEntry::State::Unreadable;
    const auto draft = drafts.constFind(entry.path);
    if (draft == drafts.cend()) return entry;
    entry.state = *draft == scanned.file.hash ? FileEntry::State::Edited : FileEntry::State::Conflict;
    return entry;
}

} // namespace

FolderScan scanFolder(const QString &root, const FolderScan &before, const std::function<bool()> &stopped)
{
    const Listed listed = Listing(root, stopped).run();
    FolderScan scan{root, {}, listed.directories, listed.problem};
    QHash<QString, const ScannedFile *> known;
    for (const ScannedFile &file : before.files)
        known.insert(file.file.path, &file);
    for (const FolderFile &file : listed.files) {
        if (stopped()) break;
        const ScannedFile *old = known.value(file.path);
        if (old && !old->isFresh && old->file.size == file.size && old->file.modified == file.modified) {
            scan.files.push_back(*old);
            continue;
        }
        scan.files.push_back({file});
        readInto(scan.files.back(), root + u'/' + file.path);
    }
    return scan;
}

QString renamedTo(const QByteArray &hash, const FolderScan &scan, const FolderScan &before)
{
    QString found;
    for (const ScannedFile &file : scan.files) {
        if (file.file.hash != hash) continue;
        if (std::ranges::any_of(before.files, [&](const ScannedFile &old) { return old.file.path == file.file.path; }))
            continue;
        if (!found.isEmpty()) return {};
        found = file.file.path;
    }
    return found;
}

std::vector<DiskFolder> foldersFor(const std::vector<FolderScan> &scans, const FileDrafts &drafts,
                                   const LibraryQuery &query)
{
    if (query.show != LibraryShow::All) return {}; // stars, use and deletion are not in files
    const QStringList words = query.text.split(u' ', Qt::SkipEmptyParts);
    std::vector<DiskFolder> folders;
    for (const FolderScan &scan : scans) {
        DiskFolder folder{scan.root, {}, scan.problem};
        FileDrafts gone = drafts;
        for (const ScannedFile &file : scan.files) {
            gone.remove(scan.root + u'/' + file.file.path);
            if (matches(file, words, query.tag)) folder.files.push_back(entryOf(file, scan.root, drafts));
        }
        for (auto it = gone.cbegin(); words.isEmpty() && query.tag.isEmpty() && it != gone.cend(); ++it) {
            if (!it.key().startsWith(scan.root + u'/')) continue;
            const QString below = it.key().sliced(scan.root.size() + 1);
            const bool isNew = *it == folderHash({}); // its file was never written
            const auto state = isNew ? FileEntry::State::Edited : FileEntry::State::Gone;
            folder.files.push_back({it.key(), below, titleFromName(below), {}, {}, state, {}});
        }
        sortFiles(folder.files, query.order);
        folders.push_back(std::move(folder));
    }
    return folders;
}

} // namespace burin
