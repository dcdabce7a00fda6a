#include "core/store/history.h"
#include "core/store/journal.h"
#include "core/store/keyvalue.h"
#include "core/store/library.h"
#include "core/store/librarydrafts.h"
#include "core/store/libraryfolders.h"
#include "core/store/libraryversions.h"
#include "storetesting.h"

#include <QTest>

using namespace burin;

namespace {

PromptDraft draftOf(const QString &title, const QString &user)
{
    PromptDraft draft;
    draft.title = title;
    draft.messages = systemAndUser(QStringLiteral("Be brief."), user);
    draft.model = QStringLiteral("model");
    return draft;
}

PromptVersion added(const QSqlDatabase &db, const QString &title, const QString &user, const QString &folder = {},
                    const QStringList &tags = {})
{
    const auto made = createPrompt(db, {.draft = draftOf(title, user), .folder = folder, .tags = tags});
    if (!made) qFatal("%s", qPrintable(made.error().message()));
    return *made;
}

QStringList titles(const QSqlDatabase &db, const LibraryQuery &query = {})
{
    const auto listing = libraryListing(db, query);
    if (!listing) return {listing.error().message()};
    QStringList names;
    for (const LibraryEntry &entry : listing->prompts)
        names += entry.title;
    return names;
}

QStringList folders(const QSqlDatabase &db)
{
    const auto listing = libraryListing(db, {});
    return listing ? listing->folders : QStringList();
}

LibraryEntry entry(const QSqlDatabase &db, PromptId id)
{
    const auto found = libraryEntry(db, id);
    return found ? *found : LibraryEntry();
}

} // namespace

class tst_Library : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewPromptIsListedWithVersionOne();
    void onlyTheFirstOfTwoBeginsTheLibrary();
    void searchFinds_data();
    void searchFinds();
    void hitsInTitlesComeFirst();
    void searchFollowsEveryChange();
    void filtersNarrow_data();
    void filtersNarrow();
    void ordersAreByTitleOrTime();
    void deletedComesBackWhole();
    void onlyLongDeletedIsPurged();
    void aDuplicateHasWhatIsOpen();
    void moreThanTenTagsAreRefused();
    void foldersMoveWithAllInThem();
    void aFolderNeverMovesIntoItself();
    void aDeletedFolderComesBack();
    void changingWhatIsGoneSaysSo();
};

void tst_Library::aNewPromptIsListedWithVersionOne()
{
    const OpenDatabase db;
    const PromptVersion version =
        added(db, QStringLiteral("Reply"), QStringLiteral("{{question}}"), QStringLiteral(" Support / Mail "),
              {QStringLiteral("b"), QStringLiteral("a"), QStringLiteral("A ")});
    QCOMPARE(version.number, 1);
    QCOMPARE(version.draft.prompt, version.prompt);
    QCOMPARE(version.draft.version, version.id);
    const LibraryEntry listed = entry(db, version.prompt);
    QCOMPARE(listed.title, QStringLiteral("Reply"));
    QCOMPARE(listed.folder, QStringLiteral("Support/Mail"));
    QCOMPARE(listed.tags, QStringList({QStringLiteral("a"), QStringLiteral("b")}));
    QCOMPARE(listed.versions, 1);
    QVERIFY(!listed.edited && !listed.starred && !listed.deletedAt.isValid());
    QVERIFY(listed.createdAt.isValid() && listed.changedAt.isValid());
    QCOMPARE(folders(db), QStringList({QStringLiteral("Support"), QStringLiteral("Support/Mail")}));
}

void tst_Library::onlyTheFirstOfTwoBeginsTheLibrary()
{
    const QTemporaryDir folder;
    const OpenDatabase one(folder.path());
    const OpenDatabase two(folder.path());
    const NewPrompt first{.draft = draftOf(QStringLiteral("Sample"), QStringLiteral("Hello"))};
    const auto made = createFirstPrompt(one, first);
    QVERIFY(made && *made);
    const auto again = createFirstPrompt(two, first);
    QVERIFY(again && !*again);
    QVERIFY(deletePrompts(one, {(*made)->prompt}));
    QCOMPARE(*purgeDeletedPrompts(one, QDateTime::currentDateTimeUtc().addDays(1)), 1);
    const auto later = createFirstPrompt(one, first); // who emptied the library wants it empty
    QVERIFY(later && !*later);
}

void tst_Library::searchFinds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("found");
    QTest::newRow("title") << QStringLiteral("refund") << true;
    QTest::newRow("beginning as one types") << QStringLiteral("r") << true;
    QTest::newRow("folder") << QStringLiteral("support") << true;
    QTest::newRow("tag") << QStringLiteral("german") << true;
    QTest::newRow("user message") << QStringLiteral("parcel") << true;
    QTest::newRow("system message") << QStringLiteral("brief") << true;
    QTest::newRow("note of a version") << QStringLiteral("shorter") << true;
    QTest::newRow("label") << QStringLiteral("production") << true;
    QTest::newRow("across all of them") << QStringLiteral("german parcel refu") << true;
    QTest::newRow("without accents") << QStringLiteral("cafe") << true;
    QTest::newRow("syntax is text") << QStringLiteral("\"refund\" OR (") << false;
    QTest::newRow("one word that is nowhere") << QStringLiteral("refund absent") << false;
    QTest::newRow("whole words but the last") << QStringLiteral("refun parcel") << false;
}

void tst_Library::searchFinds()
{
    QFETCH(QString, text);
    QFETCH(bool, found);
    const OpenDatabase db;
    const PromptVersion version =
        added(db, QStringLiteral("Refunds"), QStringLiteral("Where is the parcel of the café?"),
              QStringLiteral("Support"), {QStringLiteral("german")});
    QVERIFY(setVersionNote(db, version.id, QStringLiteral("made it shorter")));
    QVERIFY(setLabel(db, version.id, QStringLiteral("production")));
    QCOMPARE(titles(db, {.text = text}).contains(QStringLiteral("Refunds")), found);
}

void tst_Library::hitsInTitlesComeFirst()
{
    const OpenDatabase db;
    added(db, QStringLiteral("Mail"), QStringLiteral("A poem about a poem, please."));
    added(db, QStringLiteral("Poem"), QStringLiteral("Write something."));
    QCOMPARE(titles(db, {.text = QStringLiteral("poem")}),
             QStringList({QStringLiteral("Poem"), QStringLiteral("Mail")}));
    const auto listing = libraryListing(db, {.text = QStringLiteral("poem"), .limit = 1});
    QVERIFY(listing->more);
    QCOMPARE(listing->prompts.size(), size_t(1));
    QVERIFY(listing->prompts.front().snippet.contains(QStringLiteral("\uE000Poem\uE001")));
}

void tst_Library::searchFollowsEveryChange()
{
    const OpenDatabase db;
    const PromptVersion version = added(db, QStringLiteral("Old"), QStringLiteral("first words"));
    const auto finds = [&db](const QString &text) { return !titles(db, {.text = text}).isEmpty(); };
    PromptDraft draft = version.draft;
    draft.messages.back().text = QStringLiteral("unsaved words");
    QVERIFY(saveDraft(db, {}, draft));
    QVERIFY(finds(QStringLiteral("unsaved")) && !finds(QStringLiteral("first")));
    QVERIFY(renamePrompt(db, version.prompt, QStringLiteral("New")));
    QVERIFY(finds(QStringLiteral("new")) && !finds(QStringLiteral("old")));
    QVERIFY(movePrompts(db, {version.prompt}, QStringLiteral("Place")));
    QVERIFY(finds(QStringLiteral("place")));
    QVERIFY(moveFolder(db, QStringLiteral("Place"), QStringLiteral("Room")));
    QVERIFY(finds(QStringLiteral("room")) && !finds(QStringLiteral("place")));
    QVERIFY(setTags(db, version.prompt, {QStringLiteral("fast")}));
    QVERIFY(finds(QStringLiteral("fast")));
    QVERIFY(restoreVersion(db, version.id, QStringLiteral("before")));
    QVERIFY(finds(QStringLiteral("first")) && finds(QStringLiteral("before")));
    QVERIFY(deletePrompts(db, {version.prompt}));
    QVERIFY(!finds(QStringLiteral("first")));
    QCOMPARE(titles(db, {.text = QStringLiteral("first"), .show = LibraryShow::Deleted}),
             QStringList(QStringLiteral("New")));
}

void tst_Library::filtersNarrow_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("tag");
    QTest::addColumn<int>("show");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QString &folder, const QString &tag, LibraryShow show,
                        const QStringList &expected) { QTest::newRow(name) << folder << tag << int(show) << expected; };
    const QString a = QStringLiteral("a"), b = QStringLiteral("b"), c = QStringLiteral("c"), d = QStringLiteral("d");
    row("all", {}, {}, LibraryShow::All, {a, b, c});
    row("folder with those below", QStringLiteral("F"), {}, LibraryShow::All, {a, b});
    row("not a folder that begins alike", QStringLiteral("F/G"), {}, LibraryShow::All, {b});
    row("tag", {}, QStringLiteral("t"), LibraryShow::All, {b, c});
    row("starred", {}, {}, LibraryShow::Starred, {c});
    row("deleted", {}, {}, LibraryShow::Deleted, {d});
}

void tst_Library::filtersNarrow()
{
    QFETCH(QString, folder);
    QFETCH(QString, tag);
    QFETCH(int, show);
    const OpenDatabase db;
    added(db, QStringLiteral("a"), {}, QStringLiteral("F"));
    added(db, QStringLiteral("b"), {}, QStringLiteral("F/G"), {QStringLiteral("t")});
    const PromptId c = added(db, QStringLiteral("c"), {}, QStringLiteral("FG"), {QStringLiteral("t")}).prompt;
    const PromptId d = added(db, QStringLiteral("d"), {}, QStringLiteral("F")).prompt;
    QVERIFY(starPrompt(db, c, Star::On));
    QVERIFY(deletePrompts(db, {d}));
    QTEST(titles(db, {.folder = folder, .tag = tag, .show = LibraryShow(show)}), "expected");
}

void tst_Library::ordersAreByTitleOrTime()
{
    const QLocale before;
    const auto putBack = qScopeGuard([&before] { QLocale::setDefault(before); });
    QLocale::setDefault(QLocale(QLocale::English)); // the locale C knows no alphabet
    const OpenDatabase db;
    QHash<QString, PromptId> ids;
    for (const char *title : {"b10", "B9", "a"})
        ids.insert(QString::fromLatin1(title), added(db, QString::fromLatin1(title), {}).prompt);
    // Times of our own, since the clock may not have moved between two calls.
    int time = 1000;
    for (const char *title : {"a", "b10", "B9"}) {
        QVERIFY(db.execute(QStringLiteral("UPDATE library_prompts SET changed_at = %1, used_at = %2, created_at = %3 "
                                          "WHERE title = '%4'")
                               .arg(time)
                               .arg(5000 - time)
                               .arg(time % 3000)
                               .arg(QLatin1StringView(title))));
        time += 1000;
    }
    const auto in = [&db](LibraryOrder order) { return titles(db, {.order = order}).join(u' '); };
    QCOMPARE(in(LibraryOrder::Title), QStringLiteral("a B9 b10"));
    QCOMPARE(in(LibraryOrder::Changed), QStringLiteral("B9 b10 a"));
    QCOMPARE(in(LibraryOrder::Used), QStringLiteral("a b10 B9"));
    QCOMPARE(in(LibraryOrder::Created), QStringLiteral("b10 a B9"));
    QVERIFY(openPrompt(db, ids.value(QStringLiteral("b10"))));
    QCOMPARE(titles(db, {.show = LibraryShow::Recent}).first(), QStringLiteral("b10"));
}

void tst_Library::deletedComesBackWhole()
{
    const OpenDatabase db;
    const PromptVersion version =
        added(db, QStringLiteral("Gone"), QStringLiteral("text"), QStringLiteral("F/G"), {QStringLiteral("t")});
    QVERIFY(setLabel(db, version.id, QStringLiteral("production")));
    QVERIFY(saveCases(db, version.prompt, {{QStringLiteral("case"), {}, {}}}));
    const LibraryEntry before = entry(db, version.prompt);
    QVERIFY(deletePrompts(db, {version.prompt}));
    QCOMPARE(titles(db), QStringList());
    QVERIFY(deleteFolder(db, QStringLiteral("F")));
    QVERIFY(restorePrompts(db, {version.prompt}));
    QCOMPARE(entry(db, version.prompt), before);
    QVERIFY(folders(db).contains(QStringLiteral("F/G")));
    QCOMPARE(casesOf(db, version.prompt)->size(), size_t(1));
    QCOMPARE(labelledVersion(db, version.prompt, QStringLiteral("production"))->id, version.id);
}

void tst_Library::onlyLongDeletedIsPurged()
{
    const OpenDatabase db;
    const PromptVersion old = added(db, QStringLiteral("old"), QStringLiteral("text"));
    const PromptId fresh = added(db, QStringLiteral("fresh"), {}).prompt;
    added(db, QStringLiteral("kept"), {});
    RunRecord run = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    run.draft.prompt = old.prompt;
    run.draft.version = old.id;
    QVERIFY(store(db, run));
    QVERIFY(deletePrompts(db, {old.prompt, fresh}));
    QVERIFY(
        db.execute(QStringLiteral("UPDATE library_prompts SET deleted_at = deleted_at - 40 * 86400000 WHERE id = %1")
                       .arg(old.prompt.value)));
    QCOMPARE(*purgeDeletedPrompts(db, QDateTime::currentDateTimeUtc().addDays(-30)), 1);
    QCOMPARE(titles(db, {.show = LibraryShow::Deleted}), QStringList(QStringLiteral("fresh")));
    QCOMPARE(db.value(QStringLiteral("SELECT count(*) FROM library_versions")).toInt(), 2);
    QCOMPARE(db.value(QStringLiteral("SELECT count(*) FROM library_fts")).toInt(), 2);
    QCOMPARE(difference(*loadRun(db, run.id), run), QString());
    QCOMPARE(*checkDatabase(db), QStringList());
}

void tst_Library::aDuplicateHasWhatIsOpen()
{
    const OpenDatabase db;
    const PromptVersion version =
        added(db, QStringLiteral("One"), QStringLiteral("kept"), QStringLiteral("F"), {QStringLiteral("t")});
    QVERIFY(
        saveCases(db, version.prompt, {{QStringLiteral("case"), {{QStringLiteral("x"), QStringLiteral("1")}}, {}}}));
    PromptDraft edited = version.draft;
    edited.messages.back().text = QStringLiteral("unsaved");
    QVERIFY(saveDraft(db, {}, edited));
    const auto copy = duplicatePrompt(db, version.prompt, QStringLiteral("Two"));
    QVERIFY(copy);
    QCOMPARE(textOf(copy->draft, Role::User), QStringLiteral("unsaved"));
    const LibraryEntry listed = entry(db, copy->prompt);
    QCOMPARE(listed.title, QStringLiteral("Two"));
    QCOMPARE(listed.folder, QStringLiteral("F"));
    QCOMPARE(listed.tags, QStringList(QStringLiteral("t")));
    QCOMPARE(listed.versions, 1);
    QCOMPARE(*casesOf(db, copy->prompt), *casesOf(db, version.prompt));
    QCOMPARE(entry(db, version.prompt).title, QStringLiteral("One"));
}

void tst_Library::moreThanTenTagsAreRefused()
{
    const OpenDatabase db;
    const PromptId id = added(db, QStringLiteral("p"), {}, {}, {QStringLiteral("kept")}).prompt;
    QStringList tags;
    for (int i = 0; i < MostTags; ++i)
        tags += QString::number(i);
    QVERIFY(setTags(db, id, tags));
    QCOMPARE(setTags(db, id, tags + QStringList(QStringLiteral("x"))).error().code, ErrorCode::BadParameter);
    QCOMPARE(entry(db, id).tags, tags);
}

void tst_Library::foldersMoveWithAllInThem()
{
    const OpenDatabase db;
    const PromptId a = added(db, QStringLiteral("a"), {}, QStringLiteral("A/B")).prompt;
    const PromptId deleted = added(db, QStringLiteral("d"), {}, QStringLiteral("A")).prompt;
    const PromptId other = added(db, QStringLiteral("o"), {}, QStringLiteral("AB")).prompt;
    QVERIFY(deletePrompts(db, {deleted}));
    QVERIFY(createFolder(db, QStringLiteral("A/empty")));
    QVERIFY(moveFolder(db, QStringLiteral("A"), QStringLiteral("New/Größe")));
    QCOMPARE(entry(db, a).folder, QStringLiteral("New/Größe/B"));
    QCOMPARE(entry(db, deleted).folder, QStringLiteral("New/Größe"));
    QCOMPARE(entry(db, other).folder, QStringLiteral("AB"));
    QCOMPARE(folders(db), QStringList({QStringLiteral("AB"), QStringLiteral("New"), QStringLiteral("New/Größe"),
                                       QStringLiteral("New/Größe/B"), QStringLiteral("New/Größe/empty")}));
    QVERIFY(moveFolder(db, QStringLiteral("New/Größe"), QStringLiteral("AB"))); // takes it in
    QCOMPARE(entry(db, a).folder, QStringLiteral("AB/B"));
}

void tst_Library::aFolderNeverMovesIntoItself()
{
    const OpenDatabase db;
    const PromptId id = added(db, QStringLiteral("a"), {}, QStringLiteral("A/B")).prompt;
    for (const char *target : {"A/B/C", "", " / "})
        QCOMPARE(moveFolder(db, QStringLiteral("A"), QString::fromLatin1(target)).error().code,
                 ErrorCode::BadParameter);
    QVERIFY(moveFolder(db, QStringLiteral("A"), QStringLiteral("A")));
    QCOMPARE(entry(db, id).folder, QStringLiteral("A/B"));
}

void tst_Library::aDeletedFolderComesBack()
{
    const OpenDatabase db;
    added(db, QStringLiteral("in"), {}, QStringLiteral("A/B"));
    const PromptId before = added(db, QStringLiteral("deleted before"), {}, QStringLiteral("A")).prompt;
    added(db, QStringLiteral("out"), {}, QStringLiteral("AB"));
    QVERIFY(deletePrompts(db, {before}));
    const QStringList all = folders(db);
    const auto gone = deleteFolder(db, QStringLiteral("A"));
    QVERIFY(gone);
    QCOMPARE(titles(db), QStringList(QStringLiteral("out")));
    QCOMPARE(folders(db), QStringList(QStringLiteral("AB")));
    QVERIFY(restoreFolder(db, *gone));
    QCOMPARE(titles(db), QStringList({QStringLiteral("in"), QStringLiteral("out")}));
    QCOMPARE(folders(db), all);
    QCOMPARE(titles(db, {.show = LibraryShow::Deleted}), QStringList(QStringLiteral("deleted before")));
}

void tst_Library::changingWhatIsGoneSaysSo()
{
    const OpenDatabase db;
    const PromptId gone{7};
    const Outcome outcomes[] = {renamePrompt(db, gone, {}),     movePrompts(db, {gone}, {}),
                                starPrompt(db, gone, Star::On), setTags(db, gone, {}),
                                deletePrompts(db, {gone}),      restorePrompts(db, {gone}),
                                saveCases(db, gone, {}),        setLabel(db, VersionId{7}, QStringLiteral("x"))};
    for (const Outcome &outcome : outcomes)
        QCOMPARE(outcome.error().code, ErrorCode::PromptNotFound);
    QCOMPARE(libraryEntry(db, gone).error().code, ErrorCode::PromptNotFound);
    QCOMPARE(openPrompt(db, gone).error().code, ErrorCode::PromptNotFound);
    QCOMPARE(saveVersion(db, gone, {}).error().code, ErrorCode::PromptNotFound);
    QCOMPARE(folders(db), QStringList());
}

QTEST_GUILESS_MAIN(tst_Library)
#include "tst_library.moc"
