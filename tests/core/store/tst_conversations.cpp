#include "core/domain/conversation.h"
#include "core/prompt/promptrender.h"
#include "core/prompt/reply.h"
#include "core/store/conversations.h"
#include "core/store/history.h"
#include "core/store/library.h"
#include "core/store/librarydrafts.h"
#include "core/store/libraryversions.h"
#include "storetesting.h"

#include <QTest>

using namespace burin;

namespace {

ConversationTurn turn(qint64 run, qint64 follows)
{
    return {.run = {run}, .follows = {follows}};
}

/// "1 .2 .3 4": the runs in their order, a dot for each indent, an exclamation mark for what was not sent.
QString drawn(const std::vector<ConversationTurn> &turns)
{
    QStringList rows;
    for (const ConversationRow &row : conversationRows(turns)) {
        QString text =
            QString(row.indent, u'.') + QString::number(row.turn.run.value) + QStringLiteral("@%1").arg(row.depth);
        if (row.branches > 1) text += QStringLiteral("/%1of%2").arg(row.branch).arg(row.branches);
        rows += text;
    }
    return rows.join(u' ');
}

/// A conversation in the store, one run after the other.
struct Talk {
    /// The run that goes on from @p before with @p user; the first one when that is none.
    RunRecord say(const QString &user, const QString &answer, const RunRecord *before = nullptr) const
    {
        RunRecord record = plainRun(user, answer);
        if (before) {
            record.draft = replyTo(*before, before->text);
            record.draft.messages.back().text = user;
            record.messages = *renderPrompt(record.draft);
        }
        if (const Outcome done = store(db, record); !done) qFatal("not stored");
        return *loadRun(db, record.id);
    }
    /// Beside @p of: the same place, something else said.
    RunRecord sayInstead(const RunRecord &of, const QString &user, const QString &answer) const
    {
        RunRecord record = of;
        record.draft.messages.back().text = user;
        record.messages = *renderPrompt(record.draft);
        record.text = answer;
        if (!record.draft.turn.conversation.isValid()) record.draft.turn.conversation = of.id;
        if (const Outcome done = store(db, record); !done) qFatal("not stored");
        return *loadRun(db, record.id);
    }

    OpenDatabase db;
};

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
}

PromptDraft written(const RunRecord &before, const QString &text)
{
    PromptDraft draft = replyTo(before, before.text);
    draft.messages.back().text = text;
    return draft;
}

} // namespace

class tst_Conversations : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void drawsTheTree_data();
    void drawsTheTree();
    void goesBackFromATurnToTheFirst();
    void aReplyTakesTheAnswerAsItIs_data();
    void aReplyTakesTheAnswerAsItIs();
    void aReplyToCallsAsksForTheirResults();
    void followsTheLastAnswerThatIsStillThere_data();
    void followsTheLastAnswerThatIsStillThere();
    void turnsAreReadAsATree();
    void aRunAloneIsNoConversation();
    void anEditedEarlierTurnIsABranch();
    void whatWasNotSentIsKeptOnce();
    void theDraftOfAPromptRemembersItsPlaceAndAVersionDoesNot();
};

void tst_Conversations::drawsTheTree_data()
{
    QTest::addColumn<std::vector<ConversationTurn>>("turns");
    QTest::addColumn<QString>("expected");
    using Turns = std::vector<ConversationTurn>;
    QTest::newRow("empty") << Turns{} << "";
    QTest::newRow("one line") << Turns{turn(1, 0), turn(2, 1), turn(3, 2)} << "1@1 2@2 3@3";
    QTest::newRow("a branch") << Turns{turn(1, 0), turn(2, 1), turn(3, 2), turn(4, 1)}
                              << "1@1 .2@2/1of2 .3@3 .4@2/2of2";
    QTest::newRow("first turns") << Turns{turn(1, 0), turn(2, 0), turn(3, 2)} << ".1@1/1of2 .2@1/2of2 .3@2";
    QTest::newRow("branches in a branch") << Turns{turn(1, 0), turn(2, 1), turn(3, 1), turn(4, 3), turn(5, 3)}
                                          << "1@1 .2@2/1of2 .3@2/2of2 ..4@3/1of2 ..5@3/2of2";
    QTest::newRow("unsent") << Turns{turn(1, 0), turn(2, 1), turn(0, 1)} << "1@1 .2@2/1of2 .0@2/2of2";
    QTest::newRow("two unsent do not follow each other") << Turns{turn(1, 0), turn(0, 0)} << ".1@1/1of2 .0@1/2of2";
    QTest::newRow("gone") << Turns{turn(2, 1)} << "2@1";
    QTest::newRow("itself") << Turns{turn(2, 2)} << "2@1";
    QTest::newRow("ring") << Turns{turn(2, 3), turn(3, 2)} << "2@1 3@2";
}

void tst_Conversations::drawsTheTree()
{
    QFETCH(std::vector<ConversationTurn>, turns);
    QFETCH(QString, expected);
    QCOMPARE(drawn(turns), expected);
}

void tst_Conversations::goesBackFromATurnToTheFirst()
{
    const std::vector<ConversationTurn> turns{turn(1, 0), turn(2, 1), turn(3, 1), turn(4, 3)};
    QCOMPARE(branchOf(turns, RunId{4}), (std::vector<RunId>{{1}, {3}, {4}}));
    QCOMPARE(branchOf(turns, RunId{9}), std::vector<RunId>());
    QCOMPARE(branchOf({turn(1, 2), turn(2, 1)}, RunId{2}), (std::vector<RunId>{{1}, {2}}));
}

void tst_Conversations::aReplyTakesTheAnswerAsItIs_data()
{
    QTest::addColumn<QString>("answer");
    for (const char *answer : {"plain", "{{name}}", "{{{{a}}}}", "{{{a}}}", "\\{{a}}", "{ {", "{\\{{",
                               "a {{> b}}\n  {{#if", "{{! no comment }}\n", "{{~x~}} y"})
        QTest::addRow("%s", answer) << QString::fromUtf8(answer);
}

void tst_Conversations::aReplyTakesTheAnswerAsItIs()
{
    QFETCH(QString, answer);
    RunRecord record = plainRun(QStringLiteral("hi"), answer);
    record.id = RunId{7};
    PromptDraft draft = replyTo(record, answer);
    QCOMPARE(draft.turn, (Turn{.conversation = {7}, .follows = {7}}));
    QCOMPARE(draft.messages.back(), (PromptMessage{.role = Role::User}));
    draft.messages.back().text = QStringLiteral("and?");
    const auto messages = renderPrompt(draft);
    QVERIFY(messages);
    QCOMPARE(*messages,
             (std::vector<Message>{
                 {Role::User, QStringLiteral("hi")}, {Role::Assistant, answer}, {Role::User, QStringLiteral("and?")}}));
}

void tst_Conversations::aReplyToCallsAsksForTheirResults()
{
    RunRecord record = plainRun(QStringLiteral("weather?"), {});
    record.draft.turn.conversation = RunId{3};
    record.id = RunId{7};
    record.toolCalls = {{QStringLiteral("c1"), QStringLiteral("get"), QStringLiteral("{}")},
                        {QStringLiteral("c2"), QStringLiteral("get"), QStringLiteral("{}")}};
    const PromptDraft draft = replyTo(record, {});
    QCOMPARE(draft.turn, (Turn{.conversation = {3}, .follows = {7}}));
    QCOMPARE(draft.messages.size(), 4u);
    QCOMPARE(draft.messages[1].toolCalls, record.toolCalls);
    QCOMPARE(draft.messages[2], (PromptMessage{.role = Role::Tool, .toolCallId = QStringLiteral("c1")}));
    QCOMPARE(draft.messages[3], (PromptMessage{.role = Role::Tool, .toolCallId = QStringLiteral("c2")}));
}

void tst_Conversations::followsTheLastAnswerThatIsStillThere_data()
{
    QTest::addColumn<QStringList>("said"); // the first letter is the role
    QTest::addColumn<qint64>("expected");
    const auto add = [](const char *name, const char *said, qint64 expected) {
        QTest::newRow(name) << words(said) << expected;
    };
    add("all", "su uA aB uC aD uE", 2);
    add("another system message", "sx uA aB uC aD uE", 2);
    add("second turn edited", "su uA aB uc aD uE", 1);
    add("second answer edited", "su uA aB uC ad uE", 1);
    add("first turn edited", "su ua aB uC aD uE", 0);
    add("cut off", "su uA aB", 1);
    add("nothing", "", 0);
}

void tst_Conversations::followsTheLastAnswerThatIsStillThere()
{
    QFETCH(QStringList, said);
    const auto messages = [](const QStringList &texts) {
        std::vector<Message> all;
        for (const QString &text : texts)
            all.push_back({text.front() == u's'   ? Role::System
                           : text.front() == u'a' ? Role::Assistant
                                                  : Role::User,
                           text.mid(1)});
        return all;
    };
    const std::vector<Exchange> branch{{RunId{1}, messages(words("su uA")), QStringLiteral("B")},
                                       {RunId{2}, messages(words("su uA aB uC")), QStringLiteral("D")}};
    QTEST(followedBy(messages(said), branch).value, "expected");
}

void tst_Conversations::turnsAreReadAsATree()
{
    const Talk talk;
    const RunRecord first = talk.say(QStringLiteral("one"), QStringLiteral("first answer"));
    const RunRecord second = talk.say(QStringLiteral("two"), QStringLiteral("second answer"), &first);
    const RunRecord other = talk.sayInstead(second, QStringLiteral("two, but otherwise"), QStringLiteral("another"));
    const RunRecord elsewhere = talk.say(QStringLiteral("elsewhere"), QStringLiteral("x"));
    QCOMPARE(second.draft.turn, (Turn{.conversation = first.id, .follows = first.id}));

    const auto conversation = conversationOf(talk.db, other.draft);
    QVERIFY(conversation);
    QCOMPARE(conversation->id, first.id);
    QCOMPARE(conversation->current, other.id);
    QCOMPARE(drawn(conversation->turns), QStringLiteral("1@1 .2@2/1of2 .3@2/2of2"));
    const ConversationTurn &turn = conversation->turns.at(2);
    QCOMPARE(turn.said, QStringLiteral("two, but otherwise"));
    QCOMPARE(turn.answer, QStringLiteral("another"));
    QCOMPARE(turn.model, QStringLiteral("model-a"));
    QVERIFY(turn.status == RunStatus::Completed);

    const auto reply = conversationOf(talk.db, written(second, QStringLiteral("three")));
    QVERIFY(reply);
    QCOMPARE(reply->current, second.id);
    const auto fromTheFirst = conversationOf(talk.db, first.draft, first.id); // it does not know what it began
    QVERIFY(fromTheFirst);
    QCOMPARE(fromTheFirst->turns, conversation->turns);
    QCOMPARE(fromTheFirst->current, first.id);

    QVERIFY(talk.db.execute(QStringLiteral("UPDATE runs SET deleted_at = 1 WHERE id = 2")));
    const auto after = conversationOf(talk.db, other.draft);
    QVERIFY(after && after->turns.at(1).deleted);
    QVERIFY(after->turns.at(1).said.isEmpty() && after->turns.at(1).answer.isEmpty());
}

void tst_Conversations::aRunAloneIsNoConversation()
{
    const Talk talk;
    const RunRecord alone = talk.say(QStringLiteral("one"), QStringLiteral("answer"));
    const auto none = conversationOf(talk.db, alone.draft, alone.id);
    QVERIFY(none);
    QCOMPARE(*none, Conversation());
    QCOMPARE(*conversationOf(talk.db, PromptDraft()), Conversation());
    const auto begun = conversationOf(talk.db, written(alone, {}));
    QVERIFY(begun);
    QCOMPARE(begun->turns.size(), 1u);
}

void tst_Conversations::anEditedEarlierTurnIsABranch()
{
    const Talk talk;
    const RunRecord first = talk.say(QStringLiteral("one"), QStringLiteral("first answer"));
    const RunRecord second = talk.say(QStringLiteral("two"), QStringLiteral("second answer"), &first);
    PromptDraft draft = written(second, QStringLiteral("three"));
    const auto place = [&] { return *turnOf(talk.db, draft, *renderPrompt(draft)); };
    QCOMPARE(place(), (Turn{.conversation = first.id, .follows = second.id}));
    draft.messages.at(2).text = QStringLiteral("two, edited");
    QCOMPARE(place(), (Turn{.conversation = first.id, .follows = first.id}));
    draft.messages.at(0).text = QStringLiteral("one, edited");
    QCOMPARE(place(), (Turn{.conversation = first.id, .follows = {}}));

    RunRecord cut = plainRun(QStringLiteral("one"), QStringLiteral(" and the rest"));
    cut.draft = first.draft;
    cut.continues = first.id;
    cut.draft.turn.conversation = first.id;
    QVERIFY(store(talk.db, cut));
    draft = replyTo(cut, QStringLiteral("first answer and the rest"));
    draft.messages.back().text = QStringLiteral("go on");
    QCOMPARE(place().follows, cut.id);
}

void tst_Conversations::whatWasNotSentIsKeptOnce()
{
    const Talk talk;
    const RunRecord first = talk.say(QStringLiteral("one"), QStringLiteral("first answer"));
    const RunRecord second = talk.say(QStringLiteral("two"), QStringLiteral("second answer"), &first);
    const PromptDraft draft = written(first, QStringLiteral("not sent"));
    const auto keep = [&](const PromptDraft &left) { return keepUnsent(talk.db, left)->isValid(); };
    QVERIFY(!keep(second.draft)); // it was sent
    QVERIFY(!keep(replyTo(first, first.text)));
    QVERIFY(!keep(PromptDraft()));
    QVERIFY(keep(draft));
    QVERIFY(!keep(draft));
    PromptDraft otherModel = draft;
    otherModel.model = QStringLiteral("model-b");
    QVERIFY(!keep(otherModel));
    PromptDraft elsewhere = draft;
    elsewhere.turn.follows = second.id;
    QVERIFY(keep(elsewhere));

    const auto conversation = conversationOf(talk.db, second.draft);
    QVERIFY(conversation);
    QCOMPARE(drawn(conversation->turns), QStringLiteral("1@1 .2@2/1of2 .0@3 .0@2/2of2"));
    const ConversationTurn &unsent = conversation->turns.at(2);
    QCOMPARE(unsent.said, QStringLiteral("not sent"));
    QCOMPARE(*loadUnsent(talk.db, unsent.unsent), draft);
    QCOMPARE(**findUnsent(talk.db, draft), unsent.unsent);
    QVERIFY(dropUnsent(talk.db, unsent.unsent));
    QVERIFY(!loadUnsent(talk.db, unsent.unsent));
    QVERIFY(!*findUnsent(talk.db, draft));
}

void tst_Conversations::theDraftOfAPromptRemembersItsPlaceAndAVersionDoesNot()
{
    const Talk talk;
    const RunRecord first = talk.say(QStringLiteral("one"), QStringLiteral("first answer"));
    PromptDraft draft = first.draft;
    const auto made = createPrompt(talk.db, {.draft = draft});
    QVERIFY(made);
    draft = made->draft;
    draft.turn = {.conversation = first.id, .follows = first.id};
    QVERIFY(saveDraft(talk.db, {}, draft)); // says what the version says
    QCOMPARE(openPrompt(talk.db, made->prompt)->turn, draft.turn);
    draft.messages.push_back({.role = Role::Assistant, .text = QStringLiteral("first answer")});
    const auto version = saveVersion(talk.db, made->prompt, draft, {});
    QVERIFY(version);
    QCOMPARE(version->version.draft.turn, Turn());
}

QTEST_GUILESS_MAIN(tst_Conversations)
#include "tst_conversations.moc"
