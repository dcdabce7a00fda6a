#pragma once

#include "core/store/database.h"
#include "core/store/library.h"
#include "core/store/librarychange.h"
#include "core/store/libraryversions.h"
#include "ui/library/librarysource.h"

#include <QFuture>
#include <QSqlDatabase>
#include <QSqlQuery>

namespace burin {

/// A library in memory, and the source that widgets read it from. Answers are there at once and arrive later.
class StoredLibrary {
public:
    StoredLibrary()
    {
        const Result<QSqlDatabase> opened = openInMemory(QStringLiteral("library"));
        if (!opened) qFatal("no database");
        m_db = *opened;
    }
    ~StoredLibrary() { closeDatabase(m_db); }
    Q_DISABLE_COPY_MOVE(StoredLibrary)

    const QSqlDatabase &db() const { return m_db; }
    LibrarySource source() const
    {
        return {.list = [this](const LibraryQuery &query) { return ready(libraryListing(m_db, query)); },
                .versions = [this](PromptId id) { return ready(versionsOf(m_db, id)); },
                .change = [this](const LibraryChange &change) { return ready(applyChange(m_db, change)); }};
    }
    void execute(const QString &sql) const
    {
        if (!QSqlQuery(m_db).exec(sql)) qFatal("not executed");
    }
    PromptVersion add(const QString &title, const QString &user, const QString &folder = {},
                      const QStringList &tags = {}) const
    {
        PromptDraft draft;
        draft.title = title;
        draft.messages = systemAndUser({}, user);
        const auto made = createPrompt(m_db, {.draft = draft, .folder = folder, .tags = tags});
        if (!made) qFatal("not created");
        return *made;
    }
    LibraryEntry entry(PromptId id) const
    {
        const auto found = libraryEntry(m_db, id);
        return found ? *found : LibraryEntry();
    }

private:
    template <class T> static QFuture<T> ready(const T &value) { return QtFuture::makeReadyFuture(value); }

    QSqlDatabase m_db;
};

} // namespace burin
