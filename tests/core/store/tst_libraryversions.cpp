#include "core/store/fragments.h"
#include "core/store/history.h"
#include "core/store/journal.h"
#include "core/store/keyvalue.h"
#include "core/store/library.h"
#include "core/store/librarydrafts.h"
#include "core/store/libraryversions.h"
#include "storetesting.h"

#include <QProcess>
#include <QTest>

#include <memory>

using namespace burin;

namespace {

constexpr int Generous = 120'000; // ms; the machine may be busy

/// One with everything in it.
PromptDraft richDraft()
{
    PromptDraft draft;
    draft.title = QStringLiteral("Größe 😀");
    draft.messages = {
        {.role = Role::System, .text = QStringLiteral("You are {{who}}.")},
        {.role = Role::User,
         .text = QStringLiteral("\uFEFF\"\\ ") + QChar(0) + QStringLiteral(" end"),
         .attachments = {{QStringLiteral("a.png"), QStringLiteral("image/png"), QByteArray("\0\xff", 2)}}},
        {.role = Role::Assistant, .toolCalls = {{QStringLiteral("1"), QStringLiteral("f"), QStringLiteral("{")}}},
        {.role = Role::Tool, .text = QStringLiteral("42"), .toolCallId = QStringLiteral("1"), .enabled = false}};
    draft.declared = {{.name = QStringLiteral("who"), .type = VariableType::Choice, .options = {QStringLiteral("x")}}};
    draft.variables = {{QStringLiteral("who"), QStringLiteral("x")}};
    draft.providerId = QStringLiteral("p");
    draft.model = QStringLiteral("m");
    draft.parameters.temperature = 0.3;
    draft.fallbacks = {{QStringLiteral("q"), QStringLiteral("n")}};
    draft.tools = {{QStringLiteral("f"), QStringLiteral("does"), QStringLiteral("{}")}};
    draft.format = {ResponseFormat::Kind::JsonSchema, QStringLiteral("s"), QStringLiteral("{}")};
    return draft;
}

PromptVersion newPrompt(const QSqlDatabase &db, const PromptDraft &draft = richDraft())
{
    const auto made = createPrompt(db, {.draft = draft});
    if (!made) qFatal("%s", qPrintable(made.error().message()));
    return *made;
}

PromptDraft withText(PromptDraft draft, const QString &text)
{
    draft.messages.front().text = text;
    return draft;
}

bool isEdited(const QSqlDatabase &db, PromptId id)
{
    const auto entry = libraryEntry(db, id);
    return entry && entry->edited;
}

/// The content, whatever its place in the library.
PromptDraft content(PromptDraft draft)
{
    draft.prompt = {};
    draft.version = {};
    return draft;
}

} // namespace

class tst_LibraryVersions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fragmentsAreWhatTheLibraryHas();
    void aVersionKeepsEverything();
    void sameContentMakesNoVersion_data();
    void sameContentMakesNoVersion();
    void otherContentMakesAVersion_data();
    void otherContentMakesAVersion();
    void aLabelIsAtOneVersion();
    void restoringKeepsWhatWasNotSaved();
    void aDraftIsKeptApart();
    void aDraftAsTheNewestVersionIsNone();
    void unnamedDraftsAreListedNewestFirst();
    void aDraftOutlivesItsPrompt();
    void valueSetsComeBackInTheirOrder();
    void runsOfAPromptAndOfAVersion();
    void processesDoNotDisturbEachOther();
};

void tst_LibraryVersions::aVersionKeepsEverything()
{
    const QTemporaryDir folder;
    PromptVersion saved;
    {
        const OpenDatabase db(folder.path());
        saved = newPrompt(db);
        QVERIFY(setVersionNote(db, saved.id, QStringLiteral(" the first ")));
    }
    const OpenDatabase db(folder.path());
    const auto loaded = loadVersion(db, saved.id);
    QCOMPARE(content(loaded->draft), richDraft());
    QCOMPARE(loaded->note, QStringLiteral("the first"));
    QCOMPARE(content(*openPrompt(db, saved.prompt)), richDraft());
}

void tst_LibraryVersions::sameContentMakesNoVersion_data()
{
    QTest::addColumn<PromptDraft>("again");
    QTest::newRow("the very same") << richDraft();
    PromptDraft draft = richDraft();
    draft.title = QStringLiteral("another title");
    QTest::newRow("another title") << draft;
    draft = richDraft();
    draft.messages.front().folded = true;
    QTest::newRow("folded in the editor") << draft;
}

void tst_LibraryVersions::sameContentMakesNoVersion()
{
    QFETCH(PromptDraft, again);
    const OpenDatabase db;
    const PromptVersion first = newPrompt(db);
    const auto second = saveVersion(db, first.prompt, withText(richDraft(), QStringLiteral("changed")));
    QVERIFY(second->isNew);
    const auto third = saveVersion(db, first.prompt, again, QStringLiteral("a note"));
    QVERIFY(third && !third->isNew);
    QCOMPARE(third->version.number, 1);
    QCOMPARE(versionsOf(db, first.prompt)->size(), size_t(2));
    QCOMPARE(loadVersion(db, first.id)->note, QStringLiteral("a note"));
    QVERIFY(saveVersion(db, first.prompt, again, QStringLiteral("another")));
    QCOMPARE(loadVersion(db, first.id)->note, QStringLiteral("a note"));
    QVERIFY(isEdited(db, first.prompt)); // what is open is not the newest
    QCOMPARE(textOf(*openPrompt(db, first.prompt), Role::System), textOf(again, Role::System));
}

void tst_LibraryVersions::otherContentMakesAVersion_data()
{
    QTest::addColumn<PromptDraft>("changed");
    const auto row = [](const char *name, auto change) {
        PromptDraft draft = richDraft();
        change(draft);
        QTest::newRow(name) << draft;
    };
    row("text", [](PromptDraft &d) { d.messages[0].text += u' '; });
    row("role", [](PromptDraft &d) { d.messages[0].role = Role::Developer; });
    row("switched off", [](PromptDraft &d) { d.messages[0].enabled = false; });
    row("attachment", [](PromptDraft &d) { d.messages[1].attachments[0].data = "x"; });
    row("declaration", [](PromptDraft &d) { d.declared[0].required = false; });
    row("value", [](PromptDraft &d) { d.variables[QStringLiteral("who")] = QStringLiteral("y"); });
    row("model", [](PromptDraft &d) { d.model = QStringLiteral("m2"); });
    row("parameter", [](PromptDraft &d) { d.parameters.temperature = 0.4; });
    row("fallback", [](PromptDraft &d) { d.fallbacks.clear(); });
    row("tool", [](PromptDraft &d) { d.tools[0].description.clear(); });
    row("format", [](PromptDraft &d) { d.format = {}; });
}

void tst_LibraryVersions::otherContentMakesAVersion()
{
    QFETCH(PromptDraft, changed);
    const OpenDatabase db;
    const PromptVersion first = newPrompt(db);
    const auto second = saveVersion(db, first.prompt, changed, QStringLiteral("why"));
    QVERIFY(second && second->isNew);
    QCOMPARE(second->version.number, 2);
    QCOMPARE(second->version.note, QStringLiteral("why"));
    QCOMPARE(content(loadVersion(db, second->version.id)->draft), changed);
    QCOMPARE(content(loadVersion(db, first.id)->draft), richDraft());
    QVERIFY(!isEdited(db, first.prompt));
}

void tst_LibraryVersions::aLabelIsAtOneVersion()
{
    const OpenDatabase db;
    const PromptVersion first = newPrompt(db);
    const PromptVersion second = saveVersion(db, first.prompt, withText(richDraft(), QStringLiteral("2")))->version;
    const PromptVersion other = newPrompt(db);
    for (const VersionId id : {first.id, other.id, second.id})
        QVERIFY(setLabel(db, id, QStringLiteral("production")));
    QVERIFY(setLabel(db, first.id, QStringLiteral(" candidate ")));
    const auto versions = versionsOf(db, first.prompt);
    QCOMPARE(versions->at(0).labels, QStringList(QStringLiteral("production")));
    QCOMPARE(versions->at(1).labels, QStringList(QStringLiteral("candidate")));
    QCOMPARE(labelledVersion(db, other.prompt, QStringLiteral("production"))->id, other.id);
    QVERIFY(removeLabel(db, first.prompt, QStringLiteral("production")));
    QVERIFY(!labelledVersion(db, first.prompt, QStringLiteral("production")));
    QCOMPARE(setLabel(db, first.id, QStringLiteral("  ")).error().code, ErrorCode::BadParameter);
}

void tst_LibraryVersions::restoringKeepsWhatWasNotSaved()
{
    const OpenDatabase db;
    const PromptVersion first = newPrompt(db);
    PromptDraft draft = withText(first.draft, QStringLiteral("never saved"));
    QVERIFY(saveDraft(db, {}, draft));
    const auto restored = restoreVersion(db, first.id, QStringLiteral("before going back"));
    QCOMPARE(content(*restored), richDraft());
    QCOMPARE(restored->version, first.id);
    QCOMPARE(content(*openPrompt(db, first.prompt)), richDraft());
    const auto versions = versionsOf(db, first.prompt);
    QCOMPARE(versions->size(), size_t(2));
    QCOMPARE(versions->front().note, QStringLiteral("before going back"));
    QCOMPARE(content(loadVersion(db, versions->front().id)->draft), content(draft));
}

void tst_LibraryVersions::aDraftIsKeptApart()
{
    const QTemporaryDir folder;
    PromptVersion first;
    const QString text = QStringLiteral("being written");
    {
        const OpenDatabase db(folder.path());
        first = newPrompt(db);
        PromptDraft draft = withText(first.draft, text);
        draft.title = QStringLiteral("Renamed as I write");
        QVERIFY(saveDraft(db, {}, draft));
        QVERIFY(saveDraft(db, {}, draft));
    }
    const OpenDatabase db(folder.path());
    QVERIFY(isEdited(db, first.prompt));
    QCOMPARE(versionsOf(db, first.prompt)->size(), size_t(1));
    QCOMPARE(textOf(loadVersion(db, first.id)->draft, Role::System), QStringLiteral("You are {{who}}."));
    const auto opened = openPrompt(db, first.prompt);
    QCOMPARE(textOf(*opened, Role::System), text);
    QCOMPARE(opened->version, first.id); // that it was made from
    QCOMPARE(libraryEntry(db, first.prompt)->title, QStringLiteral("Renamed as I write"));
    QCOMPARE(libraryListing(db, {})->drafts.size(), size_t(0));
}

void tst_LibraryVersions::aDraftAsTheNewestVersionIsNone()
{
    const OpenDatabase db;
    const PromptVersion first = newPrompt(db);
    QVERIFY(saveDraft(db, {}, withText(first.draft, QStringLiteral("x"))));
    QVERIFY(isEdited(db, first.prompt));
    QVERIFY(!saveDraft(db, {}, first.draft)->isValid()); // typed back
    QVERIFY(!isEdited(db, first.prompt));
}

void tst_LibraryVersions::unnamedDraftsAreListedNewestFirst()
{
    const OpenDatabase db;
    PromptDraft draft;
    QVERIFY(!saveDraft(db, {}, draft)->isValid()); // nothing written, nothing kept
    draft.messages = systemAndUser({}, QStringLiteral("  how  are you "));
    const DraftId first = *saveDraft(db, {}, draft);
    draft.title = QStringLiteral("Titled");
    const DraftId second = *saveDraft(db, {}, draft);
    QVERIFY(first.isValid() && second.isValid() && first != second);
    const auto drafts = libraryListing(db, {})->drafts;
    QCOMPARE(drafts.size(), size_t(2));
    QCOMPARE(drafts[0].title, QStringLiteral("Titled"));
    QCOMPARE(drafts[1].title, QStringLiteral("how are you"));
    draft.messages.front().text = QStringLiteral("changed");
    QCOMPARE(*saveDraft(db, second, draft), second);
    QCOMPARE(*loadDraft(db, second), draft);
    const auto made = createPrompt(db, {.draft = draft, .from = second});
    QVERIFY(made);
    QVERIFY(!loadDraft(db, second));
    QVERIFY(discardDraft(db, first));
    QVERIFY(libraryListing(db, {})->drafts.empty());
}

void tst_LibraryVersions::aDraftOutlivesItsPrompt()
{
    const OpenDatabase db;
    const PromptVersion first = newPrompt(db);
    QVERIFY(deletePrompts(db, {first.prompt}));
    QCOMPARE(*purgeDeletedPrompts(db, QDateTime::currentDateTimeUtc().addDays(1)), 1);
    const auto id = saveDraft(db, {}, first.draft); // another window had it open
    QVERIFY(id && id->isValid());
    QCOMPARE(*loadDraft(db, *id), richDraft());
}

void tst_LibraryVersions::valueSetsComeBackInTheirOrder()
{
    const OpenDatabase db;
    const PromptId id = newPrompt(db).prompt;
    const std::vector<ValueSet> cases = {
        {QStringLiteral("z"), {{QStringLiteral("a"), QStringLiteral("1")}}, QStringLiteral("expected")},
        {QStringLiteral("a"), {}, {}},
        {QStringLiteral("z"), {{QStringLiteral("a"), QStringLiteral("not a number")}}, {}}};
    QVERIFY(saveCases(db, id, cases));
    QCOMPARE(*casesOf(db, id), cases);
    QVERIFY(saveCases(db, id, {cases[1]}));
    QCOMPARE(*casesOf(db, id), std::vector<ValueSet>{cases[1]});
}

void tst_LibraryVersions::runsOfAPromptAndOfAVersion()
{
    const OpenDatabase db;
    const PromptVersion first = newPrompt(db);
    const PromptVersion second = saveVersion(db, first.prompt, withText(first.draft, QStringLiteral("2")))->version;
    std::vector<RunId> ids;
    for (const PromptDraft &draft : {first.draft, second.draft, second.draft, PromptDraft()}) {
        RunRecord run = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
        run.draft = draft;
        QVERIFY(store(db, run));
        ids.push_back(run.id);
    }
    const auto found = [&db](const RunQuery &query) {
        QStringList names;
        const auto page = runPage(db, query, {}, 10);
        for (const RunSummary &run : page->runs)
            names += QString::number(run.id.value);
        return names;
    };
    const QString one = QString::number(ids[0].value), two = QString::number(ids[1].value),
                  three = QString::number(ids[2].value);
    RunQuery query;
    query.libraryPrompt = first.prompt;
    QCOMPARE(found(query), QStringList({three, two, one}));
    query.libraryVersion = second.id;
    QCOMPARE(found(query), QStringList({three, two}));
    query.status = RunStatus::Failed;
    QCOMPARE(found(query), QStringList());
    query.status = RunStatus::Completed;
    query.text = QStringLiteral("answer");
    QCOMPARE(found(query), QStringList({three, two}));
    query.libraryVersion = first.id;
    QCOMPARE(found(query), QStringList(one));
    QCOMPARE(loadRun(db, ids[1])->draft.version, second.id);
}

void tst_LibraryVersions::processesDoNotDisturbEachOther()
{
    const QTemporaryDir folder;
    const OpenDatabase db(folder.path());
    const PromptVersion first = newPrompt(db);
    constexpr int Each = 25;
    std::vector<std::unique_ptr<QProcess>> writers;
    for (const char *name : {"one", "two", "three"}) {
        writers.push_back(std::make_unique<QProcess>());
        writers.back()->start(QStringLiteral(LIBRARY_WRITER), {folder.path(), QString::number(first.prompt.value),
                                                               QString::fromLatin1(name), QString::number(Each)});
    }
    for (const auto &writer : writers) {
        QVERIFY(writer->waitForReadyRead(Generous));
        QCOMPARE(writer->readLine().trimmed(), QByteArray("ready"));
    }
    for (const auto &writer : writers)
        writer->write("\n");
    for (const auto &writer : writers) {
        QVERIFY(writer->waitForFinished(Generous));
        QCOMPARE(writer->readAll().trimmed(), QByteArray("done"));
    }
    const auto versions = versionsOf(db, first.prompt);
    QCOMPARE(versions->size(), size_t(3 * Each + 1));
    int labels = 0;
    for (size_t i = 0; i < versions->size(); ++i) {
        QCOMPARE(versions->at(i).number, int(versions->size() - i));
        labels += int(versions->at(i).labels.size());
    }
    QCOMPARE(labels, 1);
    QCOMPARE(libraryListing(db, {.show = LibraryShow::Deleted})->prompts.size(), size_t(3 * Each));
    QCOMPARE(db.value(QStringLiteral("SELECT count(*) FROM library_fts")).toInt(), 3 * Each + 1);
    QCOMPARE(*checkDatabase(db), QStringList());
}

void tst_LibraryVersions::fragmentsAreWhatTheLibraryHas()
{
    const OpenDatabase db;
    const auto add = [&](const char *title, const char *folder, const char *text) {
        PromptDraft draft;
        draft.title = QString::fromUtf8(title);
        draft.messages = systemAndUser({}, QString::fromUtf8(text));
        return *createPrompt(db, {.draft = draft, .folder = QString::fromUtf8(folder)});
    };
    const PromptVersion tone = add("Tone", "", "be kind");
    PromptDraft second = tone.draft;
    second.messages = {{.role = Role::System, .text = QStringLiteral("be short")},
                       {.role = Role::User, .text = QStringLiteral("off"), .enabled = false},
                       {.role = Role::User, .text = QStringLiteral("{{> \"Sign off\"}}")}};
    QVERIFY(saveVersion(db, tone.prompt, second, {}));
    QVERIFY(setLabel(db, tone.id, QStringLiteral("production")));
    PromptDraft unsaved = second;
    unsaved.messages.front().text = QStringLiteral("not saved");
    QVERIFY(saveDraft(db, {}, unsaved));
    add("Tone", "Team", "another");
    add("Sign off", "", "Bye, {{who}} {{> Tone}}");
    add("me@home", "", "an address");
    const PromptVersion gone = add("Gone", "", "gone");
    QVERIFY(deletePrompts(db, {gone.prompt}));
    add("Empty", "", "");

    const auto load = [&](const QStringList &names) {
        const auto fragments = loadFragments(db, names);
        return fragments ? *fragments : Fragments{{QStringLiteral("failed"), {}}};
    };
    const QString newest = QStringLiteral("be short\n\n{{> \"Sign off\"}}");
    const QString signOff = QStringLiteral("Bye, {{who}} {{> Tone}}");
    const QString named = QStringLiteral("Sign off");
    QCOMPARE(load({QStringLiteral("Tone")}), (Fragments{{QStringLiteral("Tone"), newest}, {named, signOff}}));
    const QStringList pinned{QStringLiteral("Tone@1"), QStringLiteral("Tone@production"), QStringLiteral("Team/Tone"),
                             QStringLiteral("me@home"), QStringLiteral("Empty")};
    QCOMPARE(load(pinned), (Fragments{{pinned[0], QStringLiteral("be kind")},
                                      {pinned[1], QStringLiteral("be kind")},
                                      {pinned[2], QStringLiteral("another")},
                                      {pinned[3], QStringLiteral("an address")},
                                      {pinned[4], QString()}}));
    QCOMPARE(load({QStringLiteral("Gone"), QStringLiteral("Tone@9"), QStringLiteral("Tone@draft"),
                   QStringLiteral("Tone@"), QStringLiteral("nowhere"), QString()}),
             Fragments());
}

QTEST_GUILESS_MAIN(tst_LibraryVersions)
#include "tst_libraryversions.moc"
