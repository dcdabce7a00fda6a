#include "tests/ui/named.h"
#include "tests/ui/workbench/workbenchfixture.h"
#include "ui/workbench/promptpane.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QUrl>

using namespace burin;

/// What is around the texts of a prompt: files, tools, the form of the answer, find and replace.
class tst_PromptEditor : public QObject, private WorkbenchFixture {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        openPage();
        m_pane = m_page->findChild<PromptPane *>();
    }
    void cleanup() { m_page.reset(); }

    void asksForFilesThatAreDroppedOrPasted();
    void attachesWhatWasReadToItsMessage();
    void tellsWhatCouldNotBeAttached();
    void makesAFileOfAPastedPicture();
    void showsPicturesSmallAndTakesThemBack();
    void editsTools();
    void saysWhereAToolsSchemaIsWrong_data();
    void saysWhereAToolsSchemaIsWrong();
    void sendsNothingWithAWrongTool();
    void choosesTheFormOfTheAnswer();
    void findsInAllMessages();
    void findsAsItIsTold_data();
    void findsAsItIsTold();
    void findsInFoldedMessages();
    void replacesOneHit();
    void replacesAllAsOneStep();
    void replacesWithGroups();
    void closesOnEscape();

private:
    PromptDraft three() const
    {
        PromptDraft all = draft();
        all.messages = {{.role = Role::System, .text = QStringLiteral("A cat is a cat.")},
                        {.role = Role::User, .text = QStringLiteral("No dog.")},
                        {.role = Role::Assistant, .text = QStringLiteral("Cat and cat22.")}};
        return all;
    }
    void undo() const
    {
        part<QWidget>("addMessage")->setFocus();
        QTest::keyClick(part<QWidget>("addMessage"), Qt::Key_Z, Qt::ControlModifier);
    }
    void openFind(Qt::Key key, const QString &sought) const
    {
        message("system")->moveCursor(QTextCursor::Start);
        message("system")->setFocus();
        QTest::keyClick(message("system"), key, Qt::ControlModifier);
        QTest::keyClicks(part<QLineEdit>("find"), sought);
    }
    QString count() const { return part<QLabel>("findCount")->text(); }
    QStringList texts() const
    {
        QStringList list;
        for (const PromptMessage &message : m_page->draft().messages)
            list += message.text;
        return list;
    }
    int marked(const char *name) const { return int(message(name)->extraSelections().size()); }
    const std::vector<Attachment> &attachedTo(int index) const
    {
        static std::vector<Attachment> attachments;
        attachments = m_page->draft().messages.at(size_t(index)).attachments;
        return attachments;
    }
    static QByteArray picture()
    {
        QImage image(400, 200, QImage::Format_RGB32);
        image.fill(Qt::darkCyan);
        QByteArray data;
        QBuffer buffer(&data);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "PNG");
        return data;
    }

    PromptPane *m_pane = nullptr;
};

void tst_PromptEditor::asksForFilesThatAreDroppedOrPasted()
{
    m_page->setDraft(draft());
    QSignalSpy asked(m_pane, &PromptPane::attachRequested);
    auto *data = new QMimeData;
    data->setUrls({QUrl::fromLocalFile(QStringLiteral("/tmp/a b.txt")), QUrl(QStringLiteral("https://x.example/y"))});
    QWidget *target = message("user")->viewport();
    QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(target, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(5, 5), Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(target, &drop);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().at(1).toStringList(), QStringList{QStringLiteral("/tmp/a b.txt")});
    QGuiApplication::clipboard()->setMimeData(data);
    message("user")->paste();
    QCOMPARE(asked.size(), 2);
    QCOMPARE(m_page->draft(), draft()); // the texts are as they were
}

void tst_PromptEditor::attachesWhatWasReadToItsMessage()
{
    m_page->setDraft(draft());
    QSignalSpy asked(m_pane, &PromptPane::attachRequested);
    auto *data = new QMimeData;
    data->setUrls({QUrl::fromLocalFile(QStringLiteral("/tmp/a.txt"))});
    QGuiApplication::clipboard()->setMimeData(data);
    message("user")->paste();
    message("user")->setFocus();
    QTest::keyClick(message("user"), Qt::Key_Up, Qt::AltModifier); // it moves while its file is being read
    const Attachment file{QStringLiteral("a.txt"), QStringLiteral("text/plain"), QByteArray(2'000, 'x')};
    m_pane->attach(asked.first().at(0).toInt(), {file, file}, {});
    QCOMPARE(attachedTo(0), (std::vector<Attachment>{file, file}));
    QCOMPARE(attachedTo(1), std::vector<Attachment>());
    QTRY_COMPARE(part<QWidget>("user")->findChildren<QWidget *>(QStringLiteral("chip")).size(), 2);
    QVERIFY(part<QWidget>("user")->findChild<QWidget *>(QStringLiteral("chip"))->isVisible());
    undo();
    QCOMPARE(attachedTo(0), std::vector<Attachment>());
}

void tst_PromptEditor::tellsWhatCouldNotBeAttached()
{
    m_page->setDraft(draft());
    QSignalSpy asked(m_pane, &PromptPane::attachRequested);
    auto *data = new QMimeData;
    data->setUrls({QUrl::fromLocalFile(QStringLiteral("/tmp/a.txt"))});
    QGuiApplication::clipboard()->setMimeData(data);
    message("user")->paste();
    const int id = asked.first().at(0).toInt();
    const auto *told = part<QWidget>("user")->findChild<QLabel *>(QStringLiteral("attachmentProblem"));
    m_pane->attach(id, {}, {QStringLiteral("a.txt is too large.")});
    QVERIFY(told->isVisible());
    QCOMPARE(told->text(), QStringLiteral("a.txt is too large."));
    m_pane->attach(id, {{QStringLiteral("b.txt"), QStringLiteral("text/plain"), "b"}}, {});
    QVERIFY(!told->isVisible());
    m_pane->attach(4711, {{QStringLiteral("b.txt"), QStringLiteral("text/plain"), "b"}}, {}); // of no message
    QCOMPARE(attachedTo(1).size(), 1u);
}

void tst_PromptEditor::makesAFileOfAPastedPicture()
{
    m_page->setDraft(draft());
    QImage image(30, 20, QImage::Format_RGB32);
    image.fill(Qt::red);
    QGuiApplication::clipboard()->setImage(image);
    message("user")->paste();
    QTRY_COMPARE(attachedTo(1).size(), 1u);
    QCOMPARE(attachedTo(1).front().mimeType, QStringLiteral("image/png"));
    QCOMPARE(QImage::fromData(attachedTo(1).front().data), image);
}

void tst_PromptEditor::showsPicturesSmallAndTakesThemBack()
{
    PromptDraft all = draft();
    all.messages.back().attachments = {{QStringLiteral("p.png"), QStringLiteral("image/png"), picture()},
                                       {QStringLiteral("bad.png"), QStringLiteral("image/png"), "no picture"}};
    m_page->setDraft(all);
    const auto thumbnails = [this] {
        int found = 0;
        for (const auto *label : part<QWidget>("user")->findChildren<QLabel *>())
            found += label->property("thumbnail").toBool();
        return found;
    };
    QTRY_COMPARE(thumbnails(), 1);
    named<QToolButton>(m_page.get(), QStringLiteral("Remove p.png"))->click();
    QCOMPARE(attachedTo(1).size(), 1u);
    QCOMPARE(attachedTo(1).front().name, QStringLiteral("bad.png"));
    undo();
    QCOMPARE(m_page->draft(), all);
    QCOMPARE(namelessControls(m_page.get()), QStringList());
}

void tst_PromptEditor::editsTools()
{
    QSignalSpy changed(m_page.get(), &WorkbenchPage::draftChanged);
    PromptDraft all = draft();
    m_page->setDraft(all);
    QVERIFY(!part<QToolButton>("addTool")->isVisible()); // folded
    part<QToolButton>("toolsFold")->click();
    part<QToolButton>("addTool")->click();
    QCOMPARE(QApplication::focusWidget(), part<QLineEdit>("toolName"));
    QTest::keyClicks(part<QLineEdit>("toolName"), QStringLiteral("add"));
    QTest::keyClicks(part<QLineEdit>("toolDescription"), QStringLiteral("Adds."));
    QTest::keyClicks(part<QPlainTextEdit>("toolParameters"), QStringLiteral("{\"type\":\"object\"}"));
    all.tools = {{QStringLiteral("add"), QStringLiteral("Adds."), QStringLiteral("{\"type\":\"object\"}")}};
    QCOMPARE(m_page->draft(), all);
    QVERIFY(changed.wait());
    QVERIFY(part<QToolButton>("toolsFold")->accessibleName().contains(QStringLiteral("1 tool")));
    named<QToolButton>(m_page.get(), QStringLiteral("Remove the tool"))->click();
    QVERIFY(m_page->draft().tools.empty());
    undo();
    QCOMPARE(m_page->draft(), all);
    all.tools.push_back({QStringLiteral("b"), {}, QStringLiteral("{} ")});
    m_page->setDraft(all);
    QCOMPARE(m_page->draft(), all);
}

void tst_PromptEditor::saysWhereAToolsSchemaIsWrong_data()
{
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QString>("told");
    QTest::newRow("syntax") << QStringLiteral("{\"type\":\n  oops}") << QStringLiteral("Line 2, column 3");
    QTest::newRow("no object") << QStringLiteral("[1]") << QStringLiteral("must be an object");
    QTest::newRow("no schema") << QStringLiteral("{\"required\": 7}") << QStringLiteral("Not a JSON Schema");
    QTest::newRow("fine") << QStringLiteral("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"number\"}}}")
                          << QString();
    QTest::newRow("empty") << QString() << QString();
}

void tst_PromptEditor::saysWhereAToolsSchemaIsWrong()
{
    QFETCH(QString, schema);
    QFETCH(QString, told);
    PromptDraft all = draft();
    all.tools = {{QStringLiteral("add"), {}, schema}};
    m_page->setDraft(all);
    auto *editor = part<QPlainTextEdit>("toolParameters");
    const auto *problem = editor->parentWidget()->findChild<QLabel *>(QStringLiteral("jsonProblem"));
    QCOMPARE(problem->isVisible(), !told.isEmpty());
    QVERIFY2(problem->text().contains(told), qPrintable(problem->text()));
    QCOMPARE(editor->property("invalid").toBool(), !told.isEmpty());
    QCOMPARE(m_page->draft(), all); // kept as typed
}

void tst_PromptEditor::sendsNothingWithAWrongTool()
{
    PromptDraft all = draft();
    all.tools = {{QStringLiteral("add"), {}, QStringLiteral("{")}};
    m_page->setDraft(all);
    part<QToolButton>("toolsFold")->setChecked(false);
    QSignalSpy run(m_page.get(), &WorkbenchPage::runRequested);
    part<QPushButton>("run")->click();
    QVERIFY(run.isEmpty());
    QCOMPARE(QApplication::focusWidget(), part<QWidget>("toolParameters"));
    part<QPlainTextEdit>("toolParameters")->setPlainText(QStringLiteral("{}"));
    part<QPushButton>("run")->click();
    QCOMPARE(run.size(), 1);
}

void tst_PromptEditor::choosesTheFormOfTheAnswer()
{
    m_page->setDraft(draft());
    part<QToolButton>("toolsFold")->click();
    auto *kind = part<QComboBox>("formatKind");
    QVERIFY(!part<QWidget>("schema")->isVisible());
    kind->setCurrentIndex(2);
    Q_EMIT kind->activated(2);
    QVERIFY(part<QWidget>("schema")->isVisible());
    QTest::keyClicks(part<QLineEdit>("schemaName"), QStringLiteral("reply"));
    QTest::keyClicks(part<QPlainTextEdit>("schema"), QStringLiteral("{}"));
    const ResponseFormat expected{ResponseFormat::Kind::JsonSchema, QStringLiteral("reply"), QStringLiteral("{}")};
    QCOMPARE(m_page->draft().format, expected);
    undo();
    QCOMPARE(m_page->draft().format.kind == ResponseFormat::Kind::Text, true);
    QCOMPARE(m_page->draft().format.schema, QStringLiteral("{}")); // what was typed is not lost
    PromptDraft all = draft();
    all.format = expected;
    m_page->setDraft(all);
    QCOMPARE(m_page->draft(), all);
}

void tst_PromptEditor::findsInAllMessages()
{
    m_page->setDraft(three());
    openFind(Qt::Key_F, QStringLiteral("cat"));
    QCOMPARE(count(), QStringLiteral("4 hit(s)"));
    QCOMPARE(marked("system"), 2);
    QCOMPARE(marked("user"), 0);
    QCOMPARE(marked("assistant"), 2);
    QTest::keyClick(part<QLineEdit>("find"), Qt::Key_Return);
    QCOMPARE(count(), QStringLiteral("1 of 4"));
    QCOMPARE(message("system")->textCursor().selectionStart(), 2);
    QTest::keyClick(part<QLineEdit>("find"), Qt::Key_F3);
    QTest::keyClick(part<QLineEdit>("find"), Qt::Key_F3);
    QCOMPARE(count(), QStringLiteral("3 of 4"));
    QCOMPARE(message("assistant")->textCursor().selectedText(), QStringLiteral("Cat"));
    QTest::keyClick(part<QLineEdit>("find"), Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(count(), QStringLiteral("2 of 4"));
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(part<QLineEdit>("find"), Qt::Key_F3);
    QCOMPARE(count(), QStringLiteral("1 of 4")); // all around
    message("user")->setPlainText(QStringLiteral("cat"));
    QCOMPARE(marked("user"), 1); // follows the typing
}

void tst_PromptEditor::findsAsItIsTold_data()
{
    QTest::addColumn<QString>("sought");
    QTest::addColumn<bool>("cases");
    QTest::addColumn<bool>("regular");
    QTest::addColumn<QString>("count");
    QTest::newRow("any case") << QStringLiteral("CAT") << false << false << QStringLiteral("4 hit(s)");
    QTest::newRow("this case") << QStringLiteral("Cat") << true << false << QStringLiteral("1 hit(s)");
    QTest::newRow("plain dot") << QStringLiteral(".") << false << false << QStringLiteral("3 hit(s)");
    QTest::newRow("pattern") << QStringLiteral("cat\\d+") << false << true << QStringLiteral("1 hit(s)");
    QTest::newRow("line starts") << QStringLiteral("^\\w") << false << true << QStringLiteral("3 hit(s)");
    QTest::newRow("empty hits") << QStringLiteral("x*") << false << true << QStringLiteral("no hits");
    QTest::newRow("wrong pattern") << QStringLiteral("(") << false << true << QStringLiteral("no valid pattern");
    QTest::newRow("nothing") << QStringLiteral("zebra") << false << false << QStringLiteral("no hits");
}

void tst_PromptEditor::findsAsItIsTold()
{
    QFETCH(QString, sought);
    QFETCH(bool, cases);
    QFETCH(bool, regular);
    QFETCH(QString, count);
    m_page->setDraft(three());
    openFind(Qt::Key_F, sought);
    part<QToolButton>("findCase")->setChecked(cases);
    part<QToolButton>("findRegular")->setChecked(regular);
    QCOMPARE(this->count(), count);
}

void tst_PromptEditor::findsInFoldedMessages()
{
    PromptDraft folded = three();
    folded.messages.back().folded = true;
    m_page->setDraft(folded);
    openFind(Qt::Key_F, QStringLiteral("cat22"));
    QTest::keyClick(part<QLineEdit>("find"), Qt::Key_Return);
    QVERIFY(message("assistant")->isVisible());
}

void tst_PromptEditor::replacesOneHit()
{
    m_page->setDraft(three());
    openFind(Qt::Key_H, QStringLiteral("cat"));
    QTest::keyClicks(part<QLineEdit>("replace"), QStringLiteral("owl"));
    QTest::keyClick(part<QLineEdit>("replace"), Qt::Key_Return); // goes to the first
    QTest::keyClick(part<QLineEdit>("replace"), Qt::Key_Return);
    QCOMPARE(texts().front(), QStringLiteral("A owl is a cat."));
    QCOMPARE(count(), QStringLiteral("1 of 3"));
    undo();
    QCOMPARE(texts(), QStringList({three().messages[0].text, three().messages[1].text, three().messages[2].text}));
}

void tst_PromptEditor::replacesAllAsOneStep()
{
    m_page->setDraft(three());
    openFind(Qt::Key_H, QStringLiteral("cat"));
    QTest::keyClicks(part<QLineEdit>("replace"), QStringLiteral("owl"));
    part<QToolButton>("replaceAll")->click();
    const QString replaced = QStringLiteral("A owl is a owl.|No dog.|owl and owl22.");
    QCOMPARE(texts().join(u'|'), replaced);
    QCOMPARE(count(), QStringLiteral("no hits"));
    undo();
    QCOMPARE(texts().join(u'|'), QStringLiteral("A cat is a cat.|No dog.|Cat and cat22."));
    QTest::keyClick(part<QWidget>("addMessage"), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(texts().join(u'|'), replaced);
    message("system")->setFocus(); // from within a text it is one step too
    QTest::keyClick(message("system"), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(texts().join(u'|'), QStringLiteral("A cat is a cat.|No dog.|Cat and cat22."));
    QTest::keyClick(message("system"), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(texts().join(u'|'), replaced);
    message("system")->moveCursor(QTextCursor::End);
    QTest::keyClicks(message("system"), QStringLiteral("!"));
    undo(); // a text that was changed since keeps what it has
    QCOMPARE(texts().join(u'|'), QStringLiteral("A owl is a owl.!|No dog.|Cat and cat22."));
}

void tst_PromptEditor::replacesWithGroups()
{
    m_page->setDraft(three());
    openFind(Qt::Key_H, QStringLiteral("(c)at(\\d*)"));
    part<QToolButton>("findRegular")->setChecked(true);
    QTest::keyClicks(part<QLineEdit>("replace"), QStringLiteral("<\\2\\1\\\\>"));
    QTest::keyClick(part<QLineEdit>("replace"), Qt::Key_Return, Qt::ControlModifier | Qt::AltModifier);
    QCOMPARE(texts().join(u'|'), QStringLiteral("A <c\\> is a <c\\>.|No dog.|<C\\> and <22c\\>."));
}

void tst_PromptEditor::closesOnEscape()
{
    m_page->setDraft(three());
    QSignalSpy stop(m_page.get(), &WorkbenchPage::stopRequested);
    openFind(Qt::Key_F, QStringLiteral("cat"));
    QTest::keyClick(part<QLineEdit>("find"), Qt::Key_Escape);
    QVERIFY(!isShown("findBar"));
    QCOMPARE(marked("system"), 0);
    QCOMPARE(QApplication::focusWidget(), message("system"));
    QTest::keyClick(message("system"), Qt::Key_F, Qt::ControlModifier);
    message("user")->setFocus();
    QTest::keyClick(message("user"), Qt::Key_Escape);
    QVERIFY(!isShown("findBar"));
    QVERIFY(stop.isEmpty());
    QCOMPARE(message("user")->toPlainText(), QStringLiteral("No dog."));
}

QTEST_MAIN(tst_PromptEditor)
#include "tst_prompteditor.moc"
