#include "tests/ui/named.h"
#include "tests/ui/workbench/workbenchfixture.h"
#include "ui/workbench/messageeditor.h"
#include "ui/workbench/messagelist.h"
#include "ui/workbench/promptpane.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace burin;

Q_DECLARE_METATYPE(std::vector<burin::Message>)

namespace {

PromptMessage text(Role role, const char *words)
{
    return {.role = role, .text = QString::fromLatin1(words)};
}

/// Of every role, with everything that a message can have.
std::vector<PromptMessage> manyMessages()
{
    std::vector<PromptMessage> all{text(Role::System, "s"),    text(Role::Developer, "d"), text(Role::User, "u1"),
                                   text(Role::Assistant, ""),  text(Role::Tool, "42"),     text(Role::User, "u2"),
                                   text(Role::Assistant, "a"), text(Role::User, "u3")};
    all[3].toolCalls = {{QStringLiteral("c1"), QStringLiteral("add"), QStringLiteral("{\"a\":1}")}};
    all[4].toolCallId = QStringLiteral("c1");
    all[5].enabled = false;
    all[6].folded = true;
    all[7].attachments = {{QStringLiteral("a.txt"), QStringLiteral("text/plain"), "hello"}};
    return all;
}

} // namespace

class tst_MessageList : public QObject, private WorkbenchFixture {
    Q_OBJECT
private Q_SLOTS:
    void init() { openPage(); }
    void cleanup() { m_page.reset(); }

    void keepsEveryMessageOfADraft();
    void sendsWhatIsSwitchedOnInItsOrder();
    void addsTheRoleThatComesNext();
    void addsARoleFromTheMenu_data();
    void addsARoleFromTheMenu();
    void movesWithTheKeyboard();
    void movesByDragging();
    void removesAndTakesItBackWithItsText();
    void duplicatesASingleMessage();
    void switchesAMessageOffAndKeepsIt();
    void foldsToOneLine();
    void changesTheRoleInPlace();
    void asksForTheCallThatAToolAnswers();
    void undoesTheTextFirstAndThenTheStructure();
    void namesMessagesByTheirPlace();
    void showsExactSizesAndTheirShare();
    void newDraftsHaveNothingToUndo();

private:
    PromptDraft with(std::vector<PromptMessage> messages) const
    {
        PromptDraft all = draft();
        all.messages = std::move(messages);
        return all;
    }
    QStringList texts() const
    {
        QStringList list;
        for (const PromptMessage &message : m_page->draft().messages)
            list += message.text;
        return list;
    }
    void press(QWidget *widget, Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const
    {
        widget->setFocus();
        QTest::keyClick(widget, key, modifiers);
    }
    QAction *addAction(const char *title) const
    {
        for (QAction *action : part<QToolButton>("addMessage")->menu()->actions()) {
            if (action->text() == QLatin1StringView(title)) return action;
        }
        return nullptr;
    }
    void trigger(const char *name, const char *command) const
    {
        part<QWidget>(name)->findChild<QAction *>(QString::fromLatin1(command))->trigger();
    }
    void undo() const { press(part<QWidget>("addMessage"), Qt::Key_Z, Qt::ControlModifier); }
    void redo() const { press(part<QWidget>("addMessage"), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier); }
    const PromptDraft m_three = with({text(Role::System, "one"), text(Role::User, "two"), text(Role::User, "three")});
};

void tst_MessageList::keepsEveryMessageOfADraft()
{
    QSignalSpy changed(m_page.get(), &WorkbenchPage::draftChanged);
    const PromptDraft all = with(manyMessages());
    m_page->setDraft(all);
    QCOMPARE(m_page->draft(), all);
    m_page->setDraft(m_three);
    QCOMPARE(m_page->draft(), m_three);
    m_page->setDraft(with({}));
    QCOMPARE(m_page->draft(), with({}));
    QVERIFY(changed.isEmpty());
    QVERIFY(message("system")->isVisible() && message("user")->isVisible()); // an empty prompt has a place to write
}

void tst_MessageList::sendsWhatIsSwitchedOnInItsOrder()
{
    m_page->setDraft(with(manyMessages()));
    QSignalSpy run(m_page.get(), &WorkbenchPage::runRequested);
    part<QPushButton>("run")->click();
    QCOMPARE(run.size(), 1);
    std::vector<Message> expected;
    for (const PromptMessage &message : manyMessages()) {
        if (message.enabled)
            expected.push_back(
                {message.role, message.text, message.attachments, message.toolCallId, message.toolCalls});
    }
    QCOMPARE(run.first().at(1).value<std::vector<Message>>(), expected);
}

void tst_MessageList::addsTheRoleThatComesNext()
{
    m_page->setDraft(draft());
    part<QToolButton>("addMessage")->click();
    QVERIFY(m_page->draft().messages.back().role == Role::Assistant);
    QCOMPARE(QApplication::focusWidget(), message("assistant"));
    QTest::keyClicks(message("assistant"), QStringLiteral("An example."));
    part<QToolButton>("addMessage")->click();
    QVERIFY(m_page->draft().messages.back().role == Role::User);
    QCOMPARE(m_page->draft().messages.size(), 4u);
    undo();
    undo();
    QCOMPARE(m_page->draft().messages, draft().messages);
    redo();
    QCOMPARE(texts().back(), QStringLiteral("An example."));
}

void tst_MessageList::addsARoleFromTheMenu_data()
{
    QTest::addColumn<QByteArray>("title");
    QTest::addColumn<QList<int>>("roles");
    const int system = int(Role::System), developer = int(Role::Developer), user = int(Role::User),
              assistant = int(Role::Assistant), tool = int(Role::Tool);
    QTest::newRow("system goes first") << QByteArray("System") << QList{system, user};
    QTest::newRow("developer") << QByteArray("Developer") << QList{user, developer};
    QTest::newRow("user") << QByteArray("User") << QList{user, user};
    QTest::newRow("assistant") << QByteArray("Assistant") << QList{user, assistant};
    QTest::newRow("tool") << QByteArray("Tool") << QList{user, tool};
    QTest::newRow("pair") << QByteArray("Few-shot pair") << QList{user, user, assistant};
}

void tst_MessageList::addsARoleFromTheMenu()
{
    QFETCH(QByteArray, title);
    QFETCH(QList<int>, roles);
    m_page->setDraft(with({text(Role::User, "hi")}));
    addAction(title.constData())->trigger();
    QList<int> shown;
    for (const PromptMessage &message : m_page->draft().messages)
        shown += int(message.role);
    QCOMPARE(shown, roles);
    undo();
    QCOMPARE(texts(), QStringList{QStringLiteral("hi")});
}

void tst_MessageList::movesWithTheKeyboard()
{
    m_page->setDraft(m_three);
    press(message("user2"), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(texts().join(u' '), QStringLiteral("one three two"));
    QCOMPARE(QApplication::focusWidget(), message("user")); // it goes along
    QTest::keyClick(message("user"), Qt::Key_Up, Qt::AltModifier);
    QTest::keyClick(message("user"), Qt::Key_Up, Qt::AltModifier); // is at the top already
    QCOMPARE(texts().join(u' '), QStringLiteral("three one two"));
    QTest::keyClick(message("user"), Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(texts().join(u' '), QStringLiteral("one three two"));
    QTRY_VERIFY(part<QWidget>("system")->y() < part<QWidget>("user")->y());
    undo();
    undo();
    undo();
    QCOMPARE(texts().join(u' '), QStringLiteral("one two three"));
}

void tst_MessageList::movesByDragging()
{
    m_page->setDraft(m_three);
    QTRY_VERIFY(message("user2")->isVisible() && part<QWidget>("user2")->y() > part<QWidget>("user")->y());
    const auto *list = m_page->findChild<MessageList *>();
    MessageHeader *header = list->editors().front()->header();
    const auto *last = list->editors().back();
    Q_EMIT header->dragged(last->mapToGlobal(QPoint(5, 5)));
    Q_EMIT header->dropped(last->mapToGlobal(QPoint(5, last->height() - 2)));
    QCOMPARE(texts().join(u' '), QStringLiteral("two three one"));
    Q_EMIT header->dropped(list->mapToGlobal(QPoint(0, 0)));
    QCOMPARE(texts().join(u' '), QStringLiteral("one two three"));
}

void tst_MessageList::removesAndTakesItBackWithItsText()
{
    m_page->setDraft(m_three);
    message("user")->setFocus();
    QTest::keyClicks(message("user"), QStringLiteral("new "));
    QTest::keyClick(message("user"), Qt::Key_Backspace, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(texts().join(u' '), QStringLiteral("one three"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(texts().join(u'|'), QStringLiteral("one|new two|three"));
    message("user")->undo(); // the history of the text came back too
    QCOMPARE(texts().join(u'|'), QStringLiteral("one|two|three"));

    trigger("system", "Remove");
    auto *offer = named<QPushButton>(m_page.get(), QStringLiteral("Undo"));
    QVERIFY(offer->isVisible());
    offer->click();
    QCOMPARE(texts().join(u' '), QStringLiteral("one two three"));
    QVERIFY(!offer->isVisible());
    for (int i = 0; i < 3; ++i)
        trigger(qPrintable(m_page->findChild<MessageList *>()->editors().front()->objectName()), "Remove");
    QVERIFY(m_page->findChild<MessageList *>()->editors().empty());
    undo();
    QCOMPARE(texts(), QStringList{QStringLiteral("three")});
}

void tst_MessageList::duplicatesASingleMessage()
{
    m_page->setDraft(m_three);
    press(message("user"), Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(texts().join(u' '), QStringLiteral("one two two three"));
    QTest::keyClicks(message("user2"), QStringLiteral("x"));
    QVERIFY(texts().at(1) == QStringLiteral("two")); // a copy of its own
}

void tst_MessageList::switchesAMessageOffAndKeepsIt()
{
    PromptDraft open = with({text(Role::System, "{{gone}}"), text(Role::User, "hi")});
    m_page->setDraft(open);
    QVERIFY(field("gone"));
    press(message("system"), Qt::Key_Slash, Qt::ControlModifier);
    QVERIFY(!m_page->draft().messages.front().enabled);
    QCOMPARE(texts().front(), QStringLiteral("{{gone}}"));
    QVERIFY(!field("gone"));
    QSignalSpy run(m_page.get(), &WorkbenchPage::runRequested);
    part<QPushButton>("run")->click();
    QCOMPARE(run.size(), 1);
    QCOMPARE(run.first().at(1).value<std::vector<Message>>().size(), 1u);
    undo();
    QCOMPARE(m_page->draft(), open);
}

void tst_MessageList::foldsToOneLine()
{
    m_page->setDraft(m_three);
    const int before = part<QWidget>("user")->height();
    press(message("user"), Qt::Key_Period, Qt::ControlModifier);
    QVERIFY(m_page->draft().messages.at(1).folded);
    QVERIFY(!message("user")->isVisible());
    QTRY_VERIFY(part<QWidget>("user")->height() < before);
    QCOMPARE(part<QWidget>("user")->findChild<QLabel *>(QStringLiteral("line"))->text(), QStringLiteral("two"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space); // the fold button
    QVERIFY(message("user")->isVisible());
    QCOMPARE(QApplication::focusWidget(), message("user"));
    message("user")->setPlainText(QStringLiteral("{{1}}"));
    press(message("user"), Qt::Key_Period, Qt::ControlModifier);
    part<QPushButton>("run")->click();
    QVERIFY(message("user")->isVisible()); // opened to show what is wrong
}

void tst_MessageList::changesTheRoleInPlace()
{
    m_page->setDraft(m_three);
    const auto *role = part<QWidget>("user2")->findChild<QPushButton *>(QStringLiteral("role"));
    QCOMPARE(role->text(), QStringLiteral("User"));
    role->menu()->actions().at(int(Role::Assistant))->trigger();
    QVERIFY(m_page->draft().messages.back().role == Role::Assistant);
    QCOMPARE(role->text(), QStringLiteral("Assistant"));
    undo();
    QCOMPARE(m_page->draft(), m_three);
    QCOMPARE(role->text(), QStringLiteral("User"));
}

void tst_MessageList::asksForTheCallThatAToolAnswers()
{
    m_page->setDraft(with(manyMessages()));
    auto *callId = part<QWidget>("tool")->findChild<QLineEdit *>(QStringLiteral("callId"));
    QVERIFY(callId->isVisibleTo(m_page.get()));
    QVERIFY(!part<QWidget>("user")->findChild<QLineEdit *>(QStringLiteral("callId"))->isVisibleTo(m_page.get()));
    callId->setFocus();
    QTest::keyClicks(callId, QStringLiteral("x"));
    QCOMPARE(m_page->draft().messages.at(4).toolCallId, QStringLiteral("c1x"));
    QVERIFY(part<QWidget>("assistant")->findChild<QLabel *>(QStringLiteral("calls"))->text().contains(u"add"));
}

void tst_MessageList::undoesTheTextFirstAndThenTheStructure()
{
    m_page->setDraft(m_three);
    press(message("user2"), Qt::Key_Up, Qt::AltModifier);
    auto *moved = message("user");
    QTest::keyClicks(moved, QStringLiteral("abc"));
    QTest::keyClick(moved, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(texts().join(u' '), QStringLiteral("one three two"));
    QTest::keyClick(moved, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(texts().join(u' '), QStringLiteral("one two three"));
    QTest::keyClick(moved, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(texts().join(u' '), QStringLiteral("one two abcthree"));
    QTest::keyClick(moved, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(texts().join(u' '), QStringLiteral("one abcthree two"));
}

void tst_MessageList::namesMessagesByTheirPlace()
{
    m_page->setDraft(with(manyMessages()));
    QCOMPARE(message("user")->accessibleName(), QStringLiteral("Message 3, User"));
    press(message("user"), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(message("user")->accessibleName(), QStringLiteral("Message 2, User"));
    QCOMPARE(message("developer")->accessibleName(), QStringLiteral("Message 3, Developer"));
    QCOMPARE(namelessControls(m_page.get()), QStringList());
}

void tst_MessageList::showsExactSizesAndTheirShare()
{
    m_page->setDraft(m_three);
    auto *pane = m_page->findChild<PromptPane *>();
    const auto *size = part<QWidget>("user")->findChild<QLabel *>(QStringLiteral("size"));
    QVERIFY(size->text().startsWith(u'~'));
    pane->setMessageTokens({312, 1204, 500});
    QCOMPARE(size->text(), QStringLiteral("1,204 tok · 60 %"));
    pane->setMessageTokens({1, 2}); // of a prompt with two messages: not of this one
    QCOMPARE(size->text(), QStringLiteral("1,204 tok · 60 %"));
    press(message("user"), Qt::Key_Slash, Qt::ControlModifier);
    QCOMPARE(size->text(), QString()); // it is not sent
    trigger("user", "Switch off");
    trigger("system", "Remove");
    QVERIFY(size->text().startsWith(u'~')); // the share is another now
}

void tst_MessageList::newDraftsHaveNothingToUndo()
{
    m_page->setDraft(m_three);
    trigger("user", "Remove");
    m_page->setDraft(draft());
    undo();
    QCOMPARE(m_page->draft(), draft());
}

QTEST_MAIN(tst_MessageList)
#include "tst_messagelist.moc"
