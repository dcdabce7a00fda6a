#include "ui/common/errorcard.h"
#include "ui/markdown/markdownview.h"
#include "ui/theme/theme.h"
#include "ui/workbench/modelpicker.h"
#include "ui/workbench/parameterpopup.h"
#include "ui/workbench/streamview.h"
#include "ui/workbench/workbenchpage.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>

#include <memory>

using namespace burin;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(std::vector<burin::Message>)

class tst_WorkbenchPage : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<WorkbenchPage> m_page;

    template <class W> W *part(const char *name) const { return m_page->findChild<W *>(QString::fromLatin1(name)); }
    QPlainTextEdit *message(const char *name) const { return part<QWidget>(name)->findChild<QPlainTextEdit *>(); }
    QPlainTextEdit *field(const char *name) const
    {
        return m_page->findChild<QPlainTextEdit *>(QStringLiteral("variable:") + QString::fromLatin1(name));
    }
    QLabel *problem(const char *name) const
    {
        return part<QWidget>(name)->findChild<QLabel *>(QStringLiteral("problem"));
    }
    static PromptDraft draft()
    {
        PromptDraft draft;
        draft.title = QStringLiteral("Reply");
        draft.system = QStringLiteral("You work for {{shop}}.");
        draft.user = QStringLiteral("{{question}} ({{shop}})");
        draft.variables = {{QStringLiteral("shop"), QStringLiteral("Nordlicht")},
                           {QStringLiteral("question"), QStringLiteral("Where?")}};
        draft.providerId = QStringLiteral("simulator");
        draft.model = QStringLiteral("sim-1");
        draft.parameters.temperature = 0.5;
        draft.parameters.extra = {{QStringLiteral("top_k"), 5}};
        return draft;
    }
    static RunRecord record(const QString &text)
    {
        RunRecord record;
        record.status = RunStatus::Completed;
        record.finishReason = FinishReason::Stop;
        record.text = text;
        return record;
    }
    bool isShown(const char *name) const { return part<QWidget>(name)->isVisible(); }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme = std::make_unique<Theme>();
    }
    void init()
    {
        m_page = std::make_unique<WorkbenchPage>();
        m_page->resize(1200, 760);
        m_page->show();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }
    void cleanup() { m_page.reset(); }

    void givesBackTheDraftItWasGiven()
    {
        QSignalSpy changed(m_page.get(), &WorkbenchPage::draftChanged);
        m_page->setDraft(draft());
        QCOMPARE(m_page->draft(), draft());
        QVERIFY(changed.isEmpty());
    }

    void asksForTheVariablesThatAreTyped()
    {
        message("user")->setFocus();
        QTest::keyClicks(message("user"), QStringLiteral("Hello {{name}} and {{place}}"));
        QVERIFY(field("name"));
        QVERIFY(field("place"));
        QTest::keyClicks(field("name"), QStringLiteral("Max"));
        QCOMPARE(m_page->draft().variables.value(QStringLiteral("name")), QStringLiteral("Max"));
        message("user")->selectAll();
        QTest::keyClick(message("user"), Qt::Key_Delete);
        QVERIFY(!field("name"));
        QTest::keyClicks(message("system"), QStringLiteral("{{name}}"));
        QCOMPARE(field("name")->toPlainText(), QStringLiteral("Max")); // renamed back: the value is back
    }

    void savesTheDraftWithinASecondOfTyping()
    {
        QSignalSpy changed(m_page.get(), &WorkbenchPage::draftChanged);
        QTest::keyClicks(message("user"), QStringLiteral("abc"));
        QVERIFY(changed.isEmpty()); // not for every key
        QVERIFY(changed.wait(1'000));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first().first().value<PromptDraft>().user, QStringLiteral("abc"));
    }

    void savesTheDraftWhenTheFocusLeaves()
    {
        message("user")->setFocus();
        QSignalSpy changed(m_page.get(), &WorkbenchPage::draftChanged);
        QTest::keyClicks(message("user"), QStringLiteral("a"));
        part<QLineEdit>("title")->setFocus();
        QCOMPARE(changed.size(), 1);
    }

    void runsTheRenderedMessages()
    {
        m_page->setDraft(draft());
        QSignalSpy run(m_page.get(), &WorkbenchPage::runRequested);
        QTest::keyClick(message("user"), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(run.size(), 1);
        QCOMPARE(run.first().at(0).value<PromptDraft>(), draft());
        const auto messages = run.first().at(1).value<std::vector<Message>>();
        const std::vector<Message> expected = {{Role::System, QStringLiteral("You work for Nordlicht.")},
                                               {Role::User, QStringLiteral("Where? (Nordlicht)")}};
        QCOMPARE(messages, expected);
        QTest::keyClick(message("user"), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(run.size(), 1); // not twice before it started
        QCOMPARE(m_page->draft().user, draft().user);
    }

    void leavesOutAnEmptySystemMessage()
    {
        PromptDraft only = draft();
        only.system = QStringLiteral("  \n");
        m_page->setDraft(only);
        QSignalSpy run(m_page.get(), &WorkbenchPage::runRequested);
        part<QPushButton>("run")->click();
        QCOMPARE(run.first().at(1).value<std::vector<Message>>().size(), 1u);
    }

    void marksAnUnfilledVariableAndGoesThere()
    {
        PromptDraft open = draft();
        open.variables.remove(QStringLiteral("question"));
        m_page->setDraft(open);
        QTRY_VERIFY(field("question")->isVisible());
        QSignalSpy run(m_page.get(), &WorkbenchPage::runRequested);
        part<QPushButton>("run")->click();
        QVERIFY(run.isEmpty());
        QVERIFY(field("question")->property("invalid").toBool());
        QCOMPARE(QApplication::focusWidget(), field("question"));
        QTest::keyClicks(field("question"), QStringLiteral("When?"));
        QVERIFY(!field("question")->property("invalid").toBool());
        part<QPushButton>("run")->click();
        QCOMPARE(run.size(), 1);
    }

    void sendsAVariableThatIsEmptyOnPurpose()
    {
        PromptDraft open = draft();
        open.variables.remove(QStringLiteral("question"));
        m_page->setDraft(open);
        QTRY_VERIFY(field("question")->isVisible());
        QSignalSpy run(m_page.get(), &WorkbenchPage::runRequested);
        part<QPushButton>("run")->click();
        for (auto *button : m_page->findChildren<QPushButton *>()) {
            if (button->accessibleName() == QStringLiteral("Leave question empty")) button->click();
        }
        part<QPushButton>("run")->click();
        QCOMPARE(run.size(), 1);
        QCOMPARE(run.first().at(1).value<std::vector<Message>>().back().text, QStringLiteral(" (Nordlicht)"));
    }

    void marksATemplateErrorInTheText()
    {
        m_page->setDraft(draft());
        QSignalSpy run(m_page.get(), &WorkbenchPage::runRequested);
        message("system")->setPlainText(QStringLiteral("fine\n{{bad name}}"));
        part<QPushButton>("run")->click();
        QVERIFY(run.isEmpty());
        QVERIFY(problem("system")->isVisible());
        QVERIFY2(problem("system")->text().contains(u'2'), qPrintable(problem("system")->text()));
        const auto marks = message("system")->extraSelections();
        QCOMPARE(marks.size(), 1);
        QCOMPARE(marks.first().format.underlineStyle(), QTextCharFormat::WaveUnderline);
        QCOMPARE(marks.first().cursor.selectionStart(), 5);
        QCOMPARE(QApplication::focusWidget(), message("system"));
        message("system")->setPlainText(QStringLiteral("fine"));
        QVERIFY(!problem("system")->isVisible());
    }

    void tellsATemplateErrorWhenTheTypingRests()
    {
        QTest::keyClicks(message("user"), QStringLiteral("{{1}}"));
        QVERIFY(!problem("user")->isVisible());
        QTRY_VERIFY(problem("user")->isVisible());
    }

    void saysWhatIsMissingBeforeARun()
    {
        PromptDraft empty = draft();
        empty.system.clear();
        empty.user.clear();
        m_page->setDraft(empty);
        QSignalSpy run(m_page.get(), &WorkbenchPage::runRequested);
        part<QPushButton>("run")->click();
        QCOMPARE(part<QLabel>("errorMessage")->text(), makeError(ErrorCode::EmptyPrompt).message());
        PromptDraft noModel = draft();
        noModel.model.clear();
        m_page->setDraft(noModel);
        part<QPushButton>("run")->click();
        auto *popup = m_page->findChild<ModelPicker *>()->popup();
        QVERIFY(popup->isVisible());
        popup->hide();
        QVERIFY(run.isEmpty());
    }

    void refusesAParameterThatMakesNoSense()
    {
        m_page->setDraft(draft());
        QSignalSpy run(m_page.get(), &WorkbenchPage::runRequested);
        auto *parameters = m_page->findChild<ParameterPopup *>();
        auto *temperature = parameters->findChild<QLineEdit *>();
        temperature->clear();
        QTest::keyClicks(temperature, QStringLiteral("9"));
        part<QPushButton>("run")->click();
        QVERIFY(run.isEmpty());
        QVERIFY(temperature->property("invalid").toBool());
        QVERIFY(parameters->isVisible());
        temperature->clear();
        QTest::keyClicks(temperature, QStringLiteral("1.5"));
        parameters->hide();
        part<QPushButton>("run")->click();
        QCOMPARE(run.size(), 1);
        QCOMPARE(run.first().at(0).value<PromptDraft>().parameters.temperature, 1.5);
        QCOMPARE(run.first().at(0).value<PromptDraft>().parameters.extra, draft().parameters.extra);
    }

    void leavesParametersUnsetByDefault()
    {
        QCOMPARE(m_page->draft().parameters, ChatParameters());
        QCOMPARE(part<QPushButton>("parameters")->accessibleName(), QStringLiteral("Parameters: Provider defaults"));
    }

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
            if (button->text() == QStringLiteral("Run again")) button->click();
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

    void tellsTheEstimate()
    {
        CostEstimate estimate;
        estimate.inputTokens = 1053;
        estimate.input = Money{2'100'000'000};
        estimate.worst = Money{9'800'000'000};
        m_page->setEstimate(estimate);
        QCOMPARE(part<QLabel>("estimate")->text(), QStringLiteral("~1,053 tokens in · estimate $0.0021–$0.0098"));
        estimate.worst.reset();
        m_page->setEstimate(estimate);
        QVERIFY(part<QLabel>("estimate")->text().contains(QStringLiteral("from $0.0021")));
        estimate.input.reset();
        m_page->setEstimate(estimate);
        QVERIFY(part<QLabel>("estimate")->text().contains(QStringLiteral("price unknown")));
    }

    void pastesPlainTextOnlyAndUndoes()
    {
        auto *data = new QMimeData;
        data->setHtml(QStringLiteral("<img src=/dev/zero><b>bold</b>"));
        data->setText(QStringLiteral("bold"));
        QGuiApplication::clipboard()->setMimeData(data);
        auto *editor = message("user");
        editor->paste();
        QCOMPARE(editor->toPlainText(), QStringLiteral("bold"));
        editor->undo();
        QCOMPARE(editor->toPlainText(), QString());
        editor->redo();
        QCOMPARE(editor->toPlainText(), QStringLiteral("bold"));
    }

    void movesTheFocusWithTab()
    {
        m_page->setDraft(draft());
        QTRY_VERIFY(field("shop")->isVisible());
        message("system")->setFocus();
        QTest::keyClick(message("system"), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), message("user"));
        QTest::keyClick(message("user"), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), field("shop"));
        QCOMPARE(message("user")->toPlainText(), draft().user);
    }

    void recoloursVariablesWithTheTheme()
    {
        QSignalSpy changed(m_page.get(), &WorkbenchPage::draftChanged);
        m_page->setDraft(draft());
        const auto variableColor = [this] {
            const auto formats = message("system")->document()->firstBlock().layout()->formats();
            return formats.isEmpty() ? QColor() : formats.first().format.foreground().color();
        };
        QCOMPARE(variableColor(), theme().colors().variable);
        m_theme->setMode(ThemeMode::Dark);
        QCOMPARE(variableColor(), theme().colors().variable);
        m_theme->setMode(ThemeMode::Light);
        QCOMPARE(variableColor(), theme().colors().variable);
        QVERIFY(!changed.wait(700)); // a change of colours is no edit
    }

    void namesEveryControlForAssistiveTechnology()
    {
        m_page->setDraft(draft());
        m_page->showError(makeError(ErrorCode::MissingKey, QStringLiteral("x")));
        for (QWidget *widget : m_page->findChildren<QWidget *>()) {
            if (widget->inherits("QComboBoxListView")) continue; // Qt's own
            if (widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith(QStringLiteral("qt_")))
                continue;
            const QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
            QVERIFY(accessible);
            const QString where = QStringLiteral("%1 %2").arg(QString::fromLatin1(widget->metaObject()->className()),
                                                              widget->objectName());
            QVERIFY2(!accessible->text(QAccessible::Name).isEmpty(), qPrintable(where));
        }
    }

    void choosesAModelWithItsShortcut()
    {
        QTest::keyClick(message("user"), Qt::Key_L, Qt::ControlModifier);
        auto *popup = m_page->findChild<ModelPicker *>()->popup();
        QVERIFY(popup->isVisible());
        QSignalSpy changed(m_page.get(), &WorkbenchPage::draftChanged);
        Q_EMIT popup->chosen({QStringLiteral("ollama"), QStringLiteral("llama")});
        popup->hide();
        QVERIFY(changed.wait(1'000));
        QCOMPARE(changed.last().first().value<PromptDraft>().model, QStringLiteral("llama"));
    }
};

QTEST_MAIN(tst_WorkbenchPage)
#include "tst_workbenchpage.moc"
