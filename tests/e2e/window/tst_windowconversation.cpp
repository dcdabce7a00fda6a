#include "tests/e2e/window/program.h"
#include "tests/support/scriptedserver.h"
#include "ui/settings/settingspage.h"
#include "ui/workbench/conversationpane.h"
#include "ui/workbench/messageeditor.h"
#include "ui/workbench/messagelist.h"
#include "ui/workbench/messagetext.h"
#include "ui/workbench/workbenchpage.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace burin;

namespace {

/// What a request asks: "one|Answer to one|two".
QString asked(const ReceivedRequest &request)
{
    QStringList texts;
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    for (const QJsonArray messages = body.value(QStringLiteral("messages")).toArray();
         const QJsonValue &message : messages)
        texts += message[QStringLiteral("content")].toString();
    return texts.join(u'|');
}

Script answerTo(const ReceivedRequest &request)
{
    const QJsonObject delta{
        {QStringLiteral("content"), QStringLiteral("Answer to ") + asked(request).section(u'|', -1)}};
    return sseResponse({chunk(QJsonDocument(delta).toJson(QJsonDocument::Compact), "null"), chunk("{}", R"("stop")"),
                        R"({"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":9}})", "[DONE]"});
}

/// The program over a profile, with a provider that answers "Answer to" what was said last.
struct Talk {
    Talk(const QTemporaryDir &folder, const ScriptedServer &server) : program(folder)
    {
        auto *settings = program.window()->findChild<SettingsPage *>();
        Q_EMIT settings->baseUrlChanged(QStringLiteral("openai"), server.url(QStringLiteral("/v1")));
        Q_EMIT settings->keyEntered(QStringLiteral("openai"), Secret("sk-window-test"));
        tree = program.page->findChild<QListView *>(QStringLiteral("conversationTree"));
    }

    void begin() const
    {
        PromptDraft draft = program.page->draft();
        draft.messages = systemAndUser({}, QStringLiteral("one"));
        draft.variables.clear();
        draft.providerId = QStringLiteral("openai");
        draft.model = QStringLiteral("gpt-4o-mini");
        program.page->setDraft(draft);
    }
    void write(const QString &text) const
    {
        QPlainTextEdit *field = program.page->findChild<MessageList *>()->mainMessage()->editor();
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
    }
    /// Runs until @p answer is there: the key may not have been taken over yet.
    bool runsTo(const QString &answer) const
    {
        return QTest::qWaitFor(
            [&] {
                const bool done = program.answer() == answer && program.status().contains(QStringLiteral("completed"));
                if (!done && !program.page->isRunning()) program.pressRun();
                return done;
            },
            20'000);
    }
    QPushButton *reply() const { return program.part<QPushButton>("reply"); }
    /// What is said in each row of the tree.
    QStringList rows() const
    {
        QStringList said;
        if (!program.page->conversation()->isVisible()) return said;
        for (int row = 0; row < tree->model()->rowCount(); ++row)
            said += tree->model()->index(row, 0).data().toString();
        return said;
    }
    QString current() const { return tree->currentIndex().data().toString(); }
    void choose(const QString &said) const
    {
        tree->setFocus();
        tree->setCurrentIndex(tree->model()->match(tree->model()->index(0, 0), Qt::DisplayRole, said, 1).value(0));
        QTest::keyClick(tree, Qt::Key_Return);
    }
    QStringList texts() const
    {
        QStringList all;
        const PromptDraft draft = program.page->draft();
        for (const PromptMessage &message : draft.messages)
            if (!message.text.isEmpty()) all += message.text;
        return all;
    }

    Program program;
    QListView *tree = nullptr;
};

QStringList words(const char *text)
{
    return QString::fromUtf8(text).split(u'|', Qt::SkipEmptyParts);
}

} // namespace

class tst_WindowConversation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aReplyGoesOnAndAnEditBranches();
    void whatIsWrittenAndNotSentStays();
    void endingLeavesTheFirstPromptAndAReplyComesBack();
};

void tst_WindowConversation::initTestCase()
{
    // No session bus: keys stay in memory, and the desktop's keychain is left alone.
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
}

void tst_WindowConversation::aReplyGoesOnAndAnEditBranches()
{
    const QTemporaryDir folder;
    ScriptedServer server;
    server.answerWith(answerTo);
    {
        const Talk talk(folder, server);
        talk.begin();
        QVERIFY(!talk.reply()->isVisible());
        QVERIFY(talk.runsTo(QStringLiteral("Answer to one")));
        QVERIFY(talk.rows().isEmpty());
        QVERIFY(talk.reply()->isVisible());
        talk.reply()->click();
        QTRY_COMPARE(talk.texts(), words("one|Answer to one"));
        QTRY_COMPARE(talk.rows(), words("one"));
        talk.write(QStringLiteral("two"));
        QVERIFY(talk.runsTo(QStringLiteral("Answer to two")));
        QCOMPARE(asked(server.requests().back()), QStringLiteral("one|Answer to one|two"));
        QTRY_COMPARE(talk.rows(), words("one|two"));
        QTRY_COMPARE(talk.current(), QStringLiteral("two"));

        talk.write(QStringLiteral("other")); // the turn that was sent, edited
        QVERIFY(talk.runsTo(QStringLiteral("Answer to other")));
        QTRY_COMPARE(talk.rows(), words("one|two|other"));
        talk.choose(QStringLiteral("two"));
        QTRY_COMPARE(talk.program.answer(), QStringLiteral("Answer to two"));
        QCOMPARE(talk.texts(), words("one|Answer to one|two"));
        QTest::keyClick(talk.program.page, Qt::Key_R, Qt::ControlModifier);
        QTRY_COMPARE(talk.texts(), words("one|Answer to one|two|Answer to two"));
        talk.write(QStringLiteral("three"));
        QVERIFY(talk.runsTo(QStringLiteral("Answer to three")));
        QTRY_COMPARE(talk.rows(), words("one|two|three|other"));
        QVERIFY(talk.tree->model()
                    ->index(3, 0)
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .startsWith(QStringLiteral("Turn 2, branch 2 of 2: other, gpt-4o-mini · completed")));

        talk.choose(QStringLiteral("one"));
        QTRY_COMPARE(talk.texts(), words("one"));
        talk.write(QStringLiteral("uno")); // the first turn, edited
        QVERIFY(talk.runsTo(QStringLiteral("Answer to uno")));
        QTRY_COMPARE(talk.rows(), words("one|two|three|other|uno"));
        talk.choose(QStringLiteral("three"));
        QTRY_COMPARE(talk.program.answer(), QStringLiteral("Answer to three"));
        QCOMPARE(server.requestCount(), 5);
        QTRY_COMPARE(talk.current(), QStringLiteral("three"));
        QTest::qWait(0);
    } // without quit()
    const Talk talk(folder, server);
    QTRY_COMPARE(talk.rows(), words("one|two|three|other|uno"));
    QCOMPARE(talk.texts(), words("one|Answer to one|two|Answer to two|three"));
    QTRY_COMPARE(talk.program.answer(), QStringLiteral("Answer to three"));
    QCOMPARE(talk.current(), QStringLiteral("three"));
}

void tst_WindowConversation::whatIsWrittenAndNotSentStays()
{
    const QTemporaryDir folder;
    ScriptedServer server;
    server.answerWith(answerTo);
    {
        const Talk talk(folder, server);
        talk.begin();
        QVERIFY(talk.runsTo(QStringLiteral("Answer to one")));
        talk.write(QStringLiteral("one, thought over")); // before there is a conversation
        talk.reply()->click();
        QTRY_COMPARE(talk.rows(), words("one|one, thought over"));
        talk.write(QStringLiteral("a question"));
        talk.choose(QStringLiteral("one"));
        QTRY_COMPARE(talk.texts(), words("one"));
        QTRY_COMPARE(talk.rows(), words("one|a question|one, thought over"));
        talk.choose(QStringLiteral("a question"));
        QTRY_COMPARE(talk.texts(), words("one|Answer to one|a question"));
        QTRY_COMPARE(talk.rows(), words("one|one, thought over")); // it is being written
        talk.choose(QStringLiteral("one, thought over"));
        QTRY_COMPARE(talk.texts(), words("one, thought over"));
        QTRY_COMPARE(talk.rows(), words("one|a question"));
    } // without quit()
    const Talk talk(folder, server);
    QCOMPARE(talk.texts(), words("one, thought over"));
    QTRY_COMPARE(talk.rows(), words("one|a question"));
    QVERIFY(
        talk.tree->model()->index(1, 0).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("not sent")));
    talk.choose(QStringLiteral("a question"));
    QTRY_COMPARE(talk.texts(), words("one|Answer to one|a question"));
    QVERIFY(talk.runsTo(QStringLiteral("Answer to a question")));
    QTRY_COMPARE(talk.rows(), words("one|a question|one, thought over"));
    QCOMPARE(talk.current(), QStringLiteral("a question"));
}

void tst_WindowConversation::endingLeavesTheFirstPromptAndAReplyComesBack()
{
    const QTemporaryDir folder;
    ScriptedServer server;
    server.answerWith(answerTo);
    const Talk talk(folder, server);
    talk.begin();
    QVERIFY(talk.runsTo(QStringLiteral("Answer to one")));
    talk.reply()->click();
    QTRY_COMPARE(talk.rows(), words("one"));
    talk.write(QStringLiteral("two"));
    QVERIFY(talk.runsTo(QStringLiteral("Answer to two")));
    talk.program.part<QToolButton>("conversationEnd")->click();
    QTRY_COMPARE(talk.texts(), words("one"));
    QTRY_VERIFY(talk.rows().isEmpty());
    QCOMPARE(talk.program.answer(), QStringLiteral("Answer to one"));
    talk.reply()->click();
    QTRY_COMPARE(talk.rows(), words("one|two"));
    talk.program.part<QToolButton>("conversationFold")->click();
    QVERIFY(!talk.tree->isVisible());
}

QTEST_MAIN(tst_WindowConversation)
#include "tst_windowconversation.moc"
