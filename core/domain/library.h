#pragma once

#include "core/base/id.h"
#include "core/domain/diskfolder.h"
#include "core/domain/prompt.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <vector>

namespace burin {

using DraftId = Id<struct DraftTag>;

inline constexpr qsizetype MostTags = 10; ///< Of one prompt.

/// A prompt as the library lists it: without its texts. Times are UTC.
struct LibraryEntry {
    PromptId id;
    QString title = {};
    QString folder = {};   ///< Path such as "Support/Refunds"; empty = at the top.
    QStringList tags = {}; ///< At most MostTags, in order of the alphabet.
    bool starred = false;
    bool edited = false; ///< Its draft is not what its newest version holds.
    int versions = 0;    ///< The number of its newest version.
    QDateTime createdAt = {};
    QDateTime changedAt = {}; ///< The last edit of its draft, its versions, title, tags or folder.
    QDateTime usedAt = {};    ///< It was opened last; invalid = never.
    QDateTime deletedAt = {}; ///< Invalid = it is not deleted.
    QString snippet = {};     ///< For a text search: where it was found, hits between U+E000 and U+E001.
    bool operator==(const LibraryEntry &) const = default;
};

/// A prompt as it was kept for good.
struct PromptVersion {
    VersionId id;
    PromptId prompt;
    int number = 1;           ///< Within its prompt, from 1, without gaps.
    QString note = {};        ///< Why it was saved, by the user.
    QStringList labels = {};  ///< Such as "production"; each is at one version of a prompt only.
    QDateTime createdAt = {}; ///< UTC.
    PromptDraft draft = {};   ///< Empty in lists of versions, which are read without their texts.
    bool operator==(const PromptVersion &) const = default;
};

/// Something written that is in no prompt of the library yet.
struct UnnamedDraft {
    DraftId id;
    QString title = {};     ///< Its own, or the beginning of its first message.
    QDateTime savedAt = {}; ///< UTC.
    bool operator==(const UnnamedDraft &) const = default;
};

enum class LibraryShow { All, Starred, Recent, Deleted };
/// Title goes by the alphabet of the user's language, the others begin with the newest.
enum class LibraryOrder { Title, Changed, Used, Created };

/// Which prompts to list. Empty fields do not filter.
struct LibraryQuery {
    QString text = {};   ///< Words that must all occur in title, folder, tags, messages or notes; not FTS syntax.
    QString folder = {}; ///< This one and all below it.
    QString tag = {};    ///< Exact.
    LibraryShow show = LibraryShow::All;
    LibraryOrder order = LibraryOrder::Title; ///< Without a text; hits are in order of their weight.
    int limit = 0;                            ///< Most prompts; 0 = all.
    bool operator==(const LibraryQuery &) const = default;
};

/// What the library shows for a query.
struct LibraryListing {
    std::vector<LibraryEntry> prompts; ///< In the order that was asked for.
    QStringList folders;               ///< All there are, also empty ones, in order of the alphabet.
    QStringList tags;                  ///< All there are.
    std::vector<UnnamedDraft> drafts;  ///< Newest first; whatever the query.
    bool more = false;                 ///< The limit cut prompts off.
    std::vector<DiskFolder> disk = {}; ///< Folders of prompt files, in the order in which they were opened.
};

/// @p path with one "/" between its parts and no white space around them; empty parts are left out.
QString folderPath(const QString &path);
/// The folder that @p path lies in; empty = at the top.
QString parentFolder(const QString &path);
/// Whether @p path is @p folder or lies below it; the top has all below it.
bool isWithin(const QString &path, const QString &folder);
/// @p tags without white space around them, empty and repeated ones, in order of the alphabet; upper and lower case
/// are the same tag. May be more than MostTags.
QStringList tidyTags(const QStringList &tags);

/// Names the content of @p draft: SHA-256 of everything that it sends or fills in. Two drafts that differ only in
/// title, place in the library or in a conversation, or what the editor has folded have the same.
QByteArray contentHash(const PromptDraft &draft);
/// What a draft without a title is called: the beginning of its first message with a text; empty if there is none.
QString headingOf(const PromptDraft &draft);

} // namespace burin

Q_DECLARE_METATYPE(burin::PromptId)
Q_DECLARE_METATYPE(burin::VersionId)
Q_DECLARE_METATYPE(burin::DraftId)
