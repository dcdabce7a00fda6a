#include "ui/theme/theme.h"
#include "ui/workbench/streamview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>
#include <QTextBlock>

#include <memory>

using namespace burin;

class tst_StreamView : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<StreamView> m_view;

    static QString lines(int count)
    {
        QString text;
        for (int line = 0; line < count; ++line)
            text += QStringLiteral("line %1\n").arg(line);
        return text;
    }
    QString firstVisible() const { return m_view->cursorForPosition(QPoint(20, 14)).block().text(); }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }
    void init()
    {
        m_view = std::make_unique<StreamView>();
        m_view->resize(400, 300);
        m_view->show();
    }
    void cleanup() { m_view.reset(); }

    void showsWhatArrivesWithTheNextFrame()
    {
        for (int token = 0; token < 100; ++token)
            m_view->addText(QStringLiteral("to "));
        QCOMPARE(m_view->toPlainText(), QString());
        QTRY_COMPARE(m_view->toPlainText(), QStringLiteral("to ").repeated(100));
    }

    void followsTheEndWhileTheReaderIsThere()
    {
        m_view->addText(lines(100));
        m_view->flush();
        QVERIFY(m_view->isFollowing());
        QCOMPARE(m_view->verticalScrollBar()->value(), m_view->verticalScrollBar()->maximum());
        m_view->addText(lines(100));
        m_view->flush();
        QVERIFY(m_view->verticalScrollBar()->maximum() > 100);
        QCOMPARE(m_view->verticalScrollBar()->value(), m_view->verticalScrollBar()->maximum());
    }

    void neverMovesWhatIsRead()
    {
        m_view->addText(lines(200));
        m_view->flush();
        m_view->verticalScrollBar()->setValue(50);
        const QString reading = firstVisible();
        for (int frame = 0; frame < 50; ++frame) {
            m_view->addText(lines(20) + QString(5'000, u'x'));
            m_view->flush();
            QCOMPARE(m_view->verticalScrollBar()->value(), 50);
            QCOMPARE(firstVisible(), reading);
        }
    }

    void offersTheLatestAndGoesThere()
    {
        m_view->addText(lines(200));
        m_view->flush();
        auto *pill = m_view->findChild<QPushButton *>();
        QVERIFY(!pill->isVisible());
        m_view->verticalScrollBar()->setValue(10);
        QVERIFY(!pill->isVisible()); // nothing new below yet
        m_view->addText(QStringLiteral("more\n"));
        m_view->flush();
        QVERIFY(pill->isVisible());
        QVERIFY(m_view->rect().contains(pill->geometry()));
        pill->click();
        QVERIFY(m_view->isFollowing());
        QVERIFY(!pill->isVisible());
        QCOMPARE(m_view->verticalScrollBar()->value(), m_view->verticalScrollBar()->maximum());
    }

    void keepsTheSelection_data()
    {
        QTest::addColumn<int>("anchor");
        QTest::addColumn<int>("position");
        QTest::newRow("in the middle") << 10 << 40;
        QTest::newRow("backwards") << 40 << 10;
        QTest::newRow("to the very end") << 10 << -1;
        QTest::newRow("from the very end") << -1 << 10;
    }
    void keepsTheSelection()
    {
        QFETCH(int, anchor);
        QFETCH(int, position);
        m_view->addText(lines(100));
        m_view->flush();
        const int end = m_view->document()->characterCount() - 1;
        QTextCursor cursor = m_view->textCursor();
        cursor.setPosition(anchor < 0 ? end : anchor);
        cursor.setPosition(position < 0 ? end : position, QTextCursor::KeepAnchor);
        m_view->setTextCursor(cursor);
        const QString selected = cursor.selectedText();
        m_view->verticalScrollBar()->setValue(20);
        m_view->addText(lines(100));
        m_view->flush();
        QCOMPARE(m_view->textCursor().selectedText(), selected);
        QCOMPARE(m_view->verticalScrollBar()->value(), 20);
    }

    void breaksEndlessLinesForDisplayOnly()
    {
        QString text;
        for (int piece = 0; piece < 2'000; ++piece) {
            const QString token = piece % 7 ? QStringLiteral("%1 ").arg(piece) : QString(90, u'y');
            m_view->addText(token);
            text += token;
        }
        m_view->addText(QString(300'000, u'z'));
        text += QString(300'000, u'z');
        m_view->flush();
        for (QTextBlock block = m_view->document()->begin(); block.isValid(); block = block.next())
            QVERIFY(block.length() <= 2'001);
        QCOMPARE(m_view->shownText(), text);
        m_view->selectAll();
        m_view->copy();
        QCOMPARE(QGuiApplication::clipboard()->text(), text);
    }

    void keepsLineBreaksAsTheyAre()
    {
        const QString text = QStringLiteral("\n\na\n\nb\n");
        for (const QChar c : text)
            m_view->addText(QString(c));
        m_view->flush();
        QCOMPARE(m_view->shownText(), text);
    }

    void showsAWholeTextFromItsTop()
    {
        m_view->replaceText(lines(500));
        m_view->flush();
        QCOMPARE(m_view->verticalScrollBar()->value(), 0);
        m_view->replaceText({});
        QCOMPARE(m_view->toPlainText(), QString());
        QVERIFY(m_view->isFollowing());
    }
};

QTEST_MAIN(tst_StreamView)
#include "tst_streamview.moc"
