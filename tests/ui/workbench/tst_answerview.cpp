#include "tests/ui/workbench/workbenchfixture.h"
#include "ui/common/erroractions.h"
#include "ui/common/errorcard.h"
#include "ui/markdown/markdownview.h"
#include "ui/workbench/streamview.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTextBlock>
#include <QToolButton>

using namespace burin;

class tst_AnswerView : public QObject, private WorkbenchFixture {
    Q_OBJECT
    void press(const char *text) const
    {
        for (auto *button : m_page->findChildren<QPushButton *>())
            if (button->isVisible() && button->text() == QLatin1StringView(text)) return button->click();
        QFAIL(text);
    }

private Q_SLOTS:
    void init() { openPage(); }
    void cleanup() { m_page.reset(); }

    void stopsWithEscape()
    {
        m_page->setDraft(draft());
        QSignalSpy stop(m_page.get(), &WorkbenchPage::stopRequested);
        QTest::keyClick(message("user"), Qt::Key_Escape);
        QVERIFY(stop.isEmpty());
        m_page->showStarted({});
        QVERIFY(m_page->isRunning());
        QCOMPARE(part<QPushButton>("run")->text(), QStringLiteral("Stop"));
        QTest::keyClick(message("user"), Qt::Key_Escape);
        QCOMPARE(stop.size(), 1);
        part<QPushButton>("run")->click();
        QCOMPARE(stop.size(), 2);
        m_page->appendText(QStringLiteral("half an ans"));
        RunRecord stopped = record(QStringLiteral("half an ans"));
        stopped.status = RunStatus::Cancelled;
        m_page->showFinished(stopped);
        QVERIFY(!m_page->isRunning());
        QVERIFY(part<QLabel>("endReason")->isVisible());
        QCOMPARE(part<StreamView>("answerSource")->shownText(), QStringLiteral("half an ans"));
    }

    void showsTheRenderedAnswerAndItsSource()
    {
        m_page->showStarted({});
        m_page->appendText(QStringLiteral("a **bold** word"));
        QVERIFY(isShown("answerSource"));
        m_page->showFinished(record(QStringLiteral("a **bold** word")));
        QVERIFY(isShown("answerRendered"));
        QCOMPARE(part<MarkdownView>("answerRendered")->toPlainText(), QStringLiteral("a bold word"));
        QTest::keyClick(message("user"), Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(isShown("answerSource"));
        QCOMPARE(part<StreamView>("answerSource")->shownText(), QStringLiteral("a **bold** word"));
        QTest::keyClick(message("user"), Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(isShown("answerRendered"));
        QTest::keyClick(message("user"), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("a **bold** word"));
    }

    void leavesASelectionAloneWhenTheAnswerIsDone()
    {
        m_page->showStarted({});
        m_page->appendText(QStringLiteral("a **bold** word"));
        auto *view = part<StreamView>("answerSource");
        view->flush();
        QTextCursor cursor(view->document());
        cursor.setPosition(2);
        cursor.setPosition(10, QTextCursor::KeepAnchor);
        view->setTextCursor(cursor);
        m_page->showFinished(record(QStringLiteral("a **bold** word")));
        QVERIFY(isShown("answerSource"));
        QCOMPARE(view->textCursor().selectedText(), QStringLiteral("**bold**"));
    }

    void keepsTheReadersPlaceWhenTheAnswerIsDone()
    {
        QString text;
        for (int i = 0; i < 150; ++i)
            text += QStringLiteral("Paragraph number %1 has some *words* of its own.\n\n").arg(i);
        m_page->showStarted({});
        m_page->appendText(text);
        auto *stream = part<StreamView>("answerSource");
        stream->flush();
        stream->verticalScrollBar()->setValue(100); // paragraph 50
        m_page->showFinished(record(text));
        auto *rendered = part<MarkdownView>("answerRendered");
        QVERIFY(rendered->isVisible());
        const QString top = rendered->cursorForPosition(QPoint(20, 20)).block().text();
        QVERIFY2(top.contains(QStringLiteral("number 50")) || top.contains(QStringLiteral("number 51")),
                 qPrintable(top));
    }

    void foldsTheReasoning()
    {
        auto *reasoning = part<StreamView>("reasoning");
        m_page->showStarted({});
        QVERIFY(!reasoning->parentWidget()->isVisible());
        m_page->appendReasoning(QStringLiteral("first, think"));
        QVERIFY(reasoning->parentWidget()->isVisible());
        QVERIFY(!reasoning->isVisible());
        auto *fold = reasoning->parentWidget()->findChild<QToolButton *>();
        fold->click();
        QVERIFY(reasoning->isVisible());
        RunRecord done = record(QStringLiteral("answer"));
        done.reasoning = QStringLiteral("first, think");
        done.usage.reasoning = 180;
        m_page->showFinished(done);
        QVERIFY2(fold->text().contains(QStringLiteral("180")), qPrintable(fold->text()));
        m_page->showStarted({});
        QVERIFY(!reasoning->parentWidget()->isVisible());
    }

    void showsAnErrorInPlaceWithWhatHelps()
    {
        m_page->setDraft(draft());
        QSignalSpy settings(m_page.get(), &WorkbenchPage::settingsRequested),
            run(m_page.get(), &WorkbenchPage::runRequested);
        Error error =
            makeError(ErrorCode::MissingKey, QStringLiteral("<img src=/dev/zero>"), QStringLiteral("<b>detail</b>"));
        m_page->showError(error);
        QCOMPARE(part<QLabel>("errorMessage")->text(), error.message());
        QCOMPARE(part<QLabel>("errorMessage")->textFormat(), Qt::PlainText);
        QCOMPARE(part<QLabel>("errorAdvice")->text(), error.advice());
        for (auto *button : m_page->findChild<ErrorCard *>()->findChildren<QPushButton *>()) {
            if (button->text() == QStringLiteral("Open settings")) button->click();
        }
        QCOMPARE(settings.first().first().toString(), QStringLiteral("simulator"));
        for (auto *button : m_page->findChild<ErrorCard *>()->findChildren<QPushButton *>()) {
            if (button->text() == QStringLiteral("Try again")) button->click();
        }
        QCOMPARE(run.size(), 1);
        QVERIFY(!m_page->grab().isNull());
    }

    void showsAFailedRunWithoutTextAsItsError()
    {
        m_page->showStarted({});
        RunRecord failed = record({});
        failed.status = RunStatus::Failed;
        failed.error = makeError(ErrorCode::HostNotFound, QStringLiteral("nowhere.example"));
        failed.error->httpStatus = 0;
        m_page->showFinished(failed);
        QVERIFY(isShown("errorMessage"));
        QVERIFY(!m_page->isRunning());
        QVERIFY(errorDetails(*failed.error).contains(QStringLiteral("NETWORK_ERROR")));
    }

    void showsARunOfTheHistory()
    {
        RunRecord old = record(QStringLiteral("# Old answer"));
        m_page->showFinished(old);
        QVERIFY(isShown("answerRendered"));
        QCOMPARE(part<MarkdownView>("answerRendered")->toPlainText(), QStringLiteral("Old answer"));
    }

    void aContinuedAnswerStandsBelowTheKeptOne()
    {
        QSignalSpy goesOn(m_page.get(), &WorkbenchPage::continueRequested);
        m_page->showStarted({});
        m_page->appendText(QStringLiteral("The first half, "));
        RunRecord cut = record(QStringLiteral("The first half, "));
        cut.id = RunId{41};
        cut.status = RunStatus::Truncated;
        m_page->showFinished(cut);
        press("Continue");
        QCOMPARE(goesOn.size(), 1);
        QCOMPARE(goesOn.first().first().value<RunRecord>(), cut);

        RunSpec spec;
        spec.continuation = Continuation{cut.id, cut.text};
        m_page->showStarted(spec);
        m_page->appendText(QStringLiteral("and the second."));
        QVERIFY(isShown("keptAnswer"));
        QCOMPARE(part<MarkdownView>("keptAnswer")->toPlainText(), QStringLiteral("The first half,"));
        part<StreamView>("answerSource")->flush();
        QCOMPARE(part<StreamView>("answerSource")->shownText(), QStringLiteral("and the second."));
        RunRecord rest = record(QStringLiteral("and the second."));
        rest.id = RunId{42};
        rest.continues = cut.id;
        m_page->showFinished(rest);
        QCOMPARE(part<QLabel>("continued")->text(), QStringLiteral("continued, run 42"));
        QVERIFY(!part<QLabel>("endReason")->isVisible());

        const auto copied = [this](const char *action) {
            for (auto *candidate : m_page->findChildren<QAction *>())
                if (candidate->text() == QLatin1StringView(action)) candidate->trigger();
            return QGuiApplication::clipboard()->text();
        };
        QCOMPARE(copied("Copy both parts"), QStringLiteral("The first half, and the second."));
        QCOMPARE(copied("Copy the kept part"), QStringLiteral("The first half, "));
        QCOMPARE(copied("Copy the new part"), QStringLiteral("and the second."));
        m_page->showStarted({}); // another run has nothing to do with it
        QVERIFY(!isShown("keptAnswer"));
    }

    void asksInPlaceBeforeAnExpensiveRun()
    {
        QSignalSpy asked(m_page.get(), &WorkbenchPage::actionRequested);
        m_page->showError(makeError(ErrorCode::ApprovalNeeded, QStringLiteral("$1.92")));
        QVERIFY(part<QLabel>("errorMessage")->text().contains(QStringLiteral("$1.92")));
        press("Approve and run");
        QCOMPARE(asked.first().first().value<ErrorAction>(), ErrorAction::Approve);
        press("Cancel");
        QCOMPARE(asked.last().first().value<ErrorAction>(), ErrorAction::Cancel);
        m_page->clearAnswer();
        QVERIFY(!isShown("errorMessage"));
    }

    void keepsAnEndlessParagraphReadable()
    {
        const QString text = QStringLiteral("*a* `b` ").repeated(12'500);
        m_page->showStarted({});
        m_page->appendText(text);
        m_page->showFinished(record(text));
        auto *rendered = part<MarkdownView>("answerRendered");
        QTRY_COMPARE(rendered->markdown(), text);
        QTRY_VERIFY(rendered->isPlain());
        QVERIFY(isShown("answerSource"));
        QCOMPARE(part<StreamView>("answerSource")->shownText(), text);
    }

    void keepsAHugeAnswerInMemoryOnce()
    {
        const QString text = QStringLiteral("word word\n\n").repeated(20'000);
        m_page->showStarted({});
        m_page->appendText(text);
        m_page->showFinished(record(text));
        QVERIFY(part<MarkdownView>("answerRendered")->markdown().isEmpty());
        QTest::keyClick(message("user"), Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(isShown("answerSource"));
        part<StreamView>("answerSource")->flush();
        QCOMPARE(part<StreamView>("answerSource")->shownText(), text);
    }
};

QTEST_MAIN(tst_AnswerView)
#include "tst_answerview.moc"
