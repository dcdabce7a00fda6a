#include "tests/ui/named.h"
#include "ui/assist/assistpane.h"
#include "ui/theme/theme.h"
#include "ui/workbench/modelpicker.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QTreeWidget>

#include <memory>

using namespace burin;

class tst_AssistPane : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<AssistPane> m_pane;

    template <class T> T *part(const char *name) const { return m_pane->findChild<T *>(QLatin1StringView(name)); }
    QPushButton *ask() const { return part<QPushButton>("assistAsk"); }
    QPushButton *accept() const { return part<QPushButton>("assistAccept"); }
    QString note() const { return part<QLabel>("assistNote")->text(); }
    static PromptDraft subject()
    {
        PromptDraft draft;
        draft.messages = systemAndUser(QStringLiteral("Be kind."), QStringLiteral("Answer {{letter}}"));
        draft.providerId = QStringLiteral("openai");
        draft.model = QStringLiteral("gpt-5");
        return draft;
    }
    static AssistResult improvement()
    {
        AssistResult result{.kind = AssistKind::Improve, .proposal = subject()};
        result.proposal.messages[0].text = QStringLiteral("Be <b>brief</b>.");
        result.text = QStringLiteral("Shorter.");
        return result;
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }
    void init() { m_pane = std::make_unique<AssistPane>(); }

    void asksThePromptsModelAtFirstAndThenTheChosenOne()
    {
        QSignalSpy asked(m_pane.get(), &AssistPane::askRequested);
        m_pane->begin(AssistKind::TestCases, subject());
        QVERIFY(m_pane->isVisible());
        QTest::keyClicks(part<QLineEdit>("assistWish"), QStringLiteral("long letters"));
        m_pane->findChild<QSpinBox *>()->setValue(7);
        QTest::keyClick(part<QLineEdit>("assistWish"), Qt::Key_Return);
        const AssistOrder expected{AssistKind::TestCases,
                                   {QStringLiteral("openai"), QStringLiteral("gpt-5")},
                                   QStringLiteral("long letters"),
                                   7};
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().first().value<AssistOrder>(), expected);
        m_pane->picker()->setChoice({QStringLiteral("ollama"), QStringLiteral("llama3.2")});
        m_pane->begin(AssistKind::Improve, subject());
        QCOMPARE(m_pane->picker()->choice().model, QStringLiteral("llama3.2"));
        QVERIFY(!m_pane->findChild<QSpinBox *>()->isVisible());
        QCOMPARE(namelessControls(m_pane.get()), QStringList());
    }

    void wordsThatDifferAreMarked()
    {
        m_pane->begin(AssistKind::Improve, subject());
        m_pane->showStarted();
        m_pane->showResult(improvement(), {});
        const auto *before = part<QPlainTextEdit>("assistBefore");
        const auto *after = part<QPlainTextEdit>("assistAfter");
        const auto formatAt = [](const QPlainTextEdit *text, const QString &word) {
            return text->document()->find(word).charFormat();
        };
        QTRY_VERIFY(formatAt(before, QStringLiteral("kind")).fontStrikeOut());
        QTRY_VERIFY(formatAt(after, QStringLiteral("brief")).fontUnderline());
        QVERIFY(!formatAt(after, QStringLiteral("Answer")).fontUnderline());
        QVERIFY(!before->toPlainText().contains(QStringLiteral("brief")));
    }

    void nothingChangesBeforeItIsAccepted()
    {
        QSignalSpy accepted(m_pane.get(), &AssistPane::improvementAccepted);
        m_pane->begin(AssistKind::Improve, subject());
        m_pane->showStarted();
        QVERIFY(!accept()->isVisible());
        m_pane->showResult(improvement(), QStringLiteral("$0.01"));
        QVERIFY(part<QPlainTextEdit>("assistBefore")->toPlainText().contains(QStringLiteral("Be kind.")));
        QVERIFY(part<QPlainTextEdit>("assistAfter")->toPlainText().contains(QStringLiteral("Be <b>brief</b>.")));
        QVERIFY(note().contains(QStringLiteral("$0.01")) && note().contains(QStringLiteral("Shorter.")));
        part<QPushButton>("assistReject")->click();
        QCOMPARE(accepted.size(), 0);
        QVERIFY(!m_pane->isVisible());

        m_pane->begin(AssistKind::Improve, subject());
        QVERIFY(!accept()->isVisible()); // the rejected one is gone
        m_pane->showResult(improvement(), QStringLiteral("$0.01"));
        accept()->click();
        QCOMPARE(accepted.size(), 1);
        QCOMPARE(accepted.first().first().value<PromptDraft>(), improvement().proposal);
        QVERIFY(!m_pane->isVisible());
    }

    void onlyTickedCasesAreAccepted()
    {
        std::vector<ValueSet> got;
        connect(m_pane.get(), &AssistPane::casesAccepted, this,
                [&](const std::vector<ValueSet> &cases) { got = cases; });
        const QString letter = QStringLiteral("letter");
        const ValueSet one{QStringLiteral("one"), {{letter, QStringLiteral("a\nb")}}, QStringLiteral("x")};
        const ValueSet two{QStringLiteral("two"), {{letter, QStringLiteral("c")}}};
        m_pane->begin(AssistKind::TestCases, subject());
        m_pane->showResult({.kind = AssistKind::TestCases, .cases = {one, two}}, QStringLiteral("free"));
        auto *table = part<QTreeWidget>("assistCases");
        QCOMPARE(table->topLevelItemCount(), 2);
        table->topLevelItem(0)->setCheckState(0, Qt::Unchecked);
        table->topLevelItem(1)->setCheckState(0, Qt::Unchecked);
        accept()->click();
        QVERIFY(got.empty() && m_pane->isVisible());
        QVERIFY(note().contains(QStringLiteral("Tick")));
        table->topLevelItem(0)->setCheckState(0, Qt::Checked);
        accept()->click();
        QCOMPARE(got, std::vector<ValueSet>{one});
    }

    void anAnswerThatIsNotUnderstoodStaysInSight()
    {
        m_pane->begin(AssistKind::Improve, subject());
        m_pane->showStarted();
        m_pane->showProblem(QStringLiteral("Not JSON."), QStringLiteral("I would rather not."));
        QCOMPARE(note(), QStringLiteral("Not JSON."));
        QVERIFY(part<QPlainTextEdit>("assistRaw")->isVisible());
        QCOMPARE(part<QPlainTextEdit>("assistRaw")->toPlainText(), QStringLiteral("I would rather not."));
        QVERIFY(!accept()->isVisible());
        QCOMPARE(ask()->text(), QStringLiteral("Ask"));
    }

    void anExpensiveQuestionIsAskedTwice()
    {
        QSignalSpy asked(m_pane.get(), &AssistPane::askRequested), confirmed(m_pane.get(), &AssistPane::confirmed);
        m_pane->begin(AssistKind::Improve, subject());
        ask()->click();
        m_pane->showStarted();
        m_pane->showQuestion(
            makeError(ErrorCode::ApprovalNeeded, QStringLiteral("$9"), QStringLiteral("~2 tokens in")));
        QVERIFY(note().contains(QStringLiteral("$9")));
        ask()->click();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(confirmed.size(), 1);
    }

    void aRunningAnswerCanBeStoppedAndIsNotReplaced()
    {
        QSignalSpy stopped(m_pane.get(), &AssistPane::stopRequested);
        m_pane->begin(AssistKind::Improve, subject());
        m_pane->showStarted();
        PromptDraft other = subject();
        other.title = QStringLiteral("Other");
        m_pane->begin(AssistKind::TestCases, other);
        QCOMPARE(m_pane->subject(), subject());
        ask()->click();
        QCOMPARE(stopped.size(), 1);
    }
};

QTEST_MAIN(tst_AssistPane)
#include "tst_assistpane.moc"
