#include "core/store/library.h"

#include "core/store/libraryrows.h"
#include "core/store/searchtext.h"
#include "core/store/storedvalues.h"

#include <QCollator>
#include <QJsonDocument>

#include <algorithm>

namespace burin {

namespace {

constexpr int MostRecent = 30; ///< Prompts that "recent" shows.
constexpr QChar
    TagBreak(0x1f); ///< Between the tags that SQL puts together; in no tag, which have no control characters.

constexpr char EntryColumns[] =
    "p.id, p.title, p.folder, p.starred, p.created_at, p.changed_at, p.used_at, p.deleted_at, "
    "(SELECT group_concat(tag, char(31)) FROM library_tags WHERE prompt_id = p.id), "
    "EXISTS (SELECT 1 FROM library_drafts WHERE prompt_id = p.id), "
    "(SELECT max(number) FROM library_versions WHERE prompt_id = p.id)";

LibraryEntry entryFrom(const SqlQuery &row)
{
    LibraryEntry entry;
    entry.id = PromptId{row.value(0).toLongLong()};
    entry.title = row.value(1).toString();
    entry.folder = row.value(2).toString();
    entry.starred = row.value(3).toBool();
    entry.createdAt = timeFrom(row.value(4));
    entry.changedAt = timeFrom(row.value(5));
    entry.usedAt = timeFrom(row.value(6));
    entry.deletedAt = timeFrom(row.value(7));
    entry.tags = row.value(8).toString().split(TagBreak, Qt::SkipEmptyParts);
    entry.tags.sort(Qt::CaseInsensitive);
    entry.edited = row.value(9).toBool();
    entry.versions = row.value(10).toInt();
    return entry;
}

struct LibrarySql {
    QString text;
    QVariantList values;

    void add(const QString &condition, const QVariantList &more = {})
    {
        text += QLatin1StringView(" AND ") + condition;
        values += more;
    }
};

/// Without a text, all rows in no order; with one, the hits by weight, a title's most, their snippets made row by row.
LibrarySql sqlOf(const LibraryQuery &wanted, const QString &words)
{
    LibrarySql sql;
    const QString columns = QString::fromLatin1(EntryColumns);
    if (words.isEmpty()) {
        sql.text = QStringLiteral("SELECT %1, '' FROM library_prompts AS p WHERE 1").arg(columns);
    } else {
        sql.text = QStringLiteral("SELECT %1, snippet(library_fts, -1, char(0xE000), char(0xE001), '…', 12) "
                                  "FROM library_fts CROSS JOIN library_prompts AS p ON p.id = library_fts.rowid "
                                  "WHERE library_fts MATCH ? AND rank MATCH 'bm25(10.0, 3.0, 5.0, 1.0, 2.0)'")
                       .arg(columns);
        sql.values = {words};
    }
    const bool deleted = wanted.show == LibraryShow::Deleted;
    sql.add(deleted ? QStringLiteral("p.deleted_at IS NOT NULL") : QStringLiteral("p.deleted_at IS NULL"));
    if (wanted.show == LibraryShow::Starred) sql.add(QStringLiteral("p.starred"));
    if (wanted.show == LibraryShow::Recent) sql.add(QStringLiteral("p.used_at IS NOT NULL"));
    if (!wanted.folder.isEmpty())
        sql.add(QStringLiteral("(p.folder = ? OR (p.folder >= ? AND p.folder < ?))"),
                {stored(wanted.folder), wanted.folder + u'/', wanted.folder + QChar(u'/' + 1)});
    if (!wanted.tag.isEmpty())
        sql.add(QStringLiteral("EXISTS (SELECT 1 FROM library_tags WHERE prompt_id = p.id AND tag = ?)"),
                {stored(wanted.tag)});
    if (!words.isEmpty()) sql.text += QLatin1StringView(" ORDER BY rank");
    if (!words.isEmpty() && wanted.limit > 0) {
        sql.text += QLatin1StringView(" LIMIT ?");
        sql.values += wanted.limit + 1;
    }
    return sql;
}

void sortByTitle(std::vector<LibraryEntry> &prompts)
{
    QCollator collator;
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    collator.setNumericMode(true);
    std::vector<std::pair<QCollatorSortKey, size_t>> keys;
    keys.reserve(prompts.size());
    for (size_t i = 0; i < prompts.size(); ++i)
        keys.emplace_back(collator.sortKey(prompts[i].title.toCaseFolded()), i);
    std::ranges::stable_sort(keys, [](const auto &a, const auto &b) { return a.first < b.first; });
    std::vector<LibraryEntry> sorted;
    sorted.reserve(prompts.size());
    for (const auto &[key, index] : keys)
        sorted.push_back(std::move(prompts[index]));
    prompts = std::move(sorted);
}

void sortEntries(std::vector<LibraryEntry> &prompts, LibraryOrder order)
{
    if (order == LibraryOrder::Title) return sortByTitle(prompts);
    const auto time = order == LibraryOrder::Changed   ? &LibraryEntry::changedAt
                      : order == LibraryOrder::Created ? &LibraryEntry::createdAt
                                                       : &LibraryEntry::usedAt;
    std::ranges::stable_sort(prompts, [time](const LibraryEntry &a, const LibraryEntry &b) {
        if ((a.*time).isValid() != (b.*time).isValid()) return (a.*time).isValid();
        return (a.*time).isValid() && a.*time > b.*time;
    });
}

QStringList namesOf(SqlQuery &query, const QString &sql)
{
    QStringList names;
    query.run(sql);
    while (query.next())
        names += query.value(0).toString();
    names.sort(Qt::CaseInsensitive);
    return names;
}

std::vector<UnnamedDraft> unnamedDrafts(SqlQuery &query)
{
    std::vector<UnnamedDraft> drafts;
    query.run(QStringLiteral("SELECT id, draft, saved_at FROM library_drafts WHERE prompt_id IS NULL "
                             "ORDER BY saved_at DESC, id DESC"));
    while (query.next()) {
        const PromptDraft draft = draftFrom(QJsonDocument::fromJson(query.value(1).toString().toUtf8()).object());
        drafts.push_back({DraftId{query.value(0).toLongLong()},
                          draft.title.trimmed().isEmpty() ? headingOf(draft) : draft.title, timeFrom(query.value(2))});
    }
    return drafts;
}

} // namespace

Result<LibraryListing> libraryListing(const QSqlDatabase &db, const LibraryQuery &wanted)
{
    LibraryListing listing;
    SqlQuery query(db);
    const QString words = searchExpression(wanted.text, 1);
    const LibrarySql sql = sqlOf(wanted, words);
    query.run(sql.text, sql.values);
    while (query.next()) {
        listing.prompts.push_back(entryFrom(query));
        listing.prompts.back().snippet = query.value(11).toString();
    }
    const bool recent = wanted.show == LibraryShow::Recent;
    if (words.isEmpty()) sortEntries(listing.prompts, recent ? LibraryOrder::Used : wanted.order);
    const int limit = recent ? MostRecent : wanted.limit;
    listing.more = limit > 0 && listing.prompts.size() > size_t(limit);
    if (listing.more) listing.prompts.resize(size_t(limit));
    listing.folders = namesOf(query, QStringLiteral("SELECT path FROM library_folders"));
    listing.tags = namesOf(query, QStringLiteral("SELECT DISTINCT tag FROM library_tags"));
    listing.drafts = unnamedDrafts(query);
    if (query.error()) return *query.error();
    return listing;
}

Result<LibraryEntry> libraryEntry(const QSqlDatabase &db, PromptId id)
{
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT %1 FROM library_prompts AS p WHERE p.id = ?").arg(QLatin1StringView(EntryColumns)),
              {id.value});
    if (query.next()) return entryFrom(query);
    return query.error().value_or(makeError(ErrorCode::PromptNotFound, QString::number(id.value)));
}

} // namespace burin
