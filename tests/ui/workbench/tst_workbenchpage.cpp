#include "tests/ui/workbench/workbenchfixture.h"
#include "ui/workbench/answerpane.h"
#include "ui/workbench/modelpicker.h"
#include "ui/workbench/parameterpopup.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>

using namespace burin;

Q_DECLARE_METATYPE(std::vector<burin::Message>)

class tst_WorkbenchPage : public QObject, private WorkbenchFixture {
    Q_OBJECT
private Q_SLOTS:
    void init() { openPage(); }
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

    void theAnswersRequestIsCopiedAsAProgram()
    {
        QSignalSpy asked(m_page->answer(), &AnswerPane::copyAsRequested);
        m_page->answer()->setCopyLanguages(
            {{QStringLiteral("curl"), QStringLiteral("curl")}, {QStringLiteral("python"), QStringLiteral("Python")}});
        QVERIFY(!isShown("copyAs")); // there is no answer yet
        m_page->showFinished(record(QStringLiteral("Hello")));
        QVERIFY(isShown("copyAs"));
        part<QToolButton>("copyAs")->menu()->actions().at(1)->trigger();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().first().toString(), QStringLiteral("python"));
    }

    void savesTheDraftWithinASecondOfTyping()
    {
        QSignalSpy changed(m_page.get(), &WorkbenchPage::draftChanged);
        QTest::keyClicks(message("user"), QStringLiteral("abc"));
        QVERIFY(changed.isEmpty()); // not for every key
        QVERIFY(changed.wait(1'000));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(textOf(changed.first().first().value<PromptDraft>(), Role::User), QStringLiteral("abc"));
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
        QCOMPARE(m_page->draft().messages, draft().messages);
    }

    void leavesOutAnEmptySystemMessage()
    {
        PromptDraft only = draft();
        only.messages.front().text = QStringLiteral("  \n");
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
        empty.messages.clear();
        m_page->setDraft(empty);
        QSignalSpy run(m_page.get(), &WorkbenchPage::runRequested);
        part<QPushButton>("run")->click();
        QCOMPARE(part<QLabel>("errorMessage")->text(), makeError(ErrorCode::EmptyPrompt).message());
        PromptDraft noModel = draft();
        noModel.model.clear();
        m_page->setDraft(noModel);
        part<QPushButton>("run")->click();
        auto *popup = part<ModelPicker>("modelPicker")->popup();
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

    void tellsTheEstimate()
    {
        CostEstimate estimate;
        estimate.inputTokens = 1053;
        estimate.input = Money{2'100'000'000};
        estimate.worst = Money{9'800'000'000};
        m_page->setEstimate(estimate);
        QCOMPARE(part<QLabel>("estimate")->text(), QStringLiteral("~1,053 tokens in · estimate $0.0021–$0.0098"));
        estimate.precision = TokenPrecision::Exact;
        m_page->setEstimate(estimate);
        QCOMPARE(part<QLabel>("estimate")->text(), QStringLiteral("1,053 tokens in · estimate $0.0021–$0.0098"));
        estimate.worst = estimate.input = Money{};
        m_page->setEstimate(estimate);
        QVERIFY(part<QLabel>("estimate")->text().endsWith(QStringLiteral("free")));
        estimate.input = Money{2'100'000'000};
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
        QCOMPARE(message("user")->toPlainText(), textOf(draft(), Role::User));
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
        auto *popup = part<ModelPicker>("modelPicker")->popup();
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
