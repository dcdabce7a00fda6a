#include "app/openedprompt.h"

#include "core/store/keyvalue.h"
#include "core/store/library.h"
#include "core/store/librarydrafts.h"

namespace burin {

namespace {

constexpr int DaysUntilPurge = 30;

/// The one draft of a program that had no library.
QString olderDocument()
{
    return QStringLiteral("draft");
}

QString openDocument()
{
    return QStringLiteral("library");
}

/// The older program's draft as the first prompt, or, when there are prompts, as an unnamed draft.
Result<FirstPrompt> takeOver(const QSqlDatabase &db, const QJsonObject &older)
{
    const PromptDraft draft = draftFrom(older);
    FirstPrompt taken{.draft = draft};
    const Result<std::optional<PromptVersion>> first = createFirstPrompt(db, {.draft = draft});
    if (!first) return first.error();
    if (*first) {
        taken.draft = (*first)->draft;
    } else {
        const Result<DraftId> kept = saveDraft(db, {}, draft);
        if (!kept) return kept.error();
        taken.id = *kept;
    }
    if (const Outcome cleared = saveDocument(db, olderDocument(), {}); !cleared) return cleared.error();
    return taken;
}

/// What was open last, unless it is gone; else the prompt used last, else an empty one.
Result<FirstPrompt> openLast(const QSqlDatabase &db)
{
    const Result<std::optional<QJsonObject>> open = loadDocument(db, openDocument());
    if (!open) return open.error();
    const QJsonObject last = open->value_or(QJsonObject());
    if (const QString file = last.value(QLatin1StringView("file")).toString(); !file.isEmpty())
        return FirstPrompt{.draft = {}, .file = file};
    const DraftId draftId{last.value(QLatin1StringView("draft")).toInteger()};
    const Result<LibraryEntry> entry = libraryEntry(db, PromptId{last.value(QLatin1StringView("prompt")).toInteger()});
    PromptId prompt = entry && !entry->deletedAt.isValid() ? entry->id : PromptId();
    if (!prompt.isValid() && draftId.isValid()) {
        const Result<PromptDraft> draft = loadDraft(db, draftId);
        if (draft && !draft->prompt.isValid()) return FirstPrompt{*draft, draftId};
    }
    if (!prompt.isValid()) {
        const Result<LibraryListing> recent = libraryListing(db, {.show = LibraryShow::Recent, .limit = 1});
        if (!recent) return recent.error();
        if (recent->prompts.empty()) return FirstPrompt();
        prompt = recent->prompts.front().id;
    }
    const Result<PromptDraft> draft = openPrompt(db, prompt);
    if (!draft) return draft.error();
    return FirstPrompt{*draft};
}

} // namespace

Result<DraftId> keepOpened(const QSqlDatabase &db, const OpenedPrompt &opened, const PromptDraft &draft)
{
    PromptDraft placed = draft;
    if (!placed.prompt.isValid()) placed.prompt = opened.place->prompt;
    const Result<DraftId> kept = saveDraft(db, opened.place->draft, placed);
    if (!kept) return kept;
    opened.place->draft = placed.prompt.isValid() ? DraftId() : *kept;
    if (const Outcome noted = noteOpened(db, opened, placed.prompt); !noted) return noted.error();
    return kept;
}

Outcome noteOpened(const QSqlDatabase &db, const OpenedPrompt &opened, PromptId prompt)
{
    return saveDocument(db, openDocument(),
                        {{QStringLiteral("prompt"), prompt.value},
                         {QStringLiteral("draft"), opened.place->draft.value},
                         {QStringLiteral("file"), opened.file}});
}

Result<FirstPrompt> openAtStart(const QSqlDatabase &db, const PromptDraft &sample)
{
    const QDateTime longAgo = QDateTime::currentDateTimeUtc().addDays(-DaysUntilPurge);
    if (const Result<int> purged = purgeDeletedPrompts(db, longAgo); !purged) return purged.error();
    const Result<std::optional<QJsonObject>> older = loadDocument(db, olderDocument());
    if (!older) return older.error();
    if (*older && !(*older)->isEmpty()) return takeOver(db, **older);
    const Result<std::optional<PromptVersion>> first = createFirstPrompt(db, {.draft = sample});
    if (!first) return first.error();
    if (*first) return FirstPrompt{.draft = (*first)->draft, .isFirstStart = true};
    return openLast(db);
}

} // namespace burin
