#include "tests/ui/named.h"
#include "tests/ui/workbench/workbenchfixture.h"
#include "ui/workbench/promptpane.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace burin;

Q_DECLARE_METATYPE(std::vector<burin::Message>)

/// The variables of a prompt by their types, and their value sets.
class tst_VariablesForm : public QObject, private WorkbenchFixture {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        openPage();
        m_pane = m_page->findChild<PromptPane *>();
    }
    void cleanup() { m_page.reset(); }

    void keepsValuesOfEveryType_data();
    void keepsValuesOfEveryType();
    void entersANumber();
    void choosesOneAndSeveral();
    void writesAListInLines();
    void loadsAFile();
    void usesTheDefaultWhileNothingIsEntered();
    void declaresAVariableInItsPopup();
    void beginsBelowItsCaption();
    void keepsChoosesRenamesAndRemovesCases();
    void refusesANameThatIsTaken();
    void addsImportedCasesAsOneStep();

private:
    PromptDraft of(const VariableRow &row, const QString &value) const
    {
        PromptDraft one = draft();
        one.messages = {{.role = Role::User, .text = QStringLiteral("{{x}}")}};
        one.declared = {row};
        one.variables = {{QStringLiteral("x"), value}};
        if (value.isEmpty()) one.variables.clear();
        return one;
    }
    void undo() const
    {
        part<QWidget>("addMessage")->setFocus();
        QTest::keyClick(part<QWidget>("addMessage"), Qt::Key_Z, Qt::ControlModifier);
    }
    QString value() const { return m_page->draft().variables.value(QStringLiteral("x")); }
    template <class W> W *input() const { return part<W>("variable:x"); }
    QLabel *told() const { return part<QLabel>("problem:x"); }
    QStringList sent() const
    {
        QSignalSpy run(m_page.get(), &WorkbenchPage::runRequested);
        part<QPushButton>("run")->click();
        QStringList texts;
        if (!run.isEmpty()) {
            for (const Message &message : run.first().at(1).value<std::vector<Message>>())
                texts += message.text;
        }
        return texts;
    }
    QAction *caseAction(const char *text) const
    {
        for (QAction *action : part<QToolButton>("caseMenu")->menu()->actions()) {
            if (action->text() == QLatin1StringView(text)) return action;
        }
        return nullptr;
    }
    void name(const QString &name) const
    {
        part<QLineEdit>("caseName")->clear();
        QTest::keyClicks(part<QLineEdit>("caseName"), name);
        QTest::keyClick(part<QLineEdit>("caseName"), Qt::Key_Return);
    }

    PromptPane *m_pane = nullptr;
};

void tst_VariablesForm::keepsValuesOfEveryType_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("valid");
    const auto row = [](const char *type, const char *value, bool valid) {
        QTest::addRow("%s %s", type, value) << QString::fromLatin1(type) << QString::fromLatin1(value) << valid;
    };
    row("text", "abc", true);
    row("text", "abcdefghijk", false);
    row("multiline", "a\nb", true);
    row("number", "3", true);
    row("number", "3,5", false);
    row("number", "11", false);
    row("boolean", "true", true);
    row("boolean", "maybe", false);
    row("choice", "red", true);
    row("choice", "pink", false);
    row("multi-choice", "[\"red\",\"blue\"]", true);
    row("multi-choice", "[\"pink\"]", false);
    row("list", "[\"a\",\"b\"]", true);
    row("list", "[\"a\\nb\",\"c\"]", true);
    row("list", "no list", false);
    row("file", "content", true);
    row("json", "{\"a\": 1}", true);
    row("json", "{\"a\": }", false);
}

void tst_VariablesForm::keepsValuesOfEveryType()
{
    QFETCH(QString, type);
    QFETCH(QString, value);
    QFETCH(bool, valid);
    VariableRow row{.name = QStringLiteral("x"), .type = *variableTypeFrom(type)};
    row.maximum = 10;
    row.options = {QStringLiteral("red"), QStringLiteral("blue")};
    const PromptDraft one = of(row, value);
    m_page->setDraft(one);
    QCOMPARE(m_page->draft(), one); // as it was typed, valid or not
    QCOMPARE(told()->isVisible(), !valid);
    QCOMPARE(input<QWidget>()->property("invalid").toBool(), !valid);
    QCOMPARE(!sent().isEmpty(), valid);
    QCOMPARE(namelessControls(m_page.get()), QStringList());
}

void tst_VariablesForm::entersANumber()
{
    VariableRow row{.name = QStringLiteral("x"), .type = VariableType::Number};
    row.minimum = 2;
    m_page->setDraft(of(row, {}));
    QVERIFY(sent().isEmpty()); // required
    QVERIFY(told()->isVisible());
    QCOMPARE(QApplication::focusWidget(), input<QLineEdit>());
    QTest::keyClicks(input<QLineEdit>(), QStringLiteral("1"));
    QVERIFY(told()->text().contains(u'2'));
    QTest::keyClicks(input<QLineEdit>(), QStringLiteral("2"));
    QVERIFY(!told()->isVisible());
    QCOMPARE(value(), QStringLiteral("12"));
    QCOMPARE(sent(), QStringList{QStringLiteral("12")});
}

void tst_VariablesForm::choosesOneAndSeveral()
{
    VariableRow row{.name = QStringLiteral("x"), .type = VariableType::Choice};
    row.options = {QStringLiteral("red"), QStringLiteral("blue")};
    m_page->setDraft(of(row, {}));
    input<QComboBox>()->setFocus();
    QTest::keyClick(input<QComboBox>(), Qt::Key_Down);
    QCOMPARE(value(), QStringLiteral("red"));
    row.type = VariableType::MultiChoice;
    m_page->setDraft(of(row, {}));
    named<QCheckBox>(m_page.get(), QStringLiteral("blue"))->click();
    QCOMPARE(value(), QStringLiteral("[\"blue\"]"));
    named<QCheckBox>(m_page.get(), QStringLiteral("red"))->click();
    QCOMPARE(value(), QStringLiteral("[\"red\",\"blue\"]"));
}

void tst_VariablesForm::writesAListInLines()
{
    m_page->setDraft(of({.name = QStringLiteral("x"), .type = VariableType::List}, QStringLiteral("[\"a\"]")));
    QCOMPARE(input<QPlainTextEdit>()->toPlainText(), QStringLiteral("a"));
    input<QPlainTextEdit>()->moveCursor(QTextCursor::End);
    QTest::keyClick(input<QPlainTextEdit>(), Qt::Key_Return);
    QTest::keyClicks(input<QPlainTextEdit>(), QStringLiteral("b \"c\""));
    QCOMPARE(value(), QStringLiteral("[\"a\",\"b \\\"c\\\"\"]"));
    input<QPlainTextEdit>()->clear();
    QVERIFY(!m_page->draft().variables.contains(QStringLiteral("x")));
}

void tst_VariablesForm::loadsAFile()
{
    m_page->setDraft(of({.name = QStringLiteral("x"), .type = VariableType::File}, {}));
    m_pane->enterValue(QStringLiteral("x"), QStringLiteral("content"));
    QCOMPARE(input<QPlainTextEdit>()->toPlainText(), QStringLiteral("content"));
    QCOMPARE(sent(), QStringList{QStringLiteral("content")});
    m_pane->refuseValue(QStringLiteral("x"), QStringLiteral("It cannot be read."));
    QCOMPARE(told()->text(), QStringLiteral("It cannot be read."));
    QCOMPARE(value(), QStringLiteral("content"));
}

void tst_VariablesForm::usesTheDefaultWhileNothingIsEntered()
{
    m_page->setDraft(of({.name = QStringLiteral("x"), .fallback = QStringLiteral("Oslo")}, {}));
    QVERIFY(input<QPlainTextEdit>()->placeholderText().contains(QStringLiteral("Oslo")));
    QCOMPARE(sent(), QStringList{QStringLiteral("Oslo")});
    VariableRow optional{.name = QStringLiteral("x"), .required = false};
    PromptDraft two = of(optional, {});
    two.messages.front().text = QStringLiteral("a{{x}}b");
    m_page->setDraft(two);
    m_page->showFinished(record(QStringLiteral("done"))); // the run before has ended
    QCOMPARE(sent(), QStringList{QStringLiteral("ab")});
}

void tst_VariablesForm::declaresAVariableInItsPopup()
{
    const PromptDraft before = of({.name = QStringLiteral("x")}, QStringLiteral("7"));
    PromptDraft plain = before;
    plain.declared.clear(); // nothing is known of it
    m_page->setDraft(plain);
    part<QToolButton>("settings:x")->click();
    auto *popup = part<QWidget>("variablePopup");
    QVERIFY(popup->isVisible());
    QCOMPARE(namelessControls(popup), QStringList());
    auto *type = popup->findChild<QComboBox *>(QStringLiteral("type"));
    type->setCurrentIndex(int(VariableType::Number));
    Q_EMIT type->activated(type->currentIndex());
    QTest::keyClicks(popup->findChild<QLineEdit *>(QStringLiteral("maximum")), QStringLiteral("5"));
    popup->findChild<QCheckBox *>(QStringLiteral("required"))->click();
    QTest::keyClicks(popup->findChild<QLineEdit *>(QStringLiteral("description")), QStringLiteral("How many"));
    QVERIFY(!popup->findChild<QWidget *>(QStringLiteral("pattern"))->isVisible()); // of texts only
    popup->hide();
    VariableRow expected{.name = QStringLiteral("x"), .type = VariableType::Number, .required = false};
    expected.maximum = 5;
    expected.description = QStringLiteral("How many");
    QCOMPARE(m_page->draft().declared, std::vector<VariableRow>{expected});
    QCOMPARE(input<QLineEdit>()->text(), QStringLiteral("7")); // it kept its value
    QVERIFY(told()->text().contains(u'5'));
    undo();
    QCOMPARE(m_page->draft(), plain);
}

void tst_VariablesForm::beginsBelowItsCaption()
{
    PromptDraft one = draft();
    one.messages = systemAndUser(QStringLiteral("You are terse."), QStringLiteral("{{x}}"));
    m_page = std::make_unique<WorkbenchPage>();
    m_page->setDraft(one); // as at the start of the program, before it is on screen
    m_page->resize(1200, 760);
    m_page->show();
    const auto bottomOfCaption = [this] {
        for (const auto *label : m_page->findChildren<QLabel *>()) {
            if (label->text() == QStringLiteral("Variables"))
                return label->mapTo(m_page.get(), QPoint(0, label->height())).y();
        }
        return -1;
    };
    const auto gap = [&] { return input<QWidget>()->mapTo(m_page.get(), QPoint(0, 0)).y() - bottomOfCaption(); };
    QTRY_VERIFY2(gap() >= 0 && gap() <= theme().space(4), qPrintable(QString::number(gap())));
}

void tst_VariablesForm::keepsChoosesRenamesAndRemovesCases()
{
    m_page->setDraft(of({.name = QStringLiteral("x")}, QStringLiteral("one")));
    m_pane->setCases({});
    QSignalSpy changed(m_pane, &PromptPane::casesChanged);
    const auto cases = [&changed] { return changed.last().first().value<std::vector<ValueSet>>(); };
    QVERIFY(!part<QComboBox>("cases")->isVisible()); // there is none yet
    part<QToolButton>("saveCase")->click();
    QCOMPARE(QApplication::focusWidget(), part<QLineEdit>("caseName"));
    name(QStringLiteral("First"));
    QCOMPARE(cases(),
             (std::vector<ValueSet>{{QStringLiteral("First"), {{QStringLiteral("x"), QStringLiteral("one")}}}}));
    QTest::keyClicks(input<QPlainTextEdit>(), QStringLiteral("!"));
    QVERIFY(part<QComboBox>("cases")->currentText().contains(QStringLiteral("changed")));
    part<QToolButton>("saveCase")->click();
    name(QStringLiteral("Second"));
    auto *combo = part<QComboBox>("cases");
    combo->setCurrentIndex(1);
    Q_EMIT combo->activated(1);
    QCOMPARE(value(), QStringLiteral("one"));
    caseAction("Rename")->trigger();
    name(QStringLiteral("Erste"));
    QCOMPARE(cases().front().name, QStringLiteral("Erste"));
    caseAction("Remove")->trigger();
    QCOMPARE(cases().size(), 1u);
    QVERIFY(named<QPushButton>(m_page.get(), QStringLiteral("Undo"))->isVisible());
    named<QPushButton>(m_page.get(), QStringLiteral("Undo"))->click();
    QCOMPARE(cases().size(), 2u);
    QCOMPARE(cases().front().name, QStringLiteral("Erste"));
}

void tst_VariablesForm::refusesANameThatIsTaken()
{
    m_page->setDraft(of({.name = QStringLiteral("x")}, QStringLiteral("one")));
    m_pane->setCases({{QStringLiteral("A")}, {QStringLiteral("B")}});
    QSignalSpy changed(m_pane, &PromptPane::casesChanged);
    part<QToolButton>("saveCase")->click();
    name(QStringLiteral("A"));
    QVERIFY(changed.isEmpty());
    QVERIFY(part<QLineEdit>("caseName")->property("invalid").toBool());
    QTest::keyClick(part<QLineEdit>("caseName"), Qt::Key_Escape);
    QVERIFY(!part<QLineEdit>("caseName")->isVisible());
    QVERIFY(part<QComboBox>("cases")->isVisible());
}

void tst_VariablesForm::addsImportedCasesAsOneStep()
{
    m_page->setDraft(of({.name = QStringLiteral("x")}, QStringLiteral("one")));
    m_pane->setCases({{QStringLiteral("A")}});
    QSignalSpy changed(m_pane, &PromptPane::casesChanged);
    m_pane->addCases({{QStringLiteral("A")}, {QStringLiteral("B")}});
    QStringList names;
    for (const ValueSet &set : changed.last().first().value<std::vector<ValueSet>>())
        names += set.name;
    QCOMPARE(names, QStringList({QStringLiteral("A"), QStringLiteral("A (2)"), QStringLiteral("B")}));
    undo();
    QCOMPARE(changed.last().first().value<std::vector<ValueSet>>().size(), 1u);
}

QTEST_MAIN(tst_VariablesForm)
#include "tst_variablesform.moc"
