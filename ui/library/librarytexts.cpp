#include "ui/library/librarytexts.h"

#include "ui/common/labels.h"

#include <QCoreApplication>
#include <QLocale>

namespace burin {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("Library", text);
}

} // namespace

QString shownTitle(const QString &title)
{
    const QString line = oneLine(title);
    return line.trimmed().isEmpty() ? say(QT_TRANSLATE_NOOP("Library", "Untitled prompt")) : line;
}

QString shownTime(const QDateTime &time)
{
    return QLocale().toString(time.toLocalTime(), QLocale::ShortFormat);
}

QString folderName(const QString &path)
{
    return path.section(u'/', -1);
}

QString plainSnippet(const QString &snippet)
{
    QString plain = snippet;
    plain.remove(QChar(0xe000)).remove(QChar(0xe001));
    return oneLine(plain);
}

QString spokenEntry(const LibraryEntry &entry)
{
    QStringList parts{shownTitle(entry.title)};
    if (entry.starred) parts += say(QT_TRANSLATE_NOOP("Library", "starred"));
    if (entry.edited) parts += say(QT_TRANSLATE_NOOP("Library", "edited since its last version"));
    if (!entry.folder.isEmpty()) parts += say(QT_TRANSLATE_NOOP("Library", "in %1")).arg(entry.folder);
    parts += entry.tags;
    return parts.join(QLatin1StringView(", "));
}

QString entryDetails(const LibraryEntry &entry)
{
    QStringList lines{shownTitle(entry.title)};
    if (!entry.folder.isEmpty()) lines += say(QT_TRANSLATE_NOOP("Library", "Folder: %1")).arg(entry.folder);
    if (!entry.tags.isEmpty())
        lines += say(QT_TRANSLATE_NOOP("Library", "Tags: %1")).arg(entry.tags.join(QLatin1StringView(", ")));
    //: Of a prompt. "v3" is its newest version.
    lines += say(QT_TRANSLATE_NOOP("Library", "Newest version: v%1")).arg(entry.versions);
    if (entry.edited) lines += say(QT_TRANSLATE_NOOP("Library", "Edited since then."));
    lines += say(QT_TRANSLATE_NOOP("Library", "Changed: %1")).arg(shownTime(entry.changedAt));
    if (entry.deletedAt.isValid())
        lines += say(QT_TRANSLATE_NOOP("Library", "Deleted: %1")).arg(shownTime(entry.deletedAt));
    return lines.join(u'\n');
}

QString shownFile(const FileEntry &file)
{
    const bool isWritten = file.state != FileEntry::State::Saved && file.state != FileEntry::State::Unreadable;
    return shownTitle(file.title) + (isWritten ? QStringLiteral(" ●") : QString());
}

bool isInTrouble(const FileEntry &file)
{
    return file.state != FileEntry::State::Saved && file.state != FileEntry::State::Edited;
}

QString stateText(FileEntry::State state)
{
    switch (state) {
    case FileEntry::State::Saved:
        break;
    case FileEntry::State::Edited:
        return say(QT_TRANSLATE_NOOP("Library", "Edited; not saved in the file."));
    case FileEntry::State::Conflict:
        return say(QT_TRANSLATE_NOOP("Library", "Edited here, and the file was changed on disk."));
    case FileEntry::State::Gone:
        return say(QT_TRANSLATE_NOOP("Library", "Edited here, and there is no file any more."));
    case FileEntry::State::Unreadable:
        return say(QT_TRANSLATE_NOOP("Library", "The file cannot be read as a prompt."));
    }
    return {};
}

QString spokenFile(const FileEntry &file)
{
    //: A file on the disk, for screen readers. %1 is the title of its prompt.
    QStringList parts{say(QT_TRANSLATE_NOOP("Library", "File %1")).arg(shownTitle(file.title))};
    if (file.state != FileEntry::State::Saved) parts += stateText(file.state);
    parts += file.tags;
    return parts.join(QLatin1StringView(", "));
}

QString fileDetails(const FileEntry &file)
{
    QStringList lines{shownTitle(file.title), file.path};
    if (file.state != FileEntry::State::Saved) lines += stateText(file.state);
    if (!file.problem.isEmpty()) lines += file.problem;
    if (!file.tags.isEmpty())
        lines += say(QT_TRANSLATE_NOOP("Library", "Tags: %1")).arg(file.tags.join(QLatin1StringView(", ")));
    if (file.modified.isValid())
        lines += say(QT_TRANSLATE_NOOP("Library", "Changed: %1")).arg(shownTime(file.modified));
    return lines.join(u'\n');
}

} // namespace burin
